package codebook

import "strings"

// trimClosing cuts trailing links, a part number and a signature. signature is
// what was signed last, "" if nothing was; link tells whether a link was cut.
func trimClosing(s string) (rest, signature string, link bool) {
	for {
		before := s
		if unlinked := trimLinks(s); len(unlinked) < len(trimRight(s, " \n\t")) {
			s, link = unlinked, true
		}
		s = trimPartEnd(trimRight(s, " \n\t"))
		unsigned, name := cutSignature(s)
		if signature == "" {
			signature = name
		}
		if s = unsigned; s == before {
			return s, signature, link
		}
	}
}

// trimLinks cuts the links that a text ends with.
func trimLinks(s string) string {
	for {
		t := trimRight(s, " \n\t")
		word := lastWord(t)
		if linkLength(word) == 0 {
			return s
		}
		s = t[:len(t)-len(word)]
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
