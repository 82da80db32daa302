package audit

import (
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/dataset"
)

// An unshown reason is why a file cannot show what a brand ignored of which it
// holds posts: the brand's own, or others' to it.
type unshown struct {
	brand int
	own   bool
	why   string
}

// readHides notes which files cannot show what was ignored. It needs all inputs.
func (r *run) readHides(inputs []dataset.Input) {
	r.hides = make([]string, len(r.files))
	for _, in := range inputs {
		file, posts := r.files[in.Name]
		if f := dataset.FormatByName(in.Format); posts && f != nil {
			r.hides[file] = f.Hides(dataset.HidesIgnored)
		}
	}
	r.reasons = slices.Compact(slices.Sorted(slices.Values(r.hides)))
}

// hidden says why the files that hold the brand's posts cannot show what it
// ignored, "" if they can. What another brand's file cannot show is no matter; of
// a brand without replies, the posts to it count.
func (r *run) hidden(brand int) string {
	var reasons []string
	for _, why := range r.reasons {
		if r.unshown[unshown{brand, r.tallies[brand].replies > 0, why}] {
			reasons = append(reasons, why)
		}
	}
	return strings.Join(reasons, "; ")
}
