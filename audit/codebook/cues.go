package codebook

import "strings"

// Cues are a few classes of the customer's phrases that tell something
// together: each set of them is a fact.
type cues struct {
	place [64]int8 // of each class in a set, -1 if it is none
	facts []fact   // by set
}

// newCues makes cues of classes, and of others that are no classes.
func newCues(what string, names ...string) *cues {
	c := &cues{}
	for i := range c.place {
		c.place[i] = -1
	}
	for i, name := range names {
		if class := classIndex(name); class >= 0 {
			c.place[class] = int8(i)
		}
	}
	for set := range 1 << len(names) {
		var here []string
		for i, name := range names {
			if set&(1<<i) != 0 {
				here = append(here, name)
			}
		}
		c.facts = append(c.facts, newFact(what+strings.Join(here, "+")))
	}
	return c
}

// cues are the set of those that stand in some turns.
func (v *view) cues(c *cues, turns []int) (set int) {
	for _, i := range turns {
		for _, h := range v.read(i).hits {
			if at := c.place[h.class]; at >= 0 {
				set |= 1 << at
			}
		}
	}
	return set
}
