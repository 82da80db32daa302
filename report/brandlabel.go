package report

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/lastword-audit/lastword/audit"
	"golang.org/x/image/font/sfnt"
)

// nameLength is how many runes of a brand's name a figure shows.
const nameLength = 30

// shortName returns a brand's name in at most max runes. What it leaves out is in
// the middle: names that begin alike differ at the end.
func shortName(name string, max int) string {
	name = strings.Join(strings.Fields(name), " ")
	runes := []rune(name)
	if len(runes) <= max {
		return name
	}
	tail := (max - 1) / 2
	head := max - 1 - tail
	return strings.TrimSpace(string(runes[:head])) + "…" + strings.TrimSpace(string(runes[len(runes)-tail:]))
}

// rowLabel names a brand and its n.
func rowLabel(name string, n int) string {
	return fmt.Sprintf("%s (n = %s)", shortName(name, nameLength), count(n))
}

// A brandLabel is a brand's name in a figure and what stands behind it.
type brandLabel struct {
	name  string // shortened
	rest  string // its n and the marks of its footnotes
	place int    // of the brand in the summary, from 1
}

func (l brandLabel) String() string { return l.name + l.rest }

// labelOf returns the label of one of the summary's brands.
func labelOf(s *audit.Summary, name string) brandLabel {
	l := brandLabel{name: shortName(name, nameLength)}
	for i := range s.Brands {
		if s.Brands[i].Name == name {
			l.place = i + 1
		}
	}
	return l
}

// counting returns the label with the brand's n.
func (l brandLabel) counting(n int) brandLabel {
	l.rest = fmt.Sprintf(" (n = %s)", count(n))
	return l
}

// whyNumbered is said where brands stand by number.
const whyNumbered = "This picture's font lacks the letters of some names: brand 1 is the first on the sheet Summary, and so on; the SVG has the names."

// drawable returns the label in the letters that a picture's font has, and whether
// the name stands in it. One in other letters gives way to the brand's number;
// symbols that the font lacks, such as emoji, are left out.
func (l brandLabel) drawable() (drawable brandLabel, named bool) {
	var buffer sfnt.Buffer
	face := axisStyle.Handler.Cache().Lookup(axisStyle.Font, axisStyle.Font.Size).Face
	lacks := func(r rune) bool {
		i, err := face.GlyphIndex(&buffer, r)
		return err != nil || i == 0 || unicode.In(r, unicode.Hebrew) // which it would draw from left to right
	}
	name, letters := "", 0
	for _, r := range l.name {
		letter := unicode.In(r, unicode.L, unicode.M, unicode.N)
		switch {
		case lacks(r) && letter:
			return l.numbered(), false
		case lacks(r):
		case letter:
			letters++
			fallthrough
		default:
			name += string(r)
		}
	}
	if letters == 0 {
		return l.numbered(), false
	}
	l.name = strings.Join(strings.Fields(name), " ")
	return l, true
}

// numbered returns the label with the brand's number in the place of its name.
func (l brandLabel) numbered() brandLabel {
	l.name = fmt.Sprintf("brand %d", l.place)
	return l
}
