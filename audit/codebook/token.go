package codebook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A kind says what a token is, whatever its letters.
type kind uint8

const (
	word   kind = iota // letters, digits among them allowed: "4g", "ios11"
	number             // digits with what groups them: 12.50, 10:35, 1/2
	phone              // a number long enough to be dialled
	handle             // @name
	own                // @name of the account that wrote the post
	link               // http://…, https://…, www.…
	email              // name@host.tld
	mark               // ? ! and the ends of sentences and lines, as "."
	emblem             // an emoji or another sign that is no letter
)

// A token is one word or sign of a text. Hash is of its letters in lower case
// without accents; tokens that are not words hash by their kind, a mark and an
// emblem by itself.
type token struct {
	hash       uint64
	start, end int32 // bytes of the text
	kind       kind
	upper      bool // two capitals or more, and no small letter
	capital    bool // begins with a capital
	tells      bool // a word of a language's text, neither short nor common
}

const (
	hashSeed  = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
)

func hashByte(h uint64, b byte) uint64 { return (h ^ uint64(b)) * hashPrime }

// hashSpecial is the hash of every token of a kind; 0xff starts no UTF-8 text.
func hashSpecial(k kind) uint64 { return hashByte(hashByte(hashSeed, 0xff), byte(k)) }

func hashRune(h uint64, r rune) uint64 {
	if r < utf8.RuneSelf {
		return hashByte(h, byte(r))
	}
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		h = hashByte(h, c)
	}
	return h
}

// A byte's class, for the first look at a token.
const (
	classOther = iota
	classLetter
	classDigit
	classHigh // not ASCII
	classStop // . ; : ( ) and line ends
	classAsk
	classShout
	classAt
)

var byteClass = func() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			t[c] = classLetter
		case c >= '0' && c <= '9':
			t[c] = classDigit
		case c >= utf8.RuneSelf:
			t[c] = classHigh
		case c == '.' || c == ';' || c == ':' || c == '(' || c == ')' || c == '\n':
			t[c] = classStop
		case c == '?':
			t[c] = classAsk
		case c == '!':
			t[c] = classShout
		case c == '@':
			t[c] = classAt
		}
	}
	return t
}()

// abbreviates reports whether a full stop belongs to letters that stand for
// words ("5 p.m. on", "U.S. Bank") and ends no sentence. After the last of
// small letters another may begin ("until 5 p.m. Please call").
func abbreviates(text string, at int) bool {
	char := func(i int) byte {
		if i < 0 || i >= len(text) {
			return '\n'
		}
		return text[i]
	}
	letter := func(i int) bool { return byteClass[char(i)] == classLetter }
	upper := func(i int) bool { return letter(i) && char(i) <= 'Z' }
	initial := func(i int) bool { // a letter that begins its word
		before := byteClass[char(i-1)]
		return letter(i) && (before == classStop || before == classDigit || char(i-1) == ' ')
	}
	switch {
	case char(at) != '.' || !initial(at-1):
		return false
	case letter(at+1) && char(at+2) == '.': // "p." of "p.m."
		return true
	case char(at-2) != '.' || !initial(at-3) || char(at+1) == '\n' || char(at+1) == '.':
		return false
	case char(at+1) != ' ' || upper(at-1):
		return true
	}
	return letter(at+2) && upper(at+2) == upper(at+3) // "p.m. on", "p.m. ET"
}

// tokens appends the tokens of a text to buf. It reads the text once, from
// left to right. An apostrophe splits a word ("don't" is "don" and "t", as
// "l'adresse" is "l" and "adresse"), so that exports that lost the apostrophe's
// encoding read the same. Commas and dashes are no tokens; sentence ends are
// one mark, however often repeated.
func tokens(buf []token, text string) []token {
	base := len(buf)
	for i := 0; i < len(text); {
		start := i
		switch byteClass[text[i]] {
		case classLetter:
			if n := schemeLength(text[i:]); n > 0 {
				i += n
				buf = append(buf, token{hash: hashSpecial(link), kind: link, start: int32(start), end: int32(i)})
				continue
			}
			buf, i = appendWord(buf, text, i)
		case classDigit:
			buf, i = appendNumber(buf, text, i)
		case classHigh:
			r, n := utf8.DecodeRuneInString(text[i:])
			switch class, folded := foldClass(r); class {
			case runeLetter:
				buf, i = appendWord(buf, text, i)
			case runeEmblem:
				i += n
				buf = append(buf, token{hash: hashRune(hashSeed, folded), kind: emblem, start: int32(start), end: int32(i)})
			case runeStop:
				i += n
				buf = appendMark(buf, base, '.', start, i)
			default:
				i += n
			}
		case classStop:
			i++
			if !abbreviates(text, start) {
				buf = appendMark(buf, base, '.', start, i)
			}
		case classAsk:
			i++
			buf = appendMark(buf, base, '?', start, i)
		case classShout:
			i++
			buf = appendMark(buf, base, '!', start, i)
		case classAt:
			i++
			if n := accountLength(text[i:]); n > 0 {
				i += n
				buf = append(buf, token{hash: hashSpecial(handle), kind: handle, start: int32(start), end: int32(i)})
			}
		default:
			i++
		}
	}
	return buf
}

// appendMark appends a sentence mark; the same mark again is the same token.
func appendMark(buf []token, base int, c byte, start, end int) []token {
	h := hashByte(hashSeed, c)
	if n := len(buf); n > base && buf[n-1].kind == mark {
		last := &buf[n-1]
		if last.hash == h || c == '.' {
			last.end = int32(end)
			return buf
		}
	}
	return append(buf, token{hash: h, kind: mark, start: int32(start), end: int32(end)})
}

func appendWord(buf []token, text string, i int) ([]token, int) {
	start := i
	h := uint64(hashSeed)
	capitals, small := 0, 0
	capital := false
	for i < len(text) {
		c := text[i]
		switch byteClass[c] {
		case classLetter:
			if c < 'a' {
				capital = capital || i == start
				capitals++
				c |= 0x20
			} else {
				small++
			}
			h = hashByte(h, c)
			i++
			continue
		case classDigit:
			h = hashByte(h, c)
			i++
			continue
		case classAt:
			// The name of a mail address, or a word that a handle sticks to.
			if n := hostLength(text[i+1:]); n > 0 {
				i += 1 + n
				return append(buf, token{hash: hashSpecial(email), kind: email, start: int32(start), end: int32(i)}), i
			}
		case classHigh:
			r, n := utf8.DecodeRuneInString(text[i:])
			class, folded := foldClass(r)
			if class == runeLetter {
				if unicode.IsUpper(r) {
					capital = capital || i == start
					capitals++
				} else {
					small++
				}
				h = hashFolded(h, folded)
				i += n
				continue
			}
			if class == runeJoiner { // combining accents, variation selectors
				i += n
				continue
			}
		case classStop, classOther:
			if c == '.' || c == '_' || c == '-' || c == '+' {
				if n := mailLength(text[i:]); n > 0 {
					i += n
					return append(buf, token{hash: hashSpecial(email), kind: email, start: int32(start), end: int32(i)}), i
				}
			}
			if c == '.' || c == '-' {
				if n := bareLinkLength(text[start:]); n > 0 {
					i = start + n
					return append(buf, token{hash: hashSpecial(link), kind: link, start: int32(start), end: int32(i)}), i
				}
			}
		}
		break
	}
	return append(buf, token{hash: h, kind: word, start: int32(start), end: int32(i), upper: capitals > 1 && small == 0, capital: capital}), i
}

func appendNumber(buf []token, text string, i int) ([]token, int) {
	start, digits, letters, separators := i, 0, 0, 0
	abroad := start > 0 && text[start-1] == '+'
	h := uint64(hashSeed)
	for i < len(text) {
		c := text[i]
		switch class := byteClass[c]; {
		case class == classDigit:
			digits++
			h = hashByte(h, c)
			i++
			continue
		case class == classLetter:
			letters++
			h = hashByte(h, c|0x20)
			i++
			continue
		case (c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || c == '*') && i+1 < len(text) && byteClass[text[i+1]] == classDigit && letters == 0:
			if c != '-' && c != '.' {
				separators++
			}
			i++
			continue
		case letters == 0 && (abroad && digits < 13 || beginsPhone[text[start]] && digits >= 2 && digits < 9):
			if n := groupGap(text[i:]); n > 0 {
				i += n // 0345 072 5555, 900 555 017, +32 2 555 12 12
				continue
			}
		}
		break
	}
	k := number
	switch {
	case letters > 0:
		return append(buf, token{hash: h, kind: word, start: int32(start), end: int32(i)}), i
	case digits >= 7 && digits <= 15 && separators == 0, digits == 4 && i == start+4 && isDialled(buf, text[start]):
		k = phone
	}
	return append(buf, token{hash: hashSpecial(k), kind: k, start: int32(start), end: int32(i)}), i
}

// groupGap is the length of the space at the start of s, if a digit follows it: 0 if
// not. It may be one at which no line breaks, as French puts between digits.
func groupGap(s string) int {
	for _, gap := range [...]string{" ", "\u00a0", "\u202f"} {
		if rest, ok := strings.CutPrefix(s, gap); ok && rest != "" && byteClass[rest[0]] == classDigit {
			return len(gap)
		}
	}
	return 0
}

// beginsPhone are the digits that phone numbers written in groups begin with.
var beginsPhone = [256]bool{'0': true, '8': true, '9': true}

// isDialled reports whether a number of four digits behind some words is one to
// dial ("le 3639", "contactez le 1044", "call 1044"), and no year.
func isDialled(before []token, first byte) bool {
	word := func(back int) uint64 {
		if len(before) < back {
			return 0
		}
		return before[len(before)-back].hash
	}
	return dialWords[word(1)] || dialArticles[word(1)] && (first == '3' || dialWords[word(2)])
}

var (
	dialWords    = newWordSet("appelez appeler composez composer contactez contacter joindre joignez call calling dial dialling dialing ring llame llama llamar llamando marque marcar")
	dialArticles = newWordSet("le au el al")
)

// linkLength is the length of a link at the start of s, 0 if there is none.
func linkLength(s string) int {
	if n := schemeLength(s); n > 0 {
		return n
	}
	return bareLinkLength(s)
}

// schemeLength is the length of a link that begins as links do.
func schemeLength(s string) int {
	if len(s) < 5 || (s[0]|0x20 != 'h' && s[0]|0x20 != 'w') {
		return 0
	}
	if !(hasFold(s, "http://") || hasFold(s, "https://") || hasFold(s, "www.")) {
		return 0
	}
	return untilSpace(s)
}

// untilSpace is the length of a link at the start of s, without the marks of the
// sentence that it ends.
func untilSpace(s string) int {
	n := 0
	for n < len(s) && s[n] > ' ' && s[n] != '"' && s[n] != '<' && s[n] != '>' {
		if s[n] >= utf8.RuneSelf {
			break
		}
		n++
	}
	for n > 0 && (s[n-1] == '.' || s[n-1] == ',' || s[n-1] == ')' || s[n-1] == '!' || s[n-1] == '?' || s[n-1] == ';' || s[n-1] == ':') {
		n--
	}
	return n
}

// bareLinkLength is the length of a host with or without a path, as people write
// links and some exports show them: "example.com", "bit.ly/3xYz12". What may as well
// be the next sentence, begun without a space ("try it.it works"), is a link only
// with a path.
func bareLinkLength(s string) int {
	host := hostLength(s)
	if host == 0 {
		return 0
	}
	path := host+1 < len(s) && s[host] == '/' && s[host+1] > ' '
	switch domain := s[strings.LastIndexByte(s[:host], '.')+1 : host]; {
	case domains[domain], path && wordDomains[domain]:
	default:
		return 0
	}
	if path {
		return untilSpace(s)
	}
	return host
}

// domains are the last parts of the hosts that brands link to.
var domains = stringSet("com net org co uk fr eu ie au nz ch nl ng ke za io gov edu info biz bank ly gl example")

// wordDomains are those that are words too.
var wordDomains = stringSet("me in be it us is to at so no am de es ca tv app")

func stringSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// hasFold reports whether s begins with prefix, which is in lower case.
func hasFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != prefix[i] {
			return false
		}
	}
	return true
}

// longestHost bounds a host name (RFC 1035), so that a long run of letters and dots
// is not looked through from each of them.
const longestHost = 253

// hostLength is the length of a host name with a dot at the start of s.
func hostLength(s string) int {
	n, dot := 0, false
	for n < len(s) && n <= longestHost {
		c := s[n]
		if byteClass[c] == classLetter || byteClass[c] == classDigit || c == '-' {
			n++
			continue
		}
		if c == '.' && n > 0 && n+1 < len(s) && byteClass[s[n+1]] == classLetter {
			dot = true
			n++
			continue
		}
		break
	}
	if !dot || n > longestHost {
		return 0
	}
	return n
}

// mailLength is the length of the rest of a mail address whose name has a dot
// or another sign at the start of s, 0 if s does not go on like one.
func mailLength(s string) int {
	const longest = 64
	for n := 1; n < len(s) && n < longest; n++ {
		c := s[n]
		if c == '@' {
			if h := hostLength(s[n+1:]); h > 0 {
				return n + 1 + h
			}
			return 0
		}
		if !isHandleByte(c) && c != '.' && c != '-' && c != '+' {
			return 0
		}
	}
	return 0
}
