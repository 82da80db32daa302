package codebook

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// personal returns the name or the initials that a person signed a reply with
// ("^JK", "- Kirsty", "Noémie – Free", "Marta" of "Un saludo, Marta."), with the
// sign before it; "" if it is a team's.
func personal(signature string) string {
	first, _, _ := strings.Cut(signature, "\n")
	for word := range strings.FieldsFuncSeq(first, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if teams.has(word) {
			return ""
		}
	}
	return signature
}

var teams = newWordSet("team support equipe équipe equipo service servicio care customer")

// cutSignature cuts one signature from the end of s, and returns what was
// signed; that is "" where only a valediction was cut ("Kind regards").
func cutSignature(s string) (rest, name string) {
	if rest := trimMarked(s); len(rest) < len(s) {
		return rest, strings.TrimSpace(s[len(rest):])
	}
	if rest, name, ok := cutValediction(s); ok {
		return rest, name
	}
	return cutLastLine(s)
}

// longestSignature is the longest name or pair of initials that signs a reply.
const longestSignature = 24

// What a byte means to a signature.
const (
	signNone = iota
	signMark // stands before a name
	signDash // ends a character that does
	signStop // no signature goes beyond it
)

var signClass = [256]uint8{'^': signMark, '*': signMark, '~': signMark, '-': signMark, '/': signMark, 0x93: signDash, 0x94: signDash, '\n': signStop, '?': signStop}

// trimMarked cuts a sign and up to three capitalised words ("^JK", "*SR", "/LO",
// "- Kirsty", "Noémie – Free"), or small initials ("^jk").
func trimMarked(s string) string {
	for at := len(s) - 1; at >= 0 && len(s)-at <= longestSignature; at-- {
		switch signClass[s[at]] {
		case signNone:
			continue
		case signStop:
			return s
		case signDash: // the last byte of – and —
			if at < 2 || s[at-1] != 0x80 || s[at-2] != 0xe2 {
				continue
			}
		}
		if s[at] == '-' && at > 0 && isHandleByte(s[at-1]) && at+1 < len(s) && s[at+1] >= 'A' && s[at+1] <= 'Z' {
			continue // "- Kelly-Ann"
		}
		sign := at
		if s[at] >= 0x80 {
			sign = at - 2
		}
		name := s[at+1:]
		if !areNames(name, 3) && !areInitials(name, s[at]) {
			return s
		}
		if s[at] == '^' || s[at] == '*' || s[at] == '~' {
			return trimRight(s[:sign], " -^*")
		}
		// A sign inside a word or number is none: "e-mail", "24/7".
		if sign > 0 && isHandleByte(s[sign-1]) {
			return s
		}
		head := trimRight(s[:sign], " -^*")
		// "Noémie – Free": the name before the sign, on a line of its own.
		if i := strings.LastIndexByte(head, '\n'); i >= 0 && len(head)-i <= longestSignature && areNames(head[i+1:], 3) {
			return strings.TrimRight(head[:i], " \n")
		}
		if endsInName(head) {
			return s // "London - Paris"
		}
		return head
	}
	return s
}

// endsInName reports whether a text ends in a word with a capital that begins no
// sentence.
func endsInName(s string) bool {
	last := lastWord(s)
	if last == "" || !isName(last) || !isHandleByte(last[len(last)-1]) {
		return false
	}
	before := trimRight(s[:len(s)-len(last)], " ")
	return before != "" && (before[len(before)-1] == ',' || isHandleByte(before[len(before)-1]))
}

// areInitials reports whether s is the initials of somebody who writes them
// small behind a sign: "^jk", "-jk".
func areInitials(s string, sign byte) bool {
	s = trimRight(s, ".,)")
	if sign == '/' || s == "" || len(s) > 3 {
		return false
	}
	for i := range len(s) {
		if byteClass[s[i]] != classLetter {
			return false
		}
	}
	return true
}

// valedictions say good-bye before the name of whoever signs, and nothing else.
var valedictions = []string{
	"kind regards", "kindest regards", "best regards", "warm regards", "warmest regards", "with regards", "regards", "best wishes",
	"yours sincerely", "sincerely", "yours faithfully", "yours truly",
	"bien cordialement", "très cordialement", "cordialement", "cdlt", "cdt", "bien à vous", "bien à toi", "sincères salutations", "salutations", "respectueusement",
	"un cordial saludo", "saludos cordiales", "un saludo", "saludos", "un abrazo", "atentamente",
	"mit freundlichen grüßen", "freundliche grüße", "viele grüße", "liebe grüße", "beste grüße", "schöne grüße", "herzliche grüße",
	"cordiali saluti", "distinti saluti", "un saluto", "saluti", "atenciosamente", "cumprimentos", "um abraço", "met vriendelijke groet", "vriendelijke groet", "groetjes",
}

// wishes say something to the customer, and so only the name behind them is cut.
var wishes = []string{
	"thanks", "thank you", "cheers", "take care", "all the best",
	"merci", "bonne journée", "belle journée", "bonne soirée", "belle soirée", "bonne fin de journée", "bon week-end", "bon weekend", "à bientôt",
	"gracias", "buen día", "buen dia", "hasta luego",
}

// goodbyes are valedictions and wishes by their last byte, the longer first. Those
// with ß are there with ss too, as they are in capitals and in Switzerland.
var goodbyes = func() (by [256][]goodbye) {
	add := func(list []string, wish bool) {
		for _, words := range list {
			for _, spelling := range slices.Compact([]string{words, strings.ReplaceAll(words, "ß", "ss")}) {
				last := spelling[len(spelling)-1]
				by[last] = append(by[last], goodbye{spelling, wish})
			}
		}
	}
	add(valedictions, false)
	add(wishes, true)
	return by
}()

// A goodbye is a valediction or a wish, in small letters.
type goodbye struct {
	words string
	wish  bool
}

// endsWith finds the goodbye that a text ends with.
func endsWith(s string) (g goodbye, ok bool) {
	if s == "" {
		return g, false
	}
	for _, g := range goodbyes[s[len(s)-1]|0x20] {
		from := len(s) - len(g.words)
		if from >= 0 && s[from]|0x20 == g.words[0]|0x20 && strings.EqualFold(s[from:], g.words) && (from == 0 || !isHandleByte(s[from-1])) {
			return g, true
		}
	}
	return g, false
}

const (
	longestSignOff = 48 // bytes behind a valediction: "Ali Khan\nCustomer Relations"
	signOffWords   = 6
)

// cutValediction cuts a valediction from the end of s with the name behind it
// ("Kind regards,\nAli Khan", "Un saludo, Marta."), or the name behind a wish
// ("Bonne journée, Julie"). It looks from the last word back.
func cutValediction(s string) (rest, name string, ok bool) {
	end := len(trimRight(s, " ."))
	at := end
	for range signOffWords {
		head := trimRight(s[:at], " ,\n\t")
		if g, found := endsWith(head); found {
			return cutGoodbye(s, g, len(head), strings.Trim(s[len(head):end], " ,\n\t"))
		}
		at = len(head) - len(lastWord(head))
		if at <= 0 || end-at > longestSignOff || strings.ContainsAny(head[len(head)-1:], ".?!:") {
			break
		}
	}
	return s, "", false
}

// cutGoodbye cuts a goodbye that ends at a place in s, and the name behind it.
func cutGoodbye(s string, g goodbye, end int, name string) (rest, signed string, ok bool) {
	apart := end < len(s) && (s[end] == ',' || s[end] == '\n') // from the name
	switch {
	case g.wish:
		if !areNames(name, 3) {
			return s, "", false
		}
		if !apart || strings.Contains(s[:end], name) {
			signed = "" // the customer is wished so
		} else {
			signed = name
		}
		return s[:end], signed, true
	case name == "", areNames(name, 3), apart && !strings.ContainsAny(name, "?!@0123456789"):
		return trimRight(s[:end-len(g.words)], " \n\t"), name, true
	}
	return s, "", false
}

// cutLastLine cuts a name on a line of its own at the end.
func cutLastLine(s string) (rest, name string) {
	i := strings.LastIndexByte(s, '\n')
	if i < 0 || len(s)-i > longestSignature || !areNames(s[i+1:], 3) {
		return s, ""
	}
	head := strings.TrimRight(s[:i], " \n\t")
	if head == "" {
		return s, ""
	}
	if r, _ := utf8.DecodeLastRuneInString(head); !strings.ContainsRune(".!?…)", r) && !unicode.IsSymbol(r) {
		if _, said := endsWith(head); !said {
			return s, ""
		}
	}
	return head, s[i+1:]
}
