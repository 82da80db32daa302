package codebook

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestRowsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var sums tally
	var want [mostColumns]int
	for range mostRows - 1 {
		var one row
		for answer := range mostColumns {
			w := r.IntN(2*level-1) - level + 1
			switch r.IntN(4) {
			case 0:
				w = level - 1
			case 1:
				w = 1 - level
			}
			one.set(answer, w)
			want[answer] += w
			if got := one.weight(answer); got != w {
				t.Fatalf("the weight %d of answer %d came back as %d", w, answer, got)
			}
		}
		sums.add(&one, len(one))
	}
	for answer, w := range want {
		if got := sums.sum(answer); got != w {
			t.Errorf("answer %d: the rows add up to %d, not %d", answer, got, w)
		}
	}
}

func TestTableFindsItsKeysOnly(t *testing.T) {
	for _, n := range []int{0, 1, 9, 5000} {
		var keys []uint64
		var places []int32
		for i := range n {
			keys = append(keys, mix(uint64(i)))
			places = append(places, int32(7*i))
		}
		table := newTable(keys, places)
		for i := range 2*n + 10 {
			want := -1
			if i < n {
				want = 7 * i
			}
			if got := table.find(mix(uint64(i))); got != want {
				t.Errorf("of %d keys, number %d stands for %d, not %d", n, i, got, want)
			}
		}
	}
}

// TestModelWeighsEachFeatureOnce weighs by hand what a model says.
func TestModelWeighsEachFeatureOnce(t *testing.T) {
	m, err := newLinear([]byte("answers\tyes\tno\nbias\tyes=0.5\nword:en:please\tyes=1.25\tno=-0.5\nlength:0\tno=2\n"), "made up")
	if err != nil {
		t.Fatal(err)
	}
	var c collector
	for range 2 { // the second time as the first
		c.start(m)
		c.add(featureKey("word:en:please"))
		c.add(featureKey("word:en:unheard"))
		c.add(featureKey("word:en:please"))
		c.weigh(factLength(0), 0.5, span{turn: 1})
		c.weigh(factLength(0), 0.5, span{turn: 2})
		if got := c.sum(2); got[0] != 3 || got[1] != 0 {
			t.Errorf("scores %v, not 0.5 + 2 × 1.25 and 2 × -0.5 + 0.5 × 2", got)
		}
		if len(c.found) != 1 || c.found[0].span.turn != 1 {
			t.Errorf("evidence %+v, not that of the first place", c.found)
		}
	}
}

func TestBrokenWeightsAreTold(t *testing.T) {
	many := make([]string, mostColumns+1)
	for i := range many {
		many[i] = fmt.Sprint("a", i)
	}
	for _, tt := range []struct{ data, want string }{
		{"answers\tyes\nbias\n", "2 to 32 answers, not 1"},
		{"answers\t" + strings.Join(many, "\t") + "\n", "not 33"},
		{"answers\tyes\tno\nbias\nx\tmaybe=1\n", `"maybe" is none of the answers`},
		{"answers\tyes\tno\nbias\nx\tyes=327.68\n", `"327.68" is no weight`},
		{"answers\tyes\tno\nbias\nx\tyes=NaN\n", `"NaN" is no weight`},
		{"answers\tyes\tno\nx\tyes=1\n", `no line "bias"`},
	} {
		if _, err := newLinear([]byte(tt.data), "made up"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.data, err, tt.want)
		}
	}
}
