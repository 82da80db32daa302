package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// A coded is one line of a file of coded cases.
type coded struct {
	Case    string   `json:"case"`
	Source  string   `json:"source"`
	Sample  string   `json:"sample"`
	Brand   string   `json:"brand"`
	PostIDs []string `json:"post_ids"`
	Intent  string   `json:"intent"`
	Outcome string   `json:"outcome"`
	Channel string   `json:"channel"`
	Reason  string   `json:"reason"`
	Weight  float64  `json:"weight"`

	Acts map[string][]string `json:"acts"` // what each sentence does, by post id; optional
}

// An example is a coded case with the case as the codebook is shown it.
type example struct {
	coded
	shown codebook.Case
	group string     // cases of one group have the same last reply
	acts  [][]string // what each sentence does, by turn; nil where it was not coded
}

// adjudicated reports whether a case was coded with all care.
func (e *example) adjudicated() bool { return e.Weight == 1 && !e.madeUp() }

func (e *example) madeUp() bool { return e.Sample == madeUpSample }

// misfits counts the coded posts whose sentences are not told apart as when they
// were coded, so that what they do is not learned.
func (e *example) misfits(cb *codebook.Codebook) (n int) {
	for i, sentences := range cb.Sentences(&e.shown) {
		if e.acts[i] != nil && len(sentences) != len(e.acts[i]) {
			n++
		}
	}
	return n
}

// readExamples finds the coded cases in the archives.
func readExamples(files, archives []string) (examples []*example, missing int, err error) {
	var cases []coded
	for _, file := range files {
		more, err := readCoded(file)
		if err != nil {
			return nil, 0, err
		}
		cases = append(cases, more...)
	}
	acts := actsOf(cases)
	cases = once(cases)
	wanted := map[string][]int{} // post id → coded cases that have it
	for n, c := range cases {
		for _, id := range c.PostIDs {
			wanted[id] = append(wanted[id], n)
		}
	}
	best := make([]*example, len(cases))
	share := make([]float64, len(cases))
	for _, archive := range archives {
		err := eachCase(archive, func(c *audit.Case) {
			for _, n := range candidates(c, wanted) {
				if !strings.EqualFold(cases[n].Brand, c.Brand) {
					continue
				}
				if s := overlap(c, cases[n].PostIDs); s > share[n] {
					share[n] = s
					best[n] = newExample(cases[n], c, acts)
				}
			}
		})
		if err != nil {
			return nil, 0, err
		}
	}
	const enough = 0.5 // of the posts that either has
	for n, e := range best {
		if share[n] < enough {
			missing++
			continue
		}
		examples = append(examples, e)
	}
	return examples, missing, nil
}

// once keeps the first coding of every case.
func once(all []coded) []coded {
	var cases []coded
	seen := map[string]bool{} // by name
	for _, c := range all {
		if c.Case != "" && seen[c.Case] {
			continue
		}
		seen[c.Case] = true
		cases = append(cases, c)
	}
	return cases
}

// A brandPost is a post as one brand's case shows it.
type brandPost struct{ brand, id string }

// actsOf returns what the sentences of each post do, in whichever case it was
// coded: posts may have come to other cases since.
func actsOf(cases []coded) map[brandPost][]string {
	acts := map[brandPost][]string{}
	for _, c := range cases {
		for id, does := range c.Acts {
			post := brandPost{strings.ToLower(c.Brand), id}
			if _, known := acts[post]; !known {
				acts[post] = does
			}
		}
	}
	return acts
}

func readCoded(file string) ([]coded, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var cases []coded
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		c := coded{Weight: 1}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		if c.Intent == "" || c.Outcome == "" || len(c.PostIDs) == 0 {
			return nil, fmt.Errorf("%s:%d: a coded case needs intent, outcome and post_ids", file, n)
		}
		if err := checkLabels(c.Intent, c.Outcome, c.Channel+c.Reason); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return cases, nil
}

// eachCase audits an archive, given as PATH or PATH=BRANDS, and calls do with
// each of its cases.
func eachCase(archive string, do func(*audit.Case)) error {
	path, brands, _ := strings.Cut(archive, "=")
	o := audit.Options{Codebook: codebook.Default(), Gap: 24 * time.Hour, Unit: audit.UnitCase, Limits: audit.DefaultThresholds, Memory: 1 << 30}
	var err error
	if brands != "" {
		if o.Brands, err = audit.ReadBrands(brands); err != nil {
			return err
		}
	}
	files, err := dataset.Open([]string{path}, dataset.Options{})
	if err != nil {
		return err
	}
	defer files.Close()
	o.Size = files.Size()
	a, err := audit.Run(context.Background(), files, o)
	if err != nil {
		return err
	}
	defer a.Close()
	for c, err := range a.Cases() {
		if err != nil {
			return err
		}
		do(c)
	}
	return nil
}

// candidates lists the coded cases that share a post with a case.
func candidates(c *audit.Case, wanted map[string][]int) []int {
	var ns []int
	for i := range c.Turns {
		ns = append(ns, wanted[c.Turns[i].ID]...)
	}
	slices.Sort(ns)
	return slices.Compact(ns)
}

// overlap is the share of common posts among those that either has.
func overlap(c *audit.Case, ids []string) float64 {
	union := map[string]bool{}
	for _, id := range ids {
		union[id] = true
	}
	of, common := len(union), 0
	for i := range c.Turns {
		if union[c.Turns[i].ID] {
			common++
		} else {
			of++
		}
	}
	return float64(common) / float64(of)
}

func newExample(c coded, found *audit.Case, acts map[brandPost][]string) *example {
	e := &example{coded: c, shown: *found.Shown(), group: c.Case}
	e.shown.Turns = slices.Clone(e.shown.Turns)
	for i := range e.shown.Turns {
		// The next case reuses the memory of this one.
		t := &e.shown.Turns[i]
		t.ID, t.Text, t.Author, t.Language = strings.Clone(t.ID), strings.Clone(t.Text), strings.Clone(t.Author), strings.Clone(t.Language)
		if t.Brand {
			e.group = c.Brand + " " + codebook.Skeleton(t.Text)
		}
		e.acts = append(e.acts, acts[brandPost{strings.ToLower(c.Brand), t.ID}])
	}
	return e
}
