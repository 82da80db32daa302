package codebook

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
)

// Skeleton returns what two fillings of one template have in common: the reply
// without the handles it begins with, its salutation ("Hi Sarah,"), its part
// number ("1/2") and its signature ("^JK", "Noémie – Free"), and with a
// placeholder for every other handle, number, link and address. It is "" if
// nothing else is left. Runs of space count as one space.
func Skeleton(text string) string { return string(appendSkeleton(nil, text)) }

func appendSkeleton(out []byte, text string) []byte {
	text = trimOpening(text)
	text, link := trimClosing(text)
	start, from := len(out), 0 // text[from:i] is copied as it is
	for i := 0; i < len(text); {
		c := text[i]
		n, put := 1, ""
		switch {
		case isSpace(c):
			if c == ' ' && i > 0 && i+1 < len(text) && !isSpace(text[i+1]) {
				break // one space between words
			}
			for i+n < len(text) && isSpace(text[i+n]) {
				n++
			}
			if out = append(out, text[from:i]...); len(out) > start && i+n < len(text) {
				out = append(out, ' ')
			}
			from = i + n
		case c == '@' && i+1 < len(text) && isHandleByte(text[i+1]):
			for n < len(text)-i && isHandleByte(text[i+n]) {
				n++
			}
			put = "{handle}"
		case byteClass[c] == classLetter:
			if i > 0 && isHandleByte(text[i-1]) {
				break
			}
			if n = plainWord(text[i:]); n == 0 {
				n, put = placeholder(text[i:])
			}
		case byteClass[c] == classDigit:
			n, put = placeholder(text[i:])
		}
		if put != "" {
			out = append(append(out, text[from:i]...), put...)
			from = i + n
		}
		i += n
	}
	out = append(out, text[from:]...)
	if link {
		if len(out) > start {
			out = append(out, ' ')
		}
		out = append(out, "{link}"...)
	}
	return out
}

// Skeletons hashes skeletons, and remembers those of some texts: brands give many
// customers the same answer. It is for one goroutine.
type Skeletons struct {
	known []skeletonOf
	buf   []byte
}

// A skeletonOf is what is remembered of a text, by its hash.
type skeletonOf struct {
	text, skeleton uint64
	signed         bool
}

// Of returns the hash of a text's skeleton, 0 if nothing of it is left, and
// whether a person signed the text; see [Signature]. The handles that it is
// addressed to do not matter.
func (s *Skeletons) Of(text string) (skeleton uint64, signed bool) {
	const most = 1 << 14
	if s.known == nil {
		s.known = make([]skeletonOf, most)
	}
	text = trimHandles(text)
	hash := xxhash.Sum64String(text)
	known := &s.known[hash%most]
	if known.text != hash || hash == 0 {
		*known = skeletonOf{text: hash, signed: Signature(text) != ""}
		if s.buf = appendSkeleton(s.buf[:0], text); len(s.buf) > 0 {
			known.skeleton = xxhash.Sum64(s.buf)
		}
	}
	return known.skeleton, known.signed
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// plainWord is the length of the word at the start of s, which is a letter, 0 if
// more must be seen to tell whether it is one.
func plainWord(s string) int {
	n := 1
	for n < len(s) && byteClass[s[n]] == classLetter {
		n++
	}
	if n == len(s) {
		return n
	}
	switch c := s[n]; {
	case byteClass[c] == classDigit, c == '@', c == ':', c == '.' && (s[0]|0x20 == 'w' || n+1 < len(s) && !isSpace(s[n+1])):
		return 0
	}
	return n
}

// placeholder returns the length of the word or number at the start of s, and
// what stands for it, "" for itself.
func placeholder(s string) (n int, put string) {
	if n := linkLength(s); n > 0 {
		return n, "{link}"
	}
	letters, digits := 0, 0
	for n < len(s) {
		switch byteClass[s[n]] {
		case classLetter:
			letters++
			n++
			continue
		case classDigit:
			digits++
			n++
			continue
		}
		if digits > 0 && letters == 0 && n+1 < len(s) && byteClass[s[n+1]] == classDigit {
			switch s[n] {
			case '.', ',', ':', '/', '-', ' ':
				n++
				continue
			}
		}
		break
	}
	if n < len(s) && letters > 0 && (s[n] == '@' || s[n] == '.') {
		at := 0
		if s[n] == '@' {
			at = 1 + hostLength(s[n+1:])
		} else {
			at = mailLength(s[n:])
		}
		if at > 1 {
			return n + at, "{email}"
		}
	}
	if digits > 0 && (letters == 0 || digits+letters >= 6) {
		return n, "{number}"
	}
	return n, ""
}

// salutations open a reply; a name may follow.
var salutations = []string{
	"hi there", "hello there", "hey there", "hi", "hello", "hey", "hiya", "dear", "greetings", "good morning", "good afternoon", "good evening", "good day",
	"bonjour", "bonsoir", "salut", "hello", "coucou",
	"hola", "buenas tardes", "buenas noches", "buenos días", "buenos dias", "buen día", "buen dia", "muy buenas", "buenas", "qué tal", "que tal", "estimado", "estimada",
}

// salutationsBy are the salutations by their first letter.
var salutationsBy = func() (by [256][]string) {
	for _, word := range salutations {
		by[word[0]] = append(by[word[0]], word)
		by[word[0]-'a'+'A'] = append(by[word[0]-'a'+'A'], word)
	}
	return by
}()

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
		if end := strings.IndexAny(rest, "!.:\n"); end > 0 && rest[0] == ',' && isName(rest[1:end]) {
			return trimPart(strings.TrimLeft(rest[end:], " ,!.;:\n")) // ¡Hola, Ana!
		}
		// A name of up to two words before the comma, full stop or line end.
		name := rest
		for words := 0; ; words++ {
			name = strings.TrimLeft(name, " ")
			if name == "" {
				return ""
			}
			if i := strings.IndexByte(",!.;:\n-", name[0]); i >= 0 {
				return trimPart(strings.TrimLeft(name, " ,!.;:\n"))
			}
			if words == 2 {
				break
			}
			n := nameLength(name)
			if n == 0 {
				break
			}
			name = name[n:]
		}
		return trimPart(strings.TrimLeft(rest, " ,!.;:\n"))
	}
	return s
}

// isName reports whether a text is a name of up to four words, with a capital each
// but for those of "María del Carmen" and "Ana de la Cruz".
func isName(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && w != "de" && w != "del" && w != "la" {
			return false
		}
	}
	return len(words) <= 4
}

// nameLength is the length of a word that may be a name or a handle at the
// start of s.
func nameLength(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '@' && r != '_' && r != '\'' && r != '’' {
			break
		}
		n += size
	}
	return n
}

func trimHandles(s string) string {
	for {
		for s != "" && (s[0] == ' ' || s[0] == '\n' || s[0] == '\t' || s[0] == '.') {
			s = s[1:]
		}
		if len(s) < 2 || s[0] != '@' || !isHandleByte(s[1]) {
			return s
		}
		n := 1
		for n < len(s) && isHandleByte(s[n]) {
			n++
		}
		s = s[n:]
	}
}

// trimPart cuts a part number from the start: "1/2", "(2/3)", "[3/3]".
func trimPart(s string) string {
	t := s
	if s != "" && (s[0] == '(' || s[0] == '[') {
		t = s[1:]
	}
	if len(t) < 3 || byteClass[t[0]] != classDigit || t[1] != '/' || byteClass[t[2]] != classDigit {
		return s
	}
	if len(t) > 3 && isHandleByte(t[3]) {
		return s
	}
	return strings.TrimLeft(t[3:], ")] .:-")
}

// trimClosing cuts trailing links, a part number and a signature; link tells
// whether a link was cut.
func trimClosing(s string) (rest string, link bool) {
	for {
		before := s
		s = trimRight(s, " \n\t")
		if word := lastWord(s); linkLength(word) > 0 {
			s, link = s[:len(s)-len(word)], true
			continue
		}
		s = trimPartEnd(s)
		s = trimSignature(trimSigned(s))
		if s == before {
			return s, link
		}
	}
}

// trimRight cuts the bytes of a small set from the end.
func trimRight(s, set string) string {
	for s != "" && strings.IndexByte(set, s[len(s)-1]) >= 0 {
		s = s[:len(s)-1]
	}
	return s
}

// lastWord is what stands behind the last space.
func lastWord(s string) string {
	i := len(s)
	for i > 0 && s[i-1] != ' ' && s[i-1] != '\n' {
		i--
	}
	return s[i:]
}

func trimPartEnd(s string) string {
	n := len(s)
	if n > 0 && (s[n-1] == ')' || s[n-1] == ']') {
		n--
	}
	t := s[:n]
	if n < 3 || byteClass[t[n-1]] != classDigit || t[n-2] != '/' || byteClass[t[n-3]] != classDigit {
		return s
	}
	if n > 3 && byteClass[t[n-4]] == classDigit {
		return s
	}
	return strings.TrimRight(t[:n-3], " ([")
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

// trimSignature cuts a signature from the end: a sign and up to three
// capitalised words ("^JK", "*SR", "/LO", "- Kirsty", "Noémie – Free").
func trimSignature(s string) string {
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
		name := strings.TrimLeft(s[at+1:], " ")
		if !signs(name) {
			return s
		}
		sign := at
		if s[at] >= 0x80 {
			sign = at - 2
		}
		// A sign inside a word or number is none: "e-mail", "24/7".
		if s[at] != '^' && s[at] != '*' && s[at] != '~' && sign > 0 && isHandleByte(s[sign-1]) {
			return s
		}
		head := trimRight(s[:sign], " -^*")
		// "Noémie – Free": the name before the sign, on a line of its own.
		if i := strings.LastIndexByte(head, '\n'); i >= 0 && len(head)-i <= longestSignature && signs(head[i+1:]) {
			head = strings.TrimRight(head[:i], " \n")
		}
		return head
	}
	return s
}

// valedictions stand, with a comma, before the name of whoever signs.
var valedictions = []string{"un saludo", "saludos", "un cordial saludo", "saludos cordiales", "un abrazo"}

// trimSigned cuts the name behind a valediction ("Un saludo, Marta.").
func trimSigned(s string) string {
	at := strings.LastIndexByte(s, ',')
	if at < 0 || len(s)-at > longestSignature || !signs(trimRight(s[at+1:], " .")) {
		return s
	}
	for _, v := range valedictions {
		from := at - len(v)
		if from >= 0 && strings.EqualFold(s[from:at], v) && (from == 0 || !isHandleByte(s[from-1])) {
			return s[:at+1]
		}
	}
	return s
}

// signs reports whether s may be the name in a signature: one to three words,
// each with a capital.
func signs(s string) bool {
	words := 0
	for f := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(f)
		if !unicode.IsUpper(r) && (len(f) > 3 || !unicode.IsLower(r)) {
			return false
		}
		if nameLength(f) < len(trimRight(f, ".,!:)")) {
			return false
		}
		words++
	}
	return words > 0 && words <= 3
}
