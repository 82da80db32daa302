package audit

import (
	"context"
	"encoding/binary"
	"errors"
	"sync"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// route brings the posts together by brand and customer.
func (r *run) route(ctx context.Context) error {
	r.pairs = r.store()
	r.sightings.sightings = r.store()
	r.tallies = make([]*tally, len(r.Brands.List()))
	for i := range r.tallies {
		r.tallies[i] = newTally()
	}
	var mu sync.Mutex // guards counts and tallies
	err := r.each(ctx, func(ctx context.Context, part int) error {
		d := &deliverer{run: r, dropped: map[string]int{}, referred: make([]referredPosts, len(r.tallies))}
		if err := d.part(part); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		addCounts(r.counts.Dropped, d.dropped)
		for i, n := range d.referred {
			r.tallies[i].referred += n.all
			r.tallies[i].present += n.present
		}
		return nil
	})
	return errors.Join(err, r.conversations.Close())
}

// A deliverer routes the conversations of one partition: it is the routing
// that puts posts into the stores.
type deliverer struct {
	*run
	dropped  map[string]int
	referred []referredPosts
	root     uint64
	last     *post // the post delivered last
	buf      []byte
}

type referredPosts struct{ all, present int }

func (d *deliverer) part(part int) error {
	type member struct {
		root uint64
		post post
	}
	members := make([]member, 0, d.conversations.Records(part))
	err := d.conversations.Take(part, func(record []byte) error {
		members = append(members, member{root: binary.LittleEndian.Uint64(record)})
		members[len(members)-1].post.unpack(record[8:])
		return nil
	})
	if err != nil {
		return err
	}
	order := sorted(len(members), func(i int) uint64 { return members[i].root }, nil)
	rt := router{brands: d.Brands}
	var posts []post
	for len(order) > 0 {
		d.root, d.last = members[order[0]].root, nil
		posts = posts[:0]
		for len(order) > 0 && members[order[0]].root == d.root {
			posts = append(posts, members[order[0]].post)
			order = order[1:]
		}
		if err := rt.route(posts, d); err != nil {
			return err
		}
	}
	return nil
}

func (d *deliverer) drop(_ *post, reason string) { d.dropped[reason]++ }

func (d *deliverer) refer(brand int, present bool) {
	d.referred[brand].all++
	if present {
		d.referred[brand].present++
	}
}

// Flags of a delivered post.
const (
	flagByBrand = 1 << iota
	flagSupport
	flagCounted
)

func (d *deliverer) deliver(x delivery) error {
	flags := byte(0)
	if x.byBrand {
		flags |= flagByBrand
	}
	if x.support {
		flags |= flagSupport
	}
	if x.post != d.last {
		flags |= flagCounted
		d.last = x.post
	}
	skeleton := uint64(0)
	customer := hash(x.customer)
	if x.byBrand {
		if s := codebook.Skeleton(x.post.text); s != "" {
			skeleton = hash(s)
			reply := hash(x.post.text) ^ uint64(x.post.second)*31
			if err := d.sightings.add(sighting{templateKey{x.brand, skeleton}, customer, reply}); err != nil {
				return err
			}
		}
	}
	b := binary.AppendUvarint(d.buf[:0], uint64(x.brand))
	b = binary.AppendUvarint(b, uint64(len(x.customer)))
	b = append(b, x.customer...)
	b = append(b, flags)
	b = binary.AppendUvarint(b, uint64(len(x.account)))
	b = append(b, x.account...)
	b = binary.LittleEndian.AppendUint64(b, d.root)
	b = binary.LittleEndian.AppendUint64(b, skeleton)
	d.buf = x.post.pack(b)
	return d.pairs.Append(int((customer+uint64(x.brand))%uint64(d.partitions)), d.buf)
}

// takePair takes the pair from the front of a delivered post. The customer
// shares b's memory.
func takePair(b []byte) (brand int, customer string, rest []byte) {
	brand = int(uvarint(&b))
	customer = takeString(&b)
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
	p.account = takeString(&b)
	p.root = binary.LittleEndian.Uint64(b)
	p.skeleton = binary.LittleEndian.Uint64(b[8:])
	p.unpack(b[16:])
}
