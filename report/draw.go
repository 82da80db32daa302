package report

import (
	"image/color"
	"math"
	"slices"
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

const (
	figureWidth = 760 * vg.Length(1) // points
	figureDPI   = 144
	figureEdge  = 16 * vg.Length(1)
	labelWidth  = 165 * vg.Length(1) // of the marks' labels, at the right edge
)

// heads implements [picture].
func (f *figure) heads() (title, subtitle string) { return f.title, f.subtitle }

// plan implements [picture].
func (f *figure) plan() (height vg.Length, draws func(draw.Canvas)) {
	l := f.layOut()
	return l.height, l.draw
}

// drawable implements [picture].
func (f *figure) drawable() picture {
	return new(f.lettered())
}

// lettered returns the figure with labels in the letters that a PNG's font has.
func (f *figure) lettered() figure {
	d, all := *f, true
	d.rows = slices.Clone(f.rows)
	for i := range d.rows {
		named := false
		d.rows[i].label, named = d.rows[i].label.drawable()
		all = all && named
	}
	if !all {
		d.subtitle = words(d.subtitle, whyNumbered)
	}
	return d
}

// lettering returns a text style of the font that gonum/plot carries.
func lettering(size vg.Length, c color.Color, bold bool) text.Style {
	f := font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
	if bold {
		f.Weight = xfont.WeightBold
	}
	return text.Style{Color: c, Font: f, Handler: plot.DefaultTextHandler, YAlign: centred}
}

// centred puts the middle of the capitals at the point where a text is drawn;
// draw.YCenter counts the descenders in.
const centred = -0.42

var (
	titleStyle    = lettering(16, inkColor, true)
	subtitleStyle = lettering(10, greyColor, false)
	keyStyle      = lettering(10, inkColor, false)
	axisStyle     = lettering(10, greyColor, false)
	noteStyle     = lettering(9, greyColor, false)
	sourceStyle   = lettering(8, greyColor, false)
)

// A layout is a figure with the place of each of its parts.
type layout struct {
	*figure
	height    vg.Length
	rowHeight vg.Length
	row       text.Style // of the rows' labels
	mark      text.Style // of labels within the rows
	subtitle  []string   // lines
	keyLines  [][]int    // indices of keys
	notes     []string   // lines
}

const (
	lineOf       = 1.45 // a line's height over its letters'
	sourceHeight = 16 * vg.Length(1)
)

func (f *figure) layOut() *layout {
	l := &layout{figure: f, rowHeight: 36, row: lettering(10, inkColor, false), mark: lettering(9, inkColor, false)}
	switch n := len(f.rows); {
	case n > 24:
		l.rowHeight, l.row, l.mark = 19, lettering(8.5, inkColor, false), lettering(7, inkColor, false)
	case n > 12:
		l.rowHeight, l.row, l.mark = 25, lettering(9.5, inkColor, false), lettering(8, inkColor, false)
	}
	width := figureWidth - 2*figureEdge
	l.subtitle = wrap(subtitleStyle, f.subtitle, width)
	l.keyLines = f.wrapKeys(width)
	for _, note := range f.notes {
		l.notes = append(l.notes, wrap(noteStyle, note, width)...)
	}
	l.height = 2*figureEdge + l.headHeight() + l.bodyHeight() + l.footHeight()
	return l
}

func (l *layout) headHeight() vg.Length {
	return 26 + vg.Length(len(l.subtitle))*10*lineOf + 8 + vg.Length(len(l.keyLines))*18 + 6
}

func (l *layout) bodyHeight() vg.Length {
	return 51 + l.rowHeight*vg.Length(max(1, len(l.rows)))
}

func (l *layout) footHeight() vg.Length {
	if len(l.notes) == 0 {
		return sourceHeight
	}
	return 6 + vg.Length(len(l.notes))*9*lineOf + sourceHeight
}

// wrap breaks s into lines no wider than width.
func wrap(style text.Style, s string, width vg.Length) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if line != "" && style.Width(longer) > width {
			lines, line = append(lines, line), word
		} else {
			line = longer
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

const keyBox = 10 * vg.Length(1)

func keyWidth(k *key) vg.Length { return keyBox + 5 + keyStyle.Width(k.name) + 16 }

// wrapKeys breaks the legend into lines no wider than width.
func (f *figure) wrapKeys(width vg.Length) [][]int {
	var lines [][]int
	var used vg.Length
	for i := range f.keys {
		w := keyWidth(&f.keys[i])
		if len(lines) == 0 || used+w > width {
			lines, used = append(lines, nil), 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], i)
		used += w
	}
	return lines
}

// draw draws the figure: its head, the plot, and its foot.
func (l *layout) draw(c draw.Canvas) {
	c = draw.Crop(c, figureEdge, -figureEdge, figureEdge, -figureEdge)
	l.drawHead(c)
	l.drawFoot(c)
	right := vg.Length(12) // for half of the last tick's label
	if l.marked() {
		right = labelWidth
	}
	l.plot().Draw(draw.Crop(c, 0, -right, l.footHeight(), -l.headHeight()))
}

// marked reports whether a row has marks, whose labels stand at the right.
func (f *figure) marked() bool {
	return slices.ContainsFunc(f.rows, func(r row) bool { return len(r.marks) > 0 })
}

func (l *layout) drawHead(c draw.Canvas) {
	y := c.Max.Y - 10
	c.FillText(titleStyle, vg.Point{X: c.Min.X, Y: y}, l.title)
	y -= 22
	for _, line := range l.subtitle {
		c.FillText(subtitleStyle, vg.Point{X: c.Min.X, Y: y}, line)
		y -= 10 * lineOf
	}
	y -= 8
	for _, keys := range l.keyLines {
		x := c.Min.X
		for _, i := range keys {
			k := &l.keys[i]
			drawShape(&c, k, vg.Point{X: x + keyBox/2, Y: y}, keyBox/2)
			c.FillText(keyStyle, vg.Point{X: x + keyBox + 5, Y: y}, k.name)
			x += keyWidth(k)
		}
		y -= 18
	}
}

// drawFoot draws the notes, and beneath them the source.
func (l *layout) drawFoot(c draw.Canvas) {
	y := c.Min.Y + l.footHeight()
	for _, line := range l.notes {
		y -= 9 * lineOf
		c.FillText(noteStyle, vg.Point{X: c.Min.X, Y: y}, line)
	}
	c.FillText(sourceStyle, vg.Point{X: c.Min.X, Y: c.Min.Y + 4}, l.source)
}

// drawShape draws a key's shape, of this half width, with a white edge that
// tells it from one beneath.
func drawShape(c *draw.Canvas, k *key, at vg.Point, r vg.Length) {
	var path vg.Path
	switch k.shape {
	case disc:
		path.Move(vg.Point{X: at.X + r, Y: at.Y})
		path.Arc(at, r, 0, 2*math.Pi)
	case diamond:
		r *= 1.2
		path.Move(vg.Point{X: at.X - r, Y: at.Y})
		path.Line(vg.Point{X: at.X, Y: at.Y + r})
		path.Line(vg.Point{X: at.X + r, Y: at.Y})
		path.Line(vg.Point{X: at.X, Y: at.Y - r})
	default:
		path = vg.Rectangle{Min: vg.Point{X: at.X - r, Y: at.Y - r}, Max: vg.Point{X: at.X + r, Y: at.Y + r}}.Path()
	}
	path.Close()
	c.SetColor(k.color)
	c.Fill(path)
	if k.shape != box {
		c.SetLineStyle(draw.LineStyle{Color: white, Width: 0.75})
		c.Stroke(path)
	}
}

// plot returns the axes, with the rows as their plotter.
func (l *layout) plot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.X.Min, p.X.Max = l.min, l.max
	if l.log {
		p.X.Scale = plot.LogScale{}
	}
	p.X.Tick.Marker = constantTicks(l.ticks)
	p.X.Label.Text = l.axis
	p.X.Label.TextStyle = axisStyle
	p.X.Label.TextStyle.XAlign, p.X.Label.TextStyle.YAlign = draw.XCenter, draw.YBottom
	p.X.Label.Padding = 5
	p.X.Tick.Label = axisStyle
	p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = draw.XCenter, draw.YTop
	p.X.Tick.Label.Font.Size = 9
	p.X.LineStyle.Color, p.X.Tick.LineStyle.Color = gridColor, gridColor
	p.X.Padding, p.Y.Padding = 0, 4

	// Rows are numbered from the top: the first is at the highest y.
	n := len(l.rows)
	p.Y.Min, p.Y.Max = -0.5, float64(max(1, n))-0.5
	var names []plot.Tick
	for i := range l.rows {
		names = append(names, plot.Tick{Value: l.rowY(i), Label: l.rows[i].label.String()})
	}
	p.Y.Tick.Marker = plot.ConstantTicks(names)
	p.Y.Tick.Label = l.row
	p.Y.Tick.Label.XAlign, p.Y.Tick.Label.YAlign = draw.XRight, draw.YCenter
	p.Y.Tick.Length = 0
	p.Y.LineStyle.Width = 0
	p.Add(l)
	return p
}

func (l *layout) rowY(i int) float64 { return float64(max(1, len(l.rows)) - 1 - i) }

func constantTicks(ticks []tick) plot.ConstantTicks {
	var t plot.ConstantTicks
	for _, one := range ticks {
		t = append(t, plot.Tick{Value: one.at, Label: one.label})
	}
	return t
}

// Plot draws the rows: it implements [plot.Plotter].
func (l *layout) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	grid := draw.LineStyle{Color: gridColor, Width: 0.75}
	for _, t := range l.ticks {
		c.StrokeLine2(grid, x(t.at), c.Min.Y, x(t.at), c.Max.Y)
	}
	if len(l.rows) == 0 {
		style := l.row
		style.XAlign = draw.XCenter
		c.FillText(style, c.Center(), "No case was found.")
	}
	for i := range l.rows {
		r := &l.rows[i]
		middle := y(l.rowY(i))
		l.drawBars(&c, r, middle, x)
		l.drawMarks(&c, r, middle, x)
		if r.word != "" {
			at, style := x(l.min)+6, l.mark
			if len(r.marks) > 0 { // where the missing mark's label would be
				at, middle = c.Max.X+10, middle+l.missing(r)
			}
			style.Color = greyColor
			c.FillText(style, vg.Point{X: at, Y: middle}, r.word)
		}
	}
}

func (l *layout) drawBars(c *draw.Canvas, r *row, middle vg.Length, x func(float64) vg.Length) {
	half := 0.34 * l.rowHeight
	for i := range r.bars {
		b := &r.bars[i]
		area := vg.Rectangle{Min: vg.Point{X: x(b.from), Y: middle - half}, Max: vg.Point{X: x(b.to), Y: middle + half}}
		fill := paleColor
		if b.key >= 0 {
			fill = l.keys[b.key].color
		}
		c.SetColor(fill)
		c.Fill(area.Path())
		if b.from > 0 {
			c.StrokeLine2(draw.LineStyle{Color: white, Width: 0.75}, area.Min.X, area.Min.Y, area.Min.X, area.Max.Y)
		}
		style := l.mark
		style.XAlign = draw.XCenter
		if b.label != "" && style.Width(b.label)+4 <= area.Size().X {
			style.Color = readableOn(fill)
			c.FillText(style, vg.Point{X: (area.Min.X + area.Max.X) / 2, Y: middle}, b.label)
		}
	}
}

// spread is how far the two marks of a row stand above and below its middle:
// apart only where each has a label.
func (l *layout) spread() vg.Length {
	if l.log {
		return 0
	}
	return 0.2 * l.rowHeight
}

// missing returns how far from its middle the mark stands that a row lacks.
func (l *layout) missing(r *row) vg.Length {
	if r.marks[0].key == 0 {
		return -l.spread()
	}
	return l.spread()
}

func (l *layout) drawMarks(c *draw.Canvas, r *row, middle vg.Length, x func(float64) vg.Length) {
	size := min(4.5, 0.17*l.rowHeight)
	for i := range r.marks {
		m := &r.marks[i]
		k := &l.keys[m.key]
		at := middle + l.spread()
		if m.key > 0 {
			at = middle - l.spread()
		}
		if m.low < m.high {
			line := draw.LineStyle{Color: k.color, Width: 1.5}
			c.StrokeLine2(line, x(m.low), at, x(m.high), at)
			for _, end := range []float64{m.low, m.high} {
				c.StrokeLine2(line, x(end), at-size*0.7, x(end), at+size*0.7)
			}
		}
		drawShape(c, k, vg.Point{X: x(m.at), Y: at}, size)
		c.FillText(l.mark, vg.Point{X: c.Max.X + 10, Y: at}, m.label)
	}
}
