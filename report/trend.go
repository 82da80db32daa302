package report

import (
	"fmt"
	"slices"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// trendTable shows each outcome's rates by brand and period.
func trendTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Brand", 26, longText}, {"Outcome", 13, plainText}, {"Opened in (UTC)", 14, plainText}},
		rateFields("Requests so ended", "All requests", "Share of all"),
		rateFields("Answered so ended", "All answered", "Share of answered"),
	)}
	trends := trendsOf(s)
	for i := range s.Brands {
		periods := trends[s.Brands[i].Name]
		for _, name := range audit.OutcomeNames {
			for _, p := range periods {
				o := p.Outcomes.Get(name)
				t.rows = append(t.rows, slices.Concat([]any{p.Brand, name, p.Period}, rateCells(&o.OfRequests), rateCells(&o.OfAnswered)))
			}
		}
	}
	if len(t.rows) == 0 {
		t.rows = append(t.rows, []any{trendWords(s)})
	}
	return t
}

// trendWords says by which period the trend is, and why.
func trendWords(s *audit.Summary) string {
	switch {
	case s.TrendWhy != "":
		return s.TrendWhy
	case len(s.Trend) == 0:
		return "None was asked for."
	}
	return "By " + string(s.TrendBy) + ", as asked for."
}

// trendsOf returns the parts of the trend by brand.
func trendsOf(s *audit.Summary) map[string][]audit.Trend {
	trends := map[string][]audit.Trend{}
	for first, next := 0, 0; first < len(s.Trend); first = next {
		brand := s.Trend[first].Brand
		for next < len(s.Trend) && s.Trend[next].Brand == brand {
			next++
		}
		trends[brand] = s.Trend[first:next]
	}
	return trends
}

// A trendFigure shows the share resolved by period, a panel for each brand. All
// panels have the same axes, so that they compare.
type trendFigure struct {
	head   figure // title, subtitle and source, and a row with the label of each panel
	starts []time.Time
	by     audit.Period
	max    float64
	panels [][]trendPoint // in the order of time
}

// A trendPoint is a rate with its interval in the period at this index.
type trendPoint struct {
	at              int
	rate, low, high float64
}

const (
	// trendPanels is how many brands the chart shows; of more, the largest.
	trendPanels = 12
	// trendCases is how many answered requests a period needs for a point.
	trendCases = 10
)

// newTrendFigure returns what the chart shows, nil if there is nothing to show.
func newTrendFigure(s *audit.Summary) *trendFigure {
	trends := trendsOf(s)
	for brand, periods := range trends {
		trends[brand] = trendShown(periods)
	}
	brands := slices.DeleteFunc(slices.Clone(s.Brands), func(b audit.BrandSummary) bool { return len(trends[b.Name]) == 0 })
	if len(brands) == 0 {
		return nil
	}
	slices.SortStableFunc(brands, func(a, b audit.BrandSummary) int { return b.Answered - a.Answered })
	some := ""
	if n := len(brands); n > trendPanels {
		some = fmt.Sprintf("The %d brands with the most answered requests, of %d.", trendPanels, n)
		brands = brands[:trendPanels]
	}
	f := &trendFigure{by: s.TrendBy}
	for _, b := range brands {
		for _, t := range trends[b.Name] {
			f.starts = append(f.starts, start(t))
			f.max = max(f.max, *t.Outcomes.Resolved.OfAnswered.High)
		}
	}
	f.max = axisEnd(f.max)
	f.starts = f.between(slices.MinFunc(f.starts, time.Time.Compare), slices.MaxFunc(f.starts, time.Time.Compare))
	labels := brandLabels(s)
	for _, b := range brands {
		var points []trendPoint
		for _, t := range trends[b.Name] {
			at, _ := slices.BinarySearchFunc(f.starts, start(t), time.Time.Compare)
			r := &t.Outcomes.Resolved.OfAnswered
			points = append(points, trendPoint{at, *r.Rate, *r.Low, *r.High})
		}
		f.head.rows = append(f.head.rows, row{label: labels[b.Name].counting(b.Answered)})
		f.panels = append(f.panels, points)
	}
	f.head.source = source(s)
	f.head.title = "Answered requests resolved in public, by " + string(f.by)
	f.head.subtitle = words(fmt.Sprintf("Share and 95 %% interval (Wilson), by the %s in which the case was opened; n = answered requests. A %[1]s with fewer than %d of them is left out here.", f.by, trendCases), some)
	return f
}

// trendShown returns what the chart shows of a brand's trend.
func trendShown(periods []audit.Trend) []audit.Trend {
	return slices.DeleteFunc(slices.Clone(periods), func(t audit.Trend) bool {
		r := &t.Outcomes.Resolved.OfAnswered
		return r.Of < trendCases || r.Rate == nil || r.Low == nil || r.High == nil || start(t).IsZero()
	})
}

// start is when a period begins, zero if its name is none.
func start(t audit.Trend) time.Time {
	at, _ := audit.ParseStart(t.Period)
	return at
}

// between lists the starts of all periods from first to last.
func (f *trendFigure) between(first, last time.Time) []time.Time {
	var starts []time.Time
	for at := first; !at.After(last); at = f.by.Next(at) {
		starts = append(starts, at)
	}
	return starts
}

// writeTrend writes the picture of the trend if there is one.
func writeTrend(f *Folder, s *audit.Summary) error {
	fig := newTrendFigure(s)
	if fig == nil {
		return nil
	}
	return writePicture(f, "trend", fig)
}

// heads implements [picture].
func (f *trendFigure) heads() (title, subtitle string) { return f.head.heads() }

// drawable implements [picture].
func (f *trendFigure) drawable() picture {
	d := *f
	d.head = f.head.lettered()
	return &d
}

// columns is how many panels stand side by side.
func (f *trendFigure) columns() int {
	switch n := len(f.panels); {
	case n <= 1:
		return 1
	case n <= 4:
		return 2
	}
	return 3
}

func (f *trendFigure) rows() int { return (len(f.panels) + f.columns() - 1) / f.columns() }

// panelHeight is the height of one panel; a lone one gets more.
func (f *trendFigure) panelHeight() vg.Length {
	if f.columns() == 1 {
		return 300
	}
	return 180
}

// plan implements [picture].
func (f *trendFigure) plan() (height vg.Length, draws func(draw.Canvas)) {
	l := f.head.layOut()
	height = 2*figureEdge + l.headHeight() + f.panelHeight()*vg.Length(f.rows()) + l.footHeight()
	return height, func(c draw.Canvas) { f.draw(l, c) }
}

func (f *trendFigure) draw(l *layout, c draw.Canvas) {
	c = draw.Crop(c, figureEdge, -figureEdge, figureEdge, -figureEdge)
	l.drawHead(c)
	l.drawFoot(c)
	const gap = 14
	width := (c.Max.X - c.Min.X + gap) / vg.Length(f.columns())
	top := c.Max.Y - l.headHeight()
	for i := range f.panels {
		x := c.Min.X + width*vg.Length(i%f.columns())
		y := top - f.panelHeight()*vg.Length(i/f.columns())
		area := c
		area.Rectangle = vg.Rectangle{Min: vg.Point{X: x, Y: y - f.panelHeight() + gap}, Max: vg.Point{X: x + width - gap, Y: y}}
		f.plot(i).Draw(area)
	}
}

// plot returns one panel.
func (f *trendFigure) plot(panel int) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.Title.Text = f.head.rows[panel].label.String()
	p.Title.TextStyle = lettering(10, inkColor, true)
	p.Title.TextStyle.XAlign, p.Title.TextStyle.YAlign = draw.XCenter, draw.YTop
	p.Title.Padding = 6
	p.X.Min, p.X.Max = -0.5, float64(len(f.starts))-0.5
	p.Y.Min, p.Y.Max = 0, f.max
	p.X.Padding, p.Y.Padding = 0, 0
	p.X.Tick.Marker = constantTicks(f.ticks())
	p.Y.Tick.Marker = constantTicks(percentTicks(f.max))
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Tick.Label = axisStyle
		axis.Tick.Label.Font.Size = 8
		axis.LineStyle.Color, axis.Tick.LineStyle.Color = gridColor, gridColor
	}
	p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = draw.XCenter, draw.YTop
	p.Y.Tick.Label.XAlign, p.Y.Tick.Label.YAlign = draw.XRight, draw.YCenter
	p.Y.Tick.Length = 0
	p.Add(&trendLine{f, f.panels[panel]})
	return p
}

// monthSteps are how many months may lie between two named ones, so that the names
// come again each year.
var monthSteps = []int{1, 2, 3, 4, 6, 12, 24}

// ticks names as many periods as there is room for, evenly.
func (f *trendFigure) ticks() []tick {
	room := 12 / f.columns()
	step := (len(f.starts) + room - 1) / room
	layout := "Jan 2006"
	if f.by == audit.Week {
		layout = "2 Jan 06"
	} else if i, _ := slices.BinarySearch(monthSteps, step); i < len(monthSteps) {
		step = monthSteps[i]
	}
	var ticks []tick
	for i := 0; i < len(f.starts); i += step {
		ticks = append(ticks, tick{float64(i), f.starts[i].Format(layout)})
	}
	return ticks
}

// A trendLine draws a panel's points, a [plot.Plotter].
type trendLine struct {
	*trendFigure
	points []trendPoint
}

// Plot implements [plot.Plotter]. A line joins only neighbouring periods: one
// without a case is a gap.
func (l *trendLine) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for _, t := range percentTicks(l.max) {
		c.StrokeLine2(draw.LineStyle{Color: gridColor, Width: 0.75}, c.Min.X, y(t.at), c.Max.X, y(t.at))
	}
	at := func(t trendPoint) vg.Point { return vg.Point{X: x(float64(t.at)), Y: y(t.rate)} }
	for i, t := range l.points {
		if i > 0 && l.points[i-1].at == t.at-1 {
			from, to := at(l.points[i-1]), at(t)
			c.StrokeLine2(draw.LineStyle{Color: green, Width: 1.5}, from.X, from.Y, to.X, to.Y)
		}
		c.StrokeLine2(draw.LineStyle{Color: green, Width: 1}, at(t).X, y(t.low), at(t).X, y(t.high))
	}
	size := min(4, 0.3*(x(1)-x(0)))
	for _, t := range l.points {
		drawShape(&c, &key{color: green, shape: disc}, at(t), max(size, 1.2))
	}
}
