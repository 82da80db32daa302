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
	r.referred = r.sorter()
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
	r.seen, r.renamed = map[string]bool{}, map[renaming]bool{}
	for _, d := range deliverers {
		maps.Copy(r.seen, d.router.seen)
		maps.Copy(r.renamed, d.router.renamed)
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

func (d *deliverer) deliver(x delivery) error {
	d.audited[x.post.file] = true
	counted, number := x.post != d.last, uint32(0)
	if counted {
		d.last = x.post
		d.number++
	}
	if x.shared {
		number = d.number
	}
	customer := hash(x.customer)
	skeleton, signed := uint64(0), false
	if !x.byBrand {
		d.unshown[x.brand].others |= d.run.hides[x.post.file]
	} else {
		d.unshown[x.brand].own |= d.run.hides[x.post.file]
		if skeleton, signed = d.skeletons.Of(x.post.text); skeleton != 0 {
			if err := d.run.see(d.worker, sighting{templateKey{x.brand, skeleton}, customer}); err != nil {
				return err
			}
		}
	}
	pair := customer + uint64(x.brand)
	b := packer(binary.LittleEndian.AppendUint32(d.buf[:0], uint32(pair>>32)))
	b.int(x.brand)
	b.string(x.customer)
	b.bool(x.byBrand)
	b.string(x.account)
	b.bool(x.support)
	b.bool(counted)
	b.bool(signed)
	b.int64(int64(d.root))
	b.int64(int64(number))
	b.hash(skeleton)
	d.buf = b
	return d.run.pairs.Append(d.worker, d.run.pairs.Of(pair), b, x.post.packed)
}

// takePair takes the pair from the front of a delivered post. The customer
// shares b's memory.
func takePair(b []byte) (brand int, customer string, rest []byte) {
	r := unpacker(b[4:]) // behind the key by which pairs are brought together
	brand = r.int()
	customer = r.string()
	return brand, customer, r
}

// unpackDelivery takes the rest of a delivered post apart. Its strings share
// b's memory.
func (p *pairPost) unpackDelivery(b []byte) {
	r := unpacker(b)
	p.byBrand = r.bool()
	p.account = r.string()
	p.support = r.bool()
	p.counted = r.bool()
	p.signed = r.bool()
	p.root = uint32(r.int64())
	p.shared = uint32(r.int64())
	p.skeleton = r.hash()
	p.unpack(r)
}
