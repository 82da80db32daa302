package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/stats"
)

// A result is an example with the label that it got.
type result struct {
	*example
	label codebook.Label
}

// labelled are examples with the labels that a codebook gives them.
func labelled(cb *codebook.Codebook, examples []*example) (results []result) {
	for _, e := range examples {
		results = append(results, result{e, cb.Label(&e.shown)})
	}
	return results
}

// printScores prints the agreement over all results, and per sample and
// source. Lightly weighed examples are coded with less care, and are told
// apart by their sample's name.
func printScores(w io.Writer, results []result) {
	of := map[string][]result{}
	for _, r := range results {
		names := []string{"all", "sample " + r.Sample}
		if r.adjudicated() {
			names = append(names, "weight 1", "weight 1 "+r.Source, "weight 1 in "+r.label.Language)
		}
		for _, name := range names {
			of[name] = append(of[name], r)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(of)) {
		printScore(w, name, "outcome", of[name], func(r result) (string, string) { return r.Outcome, string(r.label.Outcome) })
		printScore(w, name, "intent", of[name], func(r result) (string, string) { return r.Intent, string(r.label.Intent) })
		right, n := 0, 0
		for _, r := range of[name] {
			if r.Outcome == "redirected" && r.label.Outcome == codebook.Redirected {
				n++
				if r.Channel == string(r.label.Channel) {
					right++
				}
			}
		}
		fmt.Fprintf(w, "%-20s channel  of %d redirects found %d right\n", name, n, right)
	}
}

// printSureness prints how many of the labels that were as sure as this are right:
// as many as they say, if what they say is true.
func printSureness(w io.Writer, results []result) {
	bands := []float64{0, 0.5, 0.7, 0.9}
	type tally struct {
		n, right int
		said     float64
	}
	of := make([]tally, len(bands))
	for _, r := range results {
		if !r.adjudicated() || r.label.Outcome == codebook.NoOutcome {
			continue
		}
		i := len(bands) - 1
		for r.label.Confidence < bands[i] {
			i--
		}
		of[i].n++
		of[i].said += r.label.Confidence
		if r.Outcome == string(r.label.Outcome) {
			of[i].right++
		}
	}
	for i, t := range of {
		if t.n > 0 {
			fmt.Fprintf(w, "%-20s outcome  n %4d  accuracy %.3f  said %.3f\n", fmt.Sprintf("sure to %.1f or more", bands[i]), t.n, float64(t.right)/float64(t.n), t.said/float64(t.n))
		}
	}
}

func printScore(w io.Writer, name, what string, results []result, pair func(result) (coded, got string)) {
	coded, got := make([]string, len(results)), make([]string, len(results))
	count := map[string]int{} // as coded
	for i, r := range results {
		coded[i], got[i] = pair(r)
		count[coded[i]]++
	}
	c, err := stats.NewConfusion(coded, got)
	if err != nil {
		panic(err) // there is one of each for every result
	}
	fmt.Fprintf(w, "%-20s %-8s n %4d  accuracy %.3f  macro-F1 %.3f  kappa %.3f ", name, what, len(results), c.Accuracy().Rate(), c.MacroF1(), c.Kappa())
	for _, class := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(w, " %s %.2f (%d)", class, c.F1(class), count[class])
	}
	fmt.Fprintln(w)
}

// writeErrors lists the results that differ from the coding, with their posts.
func writeErrors(file string, results []result) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	for _, r := range results {
		l := &r.label
		if r.Outcome == string(l.Outcome) && r.Intent == string(l.Intent) && r.Channel == string(l.Channel) {
			continue
		}
		fmt.Fprintf(w, "## %s %s %s: coded %s, %s %s%s; got %s (%q), %s %s%s by %s %.2f (%q)\n", r.Case, r.Sample, r.Brand,
			r.Intent, r.Outcome, r.Channel, r.Reason, l.Intent, l.IntentSays, l.Outcome, l.Channel, l.Reason, l.Rule, l.Confidence, l.Evidence)
		for _, t := range r.shown.Turns {
			who := "c"
			if t.Brand {
				who = "B"
			}
			fmt.Fprintf(w, "   %s: %q\n", who, t.Text)
		}
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
