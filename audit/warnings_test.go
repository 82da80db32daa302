package audit

import (
	"slices"
	"testing"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// replyOnly is a request of which the archive holds the reply alone.
func replyOnly() *Case {
	c := aCase(someDay, codebook.Redirected)
	c.Turns = c.Turns[1:]
	return c
}

// Where a tenth of the requests or more are known by their replies alone, the share
// ignored is too low; where it is withheld, nobody reads it.
func TestUnseenRequestsCountAsAnswered(t *testing.T) {
	for _, tt := range []struct {
		name                      string
		ignored, answered, unseen int
		withheld                  string
		want                      []string
	}{
		{"as many as the others", 29, 16, 37, "", []string{"Alder (29 of 82 requests, but 29 of the 45 that are there)"}},
		{"a tenth", 4, 5, 1, "", []string{"Alder (4 of 10 requests, but 4 of the 9 that are there)"}},
		{"fewer", 4, 6, 1, "", nil},
		{"none", 4, 6, 0, "", nil},
		{"withheld", 29, 16, 37, "twcs", nil},
	} {
		tally := newTally()
		for range tt.ignored {
			tally.add(aCase(someDay, codebook.Ignored))
		}
		for range tt.answered {
			tally.add(aCase(someDay, codebook.Resolved))
		}
		for range tt.unseen {
			tally.add(replyOnly())
		}
		brand := tally.summarise(Brand{Name: "Alder"}, DefaultThresholds, tt.withheld, noTime)
		if got := understated([]BrandSummary{brand}); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
