package coding

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A Sample is what was drawn from a population for coders to read.
type Sample struct {
	Fingerprint string // of the population
	Seed        uint64
	Coders      int
	Overlap     int      // cases that every coder gets: the first ones
	Brands      []string // drawn from, by name; nil: all
	ByBrand     bool     // the strata are of one brand each; else the brands were too many for the cases
	Draws       []Drawn  // in the order in which they are shown, which is random
}

// A Drawn is one case of a sample.
type Drawn struct {
	Case    string // id
	Stratum int    // its number, from 1
	Cases   int    // cases of the stratum
	Of      int    // how many of them were drawn, each with probability Of/Cases
	Coders  []int  // who gets it, from 1, ascending
}

// Probability returns how probable it was that the case was drawn.
func (d *Drawn) Probability() float64 { return float64(d.Of) / float64(d.Cases) }

// A Plan says how to draw.
type Plan struct {
	N       int      // cases
	Coders  int      // people who code
	Overlap int      // cases that all of them get; the rest are dealt out. N or more: all
	Seed    uint64   // the same seed draws the same cases from a population
	Brands  []string // to draw from; nil: all
}

// least is how many cases are drawn of a stratum, if it has so many: one would
// not show how much the stratum's cases differ.
const least = 2

// Draw takes a stratified random sample, without replacement. A stratum is a
// brand's cases with one answer of the machine: outcome, and request or not. It
// gets cases in proportion to the square root of its own, and two at the least:
// a power allocation (Bankier 1988, "Power allocations: determining sample
// sizes for subnational areas"), between equal shares, which serve each brand
// and outcome, and proportional ones, which serve the whole.
//
// A case's number in the draw is a hash of the seed and its id, so that the
// order of the inputs never matters (Ohlsson 1995, "Coordination of samples
// using permanent random numbers"). If the population has no more than N
// cases, all are taken.
//
// If N is too small for the brands' strata, the strata are those of all brands
// together: enough to tell how good the labels are, but hardly to correct each
// brand's rates. It is an error if N is too small even for these, or if a brand
// is unknown.
func Draw(p Population, plan Plan) (*Sample, error) {
	if plan.N < 1 || plan.Coders < 1 || plan.Overlap < 0 {
		return nil, fmt.Errorf("%d cases for %d coders, %d for all: want at least one case and one coder", plan.N, plan.Coders, plan.Overlap)
	}
	s := &Sample{Fingerprint: p.Fingerprint(), Seed: plan.Seed, Coders: plan.Coders, ByBrand: true}
	var err error
	if s.Brands, err = spelt(p, plan.Brands); err != nil {
		return nil, err
	}
	strata, err := s.stratify(p)
	if err == nil && plan.N < needed(sizes(strata)) {
		s.ByBrand = false
		strata, err = s.stratify(p)
	}
	if err != nil {
		return nil, err
	}
	shares, err := allocate(plan.N, sizes(strata))
	if err != nil {
		return nil, err
	}
	drawn := map[string]Drawn{}
	for i, st := range strata {
		for _, id := range shuffle(st.cases, plan.Seed, "draw")[:shares[i]] {
			drawn[id] = Drawn{Case: id, Stratum: i + 1, Cases: len(st.cases), Of: shares[i]}
		}
	}
	// Shuffled once more: by the numbers of the draw, the cases of a stratum that
	// is drawn in full would come last, and show what the machine thinks.
	for _, id := range shuffle(slices.Collect(maps.Keys(drawn)), plan.Seed, "order") {
		s.Draws = append(s.Draws, drawn[id])
	}
	s.Overlap = min(plan.Overlap, len(s.Draws))
	s.deal()
	return s, nil
}

// deal gives the first cases to every coder, and the others to one each.
func (s *Sample) deal() {
	for i := range s.Draws {
		d := &s.Draws[i]
		if i >= s.Overlap {
			d.Coders = []int{(i-s.Overlap)%s.Coders + 1}
			continue
		}
		for c := range s.Coders {
			d.Coders = append(d.Coders, c+1)
		}
	}
}

// A filled stratum is one with its cases.
type filled struct {
	stratum
	first *Unit
	cases []string // their ids
}

// stratum returns the stratum of a case of the population.
func (s *Sample) stratum(u *Unit) stratum {
	st := u.stratum()
	if !s.ByBrand {
		st.brand = ""
	}
	return st
}

// covers reports whether a case could have been drawn.
func (s *Sample) covers(u *Unit) bool { return s.Brands == nil || slices.Contains(s.Brands, u.Brand) }

// spelt returns the brands with these names as the population writes them, whatever
// the case of a letter and however its accent is stored.
func spelt(p Population, names []string) ([]string, error) {
	var brands []string
	for _, name := range names {
		want := norm.NFC.String(name)
		i := slices.IndexFunc(p, func(u Unit) bool { return strings.EqualFold(norm.NFC.String(u.Brand), want) })
		if i < 0 {
			return nil, fmt.Errorf("no case of a brand %q; the report has cases of %s", name, strings.Join(p.brands(), ", "))
		}
		brands = append(brands, p[i].Brand)
	}
	return unique(brands), nil
}

// brands are the names of the brands that have cases, in order.
func (p Population) brands() []string {
	names := make([]string, len(p))
	for i := range p {
		names[i] = p[i].Brand
	}
	return unique(names)
}

// stratify returns the strata of the cases that could have been drawn, in a fixed order.
func (s *Sample) stratify(p Population) ([]filled, error) {
	strata := s.strata(p, s.covers)
	if len(strata) == 0 {
		return nil, errors.New("the report has no case to draw")
	}
	slices.SortFunc(strata, func(a, b filled) int { return a.compare(b.stratum) })
	return strata, nil
}

// strata splits the cases of a population that are in.
func (s *Sample) strata(p Population, in func(*Unit) bool) []filled {
	at := map[stratum]int{}
	var strata []filled
	for i := range p {
		u := &p[i]
		if !in(u) {
			continue
		}
		key := s.stratum(u)
		n, known := at[key]
		if !known {
			n = len(strata)
			at[key] = n
			strata = append(strata, filled{stratum: key, first: u})
		}
		strata[n].cases = append(strata[n].cases, u.ID)
	}
	return strata
}

// sizes returns the cases of each stratum.
func sizes(strata []filled) []int {
	list := make([]int, len(strata))
	for i, st := range strata {
		list[i] = len(st.cases)
	}
	return list
}

// needed returns the cases that strata of these sizes need at the least.
func needed(sizes []int) int {
	n := 0
	for _, size := range sizes {
		n += min(least, size)
	}
	return n
}

// allocate shares n cases out over strata of these sizes.
func allocate(n int, sizes []int) ([]int, error) {
	given := needed(sizes)
	if n < given {
		return nil, fmt.Errorf("a draw of %d is too small for the %d strata (outcome, request or not) of which each needs %d cases: draw at least %d",
			n, len(sizes), least, given)
	}
	shares := make([]int, len(sizes))
	all := 0
	for i, size := range sizes {
		shares[i] = min(least, size)
		all += size
	}
	// One case after the other goes to the stratum that lies furthest behind
	// (Webster's method).
	for ; given < min(n, all); given++ {
		next, most := -1, -1.0
		for i, size := range sizes {
			if behind := math.Sqrt(float64(size)) / (float64(shares[i]) + 0.5); shares[i] < size && behind > most {
				next, most = i, behind
			}
		}
		shares[next]++
	}
	return shares, nil
}

// shuffle returns the ids in a random order that depends on the seed, the
// purpose and the ids alone.
func shuffle(ids []string, seed uint64, purpose string) []string {
	number := map[string]uint64{}
	for _, id := range ids {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s", seed, purpose, id))
		number[id] = binary.BigEndian.Uint64(sum[:])
	}
	return slices.SortedFunc(slices.Values(ids), func(a, b string) int {
		return cmp.Or(cmp.Compare(number[a], number[b]), strings.Compare(a, b))
	})
}
