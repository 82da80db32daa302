package audit

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/lastword-audit/lastword/audit/stats"
)

// Customers looks at a brand's requests by customer: what the rates are if
// each customer counts once, and how sure they are if one customer's requests
// end alike.
type Customers struct {
	N        int                      `json:"n"`             // customers with a request
	Answered int                      `json:"answered"`      // customers with an answered request
	Most     int                      `json:"most_requests"` // of one customer
	Outcomes map[string]CustomerRates `json:"outcomes"`      // by outcome
}

// CustomerRates is one outcome, by customer.
type CustomerRates struct {
	// Each customer counts once, by the last request, or the last answered one.
	OfCustomers         Rate `json:"of_customers"`
	OfAnsweredCustomers Rate `json:"of_answered_customers"`
	// The intervals of the outcome's two rates over requests when whole
	// customers are resampled, beside Wilson's, which takes every request as
	// independent of the others. Nil if no customer has two requests, if the rate is
	// not known, or if all of its requests are of one customer.
	ClusteredOfRequests *Clustered `json:"clustered_of_requests"`
	ClusteredOfAnswered *Clustered `json:"clustered_of_answered"`
}

// Clustered is a 95 % cluster bootstrap interval over customers.
type Clustered struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	// Matters says that it is more than a tenth wider than Wilson's interval,
	// which then claims too much; see stats.ClustersMatter.
	Matters bool `json:"matters"`
}

// customerBootstrap resamples customers. Its seed is fixed: the same cases
// give the same interval.
var customerBootstrap = stats.Bootstrap{Level: Level, Resamples: 2000, Seed: 1}

// A resampler resamples customers, and remembers what it found: where brands are
// many and small, most are to the customer like another.
type resampler struct {
	known sync.Map // intervals by their clusters
}

func (r *resampler) rate(clusters map[stats.Proportion]int) stats.Interval {
	const fewKinds = 16 // of more, hardly any two brands are alike
	if len(clusters) > fewKinds {
		return customerBootstrap.ClusteredRate(clusters)
	}
	key := fmt.Sprint(clusters) // in order
	if known, ok := r.known.Load(key); ok {
		return known.(stats.Interval)
	}
	interval := customerBootstrap.ClusteredRate(clusters)
	r.known.Store(key, interval)
	return interval
}

// A customerTally counts customers by how many requests each has of each
// outcome. However many customers there are, few such counts differ.
type customerTally struct {
	counts       map[outcomeTally]int
	last         [outcomes]int32 // customers by their last request
	lastAnswered [outcomes]int32
}

// add counts a customer, given all cases in time order.
func (t *customerTally) add(cases []*Case) {
	var own outcomeTally
	last, lastAnswered := -1, -1
	for _, c := range cases {
		if !c.Label.Intent.Request() {
			continue
		}
		own.add(c)
		last = outcomeIndex(c.Label.Outcome)
		if c.Answered() {
			lastAnswered = last
		}
	}
	if last >= 0 {
		t.counts[own]++
		t.last[last]++
	}
	if lastAnswered >= 0 {
		t.lastAnswered[lastAnswered]++
	}
}

func (t *customerTally) merge(o *customerTally) {
	addCounts(t.counts, o.counts)
	for i := range outcomes {
		t.last[i] += o.last[i]
		t.lastAnswered[i] += o.lastAnswered[i]
	}
}

// summarise turns the tally into what is reported. of holds the rates over
// requests, which decide what is withheld.
func (t *customerTally) summarise(of *Outcomes, resample *resampler) Customers {
	s := Customers{
		N:        sum(t.last),
		Answered: sum(t.lastAnswered),
		Outcomes: map[string]CustomerRates{},
	}
	for own := range t.counts {
		s.Most = max(s.Most, sum(own.all))
	}
	for i, name := range OutcomeNames {
		o := of.Get(name)
		r := CustomerRates{
			OfCustomers:         NewRate(int(t.last[i]), s.N),
			OfAnsweredCustomers: NewRate(int(t.lastAnswered[i]), s.Answered),
		}
		r.OfCustomers.withhold(o.OfRequests.Withheld)
		r.OfAnsweredCustomers.withhold(o.OfAnswered.Withheld)
		if s.Most > 1 {
			r.ClusteredOfRequests = t.clustered(i, &o.OfRequests, resample, func(own *outcomeTally) [outcomes]int32 { return own.all })
			r.ClusteredOfAnswered = t.clustered(i, &o.OfAnswered, resample, func(own *outcomeTally) [outcomes]int32 { return own.answered })
		}
		s.Outcomes[name] = r
	}
	return s
}

// clustered resamples the customers for the rate of the i-th outcome, nil if
// the rate is not known or there are too few of them.
func (t *customerTally) clustered(i int, plain *Rate, resample *resampler, counts func(*outcomeTally) [outcomes]int32) *Clustered {
	if plain.Rate == nil {
		return nil
	}
	clusters := make(map[stats.Proportion]int)
	for own, customers := range t.counts {
		of := counts(&own)
		if n := sum(of); n > 0 {
			clusters[stats.Proportion{K: int(of[i]), N: n}] += customers
		}
	}
	interval := resample.rate(clusters)
	if math.IsNaN(interval.Low) {
		return nil
	}
	return &Clustered{interval.Low, interval.High, stats.ClustersMatter(stats.Interval{Low: *plain.Low, High: *plain.High}, interval)}
}

// clustering names the brands whose plain intervals claim too much because
// some customers have many requests.
func clustering(brands []BrandSummary, limits Thresholds) []string {
	return brandsThat(brands, func(_ int, b *BrandSummary) bool {
		// Resampling fewer says little.
		return b.Answered >= limits.ThinRequests && slices.ContainsFunc(OutcomeNames[:], func(name string) bool {
			r := b.Customers.Outcomes[name]
			return r.ClusteredOfRequests.matters() || r.ClusteredOfAnswered.matters()
		})
	})
}

func (c *Clustered) matters() bool { return c != nil && c.Matters }
