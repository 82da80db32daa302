package codebook

import "strings"

// Nearest returns the one of some words that is most like a mistyped one, "" if
// none is like it.
func Nearest(typed string, words []string) string {
	best, least := "", 0
	for _, w := range words {
		d := distance(typed, w)
		// An abbreviation is as good as a typo; else a third may be wrong.
		if typed != "" && strings.HasPrefix(w, typed) {
			d = 0
		}
		if d <= max(1, len(w)/3) && (best == "" || d < least) {
			best, least = w, d
		}
	}
	return best
}

// distance returns the edits that turn a into b, two neighbours that changed
// places being one (Damerau 1964, restricted to adjacent ones).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > 40 {
		return max(len(s), len(t)) // a sentence, not a typo
	}
	before, last, now := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		now[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			now[j+1] = min(last[j]+cost, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(t)]
}
