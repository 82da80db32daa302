package audit

import "testing"

// Of copies of a template the first reply that has it is the example.
func TestTemplateUsesMerge(t *testing.T) {
	first, later := templateUse{replies: 2, customers: 1, example: "9", second: 60}, templateUse{replies: 3, customers: 2, example: "10", second: 60}
	want := templateUse{replies: 5, customers: 3, example: "9", second: 60}
	if a, b := first.merge(later), later.merge(first); a != want || b != want {
		t.Errorf("got %+v and %+v, want %+v", a, b, want)
	}
}

// Only what went to enough customers is a template; the most used comes first.
func TestTemplatesOfABrand(t *testing.T) {
	x := tally{replies: 20, templates: map[uint64]templateUse{
		1: {replies: 4, customers: 4}, 2: {replies: 5, customers: 3}, 3: {replies: 9, customers: 2},
	}}
	got := x.summariseTemplates(DefaultThresholds)
	if got.Share.N != 9 || got.Share.Of != 20 || got.Distinct != 2 || got.Top[0].Customers != 3 || got.Top[1].Customers != 4 {
		t.Errorf("got %+v", got)
	}
}
