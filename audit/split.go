package audit

import (
	"slices"
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
	copies copyFinder
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
	original := s.copies.originals(n, func(i int) *post { return &posts[i].post })
	for i, o := range original {
		s.union(int32(i), o)
	}
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

// tie unites posts that reply to each other or share a conversation.
func (s *splitter) tie(posts []pairPost, original []int32) {
	if s.byRoot == nil {
		s.byRoot = map[uint64]int32{}
	}
	clear(s.byRoot)
	for i := range posts {
		p := &posts[i]
		if j, ok := s.copies.byID[p.replyTo]; ok && p.replyTo != "" && original[j] != original[i] {
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
