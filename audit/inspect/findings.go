package inspect

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// A Finding is something that an audit of the archive can or cannot tell, in
// plain words.
type Finding struct {
	Can  bool   `json:"can"`
	Says string `json:"says"`
}

// judge says what an audit of the archive can and cannot tell.
func (a *Archive) judge(cb *codebook.Codebook, inputs []dataset.Input) {
	a.Findings = []Finding{}
	switch {
	case a.Posts == 0:
		a.cannot("The files hold no posts.")
		return
	case a.Posts == a.Reposts:
		a.cannot("Anything: all %s posts are marked as reposts, which are left out. Check the column or field that marks them.", audit.Thousands(a.Posts))
		return
	}
	if a.judgeColumns() {
		return // of what is read from the wrong columns nothing is true
	}
	if a.judgeLanguages(cb) {
		a.judgeAnswers()
		a.judgeIgnored()
		a.judgeWhat()
	}
	a.judgeLinks()
	a.judgeDamage()
	a.judgeTimes(inputs)
}

func (a *Archive) can(format string, args ...any) {
	a.Findings = append(a.Findings, Finding{true, fmt.Sprintf(format, args...)})
}

func (a *Archive) cannot(format string, args ...any) {
	a.Findings = append(a.Findings, Finding{false, fmt.Sprintf(format, args...)})
}

// judgeColumns says of which files the columns seem to be taken for each other, and
// reports whether they are all files with posts.
func (a *Archive) judgeColumns() (all bool) {
	all = true
	for i := range a.Files {
		f := &a.Files[i]
		all = all && (len(f.swapped) > 0 || f.Posts == 0)
		if len(f.swapped) > 0 {
			a.cannot("Anything of %s, as it is read: %s. Check which column the mapping names for what, and whether the header stands over its columns.", f.Name, strings.Join(f.swapped, "; "))
		}
	}
	return all
}

// judgeLanguages says which languages have no codebook, so that no rate holds the
// cases in them, and reports whether there are others.
func (a *Archive) judgeLanguages(cb *codebook.Codebook) (others bool) {
	const aFew, nearlyAll = 0.05, 0.95
	var list []string
	unread := 0.0
	for _, s := range a.languages() {
		if s.Language == "" || slices.Contains(cb.LabelledLanguages(), s.Language) {
			continue
		}
		unread += s.Share
		if s.Share >= aFew {
			list = append(list, fmt.Sprintf("%s (%.0f %% of the posts)", s.Language, 100*s.Share))
		}
	}
	const why = "lastword has no codebook for %s, so that these cases are counted, but in no rate. How to add a language: lastword codebook --help"
	switch {
	case unread >= nearlyAll && len(list) > 0:
		a.cannot("More than how many cases there are, and how many have a reply: "+why+".", few(list))
	case len(list) > 0:
		a.cannot("What became of cases in some languages: "+why+".", few(list))
	}
	return unread < nearlyAll
}

// languages are those of all files' posts.
func (a *Archive) languages() []Share {
	counts, all := map[string]int{}, 0
	for i := range a.Files {
		f := &a.Files[i]
		n := f.Posts - f.Reposts
		all += n
		for _, s := range f.Languages.Shares { // of a sample, if they were detected
			counts[s.Language] += int(math.Round(s.Share * float64(n)))
		}
	}
	return shares(counts, all, false).Shares
}

// judgeAnswers says what can be told of the brands' answers.
func (a *Archive) judgeAnswers() {
	answered, brands, cases := 0, 0, 0
	for i := range a.Brands {
		b := &a.Brands[i]
		if b.Answered > 0 {
			answered += b.Answered
			cases += b.Cases
			brands++
		}
	}
	switch {
	case len(a.Brands) == 0:
		a.cannot("Which accounts are a brand's: none is seen to be addressed by several others, or to answer them. Name the brands in a brands file.")
	case answered == 0:
		a.cannot("How the brands answer: no answer of theirs is in the archive.")
	default:
		a.can("How %s answered: with posts in %s of %s cases.", a.brandsOf(brands), audit.Thousands(answered), audit.Thousands(cases))
	}
}

func (a *Archive) brandsOf(n int) string {
	kind := "likely brand"
	if a.Marked {
		kind = "marked brand"
	}
	return audit.Counted(n, kind)
}

// judgeIgnored says of which brands it can be told what they ignored.
func (a *Archive) judgeIgnored() {
	said := map[string]bool{}
	if a.noneShowsIgnored() || len(a.Brands) == 0 {
		for i := range a.Files {
			if why := a.Files[i].hidesIgnored(); why != "" && !said[why] {
				said[why] = true
				a.cannot("What was ignored: %s.", why)
			}
		}
	}
	if len(said) > 0 || len(a.Brands) == 0 {
		return
	}
	var told, unsure, absent, reasons []string
	hidden := map[string][]string{} // brands by the reason
	for i := range a.Brands {
		switch b := &a.Brands[i]; {
		case b.Posts == 0:
			absent = append(absent, b.Name)
		case b.Caveat == "" && b.Coverage.Of == 0:
			unsure = append(unsure, b.Name)
		case b.Caveat == "":
			told = append(told, b.Name)
		default:
			if hidden[b.Hides] == nil {
				reasons = append(reasons, b.Hides)
			}
			hidden[b.Hides] = append(hidden[b.Hides], b.Name)
		}
	}
	if len(told) > 0 {
		a.can("What %s ignored.", few(told))
	}
	if len(unsure) > 0 {
		a.can("What %s ignored, if the archive holds all of their posts: nothing refers to these, so that cannot be checked.", few(unsure))
	}
	if len(absent) > 0 {
		a.cannot("What %s ignored: not one post of theirs is in the archive.", few(absent))
	}
	for _, why := range reasons {
		a.cannot("What %s ignored: %s.", few(hidden[why]), why)
	}
}

// noneShowsIgnored reports whether no file can show what was ignored. Where some
// can, it depends on the brand.
func (a *Archive) noneShowsIgnored() bool {
	for i := range a.Files {
		if f := &a.Files[i]; f.Posts > 0 && f.hidesIgnored() == "" {
			return false
		}
	}
	return true
}

// hidesIgnored says why the file's format cannot show what was ignored, "" if it can.
func (f *File) hidesIgnored() string {
	return strings.Join(f.Limits.Why(dataset.HidesIgnored), "; ")
}

// judgeLinks says whether replies can be told from the posts that they answer.
func (a *Archive) judgeLinks() {
	files := map[string][]string{} // by the reason
	var reasons []string
	for i := range a.Files {
		f := &a.Files[i]
		why := strings.Join(f.Limits.Why(dataset.HidesReplyLinks), "; ")
		if why == "" && f.lacks(dataset.FieldReplyTo) {
			why = "no post says which post it replies to"
			if f.lacks(dataset.FieldConversation) {
				why += ", or which conversation it belongs to: cases are put together by account and time, and those of one customer close in time become one"
			} else {
				why += ": cases are put together by conversation"
			}
		}
		if why == "" {
			continue
		}
		if files[why] == nil {
			reasons = append(reasons, why)
		}
		files[why] = append(files[why], f.Name)
	}
	for _, why := range reasons {
		a.cannot("Which post a reply in %s answers: %s.", few(files[why]), why)
	}
}

func (f *File) lacks(field dataset.Field) bool {
	return slices.ContainsFunc(f.Lacks, func(l Lack) bool { return l.Field == field.String() })
}

// judgeDamage says what the damage takes away.
func (a *Archive) judgeDamage() {
	const much = 0.01
	d := a.Damage
	if n := d.RoundedIDs + d.RoundedReplies; float64(n) > much*float64(a.Posts) {
		a.cannot("Every link between posts: %s ids lost their last digits in a spreadsheet or in R. Posts that stand there under several ids count once.", audit.Thousands(n))
	}
	if float64(d.TruncatedTexts) > much*float64(a.Posts) {
		a.cannot("What stands behind the cut of %s texts.", audit.Thousands(d.TruncatedTexts))
	}
	if d.NoZones > 0 {
		a.cannot("The exact time of %s posts: their times name no zone. They are read as a mapping's timezone or --timezone says, UTC if neither does.", audit.Thousands(d.NoZones))
	}
}

// judgeTimes says what the times do not tell.
func (a *Archive) judgeTimes(inputs []dataset.Input) {
	lost, untimed := audit.LostTimes(inputs)
	if lost > 0 {
		a.cannot("When things happened: %s.", untimed)
	}
	if n := a.Damage.NoTimes - lost; n > 0 {
		a.cannot("When %s posts were written: they have no readable time, and belong to cases only through reply links.", audit.Thousands(n))
	}
	misdated := 0
	for i := range a.Brands {
		misdated += a.Brands[i].Misdated
	}
	if misdated > 0 {
		a.cannot("Whether the times are right: the time of %s is before that of the post replied to. Some clock of this archive is wrong.", audit.Counted(misdated, "post"))
	}
	if len(a.strays) > 0 {
		a.cannot("Whether all times are right: %s. They move the archive's end, the period and the trend.", strings.Join(a.strays, "; "))
	}
	if dates := a.brandsThat(func(b *Brand) bool { return b.DaysOnly }); len(dates) > 0 {
		a.cannot("How fast %s answered, and at which hours: their replies all have the same time of day, as dates without one have.", few(dates))
	}
	if a.end != nil && len(a.Brands) > 0 {
		a.cannot("Whether the last requests before the archive ends, on %s, were answered: they count as too recent.", a.end.Format("2 January 2006"))
	}
}

// judgeWhat says of which brands it is not known what the customers came for, or what
// is said.
func (a *Archive) judgeWhat() {
	const aFew = 0.05 // are odd in any archive
	var unseen, textless []string
	for i := range a.Brands {
		b := &a.Brands[i]
		if float64(b.Unseen) > aFew*float64(b.Cases) {
			unseen = append(unseen, fmt.Sprintf("%s (%s of %s cases)", b.Name, audit.Thousands(b.Unseen), audit.Thousands(b.Cases)))
		}
		if b.Textless != "" {
			textless = append(textless, fmt.Sprintf("%s (%s)", b.Name, b.Textless))
		}
	}
	if len(unseen) > 0 {
		a.cannot("What customers came for, where the archive holds the reply and no post of theirs: it is guessed from the reply. So it is of %s.", few(unseen))
	}
	if len(textless) > 0 {
		a.cannot("What posts without a text say: %s. Check that the texts are whole, and that they are read from the right column.", few(textless))
	}
}

// brandsThat names the brands of which something is true.
func (a *Archive) brandsThat(is func(b *Brand) bool) (names []string) {
	for i := range a.Brands {
		if is(&a.Brands[i]) {
			names = append(names, a.Brands[i].Name)
		}
	}
	return names
}

// few names the first of many.
func few(names []string) string {
	const most = 4
	if len(names) <= most {
		return listOf(names, "and")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
