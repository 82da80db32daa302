package audit

import (
	"testing"

	"github.com/lastword-audit/lastword/audit/spill"
)

// One reply that others refer to counts once, by whatever ids they do.
func TestReferredCountsOnce(t *testing.T) {
	type noted struct {
		brand int
		id    uint64
		here  bool
	}
	const reply = 556491904678776834 // no float is this number
	for _, tt := range []struct {
		story        string
		noted        []noted
		all, present int // of brand 0
	}{
		{"one id in two conversations", []noted{{0, reply, false}, {0, reply, false}}, 1, 0},
		{"the number of the float", []noted{{0, reply, false}, {0, 556491904678776832, false}}, 1, 0},
		{"the digits that tell it from other floats", []noted{{0, reply, false}, {0, 556491904678776800, false}}, 1, 0},
		{"15 digits", []noted{{0, reply, false}, {0, 556491904678777000, false}}, 1, 0},
		{"15 digits, the others cut off", []noted{{0, reply, false}, {0, 556491904678776000, false}}, 1, 0},
		{"all of these, and one is here", []noted{
			{0, 556491904678777000, false}, {0, 556491904678776832, true}, {0, reply, true}, {0, 556491904678776800, false},
		}, 1, 1},
		{"two rounded ids", []noted{{0, 556491904678776000, true}, {0, 556491904678777000, true}}, 2, 2},
		{"two ids that one float stands for, and neither is rounded", []noted{{0, reply, true}, {0, reply + 1, false}}, 2, 1},
		{"six digits, which mean many posts", []noted{{0, reply, false}, {0, 556492000000000000, false}}, 2, 0},
		{"another brand's", []noted{{0, reply, false}, {1, 556491904678776832, true}}, 1, 0},
	} {
		pool := spill.NewPool(t.TempDir(), 1<<20, 1<<10)
		s := pool.NewSorter(1, 1<<10)
		for _, n := range tt.noted {
			if err := addReferred(s, 0, n.brand, n.id, n.here); err != nil {
				t.Fatal(err)
			}
		}
		tallies := []*tally{newTally(), newTally()}
		if err := countReferred(s, tallies); err != nil {
			t.Fatal(err)
		}
		if got := tallies[0]; got.referred != tt.all || got.present != tt.present {
			t.Errorf("%s: %d of %d are here, want %d of %d", tt.story, got.present, got.referred, tt.present, tt.all)
		}
		if err := pool.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
