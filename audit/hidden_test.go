package audit

import (
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/dataset"
)

// What a brand ignored is hidden by what the files with its posts cannot show, in words
// that do not depend on the files' order.
func TestHidden(t *testing.T) {
	inputs := []dataset.Input{{Name: "replies", Format: "twcs"}, {Name: "pages", Format: "crowdtangle"}, {Name: "all", Format: "snscrape"}, {Name: "empty", Format: "mastodon"}}
	for range 2 {
		inputs[0], inputs[1] = inputs[1], inputs[0]
		r := &run{files: map[string]int{"replies": 0, "pages": 1, "all": 2}, tallies: []*tally{{replies: 1}}}
		r.readHides(inputs)
		for _, tt := range []struct {
			own  uint64 // files with posts of the brand
			want []string
		}{
			{r.hides[2], nil},
			{r.hides[0], []string{"twcs was"}},
			{r.hides[1] | r.hides[2], []string{"CrowdTangle"}},
			{r.hides[0] | r.hides[1], []string{"CrowdTangle", "twcs was"}},
		} {
			r.unshown = []unshown{{own: tt.own, others: ^uint64(0)}}
			var reasons []string
			if why := r.hidden(0); why != "" {
				reasons = strings.Split(why, "; ")
			}
			ok := len(reasons) == len(tt.want)
			for i := range tt.want {
				ok = ok && strings.HasPrefix(reasons[i], tt.want[i])
			}
			if !ok {
				t.Errorf("hidden by %q, want what begins with %q", reasons, tt.want)
			}
		}
	}
}
