package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/stats"
	"github.com/lastword-audit/lastword/dataset"
)

// A Method is what the audit was done by, in so far as the Method sheet has to
// say it in words.
type Method struct {
	Gap        time.Duration // an unlinked post joins the customer's open case within it
	Codebook   []Term        // the outcome rules, in the order in which they are tried
	Languages  []string      // languages with a codebook
	Thresholds []Term        // limits beyond which the audit warns or withholds
}

// A Term is a word and what it means.
type Term struct{ Name, Text string }

// terms is all that the Method sheet says, in its order.
func (r *Report) terms() []Term {
	s, m := r.Summary, &r.Manifest
	t := []Term{
		{"In one paragraph", s.Method},
		{"Question", "Of the customers who wrote to a brand in public with a request, how many could see it closed there and then, in public? " +
			"Each case is judged at the brand's last substantive public reply."},
		{"Case", "One customer's conversation with one brand: every public post of that customer to the brand's accounts and of the brand to that customer, in one conversation. " +
			"Posts belong together by reply links and conversation ids" + audit.GapWords(r.Method.Gap) + ". " +
			"Posts by bystanders are no part of it, and an audited brand is another one's customer only where that one answers it."},
		{"Copy", "A post that the archive holds several times, under one id or with one author, time and text, counts once. Of its copies counts the one whose id lost no digits, then one that has a time, then the longest text, then one that names the post it replies to, then the earliest."},
		{"Request", "A case that asks a question, makes a complaint or suggests something. Praise and chatter are counted as cases, but they are in no rate of an outcome, one of the rankings aside."},
		{"resolved", "The last reply answers this customer: the information, an explanation, a decision (a clear no counts), a remedy, or word that the thing was done. Also where the customer says in public that the matter is settled."},
		{"redirected", "The last reply sends the customer to another channel, or says that the matter goes on there, so that it cannot be closed in public."},
		{"boilerplate", "The last reply could be sent unchanged to any other customer."},
		{"ignored", "The brand never replied in public (no_reply), or the customer came back with something that needs an answer and got none (dropped)."},
		{"open", "The last reply is about this customer's matter, does not close it, and the archive ends there. It belongs to none of the study's four outcomes; it is counted, shown and kept in the denominator."},
		{"Confidence", "How sure the rule that decided is of the outcome, from 0 to 100 %. Read the cases of which it is least sure first: most of its errors are among them."},
		{"Two denominators", "Every outcome is given as a share of all requests and, beside it, of the answered requests. The second is the 2012 study's way: it judged the replies that banks sent."},
		{"Interval", "Each rate has its 95 % interval after Wilson (1927), Journal of the American Statistical Association 22:209–212. Were the audit repeated on other cases of the same kind, about 19 of 20 such intervals would hold the true rate. Few cases make a wide interval. It holds the chance of which cases there are, and not the machine's errors in labelling them: people code a sample (lastword sample), and lastword correct gives rates without those errors."},
		{"Too recent", "A request without a reply that was opened closer to the archive's end than nine in ten first replies take: one may still have come. It counts as ignored; the sheet Cases marks it (too_recent)."},
		{"Withheld", "A number is withheld, and the reason given, where the source cannot show it: an archive collected from a brand's replies, or one account's own archive, holds no request that got no reply."},
		{"Coverage", "The share of a brand's replies that the archive holds, of those that posts in the archive refer to. Low coverage makes cases look ignored that were not, and the answered ones are those whose reply happens to be there: their rates and times may be far from those of all."},
		{"Template", "A reply that stands, names, handles, numbers, links, signatures and salutations aside, in replies to many customers."},
		{"Misdirected", "A request that was opened to an account of the brand that is not its support account; of those whose first post says to which account it was written."},
		{"Confidential", "A redirect whose reply asks for personal or account details (name, card, account, order, phone number, postcode), or that answers a request which cannot be handled without them, such as a charge or a locked account. The others are called avoidable: nothing in their posts shows that the matter could not have been dealt with in public."},
		{"Had tried it", "A redirected customer who had said in public that the channel was tried, or came from it (bounce)."},
		{"By customer", "Requests of one customer need not end independently. Beside Wilson's interval stands one from 2,000 resamples of whole customers (Davison and Hinkley 1997, section 3.8; fixed seed); where it is more than a tenth wider, trust it. Counted once, a customer stands for the last request."},
		{"Comparison", "Every pair of brands with enough requests: the difference of their rates with Newcombe's interval (1998, method 10), the mid-p value of Fisher's exact test, and that value adjusted after Holm (1979) over all pairs for the same outcome and denominator. Below 0.05 the difference is more than chance explains. Each request is taken as independent of the others, and as rightly labelled: where one customer has many, or the machine errs more with one brand than with the other, a difference can look surer than it is."},
		{"Ranking", "The order of the brands depends on what the resolved are a share of. The sheet Ranking shows it under each definition; brands with too few cases are left out. Neighbours may differ by chance: the sheet Comparisons tells."},
		{"Mechanical", "How alike and how regular a brand's replies are. A template may be the right answer, and people work shifts: the figures are no verdict."},
		{"First reply", fmt.Sprintf("The time from the customer's first post to the brand's first post after it, of the requests that have one in the archive: what got no reply is in neither the median nor the 90 %%. The median has an interval from %d such requests on, the time within which 90 %% of the first replies came from %d on.",
			stats.CasesForQuantile(0.5, audit.Level), stats.CasesForQuantile(0.9, audit.Level))},
		{"Yardstick", "Javelin Strategy & Research, 2012: about 5,500 replies of three US banks over seven weeks. Closed in public: Citi 36 %, Wells Fargo 11 %, Bank of America 3 % of conversations. Compare with the share resolved of answered requests."},
	}
	if s.Unit == audit.UnitCustomer {
		t = append(t, Term{"Unit", "Only each customer's last case in the window counts, as in the study."})
	} else {
		t = append(t, Term{"Unit", "Every case counts; a customer can have several."})
	}
	if len(r.Method.Languages) > 0 {
		t = append(t, Term{"Languages", fmt.Sprintf("There is a codebook for %s. A case in another language is counted, but not labelled.", list(r.Method.Languages))})
	}
	for _, rule := range r.Method.Codebook {
		t = append(t, Term{"Rule: " + rule.Name, rule.Text})
	}
	t = append(t, r.Method.Thresholds...)

	t = append(t, Term{"Trend", trendWords(s)}, Term{"Window", span(&s.Window)},
		Term{"Posts read", audit.Thousands(s.Posts.Read)},
		Term{"… in a case", audit.Thousands(s.Posts.Used)})
	for _, reason := range dropReasons(s.Posts.Dropped) {
		t = append(t, Term{"… left out: " + reason, audit.Thousands(s.Posts.Dropped[reason])})
	}
	t = append(t, Term{"Bad records", audit.Thousands(s.Problems)})
	for i := range s.Brands {
		b := &s.Brands[i]
		t = append(t, Term{"Cases of " + b.Name, fmt.Sprintf("%s; coverage %s", casesOf(b), rateWords(&b.Coverage.Rate))})
	}
	inputs := slices.SortedFunc(slices.Values(m.Inputs), func(a, b Input) int { // however they were given
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.SHA256, b.SHA256))
	})
	for i, in := range inputs {
		if i == inputsShown {
			t = append(t, Term{"Inputs", fmt.Sprintf("… and %d further ones; all are in manifest.json", len(m.Inputs)-i)})
			break
		}
		t = append(t, Term{"Input", fmt.Sprintf("%s (%s, %s bytes, %s, %s)\nSHA-256 %s",
			in.Name, dataset.FormatLabel(in.Format, in.Mapping), audit.Thousands(int(in.Size)), audit.Counted(in.Posts, "post"), audit.Counted(in.Problems, "problem"), in.SHA256)})
	}
	for _, name := range slices.Sorted(maps.Keys(m.Settings)) {
		t = append(t, Term{"Setting: " + name, cmp.Or(m.Settings[name], "not set")})
	}
	return append(t, Term{"Version", fmt.Sprintf("%s %s, codebook %s", Tool, m.Version, m.Codebook)})
}

// casesOf says what a brand's cases are.
func casesOf(b *audit.BrandSummary) string {
	if b.Cases == 0 {
		return "none"
	}
	return fmt.Sprintf("%s (%s); %s, of which %s answered and %s too recent; %s in a language without a codebook, or in an unknown one",
		audit.Counted(b.Cases, "case"), intents(b.Intents), audit.Counted(b.Requests, "request"), audit.Thousands(b.Answered), audit.Thousands(b.TooRecent.N), audit.Thousands(b.Unlabelled))
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
