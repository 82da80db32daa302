package stats

import (
	"math"
	"math/rand/v2"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// A binomial draws how many of some trials hit. It draws what distuv.Binomial does of
// the same source, to the bit, so that the intervals stay what they were; but that
// computes factorials at each draw, and a bootstrap draws thousands with one share.
type binomial struct {
	share       float64
	rarer       float64 // of a hit and a miss, the share of the one that is rarer
	log, logNot float64 // of rarer, and of 1 - rarer
	below       uint64  // of 2^53 equally likely numbers, how many are below rarer
}

func newBinomial(share float64) *binomial {
	rarer := share
	if share > 0.5 {
		rarer = 1 - share
	}
	return &binomial{share, rarer, math.Log(rarer), math.Log1p(-rarer), uint64(math.Ceil(rarer * numbers))}
}

// draw draws how many of so many trials hit.
func (b *binomial) draw(trials int, random *rand.PCG) int {
	const fewTrials = 25
	var rarer int
	switch mean := float64(trials) * b.rarer; {
	case trials < fewTrials:
		rarer = b.tryEach(trials, random)
	case mean < 1 || trials >= factorials:
		return int(distuv.Binomial{N: float64(trials), P: b.share, Src: random}.Rand())
	default:
		rarer = b.reject(trials, mean, random)
	}
	if b.rarer != b.share {
		return trials - rarer
	}
	return rarer
}

// tryEach makes the trials one by one.
func (b *binomial) tryEach(trials int, random *rand.PCG) int {
	n := 0
	for range trials {
		n += int((number(random) - b.below) >> 63) // 1 if it is below, without a branch that is hard to foresee
	}
	return n
}

// reject proposes numbers from a Cauchy distribution until one is accepted (Press
// et al. 1992, "Numerical Recipes in C", section 7.3).
func (b *binomial) reject(trials int, mean float64, random *rand.PCG) int {
	logs := logFactorials()
	all := float64(trials)
	scale := math.Sqrt(2 * mean * (1 - b.rarer))
	for {
		y := math.Tan(math.Pi * uniform(random))
		n := scale*y + mean
		if n < 0 || n >= all+1 {
			continue
		}
		n = math.Floor(n)
		accept := 1.2 * scale * (1 + y*y) * math.Exp(logs[trials]-logs[int(n)]-logs[trials-int(n)]+n*b.log+(all-n)*b.logNot)
		if uniform(random) <= accept {
			return int(n)
		}
	}
}

// numbers is how many numbers rand.Rand.Float64 can draw, from 0 to almost 1.
const numbers = 1 << 53

func number(random *rand.PCG) uint64 { return random.Uint64() & (numbers - 1) }

// uniform draws what rand.Rand.Float64 does.
func uniform(random *rand.PCG) float64 { return float64(number(random)) / numbers }

const factorials = 4096

// logFactorials holds the logarithms of the factorials of 0, 1, 2 and so on.
var logFactorials = sync.OnceValue(func() *[factorials]float64 {
	var logs [factorials]float64
	for n := range logs {
		logs[n], _ = math.Lgamma(float64(n) + 1)
	}
	return &logs
})
