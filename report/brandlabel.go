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
	runes := inOneLine(name)
	if len(runes) <= max {
		return string(runes)
	}
	return shortFrom(runes, len(runes)-(max-1)/2, max)
}

// shortFrom returns a name in at most max runes, with those from a place on and as
// many of the first as there is room for, or as make a third.
func shortFrom(name []rune, from, max int) string {
	head, tail, end := max-1-(len(name)-from), name[from:], ""
	if third := max / 3; head < third {
		head, end = third, "…"
		tail = tail[:max-2-head]
	}
	return strings.TrimSpace(string(name[:head])) + "…" + strings.TrimSpace(string(tail)) + end
}

func inOneLine(name string) []rune { return []rune(strings.Join(strings.Fields(name), " ")) }

// shortNames returns the brands' names in at most max runes each. Those that would be
// alike are shown from the word on by which they differ.
func shortNames(brands []string, max int) map[string]string {
	short, alike := map[string]string{}, map[string][][]rune{}
	for _, name := range brands {
		if short[name] == "" {
			short[name] = shortName(name, max)
			alike[short[name]] = append(alike[short[name]], inOneLine(name))
		}
	}
	for name, one := range short {
		if runes := inOneLine(name); len(alike[one]) > 1 && len(runes) > max {
			short[name] = shortFrom(runes, differsFrom(runes, alike[one], max/3), max)
		}
	}
	return short
}

// differsFrom returns where the word begins, behind the first runes, from which on a
// name is like none of the others.
func differsFrom(name []rune, others [][]rune, first int) int {
	at := first
	for _, other := range others {
		same := 0
		for same < min(len(name), len(other)) && name[same] == other[same] {
			same++
		}
		if same < len(name) { // it is another one
			at = max(at, same)
		}
	}
	for word := at; word > first; word-- {
		if name[word-1] == ' ' {
			return word
		}
	}
	return at
}

// A brandLabel is a brand's name in a figure and what stands behind it.
type brandLabel struct {
	name  string // shortened
	rest  string // its n and the marks of its footnotes
	place int    // of the brand in the summary, from 1
}

func (l brandLabel) String() string { return l.name + l.rest }

// brandLabels returns the labels of the summary's brands, by name.
func brandLabels(s *audit.Summary) map[string]brandLabel {
	names := brandNames(s)
	short, labels := shortNames(names, nameLength), map[string]brandLabel{}
	for i, name := range names {
		labels[name] = brandLabel{name: short[name], place: i + 1}
	}
	return labels
}

func brandNames(s *audit.Summary) []string {
	names := make([]string, len(s.Brands))
	for i := range s.Brands {
		names[i] = s.Brands[i].Name
	}
	return names
}

// counting returns the label with the brand's n.
func (l brandLabel) counting(n int) brandLabel {
	l.rest = fmt.Sprintf(" (n = %s)", audit.Thousands(n))
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
