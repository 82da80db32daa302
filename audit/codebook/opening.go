package codebook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// salutations open a reply; whom it greets may follow. Of two that begin alike
// the longer stands first. Some are of languages without a codebook, since templates are
// found in any language.
var salutations = []string{
	"hi there", "hello there", "hey there", "hi", "hello", "hey", "hiya", "howdy", "g'day", "g’day", "dear", "greetings",
	"good morning", "good afternoon", "good evening", "good day", "morning", "afternoon", "evening",
	"bonjour", "rebonjour", "re-bonjour", "bonsoir", "rebonsoir", "salut", "coucou", "chère", "chères", "chers", "cher",
	"hola", "buenas tardes", "buenas noches", "buenos días", "buenos dias", "buen día", "buen dia", "muy buenas", "buenas", "qué tal", "que tal", "estimado", "estimada",
	"hallo", "guten tag", "guten morgen", "guten abend", "moin", "servus", "sehr geehrter", "sehr geehrte", "lieber", "liebe",
	"ciao", "buongiorno", "buonasera", "gentile", "olá", "oi", "bom dia", "boa tarde", "boa noite", "prezado", "prezada",
	"hoi", "goedemorgen", "goedemiddag", "goedenavond", "beste",
}

// salutationsBy are the salutations by their first letter.
var salutationsBy = func() (by [256][]string) {
	for _, word := range salutations {
		by[word[0]] = append(by[word[0]], word)
		by[word[0]-'a'+'A'] = append(by[word[0]-'a'+'A'], word)
	}
	return by
}()

// blanks are the spaces of a line: French puts those at which it does not break
// before its marks.
const blanks = " \u00a0\u202f"

// trimOpening cuts leading handles, a part number and a salutation.
func trimOpening(s string) string {
	s = trimPart(trimHandles(s))
	greeting := strings.TrimPrefix(s, "¡")
	if greeting == "" {
		return s
	}
	for _, word := range salutationsBy[greeting[0]] {
		if !hasFold(greeting, word) || len(greeting) > len(word) && isHandleByte(greeting[len(word)]) {
			continue
		}
		rest := greeting[len(word):]
		return trimPart(strings.TrimLeft(rest[addressed(rest):], blanks+",!.;:\n"))
	}
	return s
}

const (
	mostNames  = 5 // words of whom a reply greets
	plainNames = 2 // of which so many need no capital: "hi sarah", "hey you guys"
)

// addressed is the length of whom a salutation greets: "Mia", "M. de La Tour",
// "Jo & Tim", ", Ana". It is 0 if what follows is no name that a comma, a full stop, an
// emoji or the line's end stands behind.
func addressed(s string) int {
	begun := strings.HasPrefix(s, ",") // and so a name must have a capital, and no comma ends it
	at := 0
	if begun {
		at = 1
	}
	for words := 0; ; words++ {
		at += len(s[at:]) - len(strings.TrimLeft(s[at:], blanks+"\t"))
		if at == len(s) {
			return at
		}
		n := nameLength(s[at:])
		if n == 0 {
			return addressEnds(s, at, begun && words > 0, words)
		}
		word := s[at : at+n]
		if words == mostNames || (words >= plainNames || begun) && !isName(word) && !joins(word) || begun && noNames.has(word) {
			return 0
		}
		at += n
		if at < len(s) && (s[at] == '.' && (len(word) == 1 || titles.has(word)) || s[at] == '/' && titles.has(word)) {
			at++ // "M. Martin", "J.P.", "Sir/Madam"
		}
	}
}

// addressEnds returns at if a name may end there in s, else 0.
func addressEnds(s string, at int, afterComma bool, words int) int {
	r, _ := utf8.DecodeRuneInString(s[at:])
	switch {
	case r == ',':
		if afterComma {
			return 0 // "Hi, Unfortunately, ..."
		}
		return at
	case strings.ContainsRune("!.;:-\n", r), unicode.IsSymbol(r) && r >= utf8.RuneSelf:
		return at
	}
	return 0
}

// nameLength is the length of the word at the start of s that may be a name, a
// handle or what joins names.
func nameLength(s string) int {
	if s != "" && s[0] == '&' {
		return 1
	}
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r == '-' && n > 0 { // "Jean-Pierre"
			if next, _ := utf8.DecodeRuneInString(s[n+1:]); !unicode.IsUpper(next) {
				break
			}
		} else if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '@' && r != '_' && r != '\'' && r != '’' {
			break
		}
		n += size
	}
	return n
}

// isName reports whether a word is written as names are, with a capital.
func isName(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// areNames reports whether s is the name of a person: one to so many words, each
// with a capital or what joins names, and none that is something else.
func areNames(s string, most int) bool {
	words := 0
	for f := range strings.FieldsSeq(s) {
		f = trimRight(f, ".,!)")
		if n := nameLength(f); n == 0 || n < len(f) {
			return false
		}
		if words++; words > most || noNames.has(f) || !isName(f) && (words == 1 || !joins(f)) {
			return false
		}
	}
	return words > 0
}

// titles stand before a name.
var titles = newWordSet("m mr mrs ms miss dr sir madam mme mlle monsieur madame sr sra srta herr frau")

// joins reports whether a small word stands within a name or between two.
func joins(word string) bool { return word == "&" || joining.has(word) }

var joining = newWordSet("and et y e de del della di da do dos du des d la le las los van von der den ten ter bin al el san")

// noNames stand, with a capital, where a name may.
var noNames = newWordSet("yes no yep nope ok okay sorry thanks thank cheers regards please great good sure correct indeed hello hi hey best love oh unfortunately " +
	"oui non si merci bonjour bonsoir cordialement désolé désolée bonne belle bien certes exact effectivement malheureusement " +
	"sí gracias hola claro perdón saludos lamentablemente efectivamente")

// trimHandles cuts the handles that a text begins with.
func trimHandles(s string) string {
	for {
		s = strings.TrimLeft(s, " \n\t.")
		n := handleLength(s)
		if n == 0 {
			return s
		}
		s = s[n:]
	}
}
