package audit

import (
	"cmp"
	"strconv"

	"github.com/lastword-audit/lastword/dataset"
)

// A copyFinder finds the posts that stand in an archive more than once: under
// one id, or with one author, time and text under several, as rounding leaves
// them.
type copyFinder struct {
	// apart tells two posts of one author, time and text that are not copies.
	// Nil where there are none: within a pair, they have one addressee.
	apart func(a, b *post) bool

	byID   map[string]int32 // of the last call: the first post with each id
	byText map[uint64]int32
}

// originals returns for every one of n posts, which are in the order of
// comparePosts, the copy of it that counts: itself, if it stands there once.
// That copy learns what only the others know.
func (f *copyFinder) originals(n int, at func(i int) *post) []int32 {
	if f.byID == nil {
		f.byID, f.byText = map[string]int32{}, map[uint64]int32{}
	}
	clear(f.byID)
	clear(f.byText)
	original := make([]int32, n)
	for i := range original {
		p := at(i)
		original[i] = int32(i)
		said := hash(p.text) ^ hash(p.authorKey())*31
		j, ok := f.byID[p.id]
		if !ok || !sameID(at(int(j)), p) {
			if j, ok = f.byText[said]; ok {
				ok = f.sameText(at(int(j)), p)
			}
		}
		if ok {
			original[i] = original[j]
		}
		if _, taken := f.byID[p.id]; !taken {
			f.byID[p.id] = int32(i)
		}
		f.byText[said] = int32(i)
	}
	choose(original, at)
	return original
}

// sameText reports whether two posts of one author under two ids are one post.
func (f *copyFinder) sameText(a, b *post) bool {
	return a.text == b.text && (a.second == b.second || sameWhenRounded(a.id, b.id)) &&
		(f.apart == nil || !f.apart(a, b))
}

// sameID reports whether two posts under one id are one post. Under a rounded
// id several posts may stand.
func sameID(a, b *post) bool {
	return a.authorKey() == b.authorKey() && (!a.rounded() && !b.rounded() || a.text == b.text)
}

// sameWhenRounded reports whether two ids become one when a program that has
// numbers in 53 bits (R, Excel, JavaScript) reads them.
func sameWhenRounded(a, b string) bool {
	const exactDigits = 15 // IEEE 754 doubles keep these
	if len(a) != len(b) || len(a) <= exactDigits {
		return false
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && x == y
}

// choose makes the best copy of every post the original: one whose id lost no
// digits, then the longest text, then one that knows what it replies to, then
// the first.
func choose(original []int32, at func(i int) *post) {
	var best map[int32]int32
	for i := range original {
		if original[i] == int32(i) {
			continue
		}
		first := original[i]
		b, ok := best[first]
		if !ok {
			b = first
		}
		if betterCopy(at(i), at(int(b))) {
			b = int32(i)
		}
		if best == nil {
			best = map[int32]int32{}
		}
		best[first] = b
	}
	if best == nil {
		return
	}
	for i := range original {
		if b, ok := best[original[i]]; ok {
			original[i] = b
		}
	}
	for i, o := range original {
		at(int(o)).learn(at(i))
	}
}

// learn takes over what only a copy of the post knows.
func (p *post) learn(c *post) {
	if p.replyTo == "" && c.replyTo != "" {
		p.replyTo = c.replyTo
		p.damage |= c.damage & dataset.RoundedReply
	}
	if p.language == "" {
		p.language = c.language
	}
}

func betterCopy(a, b *post) bool {
	return cmp.Or(
		compareBool(exactID(a), exactID(b)),
		cmp.Compare(len(a.text), len(b.text)),
		compareBool(a.replyTo != "", b.replyTo != ""),
	) > 0
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// exactID reports whether an id is the platform's, and cannot have been rounded
// to 53 bits.
func exactID(p *post) bool {
	id, err := strconv.ParseUint(p.id, 10, 64)
	return p.damage&(dataset.RoundedID|dataset.MadeID) == 0 && (err != nil || uint64(float64(id)) != id)
}
