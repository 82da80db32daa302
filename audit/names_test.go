package audit

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestCompareNames(t *testing.T) {
	want := []string{"A&B", "A-B", "Alder", "Eclair", "Écume", "Ecumes", "Ete", "Eté", "Été", "Zénith", "Zenko", "Zoo", "alder", "Øst"}
	for range 20 {
		got := slices.Clone(want)
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, compareNames)
		if !slices.Equal(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
	}
}

// Brands are listed as their names are ordered, and so is all that is said of them.
func TestBrandsAreListedByName(t *testing.T) {
	b, err := NewBrands([]Brand{{Name: "Zénith", Support: []string{"zenith"}}, {Name: "Écureuil", Support: []string{"ecureuil"}}, {Name: "Alder", Support: []string{"alder"}}})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, brand := range b.List() {
		names = append(names, brand.Name)
	}
	if want := []string{"Alder", "Écureuil", "Zénith"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}
