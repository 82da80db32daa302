package audit

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A templateKey names a skeleton (codebook.Skeleton) among a brand's replies.
type templateKey struct {
	brand    int
	skeleton uint64
}

// templateID is how a skeleton is named in reports; it is the same in every
// audit.
func templateID(skeleton uint64) string { return string(appendTemplateID(nil, skeleton)) }

func appendTemplateID(b []byte, skeleton uint64) []byte {
	var bytes [8]byte
	binary.BigEndian.PutUint64(bytes[:], skeleton)
	return hex.AppendEncode(append(b, 't'), bytes[:6])
}

// templates is the template index: of each skeleton that went to more than one
// customer of the brand, to how many. It is the one thing that looks beyond a
// case.
type templates map[templateKey]int

// A sighting is a skeleton in a reply to a customer. Sightings are spread over
// partitions by skeleton, and counted when all are there, so that only a few
// partitions' share of the replies is in memory at a time.
type sighting struct {
	key      templateKey
	customer uint64 // hash
}

// see notes a sighting.
func (r *run) see(worker int, s sighting) error {
	var b [24]byte
	binary.LittleEndian.PutUint32(b[:], uint32(s.key.skeleton>>32)) // by which it is grouped
	binary.LittleEndian.PutUint32(b[4:], uint32(s.key.brand))
	binary.LittleEndian.PutUint64(b[8:], s.key.skeleton)
	binary.LittleEndian.PutUint64(b[16:], s.customer)
	return r.sightings.Append(worker, r.sightings.Of(s.key.skeleton), b[:])
}

// indexTemplates counts the sightings and forgets them.
func (r *run) indexTemplates(ctx context.Context) (templates, error) {
	index := templates{}
	var mu sync.Mutex // guards index
	err := r.each(ctx, func(_, part int) error {
		records, err := r.sightings.Take(part)
		if err != nil {
			return err
		}
		defer records.Free()
		here := templates{}
		var seen []sighting
		for _, group := range records.Grouped() {
			if len(group) == 1 {
				continue
			}
			seen = seen[:0]
			for _, b := range group {
				key := templateKey{int(binary.LittleEndian.Uint32(b[4:])), binary.LittleEndian.Uint64(b[8:])}
				seen = append(seen, sighting{key, binary.LittleEndian.Uint64(b[16:])})
			}
			here.count(seen)
		}
		mu.Lock()
		defer mu.Unlock()
		maps.Copy(index, here)
		return nil
	})
	return index, err
}

// count adds the skeletons that more than one customer got. All sightings of them
// are given.
func (t templates) count(seen []sighting) {
	slices.SortFunc(seen, compareSightings)
	for len(seen) > 0 {
		key, customers, n := seen[0].key, 1, 1
		for ; n < len(seen) && seen[n].key == key; n++ {
			if seen[n].customer != seen[n-1].customer {
				customers++
			}
		}
		if customers > 1 {
			t[key] = customers
		}
		seen = seen[n:]
	}
}

func compareSightings(a, b sighting) int {
	switch {
	case a.key.skeleton != b.key.skeleton:
		return cmp.Compare(a.key.skeleton, b.key.skeleton)
	case a.key.brand != b.key.brand:
		return cmp.Compare(a.key.brand, b.key.brand)
	}
	return cmp.Compare(a.customer, b.customer)
}

// keepText keeps a template's text. Few of them are shown, and which is known
// only when all cases are counted, so that they may well wait on disk.
func (r *run) keepText(worker int, key templateKey, text string) error {
	var b [12]byte
	binary.LittleEndian.PutUint32(b[:], uint32(key.brand))
	binary.LittleEndian.PutUint64(b[4:], key.skeleton)
	return r.texts.Append(worker, 0, b[:], []byte(text))
}

// readTexts writes the texts of the templates that are shown: each brand's top
// ones and that of its longest run. All texts are forgotten.
func (r *run) readTexts(brands []BrandSummary, longest []skeletonRun) error {
	shown := map[templateKey][]*string{}
	show := func(brand int, skeleton uint64, text *string) {
		key := templateKey{brand, skeleton}
		shown[key] = append(shown[key], text)
	}
	for i := range brands {
		top := brands[i].Templates.Top
		for k := range top {
			show(i, top[k].skeleton, &top[k].Text)
		}
		if longest[i].n > 0 {
			show(i, longest[i].skeleton, &brands[i].Mechanical.LongestRun.Text)
		}
	}
	return r.texts.Drain(0, func(b []byte) error {
		key := templateKey{int(binary.LittleEndian.Uint32(b)), binary.LittleEndian.Uint64(b[4:])}
		for _, text := range shown[key] {
			*text = strings.TrimSpace(string(b[12:]))
		}
		return nil
	})
}
