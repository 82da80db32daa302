package coding

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report"
)

// A Result is what agree tells of coded sheets.
type Result struct {
	Agreement   *Agreement `json:"agreement"`
	Machine     []Score    `json:"machine"`                 // against the consensus; null without a report
	Problems    []Problem  `json:"problems"`                // cells that could not be used
	OtherReport bool       `json:"other_report,omitempty"`  // the machine's report is not known to be the one drawn from
	NotInReport []string   `json:"not_in_report,omitempty"` // coded cases that it lacks
}

// problemsShown is how many problems of a sheet are printed, one a line.
const problemsShown = 40

// WriteText writes the result for people.
func (r *Result) WriteText(w io.Writer) error {
	p := &printer{}
	p.coders(r.Agreement)
	p.problems(r.Problems)
	p.agreement(r.Agreement)
	p.undecided(r.Agreement)
	if r.Machine != nil {
		p.printf("\nThe machine against the consensus of the coders\n")
		if r.OtherReport {
			p.printf("(this is not, or not known to be, the report that the cases were drawn from: those it holds are compared)\n")
		}
		if n := len(r.NotInReport); n > 0 {
			p.printf("(it lacks %s of those coded, as %s: are ids mistyped, or the letters of a CSV garbled?)\n", audit.Counted(n, "case"), r.NotInReport[0])
		}
		if n := len(r.Agreement.undecided()); n > 0 {
			p.printf("(left out: %s without a consensus; the others are easier, and the machine looks better than it is)\n", audit.Counted(n, "case"))
		}
		p.scores(r.Machine)
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// WriteText writes the score for people.
func (s *GoldScore) WriteText(w io.Writer) error {
	p := &printer{}
	p.printf("cases found %d of %d, with exactly the same posts %d\n", s.Found, s.Cases, s.Exact)
	p.printf("channel right in %d of the %d redirects found\n\n", s.Channels.Right, s.Channels.Of)
	p.scores(s.Scores)
	_, err := io.WriteString(w, p.String())
	return err
}

// brandsCorrected is how many brands' corrected rates are printed, on a dozen lines each.
const brandsCorrected = 20

// WriteText writes the corrected rates for people, with what they mean. Of many
// brands, it shows those with the most coded cases.
func (c *Correction) WriteText(w io.Writer) error {
	p := &printer{}
	printed := c.mostCoded(brandsCorrected)
	for i, of := range audit.Denominators {
		if i > 0 {
			p.printf("\n")
		}
		p.printf("%% of %s\n", report.ShareOf(of))
		p.corrections(printed, report.ShareOf(of))
	}
	if more := len(c.Brands) - len(printed); more > 0 {
		p.printf("\n… and %s with no more coded cases, and warnings of these: all are in the workbook of --out, and in --json.\n", audit.Counted(more, "brand"))
	}
	for _, warning := range c.warnings(printed) {
		p.printf("\n%s", wrap("Warning: "+warning, 100))
	}
	for _, n := range c.Notes {
		p.printf("\n%s", wrap(n.Name+": "+n.Text, 100))
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// A printer collects text.
type printer struct{ strings.Builder }

func (p *printer) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func (p *printer) coders(a *Agreement) {
	for _, c := range a.Coders {
		p.printf("%s coded %s", c.Name, audit.Counted(c.Coded, "case"))
		if c.Intents != c.Coded {
			p.printf(" by outcome, and %d by intent", c.Intents)
		}
		if c.Alone > 0 {
			p.printf("; nobody else coded %d of them", c.Alone)
		}
		p.printf("\n")
	}
	if a.Adjudicated > 0 {
		p.printf("adjudicated: %s\n", audit.Counted(a.Adjudicated, "case"))
	}
}

func (p *printer) problems(list []Problem) {
	if len(list) == 0 {
		return
	}
	p.printf("\nTo mend: %d\n", len(list))
	shown := map[string]int{}
	for i := range list {
		sheet := list[i].File + list[i].Sheet
		if shown[sheet]++; shown[sheet] <= problemsShown {
			p.printf("  %v\n", &list[i])
		}
		if last := i+1 == len(list) || list[i+1].File+list[i+1].Sheet != sheet; last && shown[sheet] > problemsShown {
			p.printf("  … and %d more of this sheet; --json lists all\n", shown[sheet]-problemsShown)
		}
	}
}

func (p *printer) agreement(a *Agreement) {
	if len(a.Variables) == 0 {
		p.printf("\nNo case was coded by two coders: there is no agreement to tell.\n")
		return
	}
	kappa, from, wilson := "kappa", "Cohen's (1960)", "% agree and accuracy"
	if len(a.Coders) > 2 {
		kappa, from, wilson = "mean kappa", "Cohen's (1960), over the pairs of coders (Light 1971)", "accuracy"
	}
	rows := [][]string{{"Agreement", "cases", "used", "% agree", "[95 %]", kappa, "[95 %]", "alpha", "[95 %]"}}
	for _, v := range a.Variables {
		rows = append(rows, agreementRow(v.Variable, &v.Overall))
		for i := range v.Labels {
			rows = append(rows, agreementRow("  "+v.Labels[i].Label, &v.Labels[i]))
		}
	}
	p.printf("\n")
	report.WriteAligned(p, rows, 1)
	p.printf("(cases: coded by two or more; used: times that a coder gave the word; %s: %s; alpha: Krippendorff's (2011);\n", kappa, from)
	p.printf(" intervals: of %s Wilson's (1927), of the others bootstrapped (%s resamples of the cases);\n", wilson, audit.Thousands(resampling.Resamples))
	p.printf(" an interval without width means that no difference was seen, not that there is none)\n")
	for _, v := range a.Variables {
		for _, pair := range v.Pairs {
			p.printf("\n%s: %s (down) and %s (across), kappa %s\n", v.Variable, pair.First, pair.Second, strings.Join(number(pair.Kappa), " "))
			p.matrix(pair.Confusion)
		}
	}
}

func agreementRow(name string, l *LabelAgreement) []string {
	used := ""
	if l.Label != "" {
		used = strconv.Itoa(l.Used)
	}
	return slices.Concat([]string{name, strconv.Itoa(l.Cases), used}, percentage(l.Agreement), number(l.Kappa), number(l.Alpha))
}

func (p *printer) undecided(a *Agreement) {
	if len(a.Undecided) == 0 {
		return
	}
	var names []string
	for _, c := range a.Coders {
		names = append(names, c.Name)
	}
	p.printf("\nTo adjudicate: %s of %s (on a sheet named Adjudicated; until then these have no consensus)\n",
		audit.Counted(len(a.Undecided), "code"), audit.Counted(len(a.undecided()), "case"))
	rows := [][]string{append([]string{"  case", "", ""}, names...)}
	for _, d := range a.Undecided {
		rows = append(rows, append([]string{"  " + d.Number, d.Case, d.Variable}, d.Words...))
	}
	report.WriteAligned(p, rows, len(rows[0]))
}

func (p *printer) scores(list []Score) {
	rows := [][]string{{"", "", "cases", "accuracy", "[95 %]", "kappa", "[95 %]", "macro-F1", "[95 %]"}}
	weighted := slices.ContainsFunc(list, func(s Score) bool { return s.Population != nil })
	if weighted {
		rows[0] = append(rows[0], "in the report", "[95 %]")
	}
	for i := range list {
		s := &list[i]
		row := slices.Concat([]string{s.Group, s.Variable, strconv.Itoa(s.Cases)}, number(s.Accuracy), number(s.Kappa), number(s.MacroF1))
		if s.Population != nil {
			row = append(row, number(*s.Population)...)
		}
		rows = append(rows, row)
	}
	report.WriteAligned(p, rows, 2)
	if weighted {
		p.printf("(in the report: the accuracy over all its cases of the brands drawn, weighted by the drawing probabilities;\n the other figures, and those of the coders, are of the cases as drawn, of which rare outcomes are more than in the report)\n")
	}
	for i := range list {
		s := &list[i]
		if s.Group != "all" {
			continue
		}
		p.printf("\n%s: true (down) and found (across)\n", s.Variable)
		p.matrix(s.Confusion)
		rows := [][]string{{"", "true", "found", "both", "F1", "[95 %]"}}
		for _, l := range s.Labels {
			rows = append(rows, slices.Concat([]string{"  " + l.Label, strconv.Itoa(l.True), strconv.Itoa(l.Said), strconv.Itoa(l.Hits)}, number(l.F1)))
		}
		report.WriteAligned(p, rows, 1)
	}
}

func (p *printer) matrix(m Matrix) {
	const none = "not found"
	row := []string{""}
	for _, label := range m.Labels {
		row = append(row, cmp.Or(label, none))
	}
	rows := [][]string{row}
	for i, label := range m.Labels {
		row := []string{"  " + cmp.Or(label, none)}
		for _, n := range m.Counts[i] {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	report.WriteAligned(p, rows, 1)
}

func (p *printer) corrections(brands []BrandCorrection, of string) {
	rows := [][]string{{"", "raw", "[95 %]", "corrected", "[95 %]", "λ", "coded", "Rogan–Gladen", "[95 %]"}}
	var notes report.Footnotes
	for i := range brands {
		b := &brands[i]
		rows = append(rows, []string{fmt.Sprintf("%s (%d of %s coded)", b.Name, b.Coded, audit.Counted(b.Cases, "case"))})
		for j := range b.Rates {
			r := &b.Rates[j]
			if r.Of != of {
				continue
			}
			cells := func(e *Estimate) []string {
				if e.Withheld == "" {
					return percentage(e.Figure)
				}
				return []string{"withheld", notes.Mark(e.Withheld)}
			}
			lambda := ""
			if r.Corrected.Lambda != nil {
				lambda = fmt.Sprintf("%.2f", *r.Corrected.Lambda)
			}
			rows = append(rows, slices.Concat([]string{"  " + r.Outcome},
				percentage(Figure{r.Raw.Rate, r.Raw.Low, r.Raw.High}), cells(&r.Corrected),
				[]string{lambda, strconv.Itoa(r.Corrected.Coded)}, cells(&r.RoganGladen)))
		}
	}
	report.WriteAligned(p, rows, 1)
	for _, note := range notes.Lines() {
		p.printf("%s", wrap(note, 100))
	}
}

// percentage returns a share as two cells, "36.4" and "[33.1–39.0]".
func percentage(f Figure) []string { return shown(f, 100, 1) }

// number returns a figure as two cells, "0.873" and "[0.812–0.921]".
func number(f Figure) []string { return shown(f, 1, 3) }

func shown(f Figure, times float64, digits int) []string {
	text := func(x float64) string { return strconv.FormatFloat(times*x, 'f', digits, 64) }
	switch {
	case f.Value == nil:
		return []string{"–", ""}
	case f.Low == nil || f.High == nil:
		return []string{text(*f.Value), ""}
	}
	return []string{text(*f.Value), "[" + text(*f.Low) + "–" + text(*f.High) + "]"}
}

// wrap breaks a text into lines of at most so many letters.
func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case column == 0:
		case column+1+n > width:
			b.WriteString("\n  ")
			column = 2
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteByte('\n')
	return b.String()
}
