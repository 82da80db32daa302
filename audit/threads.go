package audit

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/lastword-audit/lastword/audit/spill"
)

// A threader finds the posts that make up each conversation: those whose links
// lead to the same top, which may be missing, or into the same loop, which only
// broken data has. It sees ids only, as 64-bit hashes, and needs none of the
// texts.
//
// A post points to its conversation's id, or else to the post that it replies
// to. One that has both is linked to the second as well, if that is there: it may
// stand in an export without conversations, whose links end before the top. Posts
// are numbered as they are read. The links between ids lie in partitions by id, in
// which they become links between numbers; these unite in a forest, which takes
// four bytes of memory a post.
type threader struct {
	links  *spill.Partitions // by the id that they are about
	forest forest
}

// add notes that the post of this number has this id and points to ptr, its
// conversation or the post that it replies to; ptr is id if there is neither. A
// lane is one goroutine's.
func (t *threader) add(lane int, number uint32, id, ptr uint64) error {
	var b [ownLength]byte
	binary.LittleEndian.PutUint32(b[:], number)
	binary.LittleEndian.PutUint64(b[4:], id)
	binary.LittleEndian.PutUint64(b[12:], ptr)
	if err := t.links.Append(lane, t.links.Of(id>>32), b[:]); err != nil || ptr == id {
		return err
	}
	return t.links.Append(lane, t.links.Of(ptr>>32), b[:4], b[12:])
}

// addReply notes that the post of this number replies to the one with this id, though
// it points to its conversation. What is missing tells nothing: it may be
// what an export writes where a post answers none.
func (t *threader) addReply(lane int, number uint32, id uint64) error {
	var b [replyLength]byte
	binary.LittleEndian.PutUint32(b[:], number)
	binary.LittleEndian.PutUint64(b[4:], id)
	return t.links.Append(lane, t.links.Of(id>>32), b[:])
}

// By their lengths the links are told apart: a post's own, a reply's beside its
// conversation, and one from a post to what it points to.
const (
	ownLength     = 20
	replyLength   = 13
	pointerLength = 12
)

// unite brings the posts together that the ids of a partition bring together,
// and forgets the ids. All partitions may be united at once.
func (t *threader) unite(part int) error {
	links, err := t.links.Take(part)
	if err != nil {
		return err
	}
	defer links.Free()
	ids := idTables.Get().(*idTable)
	defer idTables.Put(ids)
	ids.reset(links.Len(), t.forest)
	for b := range links.All() {
		if len(b) == ownLength {
			ids.add(named{binary.LittleEndian.Uint64(b[4:]), binary.LittleEndian.Uint64(b[12:]), binary.LittleEndian.Uint32(b)})
		}
	}
	for b := range links.All() { // before others stand for what is missing
		if len(b) == replyLength {
			ids.reply(binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint64(b[4:]))
		}
	}
	for b := range links.All() {
		if len(b) == pointerLength {
			ids.link(binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint64(b[4:]))
		}
	}
	return nil
}

// A named post is one that stands for an id.
type named struct {
	id     uint64
	ptr    uint64 // id if it points to nothing
	number uint32
}

// alone reports whether a post points to nothing.
func (n *named) alone() bool { return n.ptr == n.id }

// An idTable tells which post stands for an id. Of copies of one post under one
// id, it is the one with the smallest link: a copy that still knows what it
// replies to. Those that know nothing are one conversation, and those that know
// something else belong where it leads: under an id that lost digits, they are
// different posts.
type idTable struct {
	slots  []named
	used   []bool
	shift  uint
	alone  map[uint64]uint32 // posts that point to nothing, where another stands for their id
	forest forest
}

// idTables are used again.
var idTables = sync.Pool{New: func() any { return &idTable{alone: map[uint64]uint32{}} }}

// reset empties the table and makes room for n links.
func (t *idTable) reset(n int, f forest) {
	size := bits.Len(uint(n * 3 / 2))
	t.slots = slices.Grow(t.slots[:0], 1<<size)[:1<<size]
	t.used = slices.Grow(t.used[:0], 1<<size)[:1<<size]
	clear(t.used)
	clear(t.alone)
	t.shift, t.forest = uint(64-size), f
}

// place returns the slot that has an id, or would have it.
func (t *idTable) place(id uint64) int {
	const golden = 0x9E3779B97F4A7C15 // Fibonacci hashing, Knuth vol. 3, 6.4
	slot := int(id * golden >> t.shift)
	for t.used[slot] && t.slots[slot].id != id {
		slot = (slot + 1) & (len(t.slots) - 1)
	}
	return slot
}

func (t *idTable) add(n named) {
	slot := t.place(n.id)
	kept := &t.slots[slot]
	switch {
	case !t.used[slot]:
		t.used[slot] = true
		*kept = n
	case n.alone() && kept.alone():
		t.forest.unite(n.number, kept.number)
	case n.alone():
		t.addAlone(n.id, n.number)
	case kept.alone():
		t.addAlone(kept.id, kept.number)
		*kept = n
	case n.ptr < kept.ptr:
		*kept = n
	}
}

func (t *idTable) addAlone(id uint64, number uint32) {
	if other, ok := t.alone[id]; ok {
		t.forest.unite(number, other)
	} else {
		t.alone[id] = number
	}
}

// reply unites a post with the one that it replies to, if that is there.
func (t *idTable) reply(number uint32, id uint64) {
	if slot := t.place(id); t.used[slot] {
		t.forest.unite(number, t.slots[slot].number)
	}
}

// link unites a post with the one that it points to. For one that is missing
// stands the first that points to it.
func (t *idTable) link(number uint32, id uint64) {
	slot := t.place(id)
	if t.used[slot] {
		t.forest.unite(number, t.slots[slot].number)
	} else {
		t.used[slot] = true
		t.slots[slot] = named{id, id, number}
	}
}

// A forest holds disjoint sets of numbers (union-find), each a tree under its
// smallest member. It may be used by several goroutines at once.
type forest []atomic.Uint32

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i].Store(uint32(i))
	}
	return f
}

// root returns the smallest member of i's set, and halves the path to it.
func (f forest) root(i uint32) uint32 {
	for {
		up := f[i].Load()
		top := f[up].Load()
		if top == up {
			return up
		}
		f[i].CompareAndSwap(up, top)
		i = top
	}
}

// unite makes one set of two.
func (f forest) unite(i, j uint32) {
	for {
		i, j = f.root(i), f.root(j)
		if i == j {
			return
		}
		if i < j {
			i, j = j, i
		}
		if f[i].CompareAndSwap(i, j) {
			return
		}
	}
}
