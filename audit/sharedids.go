package audit

import (
	"bytes"
	"encoding/binary"

	"github.com/lastword-audit/lastword/audit/spill"
	"github.com/lastword-audit/lastword/dataset"
)

// addRoundedID notes a case's id, if it may be that of another case as well: it is its
// first post's, and was rounded.
func addRoundedID(to *spill.Sorter, worker, brand int, first *pairPost) error {
	if first.damage&dataset.RoundedID == 0 {
		return nil
	}
	var key [64]byte
	return to.Add(worker, append(binary.BigEndian.AppendUint32(key[:0], uint32(brand)), first.id...), nil)
}

// A sharedID is how many cases have the id of another that comes before them, and
// the first such id.
type sharedID struct {
	cases int
	brand int
	id    string
}

// sharedIDs looks for case ids that were noted more than once.
func sharedIDs(noted *spill.Sorter) (s sharedID, err error) {
	var last []byte
	for item, err := range noted.All() {
		switch {
		case err != nil:
			return s, err
		case !bytes.Equal(item.Key, last):
			last = append(last[:0], item.Key...)
			continue
		case s.cases == 0:
			s.brand, s.id = int(binary.BigEndian.Uint32(last)), string(last[4:])
		}
		s.cases++
	}
	return s, nil
}
