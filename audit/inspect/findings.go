package inspect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// A Finding is something that an audit of the archive can or cannot tell, in
// plain words.
type Finding struct {
	Can  bool   `json:"can"`
	Says string `json:"says"`
}

// judge says what an audit of the archive can and cannot tell.
func (a *Archive) judge(acc *accounts, inputs []dataset.Input) {
	a.Findings = []Finding{}
	if a.Posts == 0 {
		a.cannot("The files hold no posts.")
		return
	}
	a.judgeColumns()
	a.judgeAnswers()
	a.judgeIgnored(acc)
	a.judgeLinks()
	a.judgeDamage(inputs)
}

func (a *Archive) can(format string, args ...any) {
	a.Findings = append(a.Findings, Finding{true, fmt.Sprintf(format, args...)})
}

func (a *Archive) cannot(format string, args ...any) {
	a.Findings = append(a.Findings, Finding{false, fmt.Sprintf(format, args...)})
}

// judgeColumns says of which files the columns seem to be taken for each other.
func (a *Archive) judgeColumns() {
	for i := range a.Files {
		if f := &a.Files[i]; len(f.swapped) > 0 {
			a.cannot("Anything of %s, as it is read: %s. Check which column the mapping names for what, and whether the header stands over its columns.", f.Name, strings.Join(f.swapped, "; "))
		}
	}
}

// judgeAnswers says what can be told of the brands' answers.
func (a *Archive) judgeAnswers() {
	answered, brands, cases := 0, 0, 0
	for i := range a.Brands {
		b := &a.Brands[i]
		answered += b.Answered
		cases += b.Cases
		if b.Answered > 0 {
			brands++
		}
	}
	switch {
	case len(a.Brands) == 0:
		a.cannot("No account looks like a brand's: none is addressed by, or answers, several others. Name the brands in a brands file.")
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
func (a *Archive) judgeIgnored(acc *accounts) {
	said := map[string]bool{}
	if a.noneShowsIgnored() || len(a.Brands) == 0 {
		for i := range a.Files {
			if why := a.Files[i].hidesIgnored(); why != "" && !said[why] {
				said[why] = true
				a.cannot("What was ignored: %s.", why)
			}
		}
	}
	if who, n := acc.owner(a.Posts - a.Reposts); who != "" && len(said) == 0 {
		said[who] = true
		a.cannot("What was ignored: @%s wrote %s of the %s posts. These look like one account's own posts: they show how it answers, not whom it left without an answer.", who, audit.Thousands(n), audit.Thousands(a.Posts-a.Reposts))
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

// owner returns the account that wrote nearly all posts, "" if there is none.
func (a *accounts) owner(posts int) (handle string, wrote int) {
	const nearlyAll = 0.95
	for _, x := range a.top(1, func(x *Account) int { return x.Posts - x.reposts }) {
		if n := x.Posts - x.reposts; posts >= mostTop && float64(n) >= nearlyAll*float64(posts) {
			return x.Handle, n
		}
	}
	return "", 0
}

// judgeLinks says whether replies can be told from the posts that they answer.
func (a *Archive) judgeLinks() {
	said := map[string]bool{}
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
		if why != "" && !said[why] {
			said[why] = true
			a.cannot("Which post a reply in %s answers: %s.", f.Name, why)
		}
	}
}

func (f *File) lacks(field dataset.Field) bool {
	return slices.ContainsFunc(f.Lacks, func(l Lack) bool { return l.Field == field.String() })
}

// judgeDamage says what the damage takes away.
func (a *Archive) judgeDamage(inputs []dataset.Input) {
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
	lost, untimed := audit.LostTimes(inputs)
	if lost > 0 {
		a.cannot("When things happened: %s.", untimed)
	}
	if n := d.NoTimes - lost; n > 0 {
		a.cannot("When %s posts were written: they have no readable time, and belong to cases only through reply links.", audit.Thousands(n))
	}
	if a.Last != nil && len(a.Brands) > 0 {
		a.cannot("Whether the last requests before the archive ends, on %s, were answered: they count as too recent.", a.Last.Format("2 January 2006"))
	}
}

// few names the first of many.
func few(names []string) string {
	const most = 4
	if len(names) <= most {
		return listOf(names, "and")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
