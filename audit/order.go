package audit

import "slices"

// putInOrder moves posts that stand before the one that they reply to behind it.
// Posts come in the order of their times; but some sources give none, and some
// clocks are wrong. It uses ids for theirs.
func putInOrder(posts []*pairPost, ids *firsts[string]) {
	ids.reset()
	for _, p := range posts {
		ids.add(p.id)
	}
	if !outOfOrder(posts, ids) {
		return
	}
	sorted := slices.Clone(posts)
	parentOf := func(p *pairPost) *pairPost {
		if i := ids.find(p.replyTo); i != nobody {
			return sorted[i]
		}
		return nil
	}
	inCircle := circles(sorted, parentOf)
	placed := make(map[*pairPost]bool, len(posts))
	waiting := map[*pairPost][]*pairPost{} // by what they reply to
	posts = posts[:0]
	var place func(p *pairPost)
	place = func(p *pairPost) {
		posts = append(posts, p)
		placed[p] = true
		for _, reply := range waiting[p] {
			place(reply)
		}
	}
	for _, p := range sorted {
		parent := parentOf(p)
		if parent == nil || placed[parent] || inCircle[p] {
			place(p)
			continue
		}
		if noTime < p.second && p.second < parent.second {
			p.misdated, p.second = true, noTime // one of the two is wrong; its own is believed least
		}
		waiting[parent] = append(waiting[parent], p)
	}
}

// outOfOrder reports whether a post stands before the one that it replies to.
func outOfOrder(posts []*pairPost, ids *firsts[string]) bool {
	for i, p := range posts {
		if p.replyTo != "" && ids.find(p.replyTo) > int32(i) {
			return true
		}
	}
	return false
}

// circles are the posts whose replies lead back to them. Nothing says which of
// them came first but their times.
func circles(posts []*pairPost, parentOf func(*pairPost) *pairPost) map[*pairPost]bool {
	found := map[*pairPost]bool{}
	seen := make(map[*pairPost]int, len(posts)) // in which walk, from 1
	for i, p := range posts {
		for p != nil && seen[p] == 0 {
			seen[p] = i + 1
			p = parentOf(p)
		}
		if p == nil || seen[p] != i+1 {
			continue
		}
		for ; !found[p]; p = parentOf(p) {
			found[p] = true
		}
	}
	return found
}
