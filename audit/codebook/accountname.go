package codebook

import "strings"

// handleLength is the length of the handle at the start of s, 0 if there is none.
func handleLength(s string) int {
	if s == "" || s[0] != '@' {
		return 0
	}
	if n := accountLength(s[1:]); n > 0 {
		return 1 + n
	}
	return 0
}

// accountLength is the length of the account name at the start of s: what Twitter allows,
// with the host behind it where there is one, as in Mastodon's kim@birch.example and
// Bluesky's kim.bsky.social. What may as well be the next sentence, begun without a
// space ("@BirchHelp.thanks"), is none.
func accountLength(s string) int {
	n := 0
	for n < len(s) && handleBytes[s[n]] {
		n++
	}
	if n == 0 || n == len(s) {
		return n
	}
	switch s[n] {
	case '@':
		if host := hostLength(s[n+1:]); host > 0 {
			return n + 1 + host
		}
	case '.', '-':
		if host := hostLength(s); host > n && (strings.Count(s[:host], ".") > 1 || domains[s[strings.LastIndexByte(s[:host], '.')+1:host]]) {
			return host
		}
	}
	return n
}

func isHandleByte(c byte) bool { return handleBytes[c] }

var handleBytes = func() (set [256]bool) {
	for c := range set {
		set[c] = c == '_' || byteClass[c] == classLetter || byteClass[c] == classDigit
	}
	return set
}()
