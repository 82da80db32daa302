package audit

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"github.com/lastword-audit/lastword/audit/spill"
)

// A templateKey names a skeleton (codebook.Skeleton) among a brand's replies.
type templateKey struct {
	brand    int
	skeleton uint64
}

// templateID is how a skeleton is named in reports; it is the same in every
// audit.
func templateID(skeleton uint64) string {
	var id [1 + 12]byte
	id[0] = 't'
	hex.Encode(id[1:], binary.BigEndian.AppendUint64(nil, skeleton)[:6])
	return string(id[:])
}

// A templateCount says how often a skeleton stands in a brand's replies.
type templateCount struct{ customers, replies int }

// templates is the template index: the skeletons that went to more than one
// customer of the brand. It is the one thing that looks beyond a case.
type templates map[templateKey]templateCount

// A templateCollector gathers every reply's skeleton, and counts when all are
// there. What it gathers is spread over partitions by skeleton, so that only
// one partition's share of the replies is in memory at a time.
type templateCollector struct{ sightings *spill.Partitions }

// A sighting is a skeleton in one reply to one customer.
type sighting struct {
	key             templateKey
	customer, reply uint64 // hashes; a copied reply has the same
}

func (c *templateCollector) add(s sighting) error {
	b := make([]byte, 0, 28)
	b = binary.LittleEndian.AppendUint32(b, uint32(s.key.brand))
	b = binary.LittleEndian.AppendUint64(b, s.key.skeleton)
	b = binary.LittleEndian.AppendUint64(b, s.customer)
	b = binary.LittleEndian.AppendUint64(b, s.reply)
	return c.sightings.Append(int(s.key.skeleton%uint64(c.sightings.Len())), b)
}

// count returns the index and forgets the sightings.
func (c *templateCollector) count() (templates, error) {
	index := templates{}
	var seen []sighting
	for part := range c.sightings.Len() {
		seen = seen[:0]
		err := c.sightings.Drain(part, func(b []byte) error {
			seen = append(seen, sighting{
				templateKey{int(binary.LittleEndian.Uint32(b)), binary.LittleEndian.Uint64(b[4:])},
				binary.LittleEndian.Uint64(b[12:]),
				binary.LittleEndian.Uint64(b[20:]),
			})
			return nil
		})
		if err != nil {
			return nil, err
		}
		slices.SortFunc(seen, compareSightings)
		for len(seen) > 0 {
			key := seen[0].key
			n := 1
			for n < len(seen) && seen[n].key == key {
				n++
			}
			if count := distinct(seen[:n]); count.customers > 1 {
				index[key] = count
			}
			seen = seen[n:]
		}
	}
	return index, nil
}

func compareSightings(a, b sighting) int {
	return cmp.Or(
		cmp.Compare(a.key.brand, b.key.brand),
		cmp.Compare(a.key.skeleton, b.key.skeleton),
		cmp.Compare(a.customer, b.customer),
		cmp.Compare(a.reply, b.reply),
	)
}

// distinct counts the customers and replies in sorted sightings of one skeleton.
func distinct(seen []sighting) templateCount {
	count := templateCount{customers: 1, replies: 1}
	for i := 1; i < len(seen); i++ {
		if seen[i].customer != seen[i-1].customer {
			count.customers++
			count.replies++
		} else if seen[i].reply != seen[i-1].reply {
			count.replies++
		}
	}
	return count
}
