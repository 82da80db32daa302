package audit

import (
	"cmp"
	"slices"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// A pairPost is a post of one pair (brand, customer).
type pairPost struct {
	post
	root     uint32 // its conversation
	byBrand  bool
	account  string // brand's account that it is addressed to, "" if none
	support  bool   // account is a support account; of a brand's post, its author
	skeleton uint64 // of a brand's post, 0 if nothing of it is left
	signed   bool   // a person signed it
	shared   uint32 // if it is in several pairs, its number in the conversation, from 1
	counted  bool   // this is the first delivery

	lost       bool // what it replies to was rounded and is none of the pair's posts
	misdated   bool // its time was before that of the post that it replies to, and is not believed
	recipients int  // customers who got a brand's post or one like it; see countTemplates
}

// A splitter splits a pair's posts into cases.
//
// Posts belong together if one replies to the other or they stand in one
// conversation, whoever else takes part in it. A post without any such tie
// joins the case of the pair's post before it, if it follows within the gap; so does
// one whose tie a spreadsheet rounded, so that it leads nowhere.
type splitter struct {
	gap time.Duration // 0: none

	// Per pair, reused.
	posts  []*pairPost // in time order
	copies copyFinder
	postAt func(i int) *post // of posts
	roots  firsts[uint32]    // of posts
	ids    firsts[string]    // of the posts of a case
	group  sets
	tied   []bool
	place  []int32 // of a group's case in the list, from 1
	sizes  []int   // of the cases
	cases  []casePosts
	room   []*pairPost // what their slices are cut from
}

// casePosts are the posts of one case, without copies, each behind what it
// replies to and else in time order.
type casePosts struct {
	posts  []*pairPost
	copies []*pairPost // of these posts, dropped
	unlike int         // copies under the id of one of the posts, with another time and text
	edited int         // copies under the id of one of the posts, with another text alone

	brandPosts int  // if it is one of several
	adrift     bool // see setAdrift
}

// split returns the pair's cases by opening time and id, as the report lists them.
// They are valid until the next call.
func (s *splitter) split(posts []pairPost) []casePosts {
	n := len(posts)
	s.posts = s.posts[:0]
	for i := range posts {
		s.posts = append(s.posts, &posts[i])
	}
	if n == 1 {
		return s.whole()
	}
	slices.SortFunc(s.posts, comparePairPosts)
	s.group = slices.Grow(s.group[:0], n)[:n]
	s.tied = slices.Grow(s.tied[:0], n)[:n]
	for i := range n {
		s.group[i], s.tied[i] = int32(i), false
	}
	if s.postAt == nil {
		s.postAt = func(i int) *post { return &s.posts[i].post }
	}
	original := s.copies.originals(n, s.postAt)
	if s.together(original) {
		return s.whole()
	}
	for i, o := range original {
		s.union(int32(i), o)
		if p, c := s.posts[o], s.posts[i]; p.account == "" { // a copy may name it alone
			p.account, p.support = c.account, c.support
		}
	}
	s.tie(original)
	s.joinUntied(original)
	return s.cut(original)
}

// comparePairPosts is comparePosts, and tells copies apart that say the same: of those
// that went to several pairs, the same one counts in each. One that went to them comes
// first.
func comparePairPosts(a, b *pairPost) int {
	if c := comparePosts(&a.post, &b.post); c != 0 {
		return c
	}
	return cmp.Or(
		compareBool(b.shared > 0, a.shared > 0),
		cmp.Compare(a.root, b.root),
		cmp.Compare(a.shared, b.shared),
	)
}

// together reports whether all posts are of one case, and none a copy.
func (s *splitter) together(original []int32) bool {
	for i, o := range original {
		if o != int32(i) || s.posts[i].root != s.posts[0].root {
			return false
		}
	}
	return true
}

// whole makes one case of all posts.
func (s *splitter) whole() []casePosts {
	putInOrder(s.posts, &s.ids)
	s.cases = append(s.cases[:0], casePosts{posts: s.posts})
	return s.cases
}

// cut makes a case of each group.
func (s *splitter) cut(original []int32) []casePosts {
	n := len(original)
	s.place = slices.Grow(s.place[:0], n)[:n]
	clear(s.place)
	s.sizes = s.sizes[:0]
	for i := range original {
		root := s.group.of(int32(i))
		if s.place[root] == 0 {
			s.sizes = append(s.sizes, 0)
			s.place[root] = int32(len(s.sizes))
		}
		s.sizes[s.place[root]-1]++
	}
	s.cases = s.cases[:0]
	room := slices.Grow(s.room[:0], n)[:n]
	s.room = room
	for _, size := range s.sizes {
		s.cases = append(s.cases, casePosts{posts: room[:0:size]})
		room = room[size:]
	}
	for i, o := range original {
		if c := s.of(i); o == int32(i) {
			c.posts = append(c.posts, s.posts[i])
		}
	}
	for i, o := range original {
		if c := s.of(i); o != int32(i) {
			if c.copies == nil {
				c.copies = c.posts[len(c.posts):]
			}
			c.copies = append(c.copies, s.posts[i])
			switch p, q := s.posts[i], s.posts[o]; {
			case !p.counted:
			case p.unlike(q):
				c.unlike++
			case p.edited(q):
				c.edited++
			}
		}
	}
	for _, c := range s.cases {
		putInOrder(c.posts, &s.ids)
	}
	s.setAdrift()
	// Posts without a time came first, and some have lost theirs since.
	slices.SortStableFunc(s.cases, func(a, b casePosts) int {
		return cmp.Or(a.opened().Compare(b.opened()), compareIDs(a.posts[0].id, b.posts[0].id))
	})
	return s.cases
}

// of is the case of the i-th post.
func (s *splitter) of(i int) *casePosts {
	return &s.cases[s.place[s.group.of(int32(i))]-1]
}

func (s *splitter) union(i, j int32) { s.group[s.group.of(i)] = s.group.of(j) }

// tie unites posts that reply to each other or share a conversation.
func (s *splitter) tie(original []int32) {
	s.roots.reset()
	for i, p := range s.posts {
		if p.replyTo != "" {
			j := s.copies.ids.find(p.replyTo)
			if j != nobody && original[j] != original[i] {
				s.union(int32(i), j)
				s.tied[original[j]] = true
			}
			p.lost = j == nobody && p.damage&dataset.RoundedReply != 0
			s.tied[original[i]] = s.tied[original[i]] || !p.lost
		}
		if j := s.roots.find(p.root); j != nobody {
			s.union(int32(i), j)
			if original[i] != original[j] {
				s.tied[original[i]], s.tied[original[j]] = true, true
			}
		}
		s.roots.add(p.root)
	}
}

// joinUntied lets a post without ties follow the post before it.
func (s *splitter) joinUntied(original []int32) {
	var before *pairPost
	last := 0
	for i, p := range s.posts {
		if original[i] != int32(i) || p.second == noTime {
			continue
		}
		if s.gap > 0 && before != nil && !s.tied[i] && p.second-before.second <= int64(s.gap/time.Second) {
			s.union(int32(i), int32(last))
		}
		before, last = p, i
	}
}

// unlinked counts the brand's posts of a case that nothing but time ties to it.
func (c *casePosts) unlinked() (n int) {
	var here map[uint32]int // posts by their platform's conversation
	for _, p := range c.posts {
		if !p.byBrand || p.replyTo != "" && !p.lost {
			continue
		}
		if here == nil { // few sources have such posts
			here = map[uint32]int{}
			for _, q := range c.posts {
				here[q.root]++
			}
		}
		if here[p.root] == 1 {
			n++
		}
	}
	return n
}

// setAdrift marks the cases of nothing but replies to a post that is not
// here, though one of the customer, which has no reply, stands before them within
// the gap. Where ids are missing, or stand for several posts, most are like that.
func (s *splitter) setAdrift() {
	for i := range s.cases {
		c := &s.cases[i]
		c.brandPosts = c.replies()
	}
	asked := int64(noTime)
	for i, p := range s.posts {
		if p.second == noTime {
			continue
		}
		switch c := s.of(i); {
		case c.brandPosts == 0:
			asked = p.second
		case c.brandPosts == len(c.posts) && p.replyTo != "" && asked != noTime && p.second-asked <= int64(s.gap/time.Second):
			c.adrift = true
		}
	}
}

// replies counts the brand's posts.
func (c *casePosts) replies() (n int) {
	for _, p := range c.posts {
		if p.byBrand {
			n++
		}
	}
	return n
}

// unlike reports whether a copy has the id of a post, but neither its time nor
// its text.
func (p *pairPost) unlike(q *pairPost) bool {
	return p.id == q.id && p.second != q.second && p.second != noTime && q.second != noTime && p.text != q.text
}

// edited reports whether a copy has the id of a post, and another text that is not
// known to be cut short.
func (p *pairPost) edited(q *pairPost) bool {
	return p.id == q.id && p.damage&dataset.TruncatedText == 0 && p.text != q.text
}

// opened is the time of the first post that has one, zero if none has.
func (c *casePosts) opened() time.Time {
	for _, p := range c.posts {
		if p.second != noTime {
			return p.time()
		}
	}
	return time.Time{}
}
