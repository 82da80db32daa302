package dataset

import (
	"strconv"
	"strings"
)

// A dateOrder says which of a date's first two numbers is the day where both may
// be: in 05/11/2023.
type dateOrder uint8

const (
	noOrder dateOrder = iota // nobody knows: such dates are not read
	dayFirst
	monthFirst
)

// A numberedDate is a date of numbers alone, its year last.
type numberedDate struct {
	numbers       [3]string
	first, second int
	dotted        bool // dots are only ever written between a day and a month
}

// parseNumberedDate reads such a date at the start of s.
func parseNumberedDate(s string) (d numberedDate, rest string, ok bool) {
	const separators = "/.-"
	if n := strings.IndexAny(s[:min(len(s), 3)], separators); n < 1 { // nearly every time of an export
		return d, "", false
	}
	date, rest, _ := strings.Cut(s, " ")
	parts := strings.FieldsFunc(strings.TrimSuffix(date, ","), func(r rune) bool { return strings.ContainsRune(separators, r) })
	if len(parts) != len(d.numbers) {
		return d, "", false
	}
	d = numberedDate{numbers: [3]string(parts), dotted: strings.Contains(date, ".")}
	d.first, _ = strconv.Atoi(parts[0])
	d.second, _ = strconv.Atoi(parts[1])
	return d, rest, true
}

// order returns the order that the date itself shows: no month has a number above
// 12.
func (d *numberedDate) order() dateOrder {
	switch {
	case d.dotted || d.first > 12 && d.second <= 12:
		return dayFirst
	case d.second > 12 && d.first <= 12:
		return monthFirst
	}
	return noOrder
}

// dayFirst returns the date as 5/11/2023 for the fifth of November, where it shows
// no order by the given one; ok is false if there is none.
func (d *numberedDate) dayFirst(order dateOrder) (date string, ok bool) {
	if own := d.order(); own != noOrder {
		order = own
	}
	switch {
	case order == monthFirst:
		d.numbers[0], d.numbers[1] = d.numbers[1], d.numbers[0]
	case order == noOrder && d.first != d.second:
		return "", false
	}
	return strings.Join(d.numbers[:], "/"), true
}

// orderShown returns the order that a time shows by itself, if it is written so.
// Dots show nothing of the dates that are written with other signs.
func orderShown(s string) dateOrder {
	d, _, ok := parseNumberedDate(strings.TrimSpace(s))
	if !ok || d.dotted || len(d.numbers[2]) != len("2006") {
		return noOrder
	}
	return d.order()
}

// contradicts reports whether a time shows another order than the one by which
// others of its column are read.
func (c *clock) contradicts(s string) bool {
	if c.order == noOrder || c.layout != "" {
		return false
	}
	own := orderShown(s)
	return own != noOrder && own != c.order
}

// findOrder looks in a table's first rows for dates that show in which order
// day and month stand. If none does, semicolons between the columns do: a
// spreadsheet writes them where the day comes first. Where some show one
// order and some the other, nothing is known of the rest.
func (d *csvDecoder) findOrder(rows string) {
	var seen [monthFirst + 1]bool
	t := tokenizer{delim: d.delim, keep: d.keep}
	var v values
	for rows = rows[:min(len(rows), firstLook)]; rows != ""; {
		n, ok := t.strict(rows)
		switch {
		case !ok:
			n = lineLength(rows)
		case d.fits(t.cells):
			d.fill(&v, t.cells)
			seen[orderShown(v[FieldCreatedAt])] = true
		}
		rows = rows[n:]
	}
	switch {
	case seen[dayFirst] && seen[monthFirst]:
	case seen[monthFirst]:
		d.clock.order = monthFirst
	case seen[dayFirst], d.delim == ';':
		d.clock.order = dayFirst
	}
}
