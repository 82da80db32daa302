package report

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// The fixtures are made up: no bank, customer or post in them is real. Their
// rates come with intervals of ±5 points, which no test takes for Wilson's.

// rateOf returns n of of as a rate.
func rateOf(n, of int) audit.Rate {
	r := audit.Rate{N: n, Of: of}
	if of > 0 {
		rate := float64(n) / float64(of)
		low, high := max(0, rate-0.05), min(1, rate+0.05)
		r.Rate, r.Low, r.High = &rate, &low, &high
	}
	return r
}

const cannotShow = "the archive was collected from the brand's replies, so requests that got none are not in it"

// aBrand returns a brand whose requests ended in these numbers.
func aBrand(name string, resolved, redirected, boilerplate, ignored, open int) audit.BrandSummary {
	requests := resolved + redirected + boilerplate + ignored + open
	answered := requests - ignored
	outcome := func(n, ofAnswered int) audit.OutcomeRates {
		return audit.OutcomeRates{N: n, OfRequests: rateOf(n, requests), OfAnswered: rateOf(ofAnswered, answered)}
	}
	median, p90 := 60*float64(resolved+1), 3600*float64(redirected+1)
	b := audit.BrandSummary{
		Name: name, Cases: requests + 7, Requests: requests, Answered: answered, Replies: 2 * answered,
		Outcomes: audit.Outcomes{
			Resolved: outcome(resolved, resolved), Redirected: outcome(redirected, redirected),
			Boilerplate: outcome(boilerplate, boilerplate), Ignored: outcome(ignored, 0), Open: outcome(open, open),
		},
		Intents: map[string]int{"question": requests, "praise": 7},
		Channels: []audit.Count{
			{Name: "dm", N: redirected - redirected/3, Share: rateOf(redirected-redirected/3, redirected)},
			{Name: "phone", N: redirected / 3, Share: rateOf(redirected/3, redirected)},
		},
		Templates: audit.Templates{Share: rateOf(answered/2, 2*answered), Distinct: 2, Top: []audit.Template{
			{ID: "t1", Text: "Sorry to hear that, {name}. Please send us a DM with your details.", Replies: 9, Customers: 8, Example: "900719925474099312"},
			{ID: "t2", Text: "Bonjour {name}, désolé pour la gêne occasionnée.", Replies: 4, Customers: 4, Example: "900719925474099313"},
		}},
		Misdirected: audit.Misdirected{Requests: rateOf(3, requests), Outcomes: map[string]int{"resolved": 1, "ignored": 2},
			Accounts: []audit.Count{{Name: strings.ToLower(strings.ReplaceAll(name, " ", "")), N: 3, Share: rateOf(3, requests)}}},
		Coverage: audit.Coverage{Rate: rateOf(19, 20)},
	}
	if answered > 0 {
		b.FirstResponse = audit.Times{N: answered, Median: &median, P90: &p90, Buckets: []audit.TimeBucket{
			{UpTo: 300, N: answered / 4}, {UpTo: 3600, N: answered / 4}, {UpTo: 86400, N: answered / 4}, {N: answered - 3*(answered/4)},
		}}
	}
	return b
}

// withhold takes away what an archive of replies cannot show of a brand: all
// rates of requests, for there is no telling how many there were, and what was
// ignored.
func withhold(b audit.BrandSummary, why string) audit.BrandSummary {
	for _, name := range audit.OutcomeNames {
		o := b.Outcomes.Get(name)
		o.OfRequests = audit.Rate{N: o.N, Of: b.Requests, Withheld: why}
	}
	b.Outcomes.Ignored.OfAnswered = audit.Rate{Of: b.Answered, Withheld: why}
	return b
}

// threeBanks is the summary of three made-up banks.
func threeBanks() *audit.Summary {
	first, last := day(1), day(50)
	return &audit.Summary{
		Brands: []audit.BrandSummary{
			aBrand("Aurora Bank", 430, 310, 190, 170, 100),
			aBrand("Crédit Bleuté", 96, 610, 110, 20, 40),
			aBrand("Old Mill Savings", 31, 700, 180, 90, 20),
		},
		Window: audit.Window{First: &first, Last: &last},
		Inputs: []audit.InputSummary{{Name: "banks.jsonl", Format: "twarc2", Posts: 5500, Problems: 2}},
		Posts: audit.PostCounts{Read: 5500, Used: 5100, Dropped: map[string]int{
			audit.DroppedRepost: 300, audit.DroppedDuplicate: 40, audit.DroppedUnaddressed: 60,
		}},
		Problems: 2,
		Warnings: []string{"Old Mill Savings: 12 % of the replies that posts refer to are not in the archive, so its ignored share may be too high. Collect the account's timeline again to be sure."},
	}
}

// repliesOnly is threeBanks where the archive of one cannot show all requests.
func repliesOnly() *audit.Summary {
	s := threeBanks()
	s.Brands[1] = withhold(s.Brands[1], cannotShow)
	return s
}

// manyBanks is the summary of n made-up banks, some with long names, one with
// no request.
func manyBanks(n int) *audit.Summary {
	s := threeBanks()
	s.Brands = nil
	for i := range n {
		name := fmt.Sprintf("Bank %03d", i+1)
		if i%10 == 4 {
			name += " of the United Merchants & Mariners of the Northern Provinces"
		}
		b := aBrand(name, 10+(i*37)%400, 50+(i*53)%300, 10+i%90, 5+(i*7)%80, i%40)
		if i == 5 {
			b = aBrand(name, 0, 0, 0, 0, 0)
		}
		s.Brands = append(s.Brands, b)
	}
	return s
}

func day(n int) time.Time { return time.Date(2012, 3, n, 9, 30, 0, 0, time.UTC) }

// aCase returns the n-th case of a brand: a request and a redirect, both with
// text that a spreadsheet or a careless CSV reader would spoil.
func aCase(brand string, n int) *audit.Case {
	opened := day(1).Add(time.Duration(n) * time.Minute)
	id := fmt.Sprintf("9007199254%08d", 2*n)
	return &audit.Case{
		ID: brand + "/" + id, Brand: brand, Customer: fmt.Sprintf("customer%d", n),
		Turns: []codebook.Turn{
			{ID: id, Time: opened, Text: "@bank my card is blocked, \"again\"\r\nand I paid 20 €, why?"},
			{ID: fmt.Sprintf("9007199254%08d", 2*n+1), Brand: true, Time: opened.Add(90 * time.Second), Text: "=We're sorry. Please DM us, +1 555 0100"},
		},
		Label: codebook.Label{
			Intent: codebook.Complaint, Outcome: codebook.Redirected, Channel: codebook.DM, Language: "en",
			Rule: "redirected/dm", Evidence: "Please DM us", EvidenceAt: 1, LastReply: 1, Confidence: 0.874,
		},
		TemplateID: "t1",
	}
}

// unanswered returns a case without a reply.
func unanswered(brand string, n int) *audit.Case {
	c := aCase(brand, n)
	c.Turns = c.Turns[:1]
	c.Label = codebook.Label{Intent: codebook.Question, Outcome: codebook.Ignored, Reason: codebook.NoReply, EvidenceAt: -1, LastReply: -1}
	c.TemplateID = ""
	c.Misdirected = true
	return c
}

// someCases makes n cases, every fifth unanswered.
func someCases(n int) []*audit.Case {
	var list []*audit.Case
	for i := range n {
		c := aCase("Aurora Bank", i)
		if i%5 == 4 {
			c = unanswered("Aurora Bank", i)
		}
		list = append(list, c)
	}
	return list
}

// blocks yields the cases as an audit does, a few at a time.
func blocks(cases ...*audit.Case) iter.Seq2[caseBlock, error] {
	return func(yield func(caseBlock, error) bool) {
		for some := range slices.Chunk(cases, 7) {
			if !yield(block(some), nil) {
				return
			}
		}
	}
}

func block(cases []*audit.Case) caseBlock {
	return func(yield func(*audit.Row, error) bool) {
		for _, c := range cases {
			if !yield(&audit.Row{Bytes: AppendRow(nil, c), Caveats: c.Caveats}, nil) {
				return
			}
		}
	}
}

// aReport is a report of s with n cases.
func aReport(s *audit.Summary, n int) *Report {
	return &Report{
		Summary: s,
		Manifest: Manifest{
			Version: "v1.0.0", Codebook: "v1", Settings: map[string]string{"gap": "24h", "unit": "case"}, Window: s.Window,
			Inputs: []Input{
				{Name: "banks.jsonl", Format: "twarc2", Size: 1234567, SHA256: strings.Repeat("ab", 32), Posts: 5500, Problems: 2},
				{Name: "tickets.csv", Format: "mapping", Mapping: "helpdesk export", SHA256: strings.Repeat("cd", 32)},
			},
			Posts: s.Posts, Problems: s.Problems, RanAt: day(60),
		},
		Options: audit.Options{Gap: 24 * time.Hour, Limits: audit.DefaultThresholds},
		Cases:   blocks(someCases(n)...),
		Problems: []dataset.Problem{
			{Pos: dataset.Pos{File: "banks.jsonl", Line: 17}, Msg: "not JSON: unexpected end; delete or mend the line"},
			{Pos: dataset.Pos{File: "banks.jsonl", Line: 4711}, Field: "created_at", Msg: "\"yesterday\" is not a time"},
		},
	}
}
