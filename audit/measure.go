package audit

import (
	"fmt"
	"maps"
	"math"
	"strings"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/stats"
)

// Thresholds are the limits at which the audit changes what it says. The zero
// value is not useful; see DefaultThresholds.
type Thresholds struct {
	// TemplateCustomers is how many customers must have got a reply, names,
	// numbers, links, signatures and salutations aside, to call it a template.
	TemplateCustomers int
	// Coverage is the share of a brand's replies that the archive must hold,
	// at the lower end of the share's interval, to report what the brand
	// ignored, and rates over all requests. At 0 even a brand of which the
	// archive holds no reply is believed to have ignored everybody.
	Coverage float64
	// Unanswered is the share of cases without a reply below which the archive
	// is taken to have been collected from the brand's replies, and the share of
	// cases with a post of the customer below which to hold the brand's own posts.
	Unanswered float64
	// UnansweredCases is how many cases the first judgement needs.
	UnansweredCases int
	// ThinRequests is the number of requests below which a brand's rates are
	// called thin, and are not compared with others.
	ThinRequests int
	// ComparedBrands is how many brands are compared with each other, at most:
	// those with the most requests. 20 make 190 pairs.
	ComparedBrands int
}

// DefaultThresholds are the limits unless a flag says otherwise.
var DefaultThresholds = Thresholds{
	TemplateCustomers: 3,
	Coverage:          0.5,
	Unanswered:        0.05,
	UnansweredCases:   50,
	ThinRequests:      30,
	ComparedBrands:    20,
}

// A tally counts a brand's cases: add counts one, summarise reports them. Tallies
// of parts of the cases merge, in any order, to the tally of them all.
type tally struct {
	cases        int
	replies      int
	unlinked     int // replies that nothing but time ties to their case
	adrift       int // replies to a post that is not here, where one waits: see setAdrift
	elsewhere    int // replies by accounts that are no support accounts
	unlabelled   int
	undetermined int // of these, for the language is not known
	unseen       int // requests of which the archive holds no post of the customer
	unasked      int // cases of which it holds none
	unanswered   int // cases that the customer opened and the brand never answered

	scripts     map[string]int // undetermined cases: see scriptOf
	languages   map[string]int // the other unlabelled cases
	intents     map[string]int
	requests    outcomeTally
	channels    map[string]int // redirected requests
	responses   map[int64]int  // first responses to requests, by seconds
	openedAt    []int64        // requests without a reply: opening seconds, few of which are equal
	addressed   int            // requests whose opening account is known
	misdirected map[string]int // misdirected requests by outcome
	accounts    map[string]int // misdirected requests by account
	templates   map[uint64]templateUse

	everyIntent outcomeTally // labelled cases of any intent
	customers   customerTally
	redirects   redirectTally
	days        dayTally
	manner      mannerTally
	texts       textTally

	referred, present int // the brand's posts that others reply to, and those here
}

func newTally() *tally {
	return &tally{
		scripts: map[string]int{}, languages: map[string]int{}, intents: map[string]int{}, channels: map[string]int{}, responses: map[int64]int{},
		misdirected: map[string]int{}, accounts: map[string]int{}, templates: map[uint64]templateUse{},
		customers: customerTally{counts: map[outcomeTally]int{}}, days: dayTally{},
	}
}

// add counts one case.
func (t *tally) add(c *Case) {
	t.cases++
	t.intents[string(c.Label.Intent)]++
	for i := range c.Turns {
		if c.Turns[i].Brand {
			t.replies++
		}
	}
	if c.Request() == nil {
		t.unasked++
	}
	t.manner.add(c)
	t.texts.add(c)
	answered := c.Answered()
	if !answered {
		t.unanswered++
	}
	if c.Label.Outcome == codebook.NoOutcome || c.Label.Intent == codebook.NoIntent {
		t.unlabelled++
		if c.Label.Language == "" {
			t.undetermined++
			t.scripts[scriptOf(c)]++
		} else {
			t.languages[strings.Clone(c.Label.Language)]++ // the case's memory is used again
		}
	} else {
		t.everyIntent.add(c)
	}
	if !c.Label.Intent.Request() {
		return
	}
	t.redirects.add(&c.Label)
	t.days.add(c)
	t.requests.add(c)
	if c.Request() == nil {
		t.unseen++
	}
	if !answered {
		t.openedAt = append(t.openedAt, c.OpenedAt().Unix())
	}
	if c.Label.Outcome == codebook.Redirected {
		t.channels[string(c.Label.Channel)]++
	}
	if d, ok := c.FirstResponse(); ok {
		t.responses[int64(d.Seconds())]++
	}
	if c.OpenedTo != "" {
		t.addressed++
		if c.Misdirected {
			t.misdirected[string(c.Label.Outcome)]++
			t.accounts[strings.Clone(c.OpenedTo)]++
		}
	}
}

// countLinks counts the replies of a case that no link ties to what they answer, and
// those by accounts that are not there to answer.
func (t *tally) countLinks(c *casePosts) {
	t.unlinked += c.unlinked()
	if c.adrift {
		t.adrift += len(c.posts)
	}
	for _, p := range c.posts {
		if p.byBrand && !p.support {
			t.elsewhere++
		}
	}
}

// merge adds another tally of the same brand.
func (t *tally) merge(o *tally) {
	t.cases += o.cases
	t.replies += o.replies
	t.unlinked += o.unlinked
	t.adrift += o.adrift
	t.elsewhere += o.elsewhere
	t.unlabelled += o.unlabelled
	t.undetermined += o.undetermined
	t.unseen += o.unseen
	t.unasked += o.unasked
	t.unanswered += o.unanswered
	t.addressed += o.addressed
	t.referred += o.referred
	t.present += o.present
	addCounts(t.scripts, o.scripts)
	addCounts(t.languages, o.languages)
	addCounts(t.intents, o.intents)
	t.requests.merge(o.requests)
	t.everyIntent.merge(o.everyIntent)
	addCounts(t.channels, o.channels)
	addCounts(t.responses, o.responses)
	t.openedAt = append(t.openedAt, o.openedAt...)
	addCounts(t.misdirected, o.misdirected)
	addCounts(t.accounts, o.accounts)
	t.customers.merge(&o.customers)
	t.redirects.merge(o.redirects)
	t.days.merge(o.days)
	t.manner.merge(&o.manner)
	t.texts.merge(o.texts)
	for skeleton, use := range o.templates {
		if mine, ok := t.templates[skeleton]; ok {
			use = mine.merge(use)
		}
		t.templates[skeleton] = use
	}
}

func addCounts[K comparable](to, from map[K]int) {
	for k, n := range from {
		to[k] += n
	}
}

// summarise turns the tally into what is reported of the brand. unshown says
// why the source cannot show what was ignored, "" if it can; end is the time
// of the archive's last post.
func (t *tally) summarise(brand Brand, limits Thresholds, unshown string, end int64, resample *resampler) BrandSummary {
	requests := sum(t.requests.all)
	caveat, withheld := t.withhold(limits, unshown)
	s := BrandSummary{
		Name:         brand.Name,
		Cases:        t.cases,
		Requests:     requests,
		Answered:     sum(t.requests.answered),
		Replies:      t.replies,
		Unlinked:     t.unlinked,
		Unlabelled:   t.unlabelled,
		Undetermined: t.undetermined,
		Unseen:       t.unseen,
		Intents:      maps.Clone(t.intents),
		Channels:     counts(t.channels),
		Coverage:     t.coverage(caveat),
		Outcomes:     t.requests.rates(withheld),
	}
	s.FirstResponse = times(t.responses)
	s.TooRecent = NewRate(t.openedAfter(tooRecent(s.FirstResponse, end)), requests)
	s.Templates = t.summariseTemplates(limits)
	s.Misdirected = Misdirected{
		Requests: NewRate(total(t.misdirected), t.addressed),
		Outcomes: maps.Clone(t.misdirected),
		Accounts: counts(t.accounts),
	}
	if len(brand.Accounts) == 0 && t.addressed > 0 {
		s.Misdirected.Requests.withhold("no account of the brand is named but support accounts, so that what is written to others is in no case: name them in the brands file (accounts)")
	}
	s.Redirects = t.redirects.summarise()
	s.Customers = t.customers.summarise(&s.Outcomes, resample)
	return s
}

// withhold says why what the brand ignored cannot be told, as a caveat and in
// words, which are the same for all brands of which it is true; both are "" if it can.
func (t *tally) withhold(limits Thresholds, unshown string) (caveat Caveat, why string) {
	switch {
	case unshown != "":
		return CaveatFromReplies, unshown
	case t.cases > 0 && float64(t.cases-t.unasked) < limits.Unanswered*float64(t.cases):
		return CaveatFromReplies, fmt.Sprintf("fewer than %.0f %% of the cases hold a post of the customer: the archive seems to hold the brand's own posts, which show how it answers, not whom it left without an answer", 100*limits.Unanswered)
	case t.referred > 0 && stats.Wilson(t.present, t.referred, Level).Low < limits.Coverage:
		return CaveatLowCoverage, fmt.Sprintf("it cannot be shown that the archive holds at least %.0f %% of the brand's posts that others reply to: what looks ignored may have been answered", 100*limits.Coverage)
	case t.unanswered == t.cases && t.cases > 0 && limits.Coverage > 0:
		return CaveatLowCoverage, "no case has a reply of the brand: the replies may not have been collected, or come from an account that is not named"
	case mostUnlinked(t.unlinked, t.replies) && limits.Coverage > 0:
		return CaveatUnlinked, "most of the brand's replies do not say what they answer: one that comes later than --gap stands in a case of its own, and the request that it answers looks ignored"
	case t.mostAdrift() && limits.Coverage > 0:
		return CaveatUnlinked, "most of the brand's replies name a post that is not in the archive, though one of the same customer stands before them without a reply: the ids do not fit, and a request that was answered looks ignored"
	case t.cases >= limits.UnansweredCases && float64(t.unanswered) < limits.Unanswered*float64(t.cases):
		return CaveatFromReplies, fmt.Sprintf("fewer than %.0f %% of the cases have no reply: the archive seems to have been collected from the brand's replies, and lacks the requests that were never answered", 100*limits.Unanswered)
	}
	return "", ""
}

// mostUnlinked reports whether too few replies say what they answer to tell who
// got none.
func mostUnlinked(unlinked, replies int) bool { return 2*unlinked > replies }

// mostAdrift reports whether that is so because what replies name is not there.
func (t *tally) mostAdrift() bool {
	return !mostUnlinked(t.unlinked, t.replies) && mostUnlinked(t.unlinked+t.adrift, t.replies)
}

// coverage is the tally's, given why what the brand ignored cannot be told.
func (t *tally) coverage(caveat Caveat) Coverage {
	rate := NewRate(t.present, t.referred)
	if t.referred == 0 {
		rate.Withheld = "no post refers to a reply of the brand"
	}
	return Coverage{rate, caveat == CaveatLowCoverage}
}

// tooRecent is the second after which a request without a reply may still have
// been waiting for one at the archive's end: nine in ten first replies come
// faster than that.
func tooRecent(responses Times, end int64) int64 {
	if responses.N == 0 || end == noTime {
		return math.MaxInt64
	}
	return end - int64(math.Ceil(*responses.P90)) // the percentile may lie between two seconds
}

// openedAfter counts the requests without a reply that were opened later.
func (t *tally) openedAfter(second int64) int {
	n := 0
	for _, opened := range t.openedAt {
		if opened > second {
			n++
		}
	}
	return n
}
