package audit

import (
	"slices"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// numbered puts a run of the brand's posts that are numbered ("1/2", "2/2")
// into their numbers' order; all else stays in time order.
func numbered(posts []*pairPost) []*pairPost {
	sorted := posts
	for i := 0; i < len(posts); {
		if i+1 == len(posts) || !posts[i].byBrand || !posts[i+1].byBrand {
			i++
			continue // most replies stand alone
		}
		j := i
		for j < len(posts) && posts[j].byBrand {
			if _, of := codebook.PartNumber(posts[j].text); of == 0 {
				break
			}
			j++
		}
		if j-i > 1 {
			if &sorted[0] == &posts[0] {
				sorted = slices.Clone(posts)
			}
			sortParts(sorted[i:j])
		}
		i = max(j, i+1)
	}
	return sorted
}

// sortParts sorts numbered posts by their numbers as long as these are the
// parts of one reply: each number once, all of the same total.
func sortParts(run []*pairPost) {
	for len(run) > 0 {
		_, total := codebook.PartNumber(run[0].text)
		seen := map[int]bool{}
		n := 0
		for n < len(run) {
			k, of := codebook.PartNumber(run[n].text)
			if of != total || seen[k] {
				break
			}
			seen[k] = true
			n++
		}
		slices.SortStableFunc(run[:n], func(a, b *pairPost) int {
			i, _ := codebook.PartNumber(a.text)
			j, _ := codebook.PartNumber(b.text)
			return i - j
		})
		run = run[n:]
	}
}
