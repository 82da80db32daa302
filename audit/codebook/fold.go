package codebook

import (
	"strings"
	"unicode"
)

// What a rune is to the tokens.
type runeClass uint8

const (
	runeSpace  runeClass = iota
	runeLetter           // part of a word
	runeEmblem           // an emoji or another sign worth a token
	runeJoiner           // changes the sign before it, and is nothing by itself
	runeStop             // ends a sentence or an entry of a list
)

// accents are the letters that fold to an ASCII letter: a customer who writes
// "probleme" and one who writes "problème" mean the same.
var accents = func() map[rune]rune {
	m := make(map[rune]rune)
	for plain, marked := range map[rune]string{
		'a': "àáâãäåāăą", 'c': "çćĉċč", 'd': "ďđð", 'e': "èéêëēĕėęě", 'g': "ĝğġģ", 'h': "ĥħ",
		'i': "ìíîïĩīĭįı", 'j': "ĵ", 'k': "ķ", 'l': "ĺļľŀł", 'n': "ñńņňŉ", 'o': "òóôõöøōŏő",
		'r': "ŕŗř", 's': "śŝşš", 't': "ţťŧ", 'u': "ùúûüũūŭůűų", 'w': "ŵ", 'y': "ýÿŷ", 'z': "źżž",
	} {
		for _, r := range marked {
			m[r] = plain
			for _, u := range strings.ToUpper(string(r)) {
				if u >= 0x80 {
					m[u] = plain
				}
			}
		}
	}
	return m
}()

// latin holds accents for the runes below 0x180, where nearly all are.
var latin = func() (t [0x180]rune) {
	for r := range t {
		if f, ok := accents[rune(r)]; ok {
			t[r] = f
		} else if unicode.IsLetter(rune(r)) {
			t[r] = unicode.ToLower(rune(r))
		}
	}
	return t
}()

// foldClass classifies a rune that is not ASCII and folds it: a letter to lower
// case without its accent, anything else to itself.
func foldClass(r rune) (runeClass, rune) {
	switch {
	case r < 0x180:
		if f := latin[r]; f != 0 {
			return runeLetter, f
		}
		return runeSpace, r
	case r >= 0x300 && r < 0x370, r == 0x200d, r >= 0xfe00 && r <= 0xfe0f, r >= 0x1f3fb && r <= 0x1f3ff:
		return runeJoiner, r
	case r == 0x2026, r == 0x2022, r >= 0x25a0 && r <= 0x25ff, r == 0x2028:
		return runeStop, r
	case r >= 0x2000 && r < 0x2070, r == unicode.ReplacementChar, r >= 0xe000 && r < 0xf900:
		return runeSpace, r
	case unicode.IsLetter(r):
		return runeLetter, unicode.ToLower(r)
	case unicode.IsSymbol(r):
		return runeEmblem, r
	}
	return runeSpace, r
}

// hashFolded hashes a folded letter; œ, æ and ß, in capitals SS, are two.
func hashFolded(h uint64, r rune) uint64 {
	switch r {
	case 'œ':
		return hashByte(hashByte(h, 'o'), 'e')
	case 'æ':
		return hashByte(hashByte(h, 'a'), 'e')
	case 'ß':
		return hashByte(hashByte(h, 's'), 's')
	}
	return hashRune(h, r)
}

// foldText folds a word as its hash does.
func foldText(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		class, f := foldClass(r)
		switch {
		case class == runeJoiner:
		case f == 'œ':
			b.WriteString("oe")
		case f == 'æ':
			b.WriteString("ae")
		case f == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(f)
		}
	}
	return b.String()
}
