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

	// Of the last call.
	at       func(i int) *post
	original []int32
	ids      firsts[string]   // of the posts
	byText   map[uint64]int32 // the last post that an author said so
}

// originals returns for every one of n posts, which are in the order of
// comparePosts, the copy of it that counts: itself, if it stands there once.
// That copy learns what only the others know. The result is valid until the
// next call.
func (f *copyFinder) originals(n int, at func(i int) *post) []int32 {
	f.at = at
	f.original = f.original[:0]
	many := n > fewPosts
	if many {
		if f.byText == nil {
			f.byText = map[uint64]int32{}
		}
		clear(f.byText)
	}
	f.ids.reset()
	for i := range n {
		p := at(i)
		j := f.ids.find(p.id)
		if j == nobody || !sameID(at(int(j)), p) {
			if j = f.saying(p); j != nobody && !f.sameText(at(int(j)), p) {
				j = nobody
			}
		}
		o := int32(i)
		if j != nobody {
			o = f.original[j]
		}
		f.original = append(f.original, o)
		f.ids.add(p.id)
		if many {
			f.byText[said(p)] = int32(i)
		}
	}
	choose(f.original, at)
	return f.original
}

// saying is the last post so far with this post's author and text, or nobody.
func (f *copyFinder) saying(p *post) int32 {
	if len(f.original) > fewPosts {
		if i, ok := f.byText[said(p)]; ok {
			return i
		}
		return nobody
	}
	for i := len(f.original) - 1; i >= 0; i-- {
		if q := f.at(i); q.text == p.text && q.authorKey() == p.authorKey() {
			return int32(i)
		}
	}
	return nobody
}

// said is the hash of a post's author and text.
func said(p *post) uint64 { return hash(p.text) ^ hash(p.authorKey())*31 }

// sameText reports whether two posts of one author under two ids are one post. Where
// no time is known, a template that one customer got twice would look like one.
func (f *copyFinder) sameText(a, b *post) bool {
	return a.text == b.text && (a.second == b.second && a.second != noTime || sameWhenRounded(a.id, b.id) || leftOf(a, b) || leftOf(b, a)) &&
		(f.apart == nil || !f.apart(a, b))
}

// leftOf reports whether a's id may be what a spreadsheet left of b's: 1.73E+18,
// beside which the time has lost its seconds or its zone.
func leftOf(a, b *post) bool {
	x, okX := idNumber(a.id)
	y, okY := idNumber(b.id)
	if !okX || !okY || !a.rounded() || b.rounded() {
		return false
	}
	unit := uint64(1)
	for n := x; n%10 == 0; n /= 10 {
		unit *= 10
	}
	return max(x, y)-min(x, y) <= unit/2
}

// sameID reports whether two posts under one id are one post. Under a rounded
// id several posts may stand, whose authors' ids may have become one as well.
func sameID(a, b *post) bool {
	if a.rounded() || b.rounded() {
		return a.authorKey() == b.authorKey() && a.text == b.text
	}
	return sameAuthor(a, b)
}

// sameAuthor reports whether two posts are by one author, whom one of them may name by
// the id alone.
func sameAuthor(a, b *post) bool {
	return a.authorKey() == b.authorKey() || a.authorID != "" && a.authorID == b.authorID
}

// exactDigits of a number are kept by IEEE 754 doubles.
const exactDigits = 15

// sameWhenRounded reports whether two ids become one when a program that has
// numbers in 53 bits (R, Excel, JavaScript) reads them.
func sameWhenRounded(a, b string) bool {
	if len(a) != len(b) || len(a) <= exactDigits {
		return false
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && x == y
}

// choose makes the best copy of every post the original: one whose id lost no
// digits, then one that has a time, then the longest text, then one that knows what it
// replies to, then one whose time has its seconds, which spreadsheets drop, then the first.
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

// learn takes over what only a copy of the post knows, or knows whole.
func (p *post) learn(c *post) {
	if c.replyTo != "" && (p.replyTo == "" || p.damage&^c.damage&dataset.RoundedReply != 0) {
		p.replyTo = c.replyTo
		p.damage = p.damage&^dataset.RoundedReply | c.damage&dataset.RoundedReply
	}
	if p.language == "" {
		p.language = c.language
	}
}

func betterCopy(a, b *post) bool {
	return cmp.Or(
		compareBool(exactID(a), exactID(b)),
		compareBool(a.second != noTime, b.second != noTime),
		cmp.Compare(len(a.text), len(b.text)),
		compareBool(a.replyTo != "", b.replyTo != ""),
		compareBool(a.second%60 != 0, b.second%60 != 0),
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
