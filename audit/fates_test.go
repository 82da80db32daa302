package audit_test

import (
	"maps"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// A post to two brands is used if it is in a case of either, whichever of them it
// names first.
func TestPostOfTwoBrandsCountsOnce(t *testing.T) {
	brands, err := audit.NewBrands([]audit.Brand{{Name: "Alder", Support: []string{"AlderHelp"}}, {Name: "Birch", Support: []string{"BirchCares"}}})
	if err != nil {
		t.Fatal(err)
	}
	asked := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, both := range []string{"@AlderHelp @BirchCares where is my transfer?", "@BirchCares @AlderHelp where is my transfer?"} {
		o := options(t)
		o.Brands, o.Unit = brands, audit.UnitCustomer
		found, err := audit.Run(t.Context(), &posts{list: []dataset.Record{
			&dataset.Post{ID: "1", Author: "ann", Time: asked, Text: "@AlderHelp is the branch open?"},
			&dataset.Post{ID: "2", Author: "ann", Time: asked.AddDate(0, 0, 7), Text: both},
			&dataset.Post{ID: "3", Author: "ann", Time: asked.AddDate(0, 0, 14), Text: "@AlderHelp are you there?"},
		}}, o)
		if err != nil {
			t.Fatal(err)
		}
		defer found.Close()
		got, dropped := found.Summary.Posts, map[string]int{audit.DroppedEarlierCase: 1}
		if got.Read != 3 || got.Used != 2 || !maps.Equal(got.Dropped, dropped) {
			t.Errorf("%q: read %d, used %d, dropped %v; want 3, 2 and %v: post 2 is in Birch's only case", both, got.Read, got.Used, got.Dropped, dropped)
		}
	}
}
