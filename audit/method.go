package audit

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// method says in one paragraph what the audit did, so that it can stand in a
// paper. It names what was done, with counts, and nothing that was not.
func (r *run) method(s *Summary) string {
	var b strings.Builder
	say := func(format string, args ...any) { b.WriteString(sprintf(format, args...)) }

	say("We audited the public replies of %s with lastword (codebook %s).", Counted(len(s.Brands), "brand"), r.Codebook.Version())
	say(" The sources were %s with %s", sources(s.Inputs), Counted(s.Posts.Read, "post"))
	if s.Problems > 0 {
		say("; %s could not be read, or not in full", Counted(s.Problems, "record"))
	}
	say(".")
	if n := s.Posts.Moved; n > 0 {
		say(" The times of %s, which a program had moved by whole hours or quarters, were set by the ids, which hold them.", Counted(n, "post"))
	}
	if w := s.Window; w.First != nil && w.Last != nil {
		const day = "2 January 2006"
		say(" The cases' posts were written from %s to %s (UTC).", w.First.Format(day), w.Last.Format(day))
	}
	if w := s.Window; w.Since != nil || w.Until != nil {
		say(" Only cases opened%s counted.", setWindow(w))
	}
	if excluded := exclusions(s.Posts.Dropped); excluded != "" {
		say(" %s %s to a case; left out were %s.", Counted(s.Posts.Used, "post"), verb(s.Posts.Used, "belongs", "belong"), excluded)
	}
	say(" A case is one customer's public conversation with one brand, put together by reply links and conversation ids%s.", GapWords(r.Gap))
	say(" A request is a case that asks a question, complains or proposes something.")
	if s.Unit == UnitCustomer {
		say(" Only each customer's last case counts.")
	} else {
		say(" Every case counts; a customer can have several.")
	}
	cases, requests, answered, unlabelled, unphrased := 0, 0, 0, 0, 0
	for i := range s.Brands {
		cases += s.Brands[i].Cases
		requests += s.Brands[i].Requests
		answered += s.Brands[i].Answered
		unlabelled += s.Brands[i].Unlabelled - s.Brands[i].Unphrased
		unphrased += s.Brands[i].Unphrased
	}
	say(" There %s %s, of which %d %s and %d of these %s answered.", verb(cases, "was", "were"), Counted(cases, "case"),
		requests, verb(requests, "was a request", "were requests"), answered, verb(answered, "was", "were"))
	if unlabelled > 0 {
		say(" %s in a language without a codebook, or in an unknown one, %s in no rate.", Counted(unlabelled, "case"), verb(unlabelled, "is", "are"))
	}
	if unphrased > 0 {
		say(" %s in a language that was added to the codebook, without one of its phrases, %s in no rate.", Counted(unphrased, "case"), verb(unphrased, "is", "are"))
	}
	say(" Rules in a fixed order labelled each case resolved, redirected, ignored, boilerplate or open at the brand's last substantive public reply; logistic regressions on the acts of its sentences, and phrase lists, decide whether a rule fits.")
	say(" Rates are given over all requests and over answered ones, with 95 %% intervals after Wilson (1927)")
	if len(s.Comparisons) > 0 {
		say("; brands are compared by the difference of their rates with Newcombe's (1998) interval and mid-p values of Fisher's exact test, adjusted after Holm (1979) over the pairs of brands of one outcome and denominator")
	}
	say(". Times are medians and 90th percentiles with distribution-free intervals.")
	if n := withheldBrands(s.Brands); n > 0 {
		say(" For %s, what was ignored and rates over all requests are withheld, because the sources cannot show them.", Counted(n, "brand"))
	}
	say(" The agreement of these labels with human coders is not part of this run.")
	return b.String()
}

// GapWords returns how a sentence on what links posts goes on to say what the gap
// adds; it is "" if the gap is 0 or less.
func GapWords(gap time.Duration) string {
	if gap <= 0 {
		return ""
	}
	within := gap.String()
	switch {
	case gap%time.Hour == 0:
		within = Counted(int(gap/time.Hour), "hour")
	case gap%time.Minute == 0:
		within = Counted(int(gap/time.Minute), "minute")
	}
	return "; a post that neither replies nor is replied to joins the same customer's case before it if it follows within " + within
}

// sources counts the inputs by format: "3 files (2 twarc2, 1 twcs)".
func sources(inputs []InputSummary) string {
	byFormat := map[string]int{}
	for _, in := range inputs {
		if in.Format != "" {
			byFormat[dataset.FormatLabel(in.Format, in.Mapping)]++
		}
	}
	var formats []string
	for _, f := range slices.Sorted(maps.Keys(byFormat)) {
		formats = append(formats, sprintf("%d %s", byFormat[f], f))
	}
	if len(formats) == 0 {
		return Counted(len(inputs), "file")
	}
	return sprintf("%s (%s)", Counted(len(inputs), "file"), strings.Join(formats, ", "))
}

// setWindow says a window as it was set: " from 2026-01-01 and before 2026-02-01".
func setWindow(w Window) string {
	s := ""
	if w.Since != nil {
		s = " from " + w.Since.Format(time.RFC3339)
	}
	if w.Until != nil {
		if s != "" {
			s += " and"
		}
		s += " before " + w.Until.Format(time.RFC3339)
	}
	return s
}

// exclusions lists the posts in no case by reason: "12 (repost), 3 (duplicate)".
func exclusions(dropped map[string]int) string {
	var list []string
	for _, reason := range DropReasons {
		if n := dropped[reason]; n > 0 {
			list = append(list, sprintf("%d (%s)", n, reason))
		}
	}
	return strings.Join(list, ", ")
}

// withheldBrands counts the brands whose rates over all requests are withheld.
func withheldBrands(brands []BrandSummary) int {
	n := 0
	for i := range brands {
		if r := &brands[i].Outcomes.Resolved.OfRequests; r.Of > 0 && r.Rate == nil {
			n++
		}
	}
	return n
}
