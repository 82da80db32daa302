package synth

import (
	"cmp"
	"slices"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// A scene is the work space in which one thread is written. Its posts speak of
// each other by index until all texts, ids and handles are cut out of one
// string.
type scene struct {
	brands   [2]*voice // the brand, and the rival if the story has one
	index    [2]int    // of these in the generator's brands
	language string
	channel  string    // of its redirect, if it has one
	people   [4]person // customer, friend, bystander, and who retweets
	ready    random    // wording of a macro
	posts    []draft
	arena    []byte
}

// The people of a scene.
const (
	theCustomer = iota
	theFriend
	theBystander
	theRetweeter
)

// A person is a customer's account.
type person struct {
	handle span
	id     span
	typing style
}

// A span is a part of the scene's arena.
type span struct{ from, to int }

func (s span) of(text string) string { return text[s.from:s.to] }

// An author is a person, or an account of a brand.
type author struct {
	brand  int // 1 the brand, 2 the rival, 0 a person
	main   bool
	person int
}

// A draft is a post of a scene.
type draft struct {
	step   *step
	by     author
	time   time.Time
	id     span
	text   span
	parent int  // index of the post it replies to, -1 if it replies to none
	lost   span // id of the parent that the archive lacks, if it is one
	to     author
	in     uint8 // the cases it belongs to
	of     int   // index of the post that it repeats or retweets, -1 if none
	repost bool
}

// write writes thread i into g.thread, unless the archive leaves it out.
func (g *Generator) write(i uint64) bool {
	r := newRandom(g.config.Seed, i)
	s, t := g.cast(i, &r)
	if g.config.AnsweredOnly && !s.answered() {
		return false
	}
	w := g.prepare(i, s, t, &r)
	opened := g.opening(i, &r)
	g.play(s, opened, &r)
	g.word(i, s, &w, &r)
	g.finish(s, t)
	return true
}

// finish cuts the posts and truths out of the scene.
func (g *Generator) finish(s *story, t *topic) {
	n := &g.work
	text := string(n.arena)
	g.thread.Posts = g.thread.Posts[:0]
	for k := range n.posts {
		g.thread.Posts = append(g.thread.Posts, g.post(text, &n.posts[k]))
	}
	verdicts := s.verdicts
	g.thread.Truths = slices.Grow(g.thread.Truths[:0], len(verdicts))[:len(verdicts)]
	for k := range verdicts {
		g.truth(&g.thread.Truths[k], text, s, t, k)
	}
}

// post turns a draft into a post.
func (g *Generator) post(text string, d *draft) Post {
	n := &g.work
	p := Post{Post: dataset.Post{ID: d.id.of(text), Time: d.time, Text: d.text.of(text), Language: n.language, Repost: d.repost}}
	p.Author, p.AuthorID = n.account(text, d.by)
	p.Side = dataset.SideCustomer
	if d.by.brand != 0 {
		p.Side = dataset.SideBrand
	}
	switch {
	case d.lost != (span{}):
		p.ReplyTo = d.lost.of(text)
		p.ReplyToAuthor, p.ReplyToAuthorID = n.account(text, d.to)
	case d.parent >= 0:
		parent := &n.posts[d.parent]
		p.ReplyTo = parent.id.of(text)
		p.ReplyToAuthor, p.ReplyToAuthorID = n.account(text, parent.by)
	}
	p.Conversation = n.root(text, d)
	if d.repost {
		p.RepostOf = n.posts[d.of].id.of(text)
	}
	p.again = d.of >= 0 && !d.repost
	p.brands = 1 << n.index[0]
	switch {
	case d.by.brand == 2:
		p.brands = 1 << n.index[1]
	case d.step.how&both != 0:
		p.brands |= 1 << n.index[1]
	}
	return p
}

// root returns the id that a draft's conversation goes by: that of the first
// post that is there, or of the lost one before it.
func (n *scene) root(text string, d *draft) string {
	for range n.posts { // a loop ends somewhere
		if d.lost != (span{}) {
			return d.lost.of(text)
		}
		if d.parent < 0 || d.step.how&looped != 0 {
			break
		}
		d = &n.posts[d.parent]
	}
	return d.id.of(text)
}

// account returns an author's handle and stable id.
func (n *scene) account(text string, a author) (handle, id string) {
	if a.brand == 0 {
		p := &n.people[a.person]
		return p.handle.of(text), p.id.of(text)
	}
	return n.brands[a.brand-1].account(a.main)
}

// truth fills in what is true of the story's case k.
func (g *Generator) truth(t *Truth, text string, s *story, about *topic, k int) {
	n := &g.work
	v := &s.verdicts[k]
	ids := t.PostIDs[:0]
	for i := range n.posts {
		if d := &n.posts[i]; d.in>>k&1 != 0 {
			ids = append(ids, d.id.of(text))
		}
	}
	*t = Truth{PostIDs: ids, Intent: cmp.Or(v.intent, about.intent), Outcome: v.outcome, Reason: v.reason, Hard: s.hard}
	b := n.brands[0]
	if v.rival {
		b = n.brands[1]
	}
	t.Brand = b.Name
	who := theCustomer
	if v.who == bystander {
		who = theBystander
	}
	t.Customer = n.people[who].handle.of(text)
	if t.Outcome == redirected {
		t.Channel = cmp.Or(v.channel, n.channel)
	}
}
