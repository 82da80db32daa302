package audit

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"iter"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/spill"
)

// Mechanical says how alike and how regular a brand's replies are. It is no
// verdict: a template may be the right answer, and people work shifts.
type Mechanical struct {
	FromTemplates Rate `json:"from_templates"` // of the replies in cases
	// TemplatesPerHundred is the number of distinct templates for every hundred
	// of the replies; nil if there is no reply.
	TemplatesPerHundred *float64 `json:"templates_per_hundred"`
	// LongestRun is the longest row of consecutive replies, by time, that come
	// from one template; N is 0 if no reply comes from a template.
	LongestRun TemplateRun `json:"longest_run"`
	// ToNonRequests counts replies in cases that ask for nothing.
	ToNonRequests Rate    `json:"to_non_requests"`
	Signed        Rate    `json:"signed"`    // end with a person's name or initials
	Hours         [24]int `json:"hours_utc"` // replies by the hour of day, UTC
	// ActiveHours is the number of hours with at least one in a hundred of the
	// replies whose time is known; a day spread evenly gives each hour four.
	ActiveHours int    `json:"active_hours"`
	Reading     string `json:"reading"` // the same in words
}

// A TemplateRun is a row of consecutive replies from one template.
type TemplateRun struct {
	N        int        `json:"n"`
	Template string     `json:"template_id"`
	Text     string     `json:"text"`
	From     *time.Time `json:"from"`
	To       *time.Time `json:"to"`
}

// A mannerTally counts a brand's replies in cases.
type mannerTally struct {
	nonRequests, labelled int // replies in cases that ask for nothing, and whose intent is known
	signed                int // see labeller.pair
	hours                 [24]int
	quarters              [96]int // replies at the full quarters of an hour, to the second
}

func (t *mannerTally) add(c *Case) {
	for i := range c.Turns {
		turn := &c.Turns[i]
		if !turn.Brand {
			continue
		}
		if c.Label.Intent != codebook.NoIntent {
			t.labelled++
			if !c.Label.Intent.Request() {
				t.nonRequests++
			}
		}
		t.addTime(turn.Time)
	}
}

// addTime counts the time of a reply, if it is known.
func (t *mannerTally) addTime(at time.Time) {
	if at.IsZero() {
		return
	}
	hour, minute, second := at.UTC().Clock()
	t.hours[hour]++
	if minute%15 == 0 && second == 0 {
		t.quarters[4*hour+minute/15]++
	}
}

func (t *mannerTally) merge(o *mannerTally) {
	t.nonRequests += o.nonRequests
	t.labelled += o.labelled
	t.signed += o.signed
	for h := range t.hours {
		t.hours[h] += o.hours[h]
	}
	for q := range t.quarters {
		t.quarters[q] += o.quarters[q]
	}
}

// timed counts the replies whose time is known.
func (t *mannerTally) timed() (n int) {
	for _, replies := range t.hours {
		n += replies
	}
	return n
}

// daysOnly reports whether the times are but dates: all midnight in some zone,
// which is an hour earlier in summer.
func (t *mannerTally) daysOnly() bool {
	const least, hour = 5, 4 // fewer may be chance
	timed := t.timed()
	for q, n := range t.quarters {
		if n > 0 && n+t.quarters[(q+len(t.quarters)-hour)%len(t.quarters)] == timed {
			return timed >= least
		}
	}
	return false
}

// addReply notes a reply for the longest run of one template: its place in
// time and its skeleton.
func addReply(to *spill.Sorter, worker, brand int, p *pairPost) error {
	if p.second == noTime {
		return nil // no place among the others
	}
	var key [64]byte
	var skeleton [8]byte
	binary.LittleEndian.PutUint64(skeleton[:], p.skeleton)
	return to.Add(worker, appendID(appendMoment(key[:0], brand, p.second), p.id), skeleton[:])
}

// A skeletonRun is a run of one skeleton among a brand's replies, between two
// Unix times. n is 0 if the skeleton is no template.
type skeletonRun struct {
	brand    int // nobody: some runs that are of no interest
	skeleton uint64
	n        int
	from, to int64
}

// join makes o, which comes next, a part of the run, if it is one.
func (r *skeletonRun) join(o skeletonRun) bool {
	if r.brand == nobody || r.brand != o.brand || r.skeleton != o.skeleton {
		return false
	}
	r.n += o.n
	r.to = o.to
	return true
}

// longestRuns returns each brand's longest run of one template; of several as
// long, the first. isTemplate says which skeletons are.
func longestRuns(replies *spill.Sorter, workers, brands int, isTemplate func(templateKey) bool) ([]skeletonRun, error) {
	var sections []*[]skeletonRun
	var group errgroup.Group
	group.SetLimit(workers)
	for section, err := range replies.Sections() {
		if err != nil {
			return nil, err
		}
		runs := new([]skeletonRun)
		sections = append(sections, runs)
		group.Go(func() (err error) {
			*runs, err = runsOf(section, isTemplate)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	longest := make([]skeletonRun, brands)
	now := skeletonRun{brand: nobody}
	for _, runs := range sections {
		for _, run := range *runs {
			if !now.join(run) {
				now = run
			}
			if now.brand != nobody && now.n > longest[now.brand].n {
				longest[now.brand] = now
			}
		}
	}
	return longest, nil
}

// runsOf returns the runs that a section's replies make up: the first and the
// last, which may go on beyond it, and of the others those that are longer than
// the brand's before.
func runsOf(section iter.Seq2[spill.Item, error], isTemplate func(templateKey) bool) (runs []skeletonRun, err error) {
	longest := map[int]int{}
	var key []byte
	for reply, err := range section {
		if err != nil {
			return nil, err
		}
		if bytes.Equal(reply.Key, key) {
			continue // the same reply, to another customer
		}
		key = append(key[:0], reply.Key...)
		brand, second := takeMoment(key)
		run := skeletonRun{brand: brand, skeleton: binary.LittleEndian.Uint64(reply.Record), from: second, to: second}
		if isTemplate(templateKey{brand, run.skeleton}) {
			run.n = 1
		}
		last := len(runs) - 1
		if last >= 0 && runs[last].join(run) {
			continue
		}
		if last >= 0 && runs[last].n > longest[runs[last].brand] {
			longest[runs[last].brand] = runs[last].n
		} else if last > 0 {
			runs[last] = skeletonRun{brand: nobody}
			if runs[last-1].brand == nobody {
				runs = runs[:last]
			}
		}
		runs = append(runs, run)
	}
	return runs, nil
}

// mechanical puts a brand's figures together.
func (t *tally) mechanical(templates *Templates, longest skeletonRun) Mechanical {
	m := Mechanical{
		FromTemplates: templates.Share,
		ToNonRequests: NewRate(t.manner.nonRequests, t.manner.labelled),
		Signed:        NewRate(t.manner.signed, t.replies),
		Hours:         t.manner.hours,
	}
	if t.replies > 0 {
		perHundred := 100 * float64(templates.Distinct) / float64(t.replies)
		m.TemplatesPerHundred = &perHundred
	}
	if longest.n > 0 {
		from, to := time.Unix(longest.from, 0).UTC(), time.Unix(longest.to, 0).UTC()
		m.LongestRun = TemplateRun{N: longest.n, Template: templateID(longest.skeleton), From: &from, To: &to}
	}
	timed := t.manner.timed()
	for _, n := range m.Hours {
		if n > 0 && 100*n >= timed {
			m.ActiveHours++
		}
	}
	m.Reading = m.read(templates.Distinct, timed > 0 && !t.manner.daysOnly())
	return m
}

// read says the figures in words, and nothing that they do not say.
func (m *Mechanical) read(templates int, timed bool) string {
	if m.FromTemplates.Rate == nil {
		return "No reply."
	}
	var b strings.Builder
	say := func(format string, args ...any) { b.WriteString(sprintf(format, args...)) }
	say("%s of the replies come from templates", m.FromTemplates.words())
	if m.LongestRun.N > 0 {
		say(" (%d of them); the longest run of one template is %d in a row", templates, m.LongestRun.N)
	}
	say(". %s are signed.", m.Signed.words())
	if m.ToNonRequests.Rate != nil {
		say(" %s go to posts that ask for nothing.", m.ToNonRequests.words())
	}
	if timed {
		say(" Replies come in %d of the 24 hours.", cmp.Or(m.ActiveHours, 1))
	}
	return b.String()
}
