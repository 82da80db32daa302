package audit

import (
	"maps"
	"slices"
	"strings"
)

// names are ids that mean one post, as rounding makes them: from each one to
// another that is nearer to the one that is used.
type names map[string]string

// add notes that two ids, found in copies of one post, mean one post; used is
// that of the copy that is kept.
func (n names) add(id, used string) {
	if id == used || id == "" || used == "" {
		return
	}
	if _, ok := n[id]; !ok {
		n[strings.Clone(id)] = strings.Clone(used)
	}
}

// of returns the id to use for id.
func (n names) of(id string) string {
	const most = 8 // rounding twice makes no more; a loop ends somewhere
	for range most {
		used, ok := n[id]
		if !ok {
			break
		}
		id = used
	}
	return id
}

// settleNames turns the names so that they lead to posts that are there.
func (p *Posts) settleNames() error {
	if len(p.names) == 0 {
		return nil
	}
	there := map[string]bool{}
	for _, used := range p.names {
		there[used] = false
	}
	for id := range p.names {
		there[id] = false
	}
	for post, err := range p.All() {
		if err != nil {
			return err
		}
		if _, named := there[post.ID]; named {
			there[strings.Clone(post.ID)] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.names)) {
		used := p.names[id]
		if !there[id] {
			continue
		}
		delete(p.names, id)
		if _, taken := p.names[used]; !there[used] && !taken {
			p.names[used] = id
		}
	}
	return nil
}
