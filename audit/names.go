package audit

import (
	"cmp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// compareNames orders names as a reader looks them up: an accent does not part its
// letter from the others, and counts only between names that differ in nothing else.
func compareNames(a, b string) int {
	return cmp.Or(strings.Compare(withoutAccents(a), withoutAccents(b)), strings.Compare(a, b))
}

func withoutAccents(name string) string {
	return strings.Map(func(r rune) rune {
		if 0x300 <= r && r <= 0x36f { // combining diacritical marks
			return -1
		}
		return r
	}, norm.NFD.String(name))
}
