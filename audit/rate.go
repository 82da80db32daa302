package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit/stats"
)

// Level is the confidence level of every interval.
const Level = 0.95

// A Rate is a proportion with its 95 % Wilson interval; Rate, Low and High are
// between 0 and 1. Where the source cannot show it, the numbers are nil and
// Withheld says why.
type Rate struct {
	N        int      `json:"n"`  // numerator
	Of       int      `json:"of"` // denominator
	Rate     *float64 `json:"rate"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	Withheld string   `json:"withheld,omitempty"`
}

// NewRate returns n of total with its Wilson interval; without a total there
// is nothing to report.
func NewRate(n, total int) Rate {
	r := Rate{N: n, Of: total}
	if total == 0 {
		r.Withheld = "no cases"
		return r
	}
	rate := float64(n) / float64(total)
	i := stats.Wilson(n, total, Level)
	r.Rate, r.Low, r.High = &rate, &i.Low, &i.High
	return r
}

// withhold takes the numbers away if there is a reason to.
func (r *Rate) withhold(reason string) {
	if reason != "" {
		r.Rate, r.Low, r.High, r.Withheld = nil, nil, nil, reason
	}
}

// proportion is a rate's counts.
func (r *Rate) proportion() stats.Proportion { return stats.Proportion{K: r.N, N: r.Of} }

// words says a rate in words: "36.4 % (40 of 110; 95 %: 28.0–45.7 %)".
func (r *Rate) words() string {
	if r.Rate == nil {
		return sprintf("%d of %d", r.N, r.Of)
	}
	return sprintf("%.1f %% (%d of %d; 95 %%: %.1f–%.1f %%)", 100**r.Rate, r.N, r.Of, 100**r.Low, 100**r.High)
}

// A Count is a named count with its share of the whole.
type Count struct {
	Name  string `json:"name"`
	N     int    `json:"n"`
	Share Rate   `json:"share"`
}

// counts lists counts with their shares, most first.
func counts(m map[string]int) []Count {
	all := total(m)
	list := make([]Count, 0, len(m))
	for name, n := range m {
		list = append(list, Count{Name: name, N: n, Share: NewRate(n, all)})
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Name, b.Name))
	})
	return list
}

func total(m map[string]int) (all int) {
	for _, n := range m {
		all += n
	}
	return all
}
