package audit

import "slices"

// putInOrder moves posts that stand before the one that they reply to behind it.
// Posts come in the order of their times; but some sources give none, and some
// clocks are wrong.
func putInOrder(posts []*pairPost) {
	if !outOfOrder(posts) {
		return
	}
	sorted := slices.Clone(posts)
	byID := make(map[string]*pairPost, len(posts))
	for _, p := range slices.Backward(sorted) {
		byID[p.id] = p
	}
	inCircle := circles(sorted, byID)
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
		parent := byID[p.replyTo]
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
func outOfOrder(posts []*pairPost) bool {
	if len(posts) > fewPosts {
		at := make(map[string]int, len(posts))
		for i, p := range slices.Backward(posts) {
			at[p.id] = i
		}
		for i, p := range posts {
			if at[p.replyTo] > i {
				return true
			}
		}
		return false
	}
	for i, p := range posts {
		if p.replyTo == "" {
			continue
		}
		for _, q := range posts[i+1:] {
			if q.id == p.replyTo {
				return true
			}
		}
	}
	return false
}

// circles are the posts whose replies lead back to them. Nothing says which of
// them came first but their times.
func circles(posts []*pairPost, byID map[string]*pairPost) map[*pairPost]bool {
	found := map[*pairPost]bool{}
	seen := make(map[*pairPost]int, len(posts)) // in which walk, from 1
	for i, p := range posts {
		for p != nil && seen[p] == 0 {
			seen[p] = i + 1
			p = byID[p.replyTo]
		}
		if p == nil || seen[p] != i+1 {
			continue
		}
		for ; !found[p]; p = byID[p.replyTo] {
			found[p] = true
		}
	}
	return found
}
