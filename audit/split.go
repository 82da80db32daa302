package audit

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// A pairPost is a post of one pair (brand, customer).
type pairPost struct {
	post
	root     uint64 // its conversation
	byBrand  bool
	account  string // brand's account that it is addressed to, "" if none
	support  bool   // account is a support account
	skeleton uint64 // of a brand's post, 0 if nothing of it is left
	counted  bool   // this delivery accounts for the record: see PostCounts
}

// A splitter splits a pair's posts into conversations, the cases to be.
//
// Posts belong together if one replies to the other or they stand in one
// conversation, whoever else takes part in it. A post without any such tie
// joins the case of the pair's post before it, if it follows within the gap.
type splitter struct {
	gap time.Duration // 0: none

	// Per pair, reused.
	byID   map[string]int32
	byText map[uint64]int32
	byRoot map[uint64]int32
	group  []int32 // union-find
	tied   []bool
	place  []int
}

// A conversation is the posts of one case, in time order, without copies.
type conversation struct {
	posts  []*pairPost
	copies []*pairPost // of these posts, dropped
}

// split returns the pair's conversations in the order of their first posts.
// It sorts the posts.
func (s *splitter) split(posts []pairPost) []conversation {
	slices.SortFunc(posts, func(a, b pairPost) int { return comparePosts(a.post, b.post) })
	n := len(posts)
	s.group = slices.Grow(s.group[:0], n)[:n]
	s.tied = slices.Grow(s.tied[:0], n)[:n]
	for i := range posts {
		s.group[i], s.tied[i] = int32(i), false
	}
	original := s.originals(posts)
	s.tie(posts, original)
	s.joinUntied(posts, original)

	var list []conversation
	s.place = slices.Grow(s.place[:0], n)[:n] // of a group's conversation in list, from 1
	clear(s.place)
	for i := range posts {
		root := s.find(int32(i))
		if s.place[root] == 0 {
			list = append(list, conversation{})
			s.place[root] = len(list)
		}
		k := s.place[root] - 1
		if original[i] == int32(i) {
			list[k].posts = append(list[k].posts, &posts[i])
		} else {
			list[k].copies = append(list[k].copies, &posts[i])
		}
	}
	return list
}

func (s *splitter) find(i int32) int32 {
	for s.group[i] != i {
		s.group[i] = s.group[s.group[i]]
		i = s.group[i]
	}
	return i
}

func (s *splitter) union(i, j int32) { s.group[s.find(i)] = s.find(j) }

// originals finds the posts that stand there more than once, by id, or by
// author, time and text. It returns for every post the copy that counts. That
// copy learns what only the others know.
func (s *splitter) originals(posts []pairPost) []int32 {
	if s.byID == nil {
		s.byID, s.byText, s.byRoot = map[string]int32{}, map[uint64]int32{}, map[uint64]int32{}
	}
	clear(s.byID)
	clear(s.byText)
	original := make([]int32, len(posts))
	for i := range posts {
		p := &posts[i]
		original[i] = int32(i)
		said := hash(p.text) ^ hash(p.authorKey())*31
		j, ok := s.byID[p.id]
		if !ok || !sameID(&posts[j], p) {
			if j, ok = s.byText[said]; ok {
				ok = p.text == posts[j].text && (p.second == posts[j].second || sameWhenRounded(posts[j].id, p.id))
			}
		}
		if ok {
			original[i] = original[j]
			s.union(int32(i), original[j])
		}
		if _, taken := s.byID[p.id]; !taken {
			s.byID[p.id] = int32(i)
		}
		s.byText[said] = int32(i)
	}
	s.choose(posts, original)
	return original
}

// sameID reports whether two posts under one id are one post. Under a rounded
// id several posts may stand.
func sameID(a, b *pairPost) bool {
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
func (s *splitter) choose(posts []pairPost, original []int32) {
	var best map[int32]int32
	for i := range posts {
		if original[i] == int32(i) {
			continue
		}
		first := original[i]
		b, ok := best[first]
		if !ok {
			b = first
		}
		if betterCopy(&posts[i], &posts[b]) {
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
	for i := range posts {
		if b := &posts[original[i]]; b.replyTo == "" {
			b.replyTo = posts[i].replyTo
		}
	}
}

func betterCopy(a, b *pairPost) bool {
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

// exactID reports whether an id cannot have been rounded to 53 bits.
func exactID(p *pairPost) bool {
	id, err := strconv.ParseUint(p.id, 10, 64)
	return !p.rounded() && (err != nil || uint64(float64(id)) != id)
}

// tie unites posts that reply to each other or share a conversation.
func (s *splitter) tie(posts []pairPost, original []int32) {
	clear(s.byRoot)
	for i := range posts {
		p := &posts[i]
		if j, ok := s.byID[p.replyTo]; ok && p.replyTo != "" && original[j] != original[i] {
			s.union(int32(i), j)
			s.tied[original[j]] = true
		}
		if p.replyTo != "" {
			s.tied[original[i]] = true
		}
		if j, ok := s.byRoot[p.root]; ok {
			s.union(int32(i), j)
			if original[i] != original[j] {
				s.tied[original[i]], s.tied[original[j]] = true, true
			}
		} else {
			s.byRoot[p.root] = int32(i)
		}
	}
}

// joinUntied lets a post without ties follow the post before it.
func (s *splitter) joinUntied(posts []pairPost, original []int32) {
	before := int32(nobody)
	for i := range posts {
		if original[i] != int32(i) {
			continue
		}
		if s.gap > 0 && before != nobody && !s.tied[i] && posts[before].second != noTime &&
			posts[i].second-posts[before].second <= int64(s.gap/time.Second) {
			s.union(int32(i), before)
		}
		before = int32(i)
	}
}
