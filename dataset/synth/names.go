package synth

// firstNames are the customers' and agents' first names, by language.
var firstNames = map[string][]string{
	"en": {
		"Abbie", "Adil", "Alice", "Amara", "Andy", "Anna", "Bella", "Ben", "Cara", "Carl", "Chloe", "Colin", "Dana", "Dev", "Ella", "Emeka",
		"Erin", "Ewan", "Fay", "Finn", "Gail", "Gus", "Hana", "Hugh", "Imran", "Isla", "Jack", "Jo", "Kai", "Karen", "Kate", "Leo", "Lena",
		"Liam", "Lucy", "Mags", "Mateo", "Mia", "Nadia", "Neil", "Nina", "Omar", "Owen", "Paige", "Petra", "Priya", "Ravi", "Rhys", "Rosa",
		"Ruth", "Sam", "Sara", "Sean", "Tess", "Theo", "Tom", "Uma", "Vera", "Viv", "Wes", "Yara", "Yusuf", "Zack", "Zoe",
	},
	"fr": {
		"Adele", "Agathe", "Alain", "Amine", "Anais", "Basile", "Bruno", "Camille", "Cedric", "Celine", "Clara", "Denis", "Elise", "Emma",
		"Fabien", "Fanny", "Farid", "Gael", "Guy", "Hugo", "Ines", "Jeanne", "Jules", "Karim", "Lea", "Loic", "Louis", "Lucie", "Malik",
		"Manon", "Marc", "Maud", "Nadege", "Noe", "Odile", "Pascal", "Quentin", "Remi", "Romane", "Sacha", "Salome", "Samir", "Sonia",
		"Theo", "Tiphaine", "Victor", "Yann", "Yves", "Zelie",
	},
}

// surnames are halves of invented surnames.
var surnames = []string{
	"", "", "bram", "cor", "dell", "fenn", "gris", "holt", "jarn", "kesk", "lorn", "mave", "noll", "oster", "pell", "quill", "rusk",
	"sorn", "tarv", "vane", "wick", "yarl", "zell", "_x", "_fc", "_uk", "84", "_",
}

// appendHandle appends the handle of the person with this number: their names,
// and the number, which makes it their own.
func appendHandle(dst []byte, name string, draw, number uint64) []byte {
	dst = append(dst, name...)
	if draw%3 == 0 {
		for i := len(dst) - len(name); i < len(dst); i++ {
			dst[i] |= 0x20
		}
	}
	dst = append(dst, surnames[draw>>8%uint64(len(surnames))]...)
	if last := dst[len(dst)-1]; '0' <= last && last <= '9' {
		dst = append(dst, '_')
	}
	return appendNumber(dst, number)
}

// agents returns how each of a brand's agents signs, in the brand's style; nil
// if they do not sign. A brand has a small team: the same for all its customers.
func agents(b *Brand, language string) []string {
	const team = 18
	way, signs := signatures[b.Signature]
	if !signs {
		return nil
	}
	names := firstNames[language]
	signed := make([]string, team)
	for i := range signed {
		draw := mix(hashString(b.Support) + uint64(i))
		name := names[draw%uint64(len(names))]
		if way.initials {
			name = string([]byte{name[0], 'A' + byte(draw>>32%26)})
		}
		signed[i] = way.before + name
	}
	return signed
}
