package coding

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/stats"
	"github.com/lastword-audit/lastword/report"
)

// A Correction is a report's rates without the machine's errors.
type Correction struct {
	Brands   []BrandCorrection `json:"brands"`   // those that cases were drawn of
	Warnings []string          `json:"warnings"` // of the sheets, then of the brands
	Notes    []Note            `json:"notes"`    // what the figures are, and when not to use them

	ofSheets []string // the warnings of no brand
}

// A Note is a word and what it means.
type Note struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// A BrandCorrection is the rates of one brand.
type BrandCorrection struct {
	Name  string `json:"name"`
	Cases int    `json:"cases"`
	Drawn int    `json:"drawn"`
	Coded int    `json:"coded"`          // of those drawn; the others are taken as missing at random
	Asked int    `json:"coded_requests"` // of those coded, the requests
	// Uncoded cases are in strata of which none is coded: the corrected rates take
	// them as the machine does, and their intervals allow for all else.
	Uncoded int             `json:"uncoded"`
	Rates   []CorrectedRate `json:"rates"`
}

// A CorrectedRate is one outcome over one denominator.
type CorrectedRate struct {
	Outcome     string     `json:"outcome"`
	Of          string     `json:"of"`        // requests, or answered requests
	Raw         audit.Rate `json:"raw"`       // as the machine's labels give it
	Corrected   Estimate   `json:"corrected"` // prediction-powered
	RoganGladen Estimate   `json:"rogan_gladen"`
}

// An Estimate is a corrected rate. Where there is none, its numbers are null
// and Withheld says why.
type Estimate struct {
	Figure
	Coded    int      `json:"coded"`            // cases that it rests on: those that count, to the coders
	Lambda   *float64 `json:"lambda,omitempty"` // what the machine's label is worth: 1 all, 0 nothing
	Withheld string   `json:"withheld,omitempty"`
}

// correctionNotes are what a reader has to know where the numbers stand.
var correctionNotes = []Note{
	{"raw", "The share by the machine's labels, with Wilson's interval. The interval does not allow for wrong labels, so it must not be quoted as the truth's."},
	{"corrected", "What the coders would have found, had they read every case of the brand: the prediction-powered estimate (PPI++), weighted by the drawing probabilities. Quote this one. " +
		"It needs cases that were drawn at random, as sample does, and no assumption about the machine's errors. Do not use it with cases that were picked by hand, or left out because they are hard. " +
		"λ says what the machine's label is worth: near 1 it saves much reading, near 0 the rate rests on the coded cases alone."},
	{"coded", "The coded cases that a rate rests on: those that are requests to the coders, and of answered requests those that the brand answered."},
	{"Rogan–Gladen", "The share behind the raw one if the machine errs at one rate on cases of the outcome and at another on all others, with the interval of Lang and Reiczigel, for readers who expect this estimate. " +
		"Both rates come from the brand's coded requests; the machine's requests stand for the coders'. It takes the coded cases and the audited ones for independent samples. " +
		"Do not use it where it disagrees with the corrected rate by more than the intervals allow, for then its assumption does not hold; nor for a brand whose cases were not coded."},
	{"intervals", "All are 95 % intervals, and say nothing of posts that the archive lacks, nor of what other coders would say (see agree). " +
		"The corrected rate's speaks of the cases in this archive: it holds the chance of which were drawn, so that it has no width where all of a brand's are coded, however few they are. The raw rate's and Rogan and Gladen's take these cases for a sample of more of their kind."},
	{"sources", "PPI++: Angelopoulos, Duchi and Zrnic 2023; in strata: Fisch et al. 2024; its interval: Martín Andrés, Álvarez Hernández and Herranz Tejedor 2011. Rogan and Gladen 1978; Lang and Reiczigel 2014; Wilson 1927."},
}

// Correct corrects a report's rates by what its coders decided. The population
// is the report's; the sample must have been drawn from it, and the coders'
// differences be settled: agreed cases alone would be the easy ones. A rate that
// the source cannot show is withheld here too.
func Correct(s *audit.Summary, p Population, c *Coding) (*Correction, error) {
	if c.Sample == nil {
		return nil, errors.New("the files do not say how the cases were drawn: give the workbook that sample wrote too")
	}
	if got := p.Fingerprint(); got != c.Sample.Fingerprint {
		return nil, fmt.Errorf("the cases were not drawn from this report as it is now (it is %s, they are of %s): take the report that sample was given", got, c.Sample.Fingerprint)
	}
	if err := c.settled(); err != nil {
		return nil, err
	}
	if cases := c.Cases(); !slices.ContainsFunc(cases, func(id string) bool { return c.verdict(id).coded }) {
		return nil, fmt.Errorf("none of the %d cases that are coded has both an intent and an outcome: the rates are of requests, which the intent tells; code both", len(cases))
	}
	corrected := &Correction{Brands: []BrandCorrection{}, Notes: correctionNotes, ofSheets: sheetWarnings(c.Problems)}
	of := map[string]Population{}
	for _, u := range p {
		of[u.Brand] = append(of[u.Brand], u)
	}
	for i := range s.Brands {
		b, err := c.correctBrand(&s.Brands[i], of[report.Printable(s.Brands[i].Name)])
		if err != nil {
			return nil, err
		}
		if b.Drawn > 0 {
			corrected.Brands = append(corrected.Brands, b)
		}
	}
	corrected.Warnings = corrected.warnings(corrected.Brands)
	return corrected, nil
}

// warnings returns the warnings of the sheets and of some of the brands.
func (c *Correction) warnings(brands []BrandCorrection) []string {
	list := append([]string{}, c.ofSheets...)
	for i := range brands {
		list = append(list, brands[i].warnings()...)
	}
	return list
}

// sheetWarnings says what is wrong with whole sheets, and of how many cells.
func sheetWarnings(problems []Problem) (list []string) {
	cells := 0
	for i := range problems {
		if p := &problems[i]; p.Row == 0 && p.Case == "" {
			list = append(list, p.Error())
		} else {
			cells++
		}
	}
	if cells > 0 {
		list = append(list, fmt.Sprintf("cells that are blank or cannot be used: %d; agree lists them", cells))
	}
	return list
}

// warnings says what makes a brand's rates less certain than they look.
func (b *BrandCorrection) warnings() (list []string) {
	warn := func(format string, args ...any) {
		list = append(list, b.Name+": "+fmt.Sprintf(format, args...))
	}
	if b.Coded < b.Drawn {
		warn("%d of the %d cases drawn are not coded; they are taken to be like those that are", b.Drawn-b.Coded, b.Drawn)
	}
	if b.Uncoded > 0 {
		warn("no case is coded that is like %d of its %d (in outcome, and request or not, by the machine); of these the corrected rates take the machine's word, and the intervals allow for any other",
			b.Uncoded, b.Cases)
	}
	// Reckoned without the help of the machine's labels, so rather too many.
	const within = 0.1
	if n := b.Asked; n < audit.DefaultThresholds.ThinRequests && b.Coded < b.Cases {
		warn("few coded requests (%d); for any rate to be known to %.0f points, about %d would be needed",
			n, 100*within, stats.CasesForHalfWidth(0.5, within, Level))
	}
	return list
}

// mostCoded returns the n brands with the most coded cases, in their order.
func (c *Correction) mostCoded(n int) []BrandCorrection {
	if len(c.Brands) <= n {
		return c.Brands
	}
	byCoded := slices.Clone(c.Brands)
	slices.SortStableFunc(byCoded, func(a, b BrandCorrection) int { return cmp.Compare(b.Coded, a.Coded) })
	left := map[string]bool{}
	for _, b := range byCoded[n:] {
		left[b.Name] = true
	}
	return slices.DeleteFunc(slices.Clone(c.Brands), func(b BrandCorrection) bool { return left[b.Name] })
}

// settled reports the cases about which coders differ as far as a rate looks at
// them, nil if there are none.
func (c *Coding) settled() error {
	open, first := 0, ""
	for _, id := range c.Cases() {
		if c.verdict(id).undecided {
			if open++; open == 1 {
				first = c.number(id)
			}
		}
	}
	if open == 0 {
		return nil
	}
	return fmt.Errorf("the coders differ on %d of %d cases (case %s is the first; agree lists them, beside those that change no rate), and without these the easy cases would stand for all: "+
		"code them on a sheet named Adjudicated, or take one coder's word with --coder", open, len(c.Cases()), first)
}

// A verdict is what the coders say of a case, as far as a rate looks at it.
type verdict struct {
	coded     bool
	undecided bool
	counts    bool // in the denominator: a request
	outcome   string
}

// verdict returns what the coders say of a case. The outcome of a case that is
// no request is of no matter.
func (c *Coding) verdict(id string) verdict {
	var asks []string
	for _, intent := range c.words(id, Intent) {
		asks = append(asks, ask(intent))
	}
	request, decided := majority(asks)
	if word := c.Adjudicated[id][Intent]; word != "" {
		request, decided = ask(word), true
	}
	outcome, outcomeDecided := c.consensus(id, Outcome)
	switch {
	case !decided:
		return verdict{undecided: true}
	case request == isNoRequest:
		return verdict{coded: true}
	case request == isRequest && !outcomeDecided:
		return verdict{undecided: true}
	}
	return verdict{coded: request == isRequest && outcome != "", counts: true, outcome: outcome}
}

const (
	isRequest   = "request"
	isNoRequest = "no request"
)

// ask says whether an intent makes a request, "" if there is no intent.
func ask(intent string) string {
	switch {
	case intent == "":
		return ""
	case request(intent):
		return isRequest
	}
	return isNoRequest
}

// correctBrand corrects the rates of a brand, of which p are the cases.
func (c *Coding) correctBrand(b *audit.BrandSummary, p Population) (BrandCorrection, error) {
	corrected := BrandCorrection{Name: b.Name, Cases: len(p)}
	for i := range p {
		if c.numbers[p[i].ID] > 0 {
			corrected.Drawn++
		}
	}
	if corrected.Cases != b.Cases {
		return corrected, fmt.Errorf("the report's cases.csv has %d cases of %s, and its summary.json %d: make the report again", corrected.Cases, b.Name, b.Cases)
	}
	if corrected.Drawn == 0 {
		return corrected, nil
	}
	all := func(*Unit) bool { return true }
	cells := c.cells(p, all, c.finding(""), machineFinding(""))
	corrected.Asked = counted(cells)
	for _, cell := range cells {
		corrected.Coded += cell.Coded
		if cell.Coded == 0 {
			corrected.Uncoded += cell.Cases
		}
	}
	for _, of := range audit.Denominators {
		for _, outcome := range audit.OutcomeNames {
			corrected.Rates = append(corrected.Rates, c.correctRate(b, p, of, outcome))
		}
	}
	return corrected, nil
}

func (c *Coding) correctRate(b *audit.BrandSummary, p Population, of, outcome string) CorrectedRate {
	r := CorrectedRate{Outcome: outcome, Of: report.ShareOf(of), Raw: *b.Outcomes.Get(outcome).Over(of)}
	if r.Raw.Rate == nil {
		r.Corrected.Withheld, r.RoganGladen.Withheld = r.Raw.Withheld, r.Raw.Withheld
		return r
	}
	in := func(u *Unit) bool { return u.Answered || of == audit.OfRequests }
	find := c.finding(outcome)
	r.Corrected = predictionPowered(c.cells(p, in, find, machineFinding(outcome)))
	// Its errors are those about the outcome alone.
	r.RoganGladen = roganGladen(r.Raw, c.cells(p, in, find, func(u *Unit) finding { return finding{true, true, u.Machine[Outcome] == outcome} }))
	return r
}

// A finding is what a rate needs to know of a case, from the coders or the machine.
type finding struct {
	coded  bool
	counts bool // in the denominator
	hit    bool
}

// finding returns what the coders find of cases, for the rate of an outcome.
func (c *Coding) finding(outcome string) func(id string) finding {
	return func(id string) finding {
		v := c.verdict(id)
		return finding{v.coded, v.counts, v.outcome == outcome}
	}
}

// machineFinding returns what the machine finds of them.
func machineFinding(outcome string) func(*Unit) finding {
	return func(u *Unit) finding {
		counts := request(u.Machine[Intent])
		return finding{true, counts, counts && u.Machine[Outcome] == outcome}
	}
}

// cells splits the cases of a population that are in by the sample's strata, and
// counts what the coders found in those that were drawn. said tells what the
// machine found, alike in all cases of a stratum.
func (c *Coding) cells(p Population, in func(*Unit) bool, find func(id string) finding, said func(*Unit) finding) []stats.Cell {
	var cells []stats.Cell
	for _, st := range c.Sample.strata(p, in) {
		machine := said(st.first)
		cell := stats.Cell{Name: st.String(), Hit: machine.hit, Left: !machine.counts, Cases: len(st.cases)}
		for _, id := range st.cases {
			if c.numbers[id] == 0 {
				continue
			}
			f := find(id)
			switch {
			case !f.coded:
				continue
			case !f.counts:
				cell.Outside++
			case f.hit:
				cell.Hits++
			}
			cell.Coded++
		}
		cells = append(cells, cell)
	}
	return cells
}

// predictionPowered returns the corrected rate of cells.
func predictionPowered(cells []stats.Cell) Estimate {
	e := Estimate{Coded: counted(cells)}
	r, err := stats.PredictionPowered(cells, Level)
	if err != nil {
		e.Withheld = err.Error()
		return e
	}
	e.Figure, e.Lambda = newFigure(r.Rate, r.Interval), &r.Lambda
	return e
}

// roganGladen returns the rate behind a raw one.
func roganGladen(raw audit.Rate, cells []stats.Cell) Estimate {
	e := Estimate{Coded: counted(cells)}
	sensitivity, specificity, err := stats.MachineErrors(cells)
	if err == nil {
		var rate float64
		var interval stats.Interval
		rate, interval, err = stats.RoganGladen(stats.Proportion{K: raw.N, N: raw.Of}.Share(), sensitivity, specificity, Level)
		e.Figure = newFigure(rate, interval)
	}
	if err != nil {
		e.Figure, e.Withheld = Figure{}, err.Error()
	}
	return e
}

// counted returns the coded cases that count in the rate.
func counted(cells []stats.Cell) int {
	n := 0
	for _, c := range cells {
		n += c.Coded - c.Outside
	}
	return n
}

// Only returns the coding with the word of one coder, by the sheet's name in
// any case, in place of a consensus.
func (c *Coding) Only(name string) (*Coding, error) {
	names := ""
	for _, coder := range c.Coders {
		if strings.EqualFold(coder.Name, name) {
			only := *c
			only.Coders, only.Adjudicated = []Coder{coder}, nil
			only.Problems = slices.DeleteFunc(slices.Clone(c.Problems), func(p Problem) bool { return p.File != coder.file || p.Sheet != coder.sheet })
			return &only, nil
		}
		names += ", " + coder.Name
	}
	return nil, fmt.Errorf("no coder %q: there are %s", name, names[2:])
}
