package inspect

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// Text writes the archive for a person to read, in lines of at most width
// characters where words allow.
func (a *Archive) Text(w io.Writer, width int) error {
	p := &page{width: max(width, 60)}
	for i := range a.Files {
		p.file(&a.Files[i])
	}
	if len(a.Files) > 1 {
		p.heading("All files")
		p.entry("posts", postsOf(a.Posts, a.Reposts, 0))
		p.entry("time", spanText(a.First, a.Last))
	}
	p.brands(a)
	if len(a.Trouble) > 0 {
		p.heading(fmt.Sprintf("Problems: %s; the first", audit.Thousands(a.Problems)))
		for _, t := range a.Trouble {
			p.wrap("  ", "    ", t.Error())
		}
	}
	p.heading("An audit of this archive")
	for _, f := range a.Findings {
		mark := "  cannot tell  "
		if f.Can {
			mark = "  can tell     "
		}
		p.wrap(mark, strings.Repeat(" ", len(mark)), f.Says)
	}
	_, err := io.WriteString(w, strings.TrimPrefix(p.String(), "\n"))
	return err
}

// A page lays out text.
type page struct {
	strings.Builder
	width int
}

func (p *page) heading(s string) { fmt.Fprintf(p, "\n%s\n", s) }

// entry writes a named line.
func (p *page) entry(name, text string) {
	p.wrap(fmt.Sprintf("  %-10s ", name), strings.Repeat(" ", 13), text)
}

// wrap writes a paragraph: its first line begins with first, the others with
// indent.
func (p *page) wrap(first, indent, text string) {
	line := first
	length, empty := utf8.RuneCountInString(first), true
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if !empty && length+1+n > p.width {
			p.WriteString(line + "\n")
			line, length, empty = indent, len(indent), true
		}
		if !empty {
			line += " "
			length++
		}
		line += word
		length += n
		empty = false
	}
	p.WriteString(strings.TrimRight(line, " ") + "\n")
}

func (p *page) file(f *File) {
	p.heading(f.Name)
	format := string(f.Sure)
	if f.Title != "" {
		format = f.Title + " — " + format
	}
	if f.Why != "" {
		format += ": " + f.Why
	}
	p.entry("format", format)
	p.entry("posts", postsOf(f.Posts, f.Reposts, f.Others))
	if f.Posts == 0 {
		return
	}
	p.entry("time", spanText(f.First, f.Last))
	p.entry("languages", f.Languages.text())
	if len(f.Lacks) > 0 {
		var names []string
		for _, l := range f.Lacks {
			names = append(names, l.Field)
		}
		p.entry("lacks", strings.Join(names, ", "))
	}
	p.entry("damage", damageText(&f.Damage, f.Problems))
	wrote := audit.Thousands(f.Accounts.Wrote) + " wrote them"
	if f.Accounts.Missed > 0 {
		wrote = "more than " + wrote + fmt.Sprintf("; counts by account may be up to %s too low", audit.Thousands(f.Accounts.Missed))
	}
	if f.Accounts.Hidden > 0 {
		wrote += fmt.Sprintf("; those of %s are hidden", audit.Counted(f.Accounts.Hidden, "post"))
	}
	p.entry("accounts", wrote)
	p.entry("post most", accountsText(f.Accounts.Most, func(x *Account) int { return x.Posts }))
	p.entry("addressed", accountsText(f.Accounts.Addressed, func(x *Account) int { return x.Addressed }))
}

// brands writes the table of likely brands.
func (p *page) brands(a *Archive) {
	if len(a.Brands) == 0 {
		return
	}
	if a.Marked {
		p.heading("Brands, as the format marks them")
	} else {
		p.heading("Likely brands")
	}
	const most = 20
	rows := [][]string{{"accounts", "replies", "addressed", "cases", "answered", "coverage"}}
	for _, b := range a.Brands[:min(most, len(a.Brands))] {
		rows = append(rows, []string{
			strings.Join(append(slices.Clone(b.Support), b.Accounts...), ", "), audit.Thousands(b.Replies), audit.Thousands(b.Addressed),
			audit.Thousands(b.Cases), audit.Thousands(b.Answered), coverageText(&b),
		})
	}
	p.table(rows)
	if n := len(a.Brands) - most; n > 0 {
		p.wrap("  ", "  ", fmt.Sprintf("and %d more, which --json and --write-brands list", n))
	}
	if slices.ContainsFunc(a.Brands, func(b Brand) bool { return b.Guessed }) {
		p.wrap("  ", "  ", "Accounts stand together where their handles begin alike: check that, and what answers customers, in the file that --write-brands writes.")
	}
	if slices.ContainsFunc(a.Brands, func(b Brand) bool { return b.Copies > 0 }) {
		p.wrap("  ", "  ", "Some posts stand there several times: they count once in cases, and each time in what is said of accounts.")
	}
	if a.MissedActivity > 0 {
		p.wrap("  ", "  ", fmt.Sprintf("There are so many accounts that counts by account may be up to %s too low.", audit.Thousands(a.MissedActivity)))
	}
}

// table writes rows in columns. The first one is text, and cut to what the
// numbers in the others leave of the page.
func (p *page) table(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	const least = 16
	left := p.width - 2
	for _, n := range widths[1:] {
		left -= n + 2
	}
	widths[0] = min(widths[0], max(left, least))
	for _, row := range rows {
		fmt.Fprintf(p, "  %-*s", widths[0], cut(row[0], widths[0]))
		for i, cell := range row[1:] {
			fmt.Fprintf(p, "  %*s", widths[i+1], cell)
		}
		p.WriteByte('\n')
	}
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// coverageText writes the share of a brand's posts that are here, of those that
// others reply to.
func coverageText(b *Brand) string {
	c := &b.Coverage
	if c.Rate.Rate == nil {
		return "unknown"
	}
	return fmt.Sprintf("%.0f %% of %s", 100**c.Rate.Rate, audit.Thousands(c.Of))
}

func postsOf(posts, reposts, others int) string {
	s := audit.Thousands(posts)
	if reposts > 0 {
		s += fmt.Sprintf(", %s of them reposts", audit.Thousands(reposts))
	}
	if others > 0 {
		s += fmt.Sprintf("; and %s without a public post", audit.Counted(others, "record"))
	}
	return s
}

func spanText(first, last *time.Time) string {
	if first == nil || last == nil {
		return "no post has one"
	}
	const day = 24 * time.Hour // of the calendar, as the dates are
	days := int(last.Truncate(day).Sub(first.Truncate(day))/day) + 1
	return fmt.Sprintf("%s to %s (%s)", first.Format(time.DateOnly), last.Format(time.DateOnly), audit.Counted(days, "day"))
}

func (l *Languages) text() string {
	const most = 5
	var parts []string
	for _, s := range l.Shares[:min(most, len(l.Shares))] {
		parts = append(parts, fmt.Sprintf("%s %.0f %%", cmp.Or(s.Language, "unknown"), 100*s.Share))
	}
	if len(l.Shares) > most {
		parts = append(parts, "…")
	}
	text := strings.Join(parts, ", ")
	if l.Detected {
		text += fmt.Sprintf(" (not marked; told by the words of %s posts)", audit.Thousands(l.Posts))
	}
	return text
}

func accountsText(list []Account, of func(*Account) int) string {
	var parts []string
	for i := range list {
		parts = append(parts, fmt.Sprintf("%s %s", list[i].Handle, audit.Thousands(of(&list[i]))))
	}
	if len(parts) == 0 {
		return "nobody"
	}
	return strings.Join(parts, ", ")
}

func damageText(d *dataset.DamageCounts, problems int) string {
	var parts []string
	for _, x := range []struct {
		n    int
		what string
	}{
		{problems, "records with a problem"},
		{d.RoundedIDs, "rounded ids"}, {d.RoundedReplies, "rounded reply ids"},
		{d.RecoveredIDs, "ids recovered from an address"}, {d.MadeIDs, "posts without an id"},
		{d.TruncatedTexts, "texts cut short"}, {d.LostCharacters, "texts with lost characters"},
		{d.Windows1252, "texts read as Windows-1252"},
		{d.NoTimes, "posts without a time"}, {d.NoZones, "times without a zone"},
		{d.NoAuthors, "posts without an author"},
		{d.MovedTimes, "times that were moved, set by the ids"},
	} {
		if x.n > 0 {
			parts = append(parts, audit.Thousands(x.n)+" "+x.what)
		}
	}
	if len(parts) == 0 {
		return "none found"
	}
	return strings.Join(parts, ", ")
}
