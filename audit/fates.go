package audit

import (
	"bytes"
	"encoding/binary"

	"github.com/lastword-audit/lastword/audit/spill"
)

// A fate is what becomes of a post in a pair. Of what becomes of one in several
// pairs, the first of these counts.
type fate byte

// The fates.
const (
	usedMisdated fate = iota // see PostCounts
	used
	droppedDuplicate
	droppedOutside
	droppedEarlierCase
	numFates
)

// fateCounts are how many posts had each fate.
type fateCounts [numFates]int

// add adds posts by their fates.
func (c *PostCounts) add(n *fateCounts) {
	c.Misdated += n[usedMisdated]
	c.Used += n[usedMisdated] + n[used]
	for f, reason := range map[fate]string{
		droppedDuplicate: DroppedDuplicate, droppedOutside: DroppedOutside, droppedEarlierCase: DroppedEarlierCase,
	} {
		if n[f] > 0 {
			c.Dropped[reason] += n[f]
		}
	}
}

// addFate notes what became of a post of several pairs in one of them.
func addFate(to *spill.Sorter, worker int, p *pairPost, f fate) error {
	var key [8]byte
	binary.BigEndian.PutUint32(key[:], p.root)
	binary.BigEndian.PutUint32(key[4:], p.shared)
	return to.Add(worker, key[:], []byte{byte(f)})
}

// addFates counts the posts of several pairs.
func (r *run) addFates() error {
	var n fateCounts
	var last []byte
	for item, err := range r.fates.All() {
		if err != nil {
			return err
		}
		if bytes.Equal(item.Key, last) {
			continue
		}
		last = append(last[:0], item.Key...)
		n[item.Record[0]]++
	}
	r.counts.add(&n)
	return nil
}
