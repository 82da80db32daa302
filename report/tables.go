package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
)

// A table is what one sheet shows: named columns and rows of cells. A cell is
// a string, an int, a share (0 to 1), a length of time in seconds, or nil.
type table struct {
	fields []field
	rows   [][]any
	brands int // that it has rows of, where it is of brands
}

// A field is one column of a table.
type field struct {
	head  string
	width float64 // in characters
	kind  kind
}

// column returns the place, from 1, of the column with this head.
func (t *table) column(head string) int {
	return 1 + slices.IndexFunc(t.fields, func(f field) bool { return f.head == head })
}

// A kind says how a column's numbers and texts are shown.
type kind int

const (
	plainText kind = iota
	longText
	number
	share
	decimal // three places
	chance  // a p-value
	duration
	kinds // how many there are
)

// seconds is a cell that is shown as a duration.
type seconds float64

// rateCells returns the cells that show a rate: numerator, denominator, rate,
// low and high.
func rateCells(r *audit.Rate) []any {
	switch {
	case r.Rate != nil && r.Low != nil && r.High != nil:
		return []any{r.N, r.Of, *r.Rate, *r.Low, *r.High}
	case withheld(r) != "":
		return []any{wordWithheld, r.Of, wordWithheld, nil, nil}
	}
	return []any{r.N, r.Of, nothing, nil, nil}
}

// rateFields names the columns of rateCells.
func rateFields(n, of, rate string) []field {
	return []field{
		{n, 13, number}, {of, 12, number}, {rate, 12, share}, {"95 % low", 9, share}, {"95 % high", 9, share},
	}
}

// outcomesTable shows every outcome over both denominators, one row an outcome
// and brand. The rows of one outcome stand together, in the brands' order, so
// that brands compare at a glance and a chart's series is one range.
func outcomesTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Outcome", 13, plainText}, {"Brand", 26, longText}},
		rateFields("Requests so ended", "All requests", "Share of all"),
		rateFields("Answered so ended", "All answered", "Share of answered"),
		[]field{{"Why withheld", 64, longText}},
	)}
	for _, name := range audit.OutcomeNames {
		for i := range s.Brands {
			o := s.Brands[i].Outcomes.Get(name)
			t.rows = append(t.rows, slices.Concat([]any{name, s.Brands[i].Name}, rateCells(&o.OfRequests), rateCells(&o.OfAnswered),
				[]any{blank(cmp.Or(withheld(&o.OfRequests), withheld(&o.OfAnswered)))}))
		}
	}
	t.dropEmptyLast()
	return t
}

// dropEmptyLast removes the last column if nothing stands in it.
func (t *table) dropEmptyLast() {
	last := len(t.fields) - 1
	for _, row := range t.rows {
		if last < len(row) && row[last] != nil {
			return
		}
	}
	t.fields = t.fields[:last]
	for i, row := range t.rows {
		t.rows[i] = row[:min(last, len(row))]
	}
}

// channelNames lists the channels in the order in which they are shown.
var channelNames = []string{
	string(codebook.DM), string(codebook.Phone), string(codebook.Email),
	string(codebook.Branch), string(codebook.Web), string(codebook.OtherChannel),
}

// channelLabel is a channel's name for people.
var channelLabel = map[string]string{
	"dm": "private message", "phone": "phone", "email": "e-mail", "branch": "branch", "web": "web form, app or site", "other": "another account or company",
}

// channel returns a brand's count of redirects to the named channel; one that
// the summary does not name has none.
func channel(b *audit.BrandSummary, name string) *audit.Count {
	for i := range b.Channels {
		if b.Channels[i].Name == name {
			return &b.Channels[i]
		}
	}
	return &audit.Count{Name: name, Share: audit.NewRate(0, b.Outcomes.Redirected.N)}
}

// channelsTable shows where redirects send customers, one row a channel and
// brand, a channel's rows together.
func channelsTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Channel", 26, plainText}, {"Brand", 26, longText}},
		rateFields("Redirected there", "Redirected", "Share"),
	)}
	for _, name := range channelNames {
		for i := range s.Brands {
			c := channel(&s.Brands[i], name)
			t.rows = append(t.rows, slices.Concat([]any{channelLabel[name], s.Brands[i].Name}, rateCells(&c.Share)))
		}
	}
	return t
}

// templatesTable shows for each brand how many of its replies are templates,
// then the most used ones.
func templatesTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Brand", 26, longText}, {"Rank", 8, number}, {"Customers", 11, number}},
		rateFields("Replies", "Of replies", "Share"),
		[]field{{"Template", 70, longText}, {"Template id", 16, plainText}, {"Example post", 22, plainText}},
	)}
	for i := range s.Brands {
		b := &s.Brands[i]
		t.rows = append(t.rows, slices.Concat([]any{b.Name, nil, nil}, rateCells(&b.Templates.Share),
			[]any{"(all: " + audit.Counted(b.Templates.Distinct, "template") + ")"}))
		for j, top := range b.Templates.Top {
			t.rows = append(t.rows, []any{
				b.Name, j + 1, top.Customers, top.Replies, nil, nil, nil, nil, top.Text, top.ID, top.Example,
			})
		}
	}
	return t
}

// misdirectedTable shows the requests that were opened to an account other
// than a support one: all of a brand's with what became of them, then each
// account's share of them.
func misdirectedTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Brand", 26, longText}, {"Opened to", 30, plainText}},
		rateFields("Requests", "Of", "Share"),
	)}
	for _, name := range audit.OutcomeNames {
		t.fields = append(t.fields, field{"… " + name, 13, number})
	}
	t.fields = append(t.fields, field{"Why withheld", 40, longText})
	for i := range s.Brands {
		b := &s.Brands[i]
		row := slices.Concat([]any{b.Name, "any but a support account"}, rateCells(&b.Misdirected.Requests))
		unknown := withheld(&b.Misdirected.Requests)
		why := unknown
		for _, name := range audit.OutcomeNames {
			// What cannot be told of all cannot be of these.
			all := &b.Outcomes.Get(name).OfAnswered
			if name == "ignored" { // by silence, too
				all = &b.Outcomes.Get(name).OfRequests
			}
			if reason := cmp.Or(unknown, withheld(all)); reason != "" {
				row, why = append(row, wordWithheld), reason
			} else {
				row = append(row, b.Misdirected.Outcomes[name])
			}
		}
		t.rows = append(t.rows, append(row, blank(why)))
		for _, a := range b.Misdirected.Accounts {
			t.rows = append(t.rows, slices.Concat([]any{b.Name, Mention(a.Name) + ", of these"}, rateCells(&a.Share)))
		}
	}
	t.dropEmptyLast()
	return t
}

// bounds returns the upper bounds of the brands' time buckets, in order.
func bounds(s *audit.Summary) []int {
	var all []int
	for i := range s.Brands {
		for _, b := range s.Brands[i].FirstResponse.Buckets {
			if !slices.Contains(all, b.UpTo) {
				all = append(all, b.UpTo)
			}
		}
	}
	slices.SortFunc(all, func(a, b int) int {
		if (a == 0) != (b == 0) {
			return b - a // the bucket without a bound comes last
		}
		return a - b
	})
	return all
}

// timesFields are the columns of timesTable before the buckets.
var timesFields = []field{
	{"Brand", 26, longText}, {"Requests with a first reply", 14, number},
	{"Median (h:mm:ss)", 13, duration}, {"95 % low", 10, duration}, {"95 % high", 10, duration},
	{"90 % within (h:mm:ss)", 13, duration}, {"95 % low", 10, duration}, {"95 % high", 10, duration},
}

// timesTable shows the time from a customer's first post to the first reply.
func timesTable(s *audit.Summary) table {
	t := table{fields: slices.Clone(timesFields)}
	all := bounds(s)
	from := 0
	for _, to := range all {
		t.fields = append(t.fields, field{upTo(from, to), 13, number})
		from = to
	}
	for i := range s.Brands {
		times := &s.Brands[i].FirstResponse
		row := []any{s.Brands[i].Name, times.N,
			secondsCell(times.Median), secondsCell(times.MedianLow), secondsCell(times.MedianHigh),
			secondsCell(times.P90), secondsCell(times.P90Low), secondsCell(times.P90High)}
		for _, bound := range all {
			n := 0
			for _, b := range times.Buckets {
				if b.UpTo == bound {
					n = b.N
				}
			}
			row = append(row, n)
		}
		t.rows = append(t.rows, row)
	}
	return t
}

func secondsCell(s *float64) any {
	if s == nil {
		return nothing
	}
	return seconds(*s)
}

// problemsTable shows what was not read, then the first bad records, and how many
// more there are.
func problemsTable(r *Report) table {
	t := table{fields: []field{{"Input", 50, longText}, {"Line", 10, number}, {"Field", 20, plainText}, {"Problem", 100, longText}}}
	for _, none := range r.Manifest.NotRead {
		t.rows = append(t.rows, []any{none.Name, nil, nil, "not read: it " + none.Why})
	}
	for i := range r.Problems {
		p := &r.Problems[i]
		t.rows = append(t.rows, []any{p.File, p.Line, p.Field, p.Msg})
	}
	switch more := r.Summary.Problems - len(r.Problems); {
	case more > 0:
		t.rows = append(t.rows, []any{nil, nil, nil, fmt.Sprintf("… and %s; their counts by input are in manifest.json", audit.Counted(more, "further problem"))})
	case len(t.rows) == 0:
		t.rows = append(t.rows, []any{nil, nil, nil, "none: every record was read in full"})
	}
	return t
}

// blank returns nil, an empty cell, for "".
func blank(s string) any {
	if s == "" {
		return nil
	}
	return s
}
