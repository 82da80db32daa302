package codebook

import (
	"strings"

	"github.com/cespare/xxhash/v2"
)

// Skeleton returns what two fillings of one template have in common: the reply
// without the handles it begins with, its salutation ("Hi Sarah,"), its part
// number ("1/2") and its signature ("^JK", "Noémie – Free", "Kind regards, Ali"),
// without the name by which it addresses the customer again, and with a
// placeholder for every other handle, number, link and address. It is "" if
// nothing else is left. Runs of space count as one space.
func Skeleton(text string) string {
	body, _, link := trimClosing(trimOpening(text))
	return string(appendSkeleton(nil, body, link, text))
}

// appendSkeleton appends the skeleton of a text without its opening and closing,
// of which a link was cut, to out; whole is with them.
func appendSkeleton(out []byte, text string, link bool, whole string) []byte {
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
		case c == ',':
			if cut := vocative(text[i:], whole); cut > 0 {
				out = append(out, text[from:i]...)
				n, from = cut, i+cut
			}
		case c == '@':
			if n = handleLength(text[i:]); n > 0 {
				put = "{handle}"
			} else {
				n = 1
			}
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

// vocative is the length of a comma and a name at the start of s, where they
// address the customer: a whole text that does so twice ("Sorry, Ana! ... Hope
// that helps, Ana.") was made for somebody of that name.
func vocative(s, whole string) int {
	if len(s) < 4 || s[1] != ' ' || !isName(s[2:]) {
		return 0
	}
	end := 2 + nameLength(s[2:])
	if end < len(s) && strings.IndexByte(".!?,", s[end]) < 0 || strings.Count(whole[:min(len(whole), longestText)], s[2:end]) < 2 {
		return 0
	}
	return end
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
// whether a person, and not a team, signed the text. The handles that it is
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
		body, signature, link := trimClosing(trimOpening(text))
		*known = skeletonOf{text: hash, signed: personal(signature) != ""}
		if s.buf = appendSkeleton(s.buf[:0], body, link, text); len(s.buf) > 0 {
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
