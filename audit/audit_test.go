package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

const demo = "../testdata/demo"

// options audits the demo as the command does by default.
func options(t testing.TB) audit.Options {
	t.Helper()
	brands, err := audit.ReadBrands(demo + "/brands.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return audit.Options{
		Brands:   brands,
		Codebook: codebook.Default(),
		Gap:      24 * time.Hour,
		Unit:     audit.UnitCase,
		Trend:    audit.Week,
		Limits:   audit.DefaultThresholds,
		Memory:   1 << 30,
		TempDir:  t.TempDir(),
	}
}

// result is all that an audit found, as text.
func result(t testing.TB, src audit.Source, o audit.Options) string {
	t.Helper()
	found, err := audit.Run(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var b strings.Builder
	for c, err := range found.Cases() {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v\n", *c)
	}
	found.Summary.Inputs = nil
	summary, err := json.MarshalIndent(found.Summary, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return b.String() + string(summary)
}

func openDemo(t testing.TB) *dataset.Files {
	t.Helper()
	files, err := dataset.Open([]string{demo}, dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	return files
}

// posts is a Source of posts that were read before.
type posts struct {
	list []dataset.Record
	at   int
	dataset.Reader
}

func (p *posts) Scan() bool              { p.at++; return p.at <= len(p.list) }
func (p *posts) Record() dataset.Record  { return p.list[p.at-1] }
func (p *posts) Err() error              { return nil }
func (p *posts) Inputs() []dataset.Input { return nil }

func demoPosts(t testing.TB) []dataset.Record {
	t.Helper()
	var list []dataset.Record
	files := openDemo(t)
	for files.Scan() {
		list = append(list, files.Record())
	}
	if err := files.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestResultDoesNotDependOnOrderMemoryOrWorkers(t *testing.T) {
	list := demoPosts(t)
	o := options(t)
	want := result(t, &posts{list: list}, o)
	if strings.Count(want, "\n") < 1000 {
		t.Fatalf("the demo has few cases:\n%s", want)
	}
	for _, test := range []struct {
		name    string
		shuffle bool
		memory  int64
		workers int
	}{
		{"another order", true, 1 << 30, 2},
		{"one worker", false, 1 << 30, 1},
		{"hardly any memory", false, 64 << 10, 3},
		{"all of it", true, 64 << 10, 1},
	} {
		list := slices.Clone(list)
		if test.shuffle {
			rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		}
		o.Memory, o.Workers = test.memory, test.workers
		if got := result(t, &posts{list: list}, o); got != want {
			t.Errorf("%s: the result differs%s", test.name, firstDifference(got, want))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf(", first in line %d:\n%s\nwant:\n%s", i+1, g[i], w[i])
		}
	}
	return ", in length"
}

func TestEveryRecordIsAccountedFor(t *testing.T) {
	for _, unit := range []audit.Unit{audit.UnitCase, audit.UnitCustomer} {
		o := options(t)
		o.Unit = unit
		found, err := audit.Run(context.Background(), openDemo(t), o)
		if err != nil {
			t.Fatal(err)
		}
		defer found.Close()
		p := found.Summary.Posts
		total := p.Used
		for _, reason := range audit.DropReasons {
			total += p.Dropped[reason]
		}
		if total != p.Read {
			t.Errorf("by %s: %d posts read, %d used or dropped: %+v", unit, p.Read, total, p)
		}
		inCases := map[string]bool{}
		for c, err := range found.Cases() {
			if err != nil {
				t.Fatal(err)
			}
			for i := range c.Turns {
				inCases[c.Turns[i].ID] = true
			}
		}
		if len(inCases) != p.Used {
			t.Errorf("by %s: %d posts are in cases, %d are said to be used", unit, len(inCases), p.Used)
		}
	}
}

// A truth is a made-up case as its generator knows it.
type truth struct {
	Case    string   `json:"case"`
	Brand   string   `json:"brand"`
	PostIDs []string `json:"post_ids"`
	Intent  string   `json:"intent"`
	Outcome string   `json:"outcome"`
	Hard    string   `json:"hard"` // which difficulty it was made for
}

func demoTruth(t testing.TB) map[string]truth {
	t.Helper()
	f, err := os.Open("../testdata/demo-truth.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	truths := map[string]truth{}
	for dec := json.NewDecoder(f); dec.More(); {
		var x truth
		if err := dec.Decode(&x); err != nil {
			t.Fatal(err)
		}
		truths[x.Case] = x
	}
	return truths
}

func TestDemoAgainstTruth(t *testing.T) {
	truths := demoTruth(t)
	found, err := audit.Run(context.Background(), openDemo(t), options(t))
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	cases, outcomes, intents := 0, 0, 0
	for c, err := range found.Cases() {
		if err != nil {
			t.Fatal(err)
		}
		cases++
		want, ok := truths[c.ID]
		if !ok {
			t.Errorf("case %s is not one of the generator's", c.ID)
			continue
		}
		delete(truths, c.ID)
		var posts []string
		for _, turn := range c.InTime() {
			posts = append(posts, turn.ID)
		}
		if !slices.Equal(posts, want.PostIDs) {
			t.Errorf("case %s (%s): posts %v, want %v", c.ID, want.Hard, posts, want.PostIDs)
		}
		if string(c.Label.Outcome) == want.Outcome {
			outcomes++
		}
		if string(c.Label.Intent) == want.Intent {
			intents++
		}
	}
	for id, missed := range truths {
		t.Errorf("case %s (%s) was not found", id, missed.Hard)
	}
	t.Logf("%d cases; of these the outcome of %.1f %% and the intent of %.1f %% are as the generator made them",
		cases, 100*float64(outcomes)/float64(cases), 100*float64(intents)/float64(cases))
	// What the README says of the demo, less a point: its generator knows nothing of
	// the codebook.
	const leastOutcomes, leastIntents = 0.975 - 0.01, 0.95 - 0.01
	if float64(outcomes) < leastOutcomes*float64(cases) || float64(intents) < leastIntents*float64(cases) {
		t.Errorf("%d outcomes and %d intents of %d are right, fewer than %.1f and %.1f %%",
			outcomes, intents, cases, 100*leastOutcomes, 100*leastIntents)
	}
}

// What the options leave open is settled as they say, and what cannot be is told.
func TestOptions(t *testing.T) {
	list := demoPosts(t)[:500]
	full := options(t)
	full.Trend = audit.NoTrend
	open := full
	open.Codebook, open.Unit, open.Trend = nil, "", ""
	if result(t, &posts{list: list}, open) != result(t, &posts{list: list}, full) {
		t.Error("without codebook, unit and trend the audit is another one than by default")
	}
	for _, c := range []struct {
		change func(*audit.Options)
		want   string
	}{
		{func(o *audit.Options) { o.Unit = "post" }, `"post" is no unit of an audit: it is case or customer`},
		{func(o *audit.Options) { o.Trend = "day" }, `"day" is no period: write month, week, none or auto`},
		{func(o *audit.Options) { o.Gap = -time.Hour }, "a gap of -1h0m0s: it must not be negative"},
		{func(o *audit.Options) { o.Workers = -1 }, "-1 workers: want one at least, or 0 for one for each processor"},
	} {
		o := full
		c.change(&o)
		if _, err := audit.Run(t.Context(), &posts{list: list}, o); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// An audit yields what was kept of its cases, says so if that is asked for by the
// other name, and yields nothing once it is closed, which it may be twice.
func TestCasesAndRows(t *testing.T) {
	list := demoPosts(t)
	for _, row := range []func([]byte, *audit.Case) []byte{
		nil,
		func(b []byte, c *audit.Case) []byte { return append(b, c.ID...) },
	} {
		o := options(t)
		o.Row, o.Memory = row, 0 // all goes to the disk
		found, err := audit.Run(t.Context(), &posts{list: list}, o)
		if err != nil {
			t.Fatal(err)
		}
		first := func() (cases, rows error) {
			for _, cases = range found.Cases() {
				break
			}
			for _, rows = range found.Rows() {
				break
			}
			return cases, rows
		}
		if cases, rows := first(); (cases == nil) != (row == nil) || (rows == nil) != (row != nil) {
			t.Errorf("with a row %t: the error of Cases is %v, of Rows %v", row != nil, cases, rows)
		}
		if err := errors.Join(found.Close(), found.Close()); err != nil {
			t.Error(err)
		}
		if cases, rows := first(); cases == nil || rows == nil {
			t.Errorf("closed: the error of Cases is %v, of Rows %v", cases, rows)
		}
	}
}

// The words of labels stay, also where cases are read back into memory that the next
// ones get.
func TestLabelsWordsStay(t *testing.T) {
	o := options(t)
	o.Memory = 1 << 20
	found, err := audit.Run(t.Context(), &posts{list: demoPosts(t)}, o)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var kept []codebook.Label
	var want []string
	words := func(l *codebook.Label) string {
		return fmt.Sprint(l.Intent, l.Outcome, l.Channel, l.Reason, l.Language, l.Rule, l.IntentRule)
	}
	for c, err := range found.Cases() {
		if err != nil {
			t.Fatal(err)
		}
		kept, want = append(kept, c.Label), append(want, words(&c.Label))
	}
	for i := range kept {
		if got := words(&kept[i]); got != want[i] {
			t.Fatalf("the words of case %d have become %q, from %q", i+1, got, want[i])
		}
	}
}

func TestRunStopsWhenItsContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := audit.Run(ctx, openDemo(t), options(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}
