package audit

import (
	"context"
	"encoding/binary"
	"maps"
	"slices"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// route brings the posts together by brand and customer.
func (r *run) route(ctx context.Context) error {
	r.pairs = r.store()
	r.sightings = r.store()
	r.referred = r.pool.NewSorter(r.Workers, r.Memory/128)
	defer r.referred.Close()
	r.tallies = make([]*tally, len(r.Brands.List()))
	for i := range r.tallies {
		r.tallies[i] = newTally()
	}
	deliverers := make([]*deliverer, r.Workers)
	for worker := range deliverers {
		deliverers[worker] = &deliverer{
			run: r, worker: worker,
			router: router{brands: r.Brands, handles: r.handles}, dropped: map[string]int{}, referred: make([]referredPosts, len(r.tallies)),
			audited: make([]bool, len(r.files)), unshown: make([]unshown, len(r.tallies)),
		}
	}
	if err := r.each(ctx, func(worker, part int) error { return deliverers[worker].part(part) }); err != nil {
		return err
	}
	r.audited = make([]bool, len(r.files))
	r.unshown = make([]unshown, len(r.tallies))
	r.seen = map[string]bool{}
	for _, d := range deliverers {
		maps.Copy(r.seen, d.router.seen)
		for file, audited := range d.audited {
			r.audited[file] = r.audited[file] || audited
		}
		for i := range d.unshown {
			r.unshown[i].own |= d.unshown[i].own
			r.unshown[i].others |= d.unshown[i].others
		}
		addCounts(r.counts.Dropped, d.dropped)
		for i, n := range d.referred {
			r.tallies[i].referred += n.all
			r.tallies[i].present += n.present
		}
	}
	return countReferred(r.referred, r.tallies)
}

// A deliverer routes conversations, for one worker: it is the routing that puts
// posts into the stores.
type deliverer struct {
	run      *run
	worker   int
	router   router
	posts    []post // of a conversation
	dropped  map[string]int
	referred []referredPosts
	audited  []bool // by file
	unshown  []unshown
	root     uint32
	last     *post  // the post delivered last
	number   uint32 // in the conversation
	buf      []byte

	skeletons codebook.Skeletons
}

func (d *deliverer) part(part int) error {
	records, err := d.run.conversations.Take(part)
	if err != nil {
		return err
	}
	defer records.Free()
	for root, conversation := range records.Grouped() {
		d.root, d.last, d.number = root, nil, 0
		d.posts = slices.Grow(d.posts[:0], len(conversation))[:len(conversation)]
		for i, record := range conversation {
			d.posts[i].unpack(record[4:])
		}
		if err := d.router.route(d.posts, d); err != nil {
			return err
		}
	}
	return nil
}

func (d *deliverer) drop(p *post, reason string) {
	d.dropped[reason]++
	if reason != DroppedUnaddressed {
		d.audited[p.file] = true
	}
}

// Flags of a delivered post.
const (
	flagByBrand = 1 << iota
	flagSupport
	flagCounted
	flagSigned
	flagShared
)

func (d *deliverer) deliver(x delivery) error {
	d.audited[x.post.file] = true
	flags := byte(0)
	if x.byBrand {
		flags |= flagByBrand
		d.unshown[x.brand].own |= d.run.hides[x.post.file]
	} else {
		d.unshown[x.brand].others |= d.run.hides[x.post.file]
	}
	if x.support {
		flags |= flagSupport
	}
	if x.post != d.last {
		flags |= flagCounted
		d.last = x.post
		d.number++
	}
	if x.shared {
		flags |= flagShared
	}
	skeleton := uint64(0)
	customer := hash(x.customer)
	if x.byBrand {
		var signed bool
		if skeleton, signed = d.skeletons.Of(x.post.text); signed {
			flags |= flagSigned
		}
		if skeleton != 0 {
			if err := d.run.see(d.worker, sighting{templateKey{x.brand, skeleton}, customer}); err != nil {
				return err
			}
		}
	}
	pair := customer + uint64(x.brand)
	b := binary.LittleEndian.AppendUint32(d.buf[:0], uint32(pair>>32))
	b = binary.AppendUvarint(b, uint64(x.brand))
	b = binary.AppendUvarint(b, uint64(len(x.customer)))
	b = append(b, x.customer...)
	b = append(b, flags)
	b = binary.AppendUvarint(b, uint64(len(x.account)))
	b = append(b, x.account...)
	b = binary.LittleEndian.AppendUint32(b, d.root)
	if x.shared {
		b = binary.LittleEndian.AppendUint32(b, d.number)
	}
	b = binary.LittleEndian.AppendUint64(b, skeleton)
	d.buf = b
	return d.run.pairs.Append(d.worker, d.run.pairs.Of(pair), b, x.post.packed)
}

// takePair takes the pair from the front of a delivered post. The customer
// shares b's memory.
func takePair(b []byte) (brand int, customer string, rest []byte) {
	b = b[4:] // the key by which pairs are brought together
	brand, b = cutNumber(b)
	customer, b = cutString(b)
	return brand, customer, b
}

// unpackDelivery takes the rest of a delivered post apart. Its strings share
// b's memory.
func (p *pairPost) unpackDelivery(b []byte) {
	flags := b[0]
	b = b[1:]
	p.byBrand = flags&flagByBrand != 0
	p.support = flags&flagSupport != 0
	p.counted = flags&flagCounted != 0
	p.signed = flags&flagSigned != 0
	p.account, b = cutString(b)
	p.root, b = binary.LittleEndian.Uint32(b), b[4:]
	if flags&flagShared != 0 {
		p.shared, b = binary.LittleEndian.Uint32(b), b[4:]
	}
	p.skeleton = binary.LittleEndian.Uint64(b)
	p.unpack(b[8:])
}
