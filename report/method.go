package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// A term is a word and what it means.
type term struct{ name, text string }

// terms is all that the Method sheet says, in its order.
func (r *Report) terms() []term {
	return slices.Concat([]term{{"In one paragraph", r.Summary.Method}},
		glossary(r.Options.Gap), r.choices(), found(r.Summary), r.madeOf())
}

// choices says how this audit decides.
func (r *Report) choices() []term {
	var t []term
	if r.Summary.Unit == audit.UnitCustomer {
		t = append(t, term{"Unit", "Only each customer's last case in the window counts, as in the study."})
	} else {
		t = append(t, term{"Unit", "Every case counts; a customer can have several."})
	}
	cb := cmp.Or(r.Options.Codebook, codebook.Default())
	t = append(t, term{"Languages", fmt.Sprintf("There is a codebook for %s. A case in another language is counted, but not labelled.", list(cb.LabelledLanguages()))})
	for _, rule := range codebook.Rules() {
		t = append(t, term{"Rule: " + rule.Name, fmt.Sprintf("%s: %s", rule.Outcome, rule.Text)})
	}
	return append(t, limits(&r.Options.Limits)...)
}

// limits says beyond what the audit warns or withholds.
func limits(l *audit.Thresholds) []term {
	coverage := "What a brand ignored is not withheld for want of its replies (--coverage 0)."
	if l.Coverage > 0 {
		coverage = fmt.Sprintf("What a brand ignored, and rates over all requests, are withheld in three cases: the archive's posts refer to replies of the brand, and it is not shown to hold %.0f %% of them (by the lower end of the share's interval); "+
			"it holds no reply at all; or most replies do not say what they answer, or name a post that is not there.", 100*l.Coverage)
	}
	return []term{
		{"Limit: coverage", coverage},
		{"Limit: no reply", fmt.Sprintf("What a brand ignored is also withheld if fewer than %.0f %% of at least %d cases have no reply: such an archive was collected from replies. So it is if fewer than %.0f %% hold a post of the customer: such an archive holds the brand's own posts.", 100*l.Unanswered, l.UnansweredCases, 100*l.Unanswered)},
		{"Limit: template", fmt.Sprintf("A reply is a template if at least %d customers of the brand got it.", l.TemplateCustomers)},
		{"Limit: few requests", fmt.Sprintf("Below %d requests a brand's rates are called little more than anecdotes. A share of fewer than %d is neither compared nor ranked.", l.ThinRequests, l.ThinRequests)},
		{"Limit: comparisons", fmt.Sprintf("A share is compared between at most %d brands: those with the largest denominators.", l.ComparedBrands)},
	}
}

// found says what was read, and the cases in it.
func found(s *audit.Summary) []term {
	t := []term{
		{"Trend", trendWords(s)},
		{"Window", span(&s.Window)},
		{"Posts read", audit.Thousands(s.Posts.Read)},
		{"… in a case", audit.Thousands(s.Posts.Used)},
	}
	for _, reason := range dropReasons(s.Posts.Dropped) {
		t = append(t, term{"… left out: " + reason, audit.Thousands(s.Posts.Dropped[reason])})
	}
	t = append(t, term{"Bad records", audit.Thousands(s.Problems)})
	few := largest(s, fewBrands)
	for i := range few.Brands {
		b := &few.Brands[i]
		t = append(t, term{"Cases of " + b.Name, fmt.Sprintf("%s; coverage %s", casesOf(b), rateWords(&b.Coverage.Rate))})
	}
	if more := len(s.Brands) - len(few.Brands); more > 0 {
		t = append(t, term{"Cases of others", moreBrands(more)})
	}
	return t
}

// madeOf says what the report was made of, and by what.
func (r *Report) madeOf() []term {
	m := &r.Manifest
	var t []term
	inputs := slices.SortedFunc(slices.Values(m.Inputs), func(a, b Input) int { // however they were given
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.SHA256, b.SHA256))
	})
	for i, in := range inputs {
		if i == inputsShown {
			t = append(t, term{"Inputs", fmt.Sprintf("… and %d further ones; all are in manifest.json", len(m.Inputs)-i)})
			break
		}
		t = append(t, term{"Input", fmt.Sprintf("%s (%s, %s bytes, %s, %s)\nSHA-256 %s",
			in.Name, dataset.FormatLabel(in.Format, in.Mapping), audit.Thousands(in.Size), audit.Counted(in.Posts, "post"), audit.Counted(in.Problems, "problem"), in.SHA256)})
	}
	for _, name := range slices.Sorted(maps.Keys(m.Settings)) {
		t = append(t, term{"Setting: " + name, cmp.Or(m.Settings[name], "not set")})
	}
	return append(t, term{"Version", fmt.Sprintf("%s %s, codebook %s", Tool, m.Version, m.Codebook)})
}

// casesOf says what a brand's cases are.
func casesOf(b *audit.BrandSummary) string {
	if b.Cases == 0 {
		return "none"
	}
	text := fmt.Sprintf("%s (%s); %s, of which %s answered and %s too recent; %s in a language without a codebook, or in an unknown one",
		audit.Counted(b.Cases, "case"), intents(b.Intents), audit.Counted(b.Requests, "request"), audit.Thousands(b.Answered), audit.Thousands(b.TooRecent.N), audit.Thousands(b.Unlabelled-b.Unphrased))
	if b.Unphrased > 0 {
		text += fmt.Sprintf("; %s without a phrase of their language, which --codebook adds", audit.Thousands(b.Unphrased))
	}
	return text
}

// intents lists how many cases there are of each intent, most first.
func intents(n map[string]int) string {
	names := slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b))
	})
	for i, name := range names {
		names[i] = name + " " + audit.Thousands(n[name])
	}
	return list(names)
}

// inputsShown is how many inputs the Method sheet lists.
const inputsShown = 100

// dropReasons lists the reasons that occur: first the known ones in their
// order, then any others by name.
func dropReasons(dropped map[string]int) []string {
	known := slices.Clone(audit.DropReasons)
	for _, reason := range slices.Sorted(maps.Keys(dropped)) {
		if !slices.Contains(known, reason) {
			known = append(known, reason)
		}
	}
	return slices.DeleteFunc(known, func(reason string) bool { _, ok := dropped[reason]; return !ok })
}

// rateWords says a rate with its n and interval.
func rateWords(r *audit.Rate) string {
	switch {
	case r.Rate != nil:
		return fmt.Sprintf("%s %% (%s of %s; 95 %%: %s)", percent(*r.Rate), audit.Thousands(r.N), audit.Thousands(r.Of), interval(r))
	case withheld(r) != "":
		return wordWithheld + ": " + withheld(r)
	}
	return "not known"
}
