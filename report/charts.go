package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
)

// A chart is one picture of the report.
type chart struct {
	name   string
	figure func(*audit.Summary) *figure
}

var charts = []chart{
	{"outcomes", outcomesFigure},
	{"resolution", resolutionFigure},
	{"channels", channelsFigure},
	{"response_times", timesFigure},
}

// A figure is what a chart shows, before any of it is drawn: a row for each
// brand, from the top, with bars or points along one axis.
type figure struct {
	title    string
	subtitle string
	axis     string // what the axis counts, with its unit
	min, max float64
	log      bool
	ticks    []tick
	keys     []key
	rows     []row
	notes    []string // beneath
	source   string   // at the foot
}

// A tick is a place on the axis and its label.
type tick struct {
	at    float64
	label string
}

// A key is an entry of the legend.
type key struct {
	name  string
	color rgb
	shape shape
}

// A shape is how a key is drawn: points differ by more than their colour.
type shape int

const (
	box shape = iota
	disc
	diamond
)

// A row is one brand's: its marks, or a word in their place.
type row struct {
	label    brandLabel
	bars     []bar
	marks    []mark
	withheld []string // what the source cannot show
	word     string   // in place of bars or marks
}

// A bar is one part of a stacked bar.
type bar struct {
	key      int // index into keys, -1 for a pale part that stands for what cannot be shown
	from, to float64
	label    string // within it, if it fits
}

// A mark is a point, with a whisker from low to high where the two differ.
type mark struct {
	key           int
	at, low, high float64
	label         string // at the right edge
}

// figureBrands is how many brands a figure shows, so that it fits a page; of more,
// the largest.
const figureBrands = 35

// figureNotes is how many footnotes a figure has room for.
const figureNotes = 15

// shown returns the brands that a figure shows, in the summary's order, and a
// sentence that says so if they are not all.
func shown(s *audit.Summary) ([]*audit.BrandSummary, string) {
	l := largest(s, figureBrands)
	if l == s {
		return brandsOf(s), ""
	}
	return brandsOf(l), fmt.Sprintf("The %d brands with the most requests, of %d.", figureBrands, len(s.Brands))
}

// source says where a picture is from, and what to bear in mind, to those who see it
// without its report.
func source(s *audit.Summary) string {
	return fmt.Sprintf("%s, from %s read; the cases are labelled by a program, which errs.", Tool, audit.Counted(s.Posts.Read, "post"))
}

// percentTicks are the ticks of an axis of shares up to max.
func percentTicks(max float64) []tick {
	step := 0.2
	switch {
	case max <= 0.1:
		step = 0.02
	case max <= 0.25:
		step = 0.05
	case max <= 0.5:
		step = 0.1
	}
	var ticks []tick
	for i := 0; float64(i)*step <= max+1e-9; i++ {
		at := float64(i) * step
		ticks = append(ticks, tick{at, fmt.Sprintf("%.0f %%", 100*at)})
	}
	return ticks
}

// words joins a figure's sentences, leaving out empty ones.
func words(sentences ...string) string {
	return strings.Join(slices.DeleteFunc(sentences, func(s string) bool { return s == "" }), " ")
}

// barLabelFrom is the share from which a part of a bar is labelled.
const barLabelFrom = 0.05

// addBar adds a row with a stacked bar: a part for each key of the figure, as a share
// of n of something.
func (f *figure) addBar(label brandLabel, n int, of string, parts []*audit.Rate, notes *Footnotes) {
	r := row{label: label.counting(n)}
	for i, rate := range parts {
		if rate.Rate != nil {
			r.stack(i, *rate.Rate)
		} else if why := withheld(rate); why != "" {
			r.withhold(f.keys[i].name, notes.Mark(why))
		}
	}
	if n == 0 {
		r.word = "no " + of
	}
	r.stackRest()
	f.rows = append(f.rows, r)
}

// stacked returns how far the row's bar reaches.
func (r *row) stacked() float64 {
	if n := len(r.bars); n > 0 {
		return r.bars[n-1].to
	}
	return 0
}

// stack appends a part of this share to a row's bar.
func (r *row) stack(key int, share float64) {
	if share == 0 {
		return
	}
	from := r.stacked()
	b := bar{key: key, from: from, to: from + share}
	if share >= barLabelFrom {
		b.label = fmt.Sprintf("%.0f %%", 100*share)
	}
	r.bars = append(r.bars, b)
}

// withhold says that the row cannot show something, with the mark of the
// footnote that says why.
func (r *row) withhold(what, mark string) {
	r.withheld = append(r.withheld, what)
	if !strings.HasSuffix(r.label.rest, " "+mark) {
		r.label.rest += " " + mark
	}
}

// stackRest fills the bar of a row that withholds something up to 1 with a pale
// part that stands for it.
func (r *row) stackRest() {
	from := r.stacked()
	if len(r.withheld) == 0 || from > 0.999 {
		return
	}
	b := bar{key: -1, from: from, to: 1, label: wordWithheld}
	if from > 0 {
		b.label = list(r.withheld) + " " + wordWithheld
	}
	r.bars = append(r.bars, b)
}

// sortByResolved sorts brands by the share of a denominator resolved: first those with
// enough requests to be ranked, then those with fewer, last those without a share. It
// says so if there are some with fewer.
func sortByResolved(brands []*audit.BrandSummary, of string) string {
	enough := audit.DefaultThresholds.ThinRequests
	few := func(b *audit.BrandSummary) bool { n := requestsOf(b, of); return n > 0 && n < enough }
	slices.SortStableFunc(brands, func(a, b *audit.BrandSummary) int {
		shareA, shareB := a.Outcomes.Resolved.Over(of).Rate, b.Outcomes.Resolved.Over(of).Rate
		if few(a) != few(b) && shareA != nil && shareB != nil {
			return cmp.Compare(requestsOf(b, of), requestsOf(a, of))
		}
		return -compare(shareA, shareB, -1)
	})
	if slices.ContainsFunc(brands, few) {
		return fmt.Sprintf("With fewer than %d %s, a brand comes last.", enough, ShareOf(of))
	}
	return ""
}

// compare orders two numbers that may be missing: missing ones come as if they
// were missing's sign times infinity.
func compare(a, b *float64, missing int) int {
	value := func(x *float64) float64 {
		if x == nil {
			return math.Inf(missing)
		}
		return *x
	}
	return cmp.Compare(value(a), value(b))
}

// outcomesFigure shows how each brand's requests ended, as stacked bars.
func outcomesFigure(s *audit.Summary) *figure {
	brands, some := shown(s)
	labels := brandLabels(s)
	over, why := shownOver(s), ""
	if over == audit.OfAnswered {
		why = "Not of all requests, because an archive cannot show all of them."
	}
	last := sortByResolved(brands, over)
	f := &figure{
		title:    "How customers' requests ended in public",
		subtitle: words(span(&s.Window)+". Most resolved first; n = "+ShareOf(over)+".", last, why, some),
		axis:     "share of " + ShareOf(over) + " (%)",
		source:   source(s),
		max:      1, ticks: percentTicks(1),
	}
	for _, name := range audit.OutcomeNames {
		f.keys = append(f.keys, key{name, outcomeColor[name], box})
	}
	var notes Footnotes
	for _, b := range brands {
		var parts []*audit.Rate
		for _, name := range audit.OutcomeNames {
			parts = append(parts, b.Outcomes.Get(name).Over(over))
		}
		f.addBar(labels[b.Name], requestsOf(b, over), ShareOf(over), parts, &notes)
	}
	f.note(&notes)
	return f
}

// note puts the reasons for withheld numbers beneath the figure.
func (f *figure) note(notes *Footnotes) {
	f.notes = notes.Lines()
	if more := len(f.notes) - figureNotes; more > 0 {
		f.notes = append(f.notes[:figureNotes], fmt.Sprintf("… and %s: see the sheet Outcomes.", audit.Counted(more, "further reason")))
	}
}

// resolutionFigure shows each brand's share of requests resolved in public
// with its interval, over both denominators.
func resolutionFigure(s *audit.Summary) *figure {
	brands, some := shown(s)
	labels := brandLabels(s)
	last := sortByResolved(brands, shownOver(s))
	f := &figure{
		title:    "Requests resolved in public",
		subtitle: words("Share, 95 % interval (Wilson) and number of requests. "+span(&s.Window)+". Most resolved first.", last, some),
		axis:     "share resolved (%)",
		source:   source(s),
		keys:     []key{{"of all requests", green, disc}, {"of answered requests", blue, diamond}},
	}
	var notes Footnotes
	for _, b := range brands {
		r := row{label: labels[b.Name]}
		for i, of := range audit.Denominators {
			rate := b.Outcomes.Resolved.Over(of)
			if rate.Rate != nil && rate.Low != nil && rate.High != nil {
				label := fmt.Sprintf("%s %% [%s] of %s", percent(*rate.Rate), interval(rate), audit.Thousands(rate.Of))
				r.marks = append(r.marks, mark{i, *rate.Rate, *rate.Low, *rate.High, label})
				f.max = max(f.max, *rate.High)
			} else if why := withheld(rate); why != "" {
				r.withhold(ShareOf(of), notes.Mark(why))
			}
		}
		switch {
		case b.Requests == 0:
			r.word = "no requests"
		case len(r.withheld) > 0:
			r.word = wordWithheld
		}
		f.rows = append(f.rows, r)
	}
	f.max = axisEnd(f.max)
	f.ticks = percentTicks(f.max)
	f.note(&notes)
	return f
}

// axisEnd returns where an axis of shares ends that must reach high.
func axisEnd(high float64) float64 {
	for _, end := range []float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8} {
		if high <= end {
			return end
		}
	}
	return 1
}

// channelsFigure shows where each brand's redirects send customers.
func channelsFigure(s *audit.Summary) *figure {
	brands, some := shown(s)
	labels := brandLabels(s)
	f := &figure{
		title:    "Where redirects send customers",
		subtitle: words(span(&s.Window)+". By brand; n = redirected requests.", some),
		axis:     "share of redirected requests (%)",
		source:   source(s),
		max:      1, ticks: percentTicks(1),
	}
	for _, name := range channelNames {
		f.keys = append(f.keys, key{channelLabel[name], channelColor[name], box})
	}
	var notes Footnotes
	for _, b := range brands {
		var parts []*audit.Rate
		for _, name := range channelNames {
			parts = append(parts, &channel(b, name).Share)
		}
		f.addBar(labels[b.Name], b.Outcomes.Redirected.N, "redirects", parts, &notes)
	}
	f.note(&notes)
	return f
}

// timeTicks are the lengths of time, in seconds, that an axis of times can
// begin and end with.
var timeTicks = []float64{1, 10, 60, 600, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600, 30 * 24 * 3600, 365 * 24 * 3600, 3650 * 24 * 3600}

// fewReplies is below how many first replies nine of ten of them are all of them: a
// brand that has so few comes last, with the median alone.
const fewReplies = 10

// timesFigure shows each brand's median time to the first reply, and the time
// within which nine of ten came, on a logarithmic axis.
func timesFigure(s *audit.Summary) *figure {
	brands, some := shown(s)
	labels := brandLabels(s)
	few := func(b *audit.BrandSummary) bool { return b.FirstResponse.N > 0 && b.FirstResponse.N < fewReplies }
	fewWords := ""
	if slices.ContainsFunc(brands, few) {
		fewWords = fmt.Sprintf("With fewer than %d, a brand comes last, and has no 90 %%.", fewReplies)
	}
	f := &figure{
		title:    "Time to the first public reply",
		subtitle: words(span(&s.Window)+". Fastest first; n = requests with a first reply.", fewWords, some),
		axis:     "time from the customer's first post (logarithmic)",
		source:   source(s),
		log:      true,
		keys:     []key{{"median", blue, disc}, {"90 % of first replies within", orange, diamond}},
	}
	slices.SortStableFunc(brands, func(a, b *audit.BrandSummary) int {
		if few(a) != few(b) { // the more replies, of which there may be none
			return cmp.Compare(b.FirstResponse.N, a.FirstResponse.N)
		}
		return compare(a.FirstResponse.Median, b.FirstResponse.Median, 1)
	})
	low, high := math.Inf(1), 0.0
	for _, b := range brands {
		t := &b.FirstResponse
		r := row{label: labels[b.Name].counting(t.N)}
		switch {
		case t.Median == nil || t.P90 == nil:
			r.word = "no first reply whose time is known"
		case few(b):
			median := max(1, *t.Median)
			r.marks = []mark{{0, median, median, median, spell(*t.Median)}}
			low, high = min(low, median), max(high, median)
		default:
			// A reply within the same second is drawn at one second.
			median, p90 := max(1, *t.Median), max(1, *t.P90)
			r.marks = []mark{
				{0, median, median, p90, spell(*t.Median) + "; 90 % in " + spell(*t.P90)},
				{1, p90, p90, p90, ""},
			}
			low, high = min(low, median), max(high, p90)
		}
		f.rows = append(f.rows, r)
	}
	if high == 0 {
		low, high = 60, 3600
	}
	f.timeAxis(low, high)
	return f
}

// timeAxis sets an axis of times that holds low and high.
func (f *figure) timeAxis(low, high float64) {
	first, last := 0, len(timeTicks)-1
	for first < last-1 && timeTicks[first+1] <= low {
		first++
	}
	for last > first+1 && timeTicks[last-1] >= high {
		last--
	}
	for _, at := range timeTicks[first : last+1] {
		f.ticks = append(f.ticks, tick{at, spell(at)})
	}
	f.min, f.max = timeTicks[first], timeTicks[last]
}
