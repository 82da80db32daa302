package audit

import (
	"cmp"
	"slices"
)

// Templates describes a brand's replies that stand in replies to many
// customers, names, numbers, links, signatures and salutations aside.
type Templates struct {
	Share    Rate       `json:"share"`    // of the brand's replies
	Distinct int        `json:"distinct"` // templates
	Top      []Template `json:"top"`      // the ten most used
}

// A Template is what such replies have in common.
type Template struct {
	ID        string `json:"id"`
	Text      string `json:"text"` // with placeholders for what varies
	Replies   int    `json:"replies"`
	Customers int    `json:"customers"`
	Example   string `json:"example_post"` // id of the first reply that has it

	skeleton uint64
}

// A templateUse counts the use of one skeleton in a brand's cases. Its text is
// among the run's texts.
type templateUse struct {
	recipients         int32 // as the template index says, before what falls out of the window
	replies, customers int32
	example            string // id of the first reply that has it
	second             int64  // and its time
}

// merge returns what two counts of one skeleton add up to.
func (u templateUse) merge(o templateUse) templateUse {
	if cmp.Or(cmp.Compare(o.second, u.second), compareIDs(o.example, u.example)) < 0 {
		u.example, u.second = o.example, o.second
	}
	u.replies += o.replies
	u.customers += o.customers
	return u
}

func (t *tally) summariseTemplates(limits Thresholds) Templates {
	type used struct {
		key uint64
		templateUse
	}
	var list []used
	replies := 0
	for key, use := range t.templates {
		if int(use.customers) >= limits.TemplateCustomers {
			list = append(list, used{key, use})
			replies += int(use.replies)
		}
	}
	slices.SortFunc(list, func(a, b used) int {
		return cmp.Or(cmp.Compare(b.replies, a.replies), cmp.Compare(b.customers, a.customers), cmp.Compare(a.key, b.key))
	})
	out := Templates{Share: NewRate(replies, t.replies), Distinct: len(list), Top: []Template{}}
	const most = 10
	for _, u := range list[:min(most, len(list))] {
		out.Top = append(out.Top, Template{
			ID:        templateID(u.key),
			Replies:   int(u.replies),
			Customers: int(u.customers),
			Example:   u.example,
			skeleton:  u.key,
		})
	}
	return out
}
