package audit

import (
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/dataset"
)

// unshown are the reasons, a bit for each of run.reasons, why files cannot show what a
// brand ignored: those that hold posts of its own, and others' posts to it.
type unshown struct{ own, others uint64 }

// readHides notes which files cannot show what was ignored. It needs all inputs.
func (r *run) readHides(inputs []dataset.Input) {
	r.hides = make([]uint64, len(r.files))
	for _, in := range inputs {
		file, posts := r.files[in.Name]
		f := dataset.FormatByName(in.Format)
		if !posts || f == nil {
			continue
		}
		for _, why := range f.Limits.Why(dataset.HidesIgnored) {
			if !slices.Contains(r.reasons, why) {
				r.reasons = append(r.reasons, why)
			}
			r.hides[file] |= 1 << slices.Index(r.reasons, why)
		}
	}
}

// hidden says why the files that hold the brand's posts cannot show what it
// ignored, "" if they can. What another brand's file cannot show is no matter; of
// a brand without replies, the posts to it count.
func (r *run) hidden(brand int) string {
	bits := r.unshown[brand].own
	if r.tallies[brand].replies == 0 {
		bits = r.unshown[brand].others
	}
	var reasons []string
	for i, why := range r.reasons {
		if bits&(1<<i) != 0 {
			reasons = append(reasons, why)
		}
	}
	slices.Sort(reasons)
	return strings.Join(reasons, "; ")
}
