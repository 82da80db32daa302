package audit

import (
	"context"
	"sync"
	"time"
)

// A Survey is what can be said of a brand in an archive before its cases are
// labelled.
type Survey struct {
	Brand    string   `json:"-"` // its name
	Cases    int      `json:"cases"`
	Answered int      `json:"answered"` // cases in which the brand posted
	Unseen   int      `json:"unseen"`   // cases without a post of the customer
	Coverage Coverage `json:"coverage"`
	Hides    string   `json:"hides"`     // why what it ignored cannot be told, "" if it can
	Caveat   Caveat   `json:"caveat"`    // the kind of reason
	Textless string   `json:"textless"`  // how many posts have no text, "" if they are few
	DaysOnly bool     `json:"days_only"` // all replies have one time of day, as dates without one have
	Misdated int      `json:"misdated"`  // posts dated before the one that they reply to
	Copies   int      `json:"copies"`    // posts that stand in the archive already
}

// Surveyed is what can be said of an archive before its cases are labelled.
type Surveyed struct {
	Brands []Survey // by brand
	Strays []string // posts so far in time from all others that their times may be wrong, in words
}

// RunSurvey reads src and finds the cases, as Run does, but labels none. brands
// is called when all is read; it may thus depend on what was read.
func RunSurvey(ctx context.Context, src Source, o Options, brands func() (*Brands, error)) (*Surveyed, error) {
	r, err := newRun(o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	read := func(ctx context.Context) error { return r.read(ctx, src) }
	find := func(context.Context) (err error) { r.Brands, err = brands(); return err }
	var oddities []oddity
	survey := func(ctx context.Context) (err error) { oddities, err = r.survey(ctx); return err }
	if err := inTurn(ctx, read, find, r.thread, r.route, survey); err != nil {
		return nil, err
	}
	s := &Surveyed{Brands: make([]Survey, len(r.tallies))}
	for i, t := range r.tallies {
		caveat, why := t.withhold(r.Limits, r.hidden(i))
		s.Brands[i] = Survey{
			Brand: r.Brands.list[i].Name, Cases: t.cases, Answered: t.cases - t.unanswered, Unseen: t.unasked,
			Coverage: t.coverage(caveat), Hides: why, Caveat: caveat,
			Textless: t.texts.words(), DaysOnly: t.manner.daysOnly(), Misdated: oddities[i].misdated, Copies: oddities[i].copies,
		}
	}
	if r.first != noTime {
		s.Strays = r.years.strays(time.Unix(r.first, 0).UTC().Year())
	}
	return s, nil
}

// An oddity is how many posts of a brand's cases are misdated, or copies.
type oddity struct{ misdated, copies int }

// survey splits every pair's posts into cases and counts them. It returns the oddities,
// by brand.
func (r *run) survey(ctx context.Context) (oddities []oddity, err error) {
	r.first = noTime
	oddities = make([]oddity, len(r.tallies))
	var mu sync.Mutex // guards tallies, first and oddities
	err = r.each(ctx, func(_, part int) error {
		s := splitter{gap: r.Gap}
		return r.eachPair(part, func(brand int, _ string, posts []pairPost) error {
			cases := s.split(posts)
			mu.Lock()
			defer mu.Unlock()
			for _, c := range cases {
				r.tallies[brand].survey(&c)
				if at := c.opened(); !at.IsZero() {
					r.first = earlier(r.first, at.Unix())
				}
				for _, p := range c.posts {
					if p.misdated {
						oddities[brand].misdated++
					}
				}
				oddities[brand].copies += len(c.copies)
			}
			return nil
		})
	})
	return oddities, err
}

// survey counts one case.
func (t *tally) survey(c *casePosts) {
	replies := c.replies()
	t.cases++
	t.replies += replies
	t.countLinks(c)
	if replies == 0 {
		t.unanswered++
	}
	if replies == len(c.posts) {
		t.unasked++
	}
	for _, p := range c.posts {
		t.texts.addPost(p.byBrand, p.text)
		if p.byBrand {
			t.manner.addTime(p.time())
		}
	}
}
