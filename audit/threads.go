package audit

import "math/bits"

// A threader finds the conversation of every post: the root of its tree of
// replies, which is the topmost post that the archive knows of, present or
// not. It sees ids only, as 64-bit hashes, and needs none of the texts.
//
// A post points to its conversation's id, or else to the post that it replies
// to. Pointers are doubled (Wyllie 1979): in every round a post takes over the
// pointer of the post that it points to, so that a chain of a million replies
// takes twenty rounds. Reply loops, which only broken data has, never reach a
// root: all posts that lead into a loop get the smallest id of the loop.
type threader struct {
	nodes []node
}

// A node is a post on its way to its root.
type node struct {
	id    uint64
	ptr   uint64 // where the post's chain leads, as far as known; id if nowhere
	least uint64 // the smallest id between this node and ptr, ptr excluded
	top   bool   // points nowhere: a root
}

// add notes that a post with this id points to ptr, its conversation or the
// post that it replies to; ptr is id if there is neither. Posts are counted in
// the order of adding.
func (t *threader) add(id, ptr uint64) {
	t.nodes = append(t.nodes, node{id: id, ptr: ptr, least: id, top: ptr == id})
}

// roots returns the root of every post, in the order of adding.
func (t *threader) roots() []uint64 {
	index := newIDIndex(t.nodes)
	open := make([]int32, len(t.nodes)) // nodes whose ptr may not be a root yet
	for i := range open {
		open[i] = int32(i)
	}
	// A loop of n posts is covered after log2(n) rounds.
	for rounds := bits.Len(uint(len(t.nodes))) + 1; rounds > 0 && len(open) > 0; rounds-- {
		still := open[:0]
		for _, i := range open {
			n := &t.nodes[i]
			next := index.find(t.nodes, n.ptr)
			if n.top || next == nil || next.top {
				continue // ptr is the root, present or missing
			}
			n.least = min(n.least, next.least)
			n.ptr = next.ptr
			still = append(still, i)
		}
		open = still
	}
	roots := make([]uint64, len(t.nodes))
	for i := range t.nodes {
		roots[i] = t.nodes[i].ptr
	}
	for _, i := range open { // leads into a loop, and ptr is in it by now
		roots[i] = index.find(t.nodes, t.nodes[i].ptr).least
	}
	return roots
}

// An idIndex is a hash table from ids, which are hashes already, to nodes.
type idIndex struct {
	slots []int32 // index + 1; 0 is free
	shift uint
}

// newIDIndex indexes the nodes. Of several nodes with one id, copies of a
// post, it keeps the one with the smallest ptr other than the id: a copy that
// still has its link.
func newIDIndex(nodes []node) idIndex {
	size := bits.Len(uint(len(nodes)*2 + 1))
	x := idIndex{make([]int32, 1<<size), uint(64 - size)}
	for i := range nodes {
		n := &nodes[i]
		slot := x.slot(n.id)
		for ; x.slots[slot] != 0; slot = (slot + 1) & (len(x.slots) - 1) {
			if kept := &nodes[x.slots[slot]-1]; kept.id == n.id {
				if kept.top || !n.top && n.ptr < kept.ptr {
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
