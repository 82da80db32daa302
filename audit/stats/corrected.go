package stats

import (
	"fmt"
	"math"
)

// A Cell is the part of an audited population that shares the machine's label
// and the probability of being drawn for coding: a stratum of the sample, split
// by the machine's label if it holds cases of both. Its coded cases are a
// random draw, without replacement, from all of it.
type Cell struct {
	Name    string // the stratum, for messages
	Hit     bool   // the machine's label
	Left    bool   // the machine leaves its cases out of the rate
	Cases   int    // all cases of the cell; Coded/Cases of them were drawn
	Coded   int    // cases that the coders labelled
	Outside int    // coded cases that are not counted in the rate, such as no requests to the coders
	Hits    int    // coded cases that are a hit to the coders
}

// counted returns the coded cases that are counted in the rate.
func (c Cell) counted() int { return c.Coded - c.Outside }

func (c Cell) check() error {
	if c.Hits < 0 || c.Outside < 0 || c.Hits > c.counted() || c.Coded > c.Cases {
		return fmt.Errorf("stratum %q: of %d cases %d are coded, %d of these outside and %d hits; none may be negative or more than it is part of",
			c.Name, c.Cases, c.Coded, c.Outside, c.Hits)
	}
	return nil
}

// A Corrected rate is that of a whole population as the coders would see it.
type Corrected struct {
	Rate float64
	Interval
	Coded   int // cases that the coders labelled
	Cases   int // cases of the population
	Uncoded int // cases in cells of which none was coded: bounded, not estimated
	// Lambda says what the machine's label is worth: 1 if the coders always
	// follow it, 0 if it tells nothing. It is 0 if the machine gives all coded
	// cases the same label.
	Lambda float64
}

// PredictionPowered returns the rate of a population of which the machine
// labelled all cases and coders a sample: the prediction-powered estimate of a
// mean, power-tuned (Angelopoulos, Duchi and Zrnic 2023, "PPI++: Efficient
// prediction-powered inference"), in each stratum by itself (Fisch et al. 2024,
// "Stratified prediction-powered inference for hybrid language model
// evaluation"), weighted by the inverse of the drawing probabilities:
//
//	rate = mean of λ·machine over all cases + weighted mean of coder - λ·machine over the coded
//
// For labels, the λ with the least variance is the share of hits, to the
// coders, where the machine says hit, less that where it says no hit; with it
// the estimate becomes the mean of the cells' rates, each weighted by its
// cases. The truth in question is that of these very cases, not of others that
// might have been: a cell that is coded in full adds no error.
//
// The interval is the score interval of that weighted sum of rates (Martín
// Andrés, Álvarez Hernández and Herranz Tejedor 2011, "Inferences about a
// linear combination of proportions"), with the variance of drawing without
// replacement; for one cell of very many cases it is Wilson's. The normal
// interval of PPI++ is too short where errors are rare: a hundred cases
// without an error seen are not a cell without errors.
//
// Where the coders find cases that are not counted in the rate, a cell weighs
// by its cases times the share that is counted, and the variance of that share
// (Cochran 1977, "Sampling Techniques", section 5A.14) is added.
//
// A cell of which no case is coded is taken at the machine's word in the rate,
// hits, others or left out, and widens the interval by all that it could hold.
//
// It must not be used on cases that were picked, not drawn: nothing then says
// how many others each stands for.
//
// It is an error if a cell's numbers contradict each other, if no counted case is
// coded, or if the level is not between 0 and 1.
func PredictionPowered(cells []Cell, level float64) (Corrected, error) {
	var c Corrected
	counted := 0
	for _, cell := range cells {
		if err := cell.check(); err != nil {
			return Corrected{}, fmt.Errorf("corrected rate: %w", err)
		}
		c.Cases += cell.Cases
		c.Coded += cell.Coded
		counted += cell.counted()
		if cell.Coded == 0 {
			c.Uncoded += cell.Cases
		}
	}
	if counted == 0 {
		return Corrected{}, fmt.Errorf("corrected rate: of %d cases, %d are coded and none of these is counted in the rate; code a larger sample", c.Cases, c.Coded)
	}
	if !validLevel(level) {
		return Corrected{}, fmt.Errorf("corrected rate: confidence level %g; it must be between 0 and 1", level)
	}
	sum := weigh(cells)
	c.Rate = min(sum.rate/(1-sum.left), 1) // rounding
	c.Interval = sum.interval(zTwoSided(level))
	c.Lambda = labelWorth(cells)
	return c, nil
}

// labelWorth returns the share of hits, to the coders, where the machine says
// hit less that where it says no hit, 0 if either was not coded.
func labelWorth(cells []Cell) float64 {
	var hit, not weightedShare
	for _, c := range cells {
		if c.Coded == 0 {
			continue
		}
		said, weight := &not, float64(c.Cases)/float64(c.Coded)
		if c.Hit {
			said = &hit
		}
		said.add(weight, c.Hits, true)
		said.add(weight, c.counted()-c.Hits, false)
	}
	if hit.all == 0 || not.all == 0 {
		return 0
	}
	return hit.share().Rate - not.share().Rate
}

// A weightedSum is a rate put together from those of cells.
type weightedSum struct {
	rate     float64       // with what is left out as cases that are no hits
	left     float64       // weight of the cells that were not sampled and are left out
	fixed    float64       // what the cells that were not sampled add to it
	sampled  []sampledRate // the others
	greatest float64       // what these could add at most
	weights  float64       // variance that comes from weights that are estimated
	unknown  Interval      // what uncoded cells could take off the rate and add to it
	proven   Interval      // what the coded cases prove, whatever the others are
}

// A sampledRate is a cell's weight, its rate in the sample, and the number of
// independent cases that would tell as much.
type sampledRate struct{ weight, rate, n float64 }

// weigh puts the cells' rates together.
func weigh(cells []Cell) weightedSum {
	var s weightedSum
	counted := make([]float64, len(cells)) // each cell's cases that are counted
	all, most, hits, misses := 0.0, 0.0, 0.0, 0.0
	for i, c := range cells {
		counted[i] = float64(c.Cases)
		if c.Coded > 0 {
			counted[i] *= float64(c.counted()) / float64(c.Coded)
		}
		all += counted[i]
		most += float64(c.Cases - c.Outside)
		hits += float64(c.Hits)
		misses += float64(c.counted() - c.Hits)
	}
	s.proven = Interval{hits / most, (most - misses) / most}
	for i, c := range cells {
		weight := counted[i] / all
		switch {
		case weight == 0:
		case c.Coded == 0 && c.Hit:
			s.fixed += weight
			s.unknown.Low -= weight
		case c.Coded == 0:
			s.unknown.High += weight
			if c.Left {
				s.left += weight
			}
		case c.Coded == c.Cases:
			s.fixed += float64(c.Hits) / all
		default:
			rate := float64(c.Hits) / float64(c.counted())
			s.sampled = append(s.sampled, sampledRate{weight, rate, worth(c.counted(), counted[i])})
			s.greatest += weight
		}
	}
	s.rate = s.fixed
	for _, r := range s.sampled {
		s.rate += r.weight * r.rate
	}
	for _, c := range cells {
		s.weights += s.weightVariance(c, all)
	}
	return s
}

// worth returns the number of independent cases that tell as much as n that are
// drawn from all without replacement, which have (all-n)/(all-1) of their variance.
func worth(n int, all float64) float64 {
	return float64(n) * (all - 1) / (all - float64(n))
}

// weightVariance returns the variance that the cell adds to the rate because
// only its coded cases tell how many of it are counted.
func (s *weightedSum) weightVariance(c Cell, all float64) float64 {
	if c.Outside == 0 || c.Coded == c.Cases {
		return 0
	}
	// Half a case more of each kind: that all are outside does not prove that
	// the rest is.
	inside := (float64(c.counted()) + 0.5) / (float64(c.Coded) + 1)
	rate := 0.0
	switch {
	case c.counted() > 0:
		rate = float64(c.Hits) / float64(c.counted())
	case c.Hit:
		rate = 1
	}
	pull := float64(c.Cases) / all * (rate - s.rate)
	return pull * pull * inside * (1 - inside) / worth(c.Coded, float64(c.Cases))
}

// interval returns the values of the rate that a score test with the normal
// quantile z does not reject.
//
// The cells' rates that are most likely under a hypothetical sum solve, for
// some multiplier m, n(rate-p)/(p(1-p)) = m·weight. The sum that they make is
// then m·variance below the one seen, so that the ends of the interval are
// where m·variance is z standard errors, one with m > 0 and one with m < 0.
func (s *weightedSum) interval(z float64) Interval {
	return Interval{
		Low:  s.fixed + s.unknown.Low + s.end(z, +1, 0),
		High: s.fixed + s.unknown.High + s.end(z, -1, s.greatest),
	}.clamp(s.proven.Low, s.proven.High)
}

// end returns what the sampled cells add at one end of the interval: the sum at
// the multiplier of the given sign, extreme if no multiplier reaches z.
func (s *weightedSum) end(z, sign, extreme float64) float64 {
	rejected := func(m float64) bool {
		_, variance := s.constrained(sign * m)
		return m*m*variance*variance > z*z*(variance+s.weights)
	}
	// Beyond this the rates differ from 0 or 1 by nothing.
	const beyond = 1e15
	high := 1.0
	for ; !rejected(high); high *= 2 {
		if high > beyond {
			return extreme
		}
	}
	low := 0.0
	for high-low > 1e-12*high {
		if middle := (low + high) / 2; rejected(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	sum, _ := s.constrained(sign * high)
	return sum
}

// constrained returns the sum of the rates that are most likely under the
// multiplier, and the variance that the sum seen would have if they were true.
func (s *weightedSum) constrained(multiplier float64) (sum, variance float64) {
	for _, r := range s.sampled {
		p := likeliest(r.rate, multiplier*r.weight/r.n)
		sum += r.weight * p
		variance += r.weight * r.weight * p * (1 - p) / r.n
	}
	return sum, variance
}

// likeliest solves rate - p = a·p·(1-p) for p in [0, 1].
func likeliest(rate, a float64) float64 {
	b := 1 + a
	root := math.Sqrt(max(0, b*b-4*a*rate))
	// Of two equal forms of the solution, the one that subtracts nothing.
	if b > 0 {
		return min(1, 2*rate/(b+root))
	}
	return min(1, (b-root)/(2*a))
}
