package audit

import (
	"encoding/binary"
	"strconv"

	"github.com/lastword-audit/lastword/audit/spill"
)

// referredPosts are a brand's posts that others reply to, and those of them that are
// here.
type referredPosts struct{ all, present int }

// refer counts a brand's post that others reply to. One whose id programs round is
// counted with all others, for it may stand there rounded and whole.
func (d *deliverer) refer(brand int, id string, present bool) error {
	if n, ok := idNumber(id); ok && n > mostExact {
		return addReferred(d.run.referred, d.worker, brand, n, present)
	}
	d.referred[brand].all++
	if present {
		d.referred[brand].present++
	}
	return nil
}

// mostExact is the largest number up to which a float has them all.
const mostExact = 1 << 53

// addReferred notes an id of a brand's post that others reply to.
func addReferred(to *spill.Sorter, worker, brand int, id uint64, present bool) error {
	var key [12]byte
	binary.BigEndian.PutUint32(key[:], uint32(brand))
	binary.BigEndian.PutUint64(key[4:], id)
	here := [1]byte{}
	if present {
		here[0] = 1
	}
	return to.Add(worker, key[:], here[:])
}

// countReferred counts the posts that the noted ids mean. Ids of one post stand side
// by side.
func countReferred(noted *spill.Sorter, tallies []*tally) error {
	lastBrand, lastID, counted := nobody, uint64(0), false
	for item, err := range noted.All() {
		if err != nil {
			return err
		}
		brand, id := int(binary.BigEndian.Uint32(item.Key)), binary.BigEndian.Uint64(item.Key[4:])
		if brand != lastBrand || !roundedAlike(lastID, id) {
			tallies[brand].referred++
			counted = false
		}
		if here := item.Record[0] == 1; here && !counted {
			tallies[brand].present++
			counted = true
		}
		lastBrand, lastID = brand, id
	}
	return nil
}

// roundedAlike reports whether two ids, the greater one last, are one, or one is what
// a program leaves of the other that has numbers in 53 bits or keeps 15 digits. Ids
// that hold the time to the millisecond are that near only by rounding.
func roundedAlike(a, b uint64) bool {
	unit := uint64(1)
	for n := b; n >= 1e15; n /= 10 {
		unit *= 10
	}
	cut := a%unit == 0 || b%unit == 0
	return a == b || cut && b-a < unit || float64(a) == float64(b) && (floatPrints(a) || floatPrints(b))
}

// floatPrints reports whether an id is what programs print of a float: its value, or
// zeros behind the digits that tell it from other floats.
func floatPrints(id uint64) bool {
	f := float64(id)
	return uint64(f) == id || strconv.FormatFloat(f, 'f', -1, 64) == strconv.FormatUint(id, 10)
}
