package report

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
)

// A picture is read back as it was.
func TestEncodePNG(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []image.Point{{1, 1}, {3, 200}, {401, 7}} {
		m := image.NewRGBA(image.Rectangle{Max: size})
		draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
		for range 50 {
			m.Set(r.IntN(size.X), r.IntN(size.Y), color.RGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255})
		}
		var file bytes.Buffer
		if err := encodePNG(&file, m); err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(&file)
		if err != nil {
			t.Fatal(err)
		}
		if read, ok := got.(*image.RGBA); !ok || read.Rect != m.Rect || !bytes.Equal(read.Pix, m.Pix) {
			t.Errorf("%v: the picture changed", size)
		}
	}
}

// A drawing says what it shows to those who hear it, and keeps its letters' width
// where its font is not there.
func TestDrawingsAreForAllReaders(t *testing.T) {
	f := charts[0].figure(threeBanks())
	f.title = "How <requests> & cases ended"
	var drawing strings.Builder
	if err := drawSVG(&drawing, f); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<title>How &lt;requests&gt; &amp; cases ended</title>", "<desc>" + html.EscapeString(f.subtitle) + "</desc>",
	} {
		if !strings.Contains(drawing.String(), want) {
			t.Errorf("no %s in the drawing", want)
		}
	}
	texts, fallbacks := strings.Count(drawing.String(), "font-family:"), strings.Count(drawing.String(), ",Arial,Helvetica,sans-serif;")
	if texts == 0 || fallbacks != texts {
		t.Errorf("%d texts, of which %d name other fonts", texts, fallbacks)
	}
	svgTexts(t, strings.NewReader(drawing.String()))
}

// Whoever sees a picture without its report reads in its last line where it is from.
func TestPicturesSayTheirSource(t *testing.T) {
	pictures := map[string]picture{}
	for name, s := range map[string]*audit.Summary{"no brand": {}, "3": threeBanks(), "replies only": repliesOnly(), "75": manyBanks(75)} {
		for _, c := range charts {
			pictures[name+"/"+c.name] = c.figure(s)
		}
	}
	for _, n := range []int{1, 3, 14, 75} {
		pictures[fmt.Sprintf("%d/trend", n)] = newTrendFigure(trending(n))
	}
	for name, p := range pictures {
		posts := 5500
		if strings.HasPrefix(name, "no brand") {
			posts = 0
		}
		said := "lastword, from " + audit.Counted(posts, "post") + " read; the cases are labelled by a program, which errs."
		d := drawingOf(p)
		at, drawn := d.texts[said]
		if !drawn || at.at.Y < figureEdge || at.at.X+sourceStyle.Width(said) > figureWidth-figureEdge {
			t.Errorf("%s: the source is drawn: %v, at %v", name, drawn, at.at)
		}
		for text, other := range d.texts {
			if text != said && other.at.Y < at.at.Y+10 {
				t.Errorf("%s: %q stands at %v, the source at %v", name, text, other.at, at.at)
			}
		}
	}
}

func BenchmarkCharts(b *testing.B) {
	s := manyBanks(75)
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range charts {
			f := c.figure(s)
			for _, draw := range []func(io.Writer, picture) error{drawPNG, drawSVG} {
				if err := draw(io.Discard, f); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
