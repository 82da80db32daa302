package audit

import (
	"maps"
	"slices"
	"strings"
)

// aliases are ids that mean one post, as rounding makes them: from each one to
// another that is nearer to the one that is used.
type aliases map[string]string

// add notes that two ids, found in copies of one post, mean one post; used is
// that of the copy that is kept. An id as 1.73E+18 means many.
func (a aliases) add(id, used string) {
	const long, few = 17, 12 // digits
	if id == used || id == "" || used == "" || len(id) >= long && len(strings.TrimRight(id, "0")) < few {
		return
	}
	if _, ok := a[id]; !ok {
		a[strings.Clone(id)] = strings.Clone(used)
	}
}

// of returns the id to use for id.
func (a aliases) of(id string) string {
	const most = 8 // rounding twice makes no more; a loop ends somewhere
	for range most {
		used, ok := a[id]
		if !ok {
			break
		}
		id = used
	}
	return id
}

// settleAliases turns the aliases so that they lead to posts that are there.
func (p *Posts) settleAliases() error {
	if len(p.aliases) == 0 {
		return nil
	}
	there := map[string]bool{}
	for _, used := range p.aliases {
		there[used] = false
	}
	for id := range p.aliases {
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
	for _, id := range slices.Sorted(maps.Keys(p.aliases)) {
		used := p.aliases[id]
		if !there[id] {
			continue
		}
		delete(p.aliases, id)
		if _, taken := p.aliases[used]; !there[used] && !taken {
			p.aliases[used] = id
		}
	}
	return nil
}
