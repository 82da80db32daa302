package synth

import (
	"iter"
	"sync"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// A Config says what archive to make up.
type Config struct {
	Seed   uint64
	Posts  int     // wanted; the last conversation is never cut, so that a few more may come
	Brands []Brand // whose customers write

	// NumberedAccounts has customers go by numbers and posts by running ones, as
	// in the twcs data.
	NumberedAccounts bool
	// AnsweredOnly leaves out conversations without a reply of the brand, as a
	// source does that was collected from the replies.
	AnsweredOnly bool
}

// A Post is a post with what only its generator knows.
type Post struct {
	dataset.Post
	RepostOf string // id of the post that a Repost repeats
	again    bool   // it stands there already, under this id or another
	brands   uint64 // brands whose searches find it, as bits of the config's order
}

func (p *Post) isBrand() bool { return p.Side == dataset.SideBrand }

// A Thread is one conversation: all posts that hang together.
type Thread struct {
	Posts  []Post  // in time order; repetitions of posts come last
	Truths []Truth // of its cases
}

// A Truth is what a coder decides about a case, in the words of the codebook.
type Truth struct {
	Brand    string
	Customer string
	PostIDs  []string // in time order
	Intent   string
	Outcome  string
	Channel  string // of a redirect, else ""
	Reason   string // of an ignored case, else ""
	Hard     string // the hard case that it is, "" if it is a plain one
}

// Case returns the case's id, as an audit names it.
func (t *Truth) Case() string { return t.Brand + "/" + t.PostIDs[0] }

// A Generator makes up conversations, one at a time, in constant memory. The
// same Config gives the same conversations.
type Generator struct {
	config   Config
	brands   []voice
	threads  int // expected in all
	perDay   int
	numbered int // ids given, if they are running ones
	thread   Thread
	work     scene
}

// Cases open over so many days from the first on, which begins at midnight UTC.
const days = 50

var firstDay = time.Date(2019, time.March, 4, 0, 0, 0, 0, time.UTC)

var grammars = sync.OnceValue(func() []*grammar {
	g, err := loadGrammars(grammarFiles)
	if err != nil {
		panic(err) // the files are embedded: TestGrammars
	}
	return g
})

// New returns a generator. Brands whose language or sector has no grammar
// make no posts.
func New(config Config) *Generator {
	g := &Generator{config: config}
	for _, b := range config.Brands {
		if voice := newVoice(b); voice.tongues != nil {
			g.brands = append(g.brands, voice)
		}
	}
	g.schedule()
	return g
}

// schedule measures how many posts the conversations of this config have, and
// spreads as many conversations as that takes over its days.
func (g *Generator) schedule() {
	g.threads, g.perDay = 1, 1
	if len(g.brands) == 0 || g.config.Posts <= 0 {
		return
	}
	const sample = 4000 // conversations, whose mean length is that of all to a few percent
	posts := 0
	for i := range uint64(sample) {
		if g.write(i) {
			posts += len(g.thread.Posts)
		}
	}
	g.threads = max(1, int(float64(g.config.Posts)*sample/float64(posts)))
	g.perDay = max(1, g.threads/days)
}

// Threads yields every conversation. A thread is valid until the next one; its
// strings stay valid.
func (g *Generator) Threads() iter.Seq[*Thread] {
	return func(yield func(*Thread) bool) {
		g.numbered = 0
		posts := 0
		for i := uint64(0); len(g.brands) > 0 && posts < g.config.Posts; i++ {
			if !g.write(i) {
				continue
			}
			posts += len(g.thread.Posts)
			if !yield(&g.thread) {
				return
			}
		}
	}
}

// opening returns the time at which thread i opens: days pass evenly, and
// within one most people write between breakfast and bedtime.
func (g *Generator) opening(i uint64, r *random) time.Time {
	day := int(i) * days / g.threads
	hour := r.pick(hours)
	return firstDay.Add(time.Duration((day*24+hour)*3600+r.below(3600)) * time.Second)
}

// hours are the weights of the hours of a day, UTC.
var hours = []int{2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 12, 12, 11, 11, 11, 12, 12, 12, 11, 10, 8, 6, 4}

// returnAfter is how many days later a customer returns: beyond the gap, and
// beyond the longest story.
const returnAfter = 8

// person returns the number of the customer of thread i: that of an earlier
// thread, some days before, if the customer returns.
func (g *Generator) person(i uint64) uint64 {
	const returning = 16 // percent of the customers wrote before
	back := uint64(g.perDay * returnAfter)
	for i >= back && mix(g.config.Seed^mix(i))%100 < returning {
		i -= back
	}
	return i
}

// goldenTurn spreads the outcomes of a brand evenly: its multiples' fractions
// fill the circle without clusters, so that a small archive has the shares that
// its brands' habits name.
const goldenTurn = 0x9e3779b97f4a7c15

// evenly returns one of the weights' indexes for the nth draw.
func evenly(n uint64, weights []int) int {
	at := int(n * goldenTurn >> 32 * 100 >> 32)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
