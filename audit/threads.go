package audit

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"github.com/lastword-audit/lastword/audit/spill"
)

// A threader finds the conversation of every post: the root of its tree of
// replies, which is the topmost post that the archive knows of, present or
// not. It sees ids only, as 64-bit hashes, and needs none of the texts.
//
// A post points to its conversation's id, or else to the post that it replies
// to. Pointers are doubled (Wyllie 1979): in every round a post takes over the
// pointer of the post that it points to, so that a chain of a million replies
// takes twenty rounds. Reply loops, which only broken data has, never reach a
// root: all posts that lead into a loop get the smallest id of the loop.
//
// The nodes lie in partitions by id. While they are too many for the memory
// budget, rounds go from partition to partition: a pointer into another
// partition is a question to it. Most chains are short, so that after a few
// rounds the nodes without a root are few enough to be finished in memory.
type threader struct {
	dir        string
	budget     int64
	partitions int
	nodes      *spill.Partitions // by id
	open       int               // nodes whose root is not known
	n          int
	buf        []byte
}

// A node is a post on its way to its root.
type node struct {
	id    uint64
	ptr   uint64 // where the post's chain leads, as far as known; id if nowhere
	least uint64 // the smallest id between this node and ptr, ptr excluded
	link  uint64 // where the post itself points; id if nowhere
	seq   uint64 // number of the post
	done  bool   // ptr is the root
}

// nodeMemory is what a node takes in memory, with its place in an idIndex.
const nodeMemory = 48 + 16

func newThreader(dir string, partitions int, budget int64) *threader {
	t := &threader{dir: dir, budget: budget, partitions: partitions}
	t.nodes = t.store()
	return t
}

func (t *threader) store() *spill.Partitions {
	return spill.NewPartitions(t.dir, t.partitions, t.budget/4)
}

// home is the partition of an id.
func (t *threader) home(id uint64) int { return int(id >> 32 % uint64(t.partitions)) }

// add notes that the next post has this id and points to ptr, its
// conversation or the post that it replies to; ptr is id if there is neither.
func (t *threader) add(id, ptr uint64) error {
	n := node{id: id, ptr: ptr, least: id, link: ptr, seq: uint64(t.n), done: ptr == id}
	t.n++
	return t.put(t.nodes, &n)
}

func (t *threader) put(to *spill.Partitions, n *node) error {
	if !n.done {
		t.open++
	}
	b := binary.LittleEndian.AppendUint64(t.buf[:0], n.id)
	b = binary.LittleEndian.AppendUint64(b, n.ptr)
	b = binary.LittleEndian.AppendUint64(b, n.least)
	b = binary.LittleEndian.AppendUint64(b, n.link)
	b = binary.AppendUvarint(b, n.seq<<1|boolBit(n.done))
	t.buf = b
	return to.Append(t.home(n.id), b)
}

func boolBit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func unpackNode(b []byte) node {
	seq, _ := binary.Uvarint(b[32:])
	return node{
		id:    binary.LittleEndian.Uint64(b),
		ptr:   binary.LittleEndian.Uint64(b[8:]),
		least: binary.LittleEndian.Uint64(b[16:]),
		link:  binary.LittleEndian.Uint64(b[24:]),
		seq:   seq >> 1,
		done:  seq&1 == 1,
	}
}

// roots calls found with the root of every post, in no particular order, and
// forgets the nodes.
func (t *threader) roots(found func(seq, root uint64) error) error {
	for int64(t.open)*nodeMemory > t.budget {
		before := t.open
		if err := t.round(); err != nil {
			return err
		}
		// Only loops make a round that brings nobody home; they are as many
		// as the broken data has.
		if t.open == before {
			break
		}
	}
	return t.finish(found)
}

// round doubles the pointers of all open nodes once.
func (t *threader) round() error {
	questions := t.store()
	defer questions.Close()
	var b []byte
	for part := range t.partitions {
		err := t.nodes.Each(part, func(record []byte) error {
			n := unpackNode(record)
			if n.done {
				return nil
			}
			b = binary.LittleEndian.AppendUint64(b[:0], n.ptr)
			b = binary.LittleEndian.AppendUint16(b, uint16(part))
			b = binary.AppendUvarint(b, n.seq)
			return questions.Append(t.home(n.ptr), b)
		})
		if err != nil {
			return err
		}
	}
	answers := t.store()
	defer answers.Close()
	for part := range t.partitions {
		if err := t.answer(part, questions, answers); err != nil {
			return err
		}
	}
	next := t.store()
	t.open = 0
	for part := range t.partitions {
		if err := t.apply(part, answers, next); err != nil {
			return errors.Join(err, next.Close())
		}
	}
	err := t.nodes.Close()
	t.nodes = next
	return err
}

// answer tells those who point to the nodes of a partition where these point.
func (t *threader) answer(part int, questions, answers *spill.Partitions) error {
	nodes, err := t.load(part)
	if err != nil {
		return err
	}
	index := newIDIndex(nodes)
	var b []byte
	return questions.Take(part, func(q []byte) error {
		ptr := binary.LittleEndian.Uint64(q)
		asker := int(binary.LittleEndian.Uint16(q[8:]))
		seq, _ := binary.Uvarint(q[10:])
		reply := node{ptr: ptr, least: ptr, done: true} // ptr is missing, and so the root
		if next := index.find(nodes, ptr); next != nil {
			reply = *next
		}
		b = binary.LittleEndian.AppendUint64(b[:0], reply.ptr)
		b = binary.LittleEndian.AppendUint64(b, reply.least)
		b = binary.AppendUvarint(b, seq<<1|boolBit(reply.done))
		return answers.Append(asker, b)
	})
}

// apply moves the nodes of a partition on by their answers.
func (t *threader) apply(part int, answers, next *spill.Partitions) error {
	replies := map[uint64]node{}
	err := answers.Take(part, func(a []byte) error {
		seq, _ := binary.Uvarint(a[16:])
		replies[seq>>1] = node{ptr: binary.LittleEndian.Uint64(a), least: binary.LittleEndian.Uint64(a[8:]), done: seq&1 == 1}
		return nil
	})
	if err != nil {
		return err
	}
	return t.nodes.Take(part, func(record []byte) error {
		n := unpackNode(record)
		if reply, asked := replies[n.seq]; asked {
			n.ptr, n.done = reply.ptr, reply.done
			n.least = min(n.least, reply.least)
		}
		return t.put(next, &n)
	})
}

// load reads the nodes of a partition.
func (t *threader) load(part int) ([]node, error) {
	var nodes []node
	err := t.nodes.Each(part, func(b []byte) error {
		nodes = append(nodes, unpackNode(b))
		return nil
	})
	return nodes, err
}

// finish settles the open nodes in memory, and those that they point to.
func (t *threader) finish(found func(seq, root uint64) error) error {
	open := make([]node, 0, t.open)
	for part := range t.partitions {
		err := t.nodes.Each(part, func(b []byte) error {
			n := unpackNode(b)
			if n.done {
				return found(n.seq, n.ptr)
			}
			open = append(open, n)
			return nil
		})
		if err != nil {
			return err
		}
	}
	targets := make(map[uint64]bool, len(open))
	for i := range open {
		targets[open[i].ptr] = true
	}
	all := open
	for part := range t.partitions {
		err := t.nodes.Take(part, func(b []byte) error {
			if n := unpackNode(b); n.done && targets[n.id] {
				all = append(all, n)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	settle(all)
	for _, n := range all[:len(open)] {
		if err := found(n.seq, n.ptr); err != nil {
			return err
		}
	}
	return t.nodes.Close()
}

// settle points every node to its root, as far as the nodes here lead to it.
func settle(nodes []node) {
	index := newIDIndex(nodes)
	var open []int32
	for i := range nodes {
		if !nodes[i].done {
			open = append(open, int32(i))
		}
	}
	// A loop of n posts is covered after log2(n) rounds.
	for rounds := bits.Len(uint(len(open))) + 1; rounds > 0 && len(open) > 0; rounds-- {
		still := open[:0]
		for _, i := range open {
			n := &nodes[i]
			next := index.find(nodes, n.ptr)
			if next == nil || next.ptr == next.id && next.done {
				n.done = true // ptr is the root, missing or at the top
				continue
			}
			n.least = min(n.least, next.least)
			n.ptr = next.ptr
			if n.done = next.done; !n.done {
				still = append(still, i)
			}
		}
		open = still
	}
	// What is left leads into a loop, and its ptr is in the loop by now.
	loops := make([]uint64, len(open))
	for k, i := range open {
		loops[k] = index.find(nodes, nodes[i].ptr).least
	}
	for k, i := range open {
		nodes[i].ptr, nodes[i].done = loops[k], true
	}
}

// An idIndex is a hash table from ids, which are hashes already, to nodes.
type idIndex struct {
	slots []int32 // index + 1; 0 is free
	shift uint
}

// newIDIndex indexes the nodes. Of several nodes with one id, copies of a
// post, it keeps the one with the smallest link other than the id: a copy that
// still knows what it replies to.
func newIDIndex(nodes []node) idIndex {
	size := bits.Len(uint(len(nodes)*2 + 1))
	x := idIndex{make([]int32, 1<<size), uint(64 - size)}
	for i := range nodes {
		n := &nodes[i]
		slot := x.slot(n.id)
		for ; x.slots[slot] != 0; slot = (slot + 1) & (len(x.slots) - 1) {
			if kept := &nodes[x.slots[slot]-1]; kept.id == n.id {
				if kept.link == kept.id || n.link != n.id && n.link < kept.link {
					x.slots[slot] = int32(i) + 1
				}
				break
			}
		}
		if x.slots[slot] == 0 {
			x.slots[slot] = int32(i) + 1
		}
	}
	return x
}

func (x idIndex) slot(id uint64) int {
	const golden = 0x9E3779B97F4A7C15 // Fibonacci hashing, Knuth vol. 3, 6.4
	return int(id * golden >> x.shift)
}

// find returns the node with this id, nil if there is none.
func (x idIndex) find(nodes []node, id uint64) *node {
	for slot := x.slot(id); x.slots[slot] != 0; slot = (slot + 1) & (len(x.slots) - 1) {
		if n := &nodes[x.slots[slot]-1]; n.id == id {
			return n
		}
	}
	return nil
}
