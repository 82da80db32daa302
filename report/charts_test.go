package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
	"gonum.org/v1/plot/vg"
)

// describe tells what a figure shows.
func describe(f *figure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "== %s\n%s\n%s: %g to %g, log %v, ticks", f.title, f.subtitle, f.axis, f.min, f.max, f.log)
	for _, t := range f.ticks {
		fmt.Fprintf(&b, " [%s]", t.label)
	}
	b.WriteString("\n")
	name := func(key int) string {
		if key < 0 {
			return "(pale)"
		}
		return f.keys[key].name
	}
	for _, r := range f.rows {
		fmt.Fprintf(&b, "%s\n", r.label)
		for _, bar := range r.bars {
			fmt.Fprintf(&b, "   bar  %-22s %.4f to %.4f %s\n", name(bar.key), bar.from, bar.to, bar.label)
		}
		for _, m := range r.marks {
			fmt.Fprintf(&b, "   mark %-22s %.4f (%.4f to %.4f) %s\n", name(m.key), m.at, m.low, m.high, m.label)
		}
		if r.word != "" {
			fmt.Fprintf(&b, "   %s\n", r.word)
		}
	}
	for _, note := range f.notes {
		fmt.Fprintf(&b, "%s\n", note)
	}
	fmt.Fprintf(&b, "%s\n", f.source)
	return b.String()
}

func TestFiguresShow(t *testing.T) {
	none := threeBanks()
	none.Brands = none.Brands[:2]
	none.Brands[0] = aBrand("Aurora Bank", 0, 0, 0, 0, 0)
	for _, tt := range []struct {
		name string
		s    *audit.Summary
	}{{"three", threeBanks()}, {"replies_only", repliesOnly()}, {"no_request", none}} {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			for _, c := range charts {
				b.WriteString(describe(c.figure(tt.s)))
			}
			golden(t, "figures_"+tt.name, b.String())
		})
	}
}

// The 90 % of two replies is the slower one, and a lucky one is not the fastest brand.
func TestTimesOfFewReplies(t *testing.T) {
	s := &audit.Summary{Brands: []audit.BrandSummary{aBrand("Two Replies", 0, 2, 0, 0, 0), aBrand("Many", 60, 60, 0, 0, 0), aBrand("None", 0, 0, 0, 3, 0)}}
	s.Brands[2].FirstResponse = audit.Times{}
	f := timesFigure(s)
	if names := []string{f.rows[0].label.name, f.rows[1].label.name, f.rows[2].label.name}; !slices.Equal(names, []string{"Many", "Two Replies", "None"}) {
		t.Errorf("the order is %q", names)
	}
	if marks := f.rows[1].marks; len(marks) != 1 || strings.Contains(marks[0].label, "90 %") {
		t.Errorf("two replies are shown as %+v, want their median alone", marks)
	}
	if !strings.Contains(f.subtitle, "With fewer than 10, a brand comes last, and has no 90 %.") {
		t.Errorf("the chart does not say so: %s", f.subtitle)
	}
}

// A brand of which some few requests happen to be resolved is not the best one.
func TestResolvedOfFewRequests(t *testing.T) {
	s := &audit.Summary{Brands: []audit.BrandSummary{
		aBrand("Two", 1, 1, 0, 0, 0), aBrand("Lucky", 29, 0, 0, 0, 0), aBrand("None", 0, 0, 0, 0, 0), aBrand("Fair", 15, 15, 0, 0, 0), aBrand("Good", 60, 30, 0, 0, 0),
	}}
	for _, figure := range []func(*audit.Summary) *figure{outcomesFigure, resolutionFigure} {
		f := figure(s)
		var names []string
		for _, r := range f.rows {
			names = append(names, r.label.name)
		}
		if want := []string{"Good", "Fair", "Lucky", "Two", "None"}; !slices.Equal(names, want) {
			t.Errorf("%s: the order is %q, want %q", f.title, names, want)
		}
		const said = "With fewer than 30 requests, a brand comes last."
		if !strings.Contains(f.subtitle, said) || strings.Contains(figure(threeBanks()).subtitle, said) {
			t.Errorf("%s: the chart does not say so, or says it of brands with more: %s", f.title, f.subtitle)
		}
	}
}

// Of very many brands, a figure shows those with the most requests and says so.
func TestFigureOfVeryManyBrands(t *testing.T) {
	s := manyBanks(100)
	smallest := s.Brands[0].Requests
	for i := range s.Brands {
		smallest = min(smallest, s.Brands[i].Requests)
	}
	for _, c := range charts {
		f := c.figure(s)
		if len(f.rows) != figureBrands {
			t.Errorf("%s: %d rows, want %d", c.name, len(f.rows), figureBrands)
		}
		if !strings.Contains(f.subtitle, "The 35 brands with the most requests, of 100.") {
			t.Errorf("%s does not say that it leaves brands out: %s", c.name, f.subtitle)
		}
		for range figureNotes - len(f.notes) {
			f.notes = append(f.notes, "withheld, for a reason in a line")
		}
		const a4 = 297. / 210
		if shape := float64(f.layOut().height / figureWidth); shape > a4 {
			t.Errorf("%s: %.2f times as high as wide, higher than a page", c.name, shape)
		}
		for _, r := range f.rows {
			if strings.HasPrefix(r.label.name, "Bank 006 ") { // it has no request
				t.Errorf("%s: shows the smallest brand", c.name)
			}
		}
	}
}

// Every figure can be drawn, whatever its number of brands, and nothing that
// is written in it leaves the picture.
func TestFiguresAreDrawnInFull(t *testing.T) {
	odd := threeBanks()
	odd.Brands = odd.Brands[:2]
	odd.Brands[0] = aBrand("Ampersand & <Sons> \"Bank\"\nof\tÉvreux, Ýstad and Łódź", 1, 1000000, 1, 1, 1)
	odd.Brands[1] = aBrand(strings.Repeat("W", 300), 0, 0, 0, 3, 0)
	for _, tt := range []struct {
		name string
		s    *audit.Summary
	}{
		{"no brand", &audit.Summary{}}, {"odd names", odd}, {"replies only", repliesOnly()},
		{"3", threeBanks()}, {"30", manyBanks(30)}, {"75", manyBanks(75)},
	} {
		for _, c := range charts {
			t.Run(tt.name+"/"+c.name, func(t *testing.T) {
				f := c.figure(tt.s)
				var picture bytes.Buffer
				if err := drawPNG(&picture, f); err != nil {
					t.Fatal(err)
				}
				if _, err := png.Decode(&picture); err != nil {
					t.Error(err)
				}
				var drawing bytes.Buffer
				if err := drawSVG(&drawing, f); err != nil {
					t.Fatal(err)
				}
				said := svgTexts(t, &drawing)
				for _, text := range append([]string{f.title, f.axis}, labels(f)...) {
					if !strings.Contains(said, "\n"+text+"\n") {
						t.Errorf("%q is not in the drawing", text)
					}
				}
				l := f.layOut()
				for _, r := range f.rows {
					if w := l.row.Width(r.label.String()); w > 0.42*figureWidth {
						t.Errorf("%q takes %v of a width of %v", r.label, w, figureWidth)
					}
					for _, m := range r.marks {
						if w := l.mark.Width(m.label); w > labelWidth-10 {
							t.Errorf("%q takes %v of %v", m.label, w, labelWidth)
						}
					}
				}
				if l.height > 200*vg.Inch {
					t.Errorf("the picture is %v high", l.height)
				}
			})
		}
	}
}

func labels(f *figure) (all []string) {
	for _, r := range f.rows {
		all = append(all, r.label.String())
	}
	return all
}

// svgTexts returns the texts of an SVG drawing, one a line.
func svgTexts(t *testing.T, r io.Reader) string {
	t.Helper()
	said := "\n"
	d := xml.NewDecoder(r)
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return said
		}
		if err != nil {
			t.Fatalf("not well-formed XML: %v", err)
		}
		if text, ok := tok.(xml.CharData); ok {
			said += string(text) + "\n"
		}
	}
}

// The colours of one figure differ enough in lightness or hue that readers who
// do not see red and green apart can tell them; so at least they are distinct,
// and no text on them is too faint to read (WCAG 2: 4.5 to 1 for small ones).
func TestColorsAreReadable(t *testing.T) {
	labelled := map[string]rgb{"what cannot be shown": paleColor}
	maps.Copy(labelled, outcomeColor)
	maps.Copy(labelled, channelColor)
	for name, c := range labelled {
		if r := contrast(c, readableOn(c)); r < 4.5 {
			t.Errorf("a label on %s has a contrast of %.1f", name, r)
		}
	}
	for _, text := range []rgb{inkColor, greyColor} {
		if r := contrast(text, white); r < 4.5 {
			t.Errorf("text in %v has a contrast of %.1f", text, r)
		}
	}
}
