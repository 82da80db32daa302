package inspect

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// Languages are the languages of posts, reposts aside.
type Languages struct {
	// Detected says that the source does not mark them: they were told by the
	// words of a sample. Only the codebook's languages are known then.
	Detected bool    `json:"detected"`
	Posts    int     `json:"posts"`  // that were looked at
	Shares   []Share `json:"shares"` // most first; "" is unknown
}

// A Share is how many of the posts are in one language.
type Share struct {
	Language string  `json:"language"` // BCP 47 code, "" if unknown
	Posts    int     `json:"posts"`
	Share    float64 `json:"share"` // of Languages.Posts
}

// languageCounter counts the languages that a source marks, and beside them
// detects those of a sample that is spread evenly over the posts.
type languageCounter struct {
	cb       *codebook.Codebook
	marked   map[string]int
	posts    int
	detected []string // of every stride-th post
	stride   int
}

const (
	mostLanguages = 500  // different marks that are counted
	mostDetected  = 4000 // posts of the sample
)

func newLanguageCounter(cb *codebook.Codebook) *languageCounter {
	return &languageCounter{cb: cb, marked: map[string]int{}, stride: 1}
}

func (c *languageCounter) add(p *dataset.Post) {
	if c.posts%c.stride == 0 {
		c.detected = append(c.detected, c.cb.Detect(p.Text))
		if len(c.detected) > mostDetected {
			c.thin()
		}
	}
	c.posts++
	code := codebook.LanguageOf(p.Language)
	if _, ok := c.marked[code]; ok || len(c.marked) < mostLanguages {
		c.marked[strings.Clone(code)]++
	}
}

// thin takes every other post out of the sample.
func (c *languageCounter) thin() {
	half := c.detected[:0]
	for i := 0; i < len(c.detected); i += 2 {
		half = append(half, c.detected[i])
	}
	c.detected = half
	c.stride *= 2
}

func (c *languageCounter) languages() Languages {
	if 2*c.marked[""] < c.posts {
		return shares(c.marked, c.posts, false)
	}
	counts := map[string]int{}
	for _, code := range c.detected {
		counts[code]++
	}
	return shares(counts, len(c.detected), true)
}

func shares(counts map[string]int, posts int, detected bool) Languages {
	l := Languages{Detected: detected, Posts: posts, Shares: []Share{}}
	for code, n := range counts {
		l.Shares = append(l.Shares, Share{code, n, float64(n) / float64(posts)})
	}
	slices.SortFunc(l.Shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Posts, a.Posts), strings.Compare(a.Language, b.Language))
	})
	return l
}

// usual returns the language that nearly all posts are in, "" if there is none. Some
// texts are too short to tell theirs; but posts without a mark, beside others that have
// one, may be in any.
func (l *Languages) usual() string {
	const nearlyAll = 0.9
	known := 0
	for _, s := range l.Shares {
		if s.Language != "" || !l.Detected {
			known += s.Posts
		}
	}
	for _, s := range l.Shares {
		if s.Language != "" && 2*known >= l.Posts && float64(s.Posts) >= nearlyAll*float64(known) {
			return s.Language
		}
	}
	return ""
}
