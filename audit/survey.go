package audit

import (
	"context"
	"sync"
)

// A Survey is what can be said of a brand in an archive before its cases are
// labelled.
type Survey struct {
	Brand    string   `json:"-"` // its name
	Cases    int      `json:"cases"`
	Answered int      `json:"answered"` // cases in which the brand posted
	Coverage Coverage `json:"coverage"`
	Hides    string   `json:"hides"`  // why what it ignored cannot be told, "" if it can
	Caveat   Caveat   `json:"caveat"` // the kind of reason
}

// RunSurvey reads src and finds the cases, as Run does, but labels none. brands
// is called when all is read; it may thus depend on what was read. The surveys
// are by brand.
func RunSurvey(ctx context.Context, src Source, o Options, brands func() (*Brands, error)) ([]Survey, error) {
	r, err := newRun(o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	read := func(ctx context.Context) error { return r.read(ctx, src) }
	find := func(context.Context) (err error) { r.Brands, err = brands(); return err }
	if err := inTurn(ctx, read, find, r.thread, r.route, r.survey); err != nil {
		return nil, err
	}
	list := make([]Survey, len(r.tallies))
	for i, t := range r.tallies {
		caveat, why := t.withhold(r.Limits, r.hidden(i))
		list[i] = Survey{
			Brand: r.Brands.list[i].Name, Cases: t.cases, Answered: t.cases - t.unanswered,
			Coverage: t.coverage(caveat), Hides: why, Caveat: caveat,
		}
	}
	return list, nil
}

// survey splits every pair's posts into cases and counts them.
func (r *run) survey(ctx context.Context) error {
	var mu sync.Mutex // guards tallies
	return r.each(ctx, func(_, part int) error {
		s := splitter{gap: r.Gap}
		return r.eachPair(part, func(brand int, _ string, posts []pairPost) error {
			cases := s.split(posts)
			mu.Lock()
			defer mu.Unlock()
			for _, c := range cases {
				r.tallies[brand].survey(&c)
			}
			return nil
		})
	})
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
}
