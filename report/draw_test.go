package report

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// A drawing is what a picture's drawing puts on paper.
type drawing struct {
	height vg.Length
	texts  map[string]drawnText
	fills  []drawnPath
	lines  []drawnPath
}

type drawnText struct {
	at    vg.Point
	color color.Color
}

type drawnPath struct {
	vg.Rectangle // about it
	color        color.Color
}

func (p *drawnPath) middle() vg.Point {
	return vg.Point{X: (p.Min.X + p.Max.X) / 2, Y: (p.Min.Y + p.Max.Y) / 2}
}

func drawingOf(p picture) drawing {
	height, draws := p.plan()
	c := new(recorder.Canvas)
	draws(draw.NewCanvas(c, figureWidth, height))
	d := drawing{height: height, texts: map[string]drawnText{}}
	var now color.Color
	bounds := func(p vg.Path) drawnPath {
		r := vg.Rectangle{Min: p[0].Pos, Max: p[0].Pos}
		for _, step := range p {
			if step.Type == vg.CloseComp {
				continue
			}
			r.Min = vg.Point{X: min(r.Min.X, step.Pos.X-step.Radius), Y: min(r.Min.Y, step.Pos.Y-step.Radius)}
			r.Max = vg.Point{X: max(r.Max.X, step.Pos.X+step.Radius), Y: max(r.Max.Y, step.Pos.Y+step.Radius)}
		}
		return drawnPath{r, now}
	}
	for _, action := range c.Actions {
		switch a := action.(type) {
		case *recorder.SetColor:
			now = a.Color
		case *recorder.FillString:
			d.texts[a.String] = drawnText{a.Point, now}
		case *recorder.Fill:
			d.fills = append(d.fills, bounds(a.Path))
		case *recorder.Stroke:
			d.lines = append(d.lines, bounds(a.Path))
		}
	}
	return d
}

// of returns the paths of a colour, in the order in which they were drawn.
func of(paths []drawnPath, c color.Color) (list []drawnPath) {
	for _, p := range paths {
		if p.color == c {
			list = append(list, p)
		}
	}
	return list
}

// axis is where the axis begins and ends: there stand the first and the last grid line.
func (d *drawing) axis() (from, to vg.Length) {
	from, to = figureWidth, 0
	for _, line := range of(d.lines, gridColor) {
		if line.Min.X == line.Max.X && line.Max.Y-line.Min.Y > 20 {
			from, to = min(from, line.Min.X), max(to, line.Max.X)
		}
	}
	return from, to
}

func about(a, b vg.Length) bool { return math.Abs(float64(a-b)) < 5 }

var drawnKeys = []key{{"first", rgb{0x10, 0x20, 0x90}, disc}, {"second", rgb{0xf0, 0xe0, 0x80}, diamond}}

// Bars stand in the row of their brand, as long as their numbers, each with its label
// where there is room.
func TestBarsAreDrawn(t *testing.T) {
	f := &figure{
		title: "A title", subtitle: "What it shows", axis: "% of them", max: 100, ticks: []tick{{0, "none"}, {100, "all"}}, keys: drawnKeys, notes: []string{"A note"},
		rows: []row{
			{label: brandLabel{name: "Aurora Bank"}, bars: []bar{{0, 0, 40, "forty"}, {1, 40, 99, "fifty-nine"}, {-1, 99, 100, "one"}}},
			{label: brandLabel{name: "Old Mill"}, bars: []bar{{0, 0, 80, "eighty"}}},
			{label: brandLabel{name: "Nobody"}, word: "no request"},
		},
	}
	d := drawingOf(f)
	none, all := d.axis()
	at := func(x float64) vg.Length { return none + vg.Length(x/100)*(all-none) }
	first, second, pale := of(d.fills, drawnKeys[0].color)[1:], of(d.fills, drawnKeys[1].color)[1:], of(d.fills, paleColor) // behind those of the legend
	for _, tt := range []struct {
		bar      drawnPath
		from, to float64
		brand    string
	}{{first[0], 0, 40, "Aurora Bank"}, {second[0], 40, 99, "Aurora Bank"}, {pale[0], 99, 100, "Aurora Bank"}, {first[1], 0, 80, "Old Mill"}} {
		if !about(tt.bar.Max.X, at(tt.to)) || !about(tt.bar.Min.X, at(tt.from)) || !about(tt.bar.middle().Y, d.texts[tt.brand].at.Y) {
			t.Errorf("%s from %g to %g is drawn at %+v", tt.brand, tt.from, tt.to, tt.bar)
		}
	}
	if len(first)+len(second)+len(pale) != 4 {
		t.Errorf("%d bars, want 4", len(first)+len(second)+len(pale))
	}
	for label, tt := range map[string]struct {
		bar   drawnPath
		color color.Color
	}{"forty": {first[0], white}, "fifty-nine": {second[0], black}, "eighty": {first[1], white}} {
		if text := d.texts[label]; text.at.X <= tt.bar.Min.X || text.at.X >= tt.bar.Max.X || !about(text.at.Y, tt.bar.middle().Y) || text.color != tt.color {
			t.Errorf("%s stands at %+v, of the bar %+v", label, text, tt.bar)
		}
	}
	if _, drawn := d.texts["one"]; drawn {
		t.Error("a label is wider than its bar")
	}
	var above vg.Length = d.height
	for _, text := range []string{"A title", "What it shows", "first", "Aurora Bank", "Old Mill", "Nobody", "none", "% of them", "A note"} {
		if y, drawn := d.texts[text]; !drawn || y.at.Y >= above || y.at.Y <= 0 {
			t.Errorf("%s is drawn: %v, at %v, below %v", text, drawn, y.at.Y, above)
		}
		above = d.texts[text].at.Y
	}
	if word := d.texts["no request"]; !about(word.at.Y, d.texts["Nobody"].at.Y) || !about(word.at.X, none+6) {
		t.Errorf("the word in place of bars stands at %v", word.at)
	}
}

// What is too long for a line goes on in the next.
func TestLongLinesAreBroken(t *testing.T) {
	f := &figure{title: "A title", subtitle: strings.Repeat("so many words ", 30) + "end", max: 1}
	for range 12 {
		f.keys = append(f.keys, key{name: fmt.Sprintf("a key of a rather long name, %d", len(f.keys)), color: inkColor})
	}
	for text, s := range drawingOf(f).texts {
		style := subtitleStyle
		if strings.HasPrefix(text, "a key") {
			style = keyStyle
		}
		if end := s.at.X + style.Width(text); end > figureWidth && text != f.title {
			t.Errorf("%q ends at %v, beyond %v", text, end, figureWidth)
		}
	}
}

// Marks stand at their numbers, each with its whisker and its label; where one is
// missing, a word says so.
func TestMarksAreDrawn(t *testing.T) {
	f := &figure{
		min: 1, max: 100, log: false, ticks: []tick{{1, "one"}, {100, "hundred"}}, keys: drawnKeys,
		rows: []row{
			{label: brandLabel{name: "Aurora Bank"}, marks: []mark{{0, 10, 5, 20, "ten"}, {1, 50, 50, 50, "fifty"}}},
			{label: brandLabel{name: "Old Mill"}, marks: []mark{{1, 50, 40, 60, "half"}}, word: "withheld"},
		},
	}
	for _, f.log = range []bool{false, true} {
		d := drawingOf(f)
		left, right := d.axis()
		at := func(x float64) vg.Length {
			share := (x - 1) / 99
			if f.log {
				share = math.Log(x) / math.Log(100)
			}
			return left + vg.Length(share)*(right-left)
		}
		first, second := of(d.fills, drawnKeys[0].color)[1:], of(d.fills, drawnKeys[1].color)[1:]
		whiskers := of(d.lines, drawnKeys[0].color)
		if len(first) != 1 || len(second) != 2 || len(whiskers) != 3 { // a line and its two ends
			t.Fatalf("%d and %d marks, %d lines", len(first), len(second), len(whiskers))
		}
		for label, tt := range map[string]struct {
			mark  drawnPath
			at    float64
			brand string
		}{"ten": {first[0], 10, "Aurora Bank"}, "fifty": {second[0], 50, "Aurora Bank"}, "half": {second[1], 50, "Old Mill"}} {
			if !about(tt.mark.middle().X, at(tt.at)) || !about(tt.mark.middle().Y, d.texts[label].at.Y) || math.Abs(float64(tt.mark.middle().Y-d.texts[tt.brand].at.Y)) > 18 || d.texts[label].at.X < right {
				t.Errorf("log %v: %s is drawn at %+v, want it at %v; its label at %v, the brand at %v", f.log, label, tt.mark, at(tt.at), d.texts[label].at, d.texts[tt.brand].at)
			}
		}
		if !about(whiskers[0].Min.X, at(5)) || !about(whiskers[0].Max.X, at(20)) {
			t.Errorf("log %v: the whisker goes from %v to %v", f.log, whiskers[0].Min, whiskers[0].Max)
		}
		if d.texts["Aurora Bank"].at.Y <= d.texts["Old Mill"].at.Y || d.texts["ten"].at.Y < d.texts["fifty"].at.Y {
			t.Errorf("log %v: the rows, or their marks, do not stand from the top", f.log)
		}
		if word, mark := d.texts["withheld"], d.texts["half"]; word.at.X != mark.at.X || !f.log && word.at.Y <= mark.at.Y {
			t.Errorf("log %v: the word stands at %v, the mark's label at %v", f.log, word.at, mark.at)
		}
	}
	if _, drawn := drawingOf(&figure{max: 1}).texts["No case was found."]; !drawn {
		t.Error("a figure without a row does not say so")
	}
}
