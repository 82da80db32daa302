package audit

import (
	"slices"
	"testing"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// What casts doubt on a brand's cases without a reply casts none on the others, but that
// a low coverage may have cost one that was dropped its answer.
func TestCaveatsOfCases(t *testing.T) {
	const recent = 1330939800 // someDay
	ignored, dropped, resolved := aCase(someDay, codebook.Ignored), aCase(someDay, codebook.Resolved), aCase(someDay, codebook.Resolved)
	dropped.Label.Outcome, dropped.Label.Reason = codebook.Ignored, codebook.Dropped
	for _, tt := range []struct {
		name  string
		c     *Case
		doubt doubt
		want  []Caveat
	}{
		{"too late", ignored, doubt{"", recent - 1}, []Caveat{CaveatTooRecent}},
		{"just in time", ignored, doubt{"", recent}, nil},
		{"answered, however late", resolved, doubt{CaveatLowCoverage, recent - 1}, nil},
		{"dropped, however late", dropped, doubt{"", recent - 1}, nil},
		{"few replies are there", ignored, doubt{CaveatLowCoverage, recent}, []Caveat{CaveatLowCoverage}},
		{"so one that was dropped may have an answer", dropped, doubt{CaveatLowCoverage, recent}, []Caveat{CaveatLowCoverage}},
		{"collected from replies", ignored, doubt{CaveatFromReplies, recent}, []Caveat{CaveatFromReplies}},
		{"and from what followed on them", dropped, doubt{CaveatFromReplies, recent}, nil},
		{"a reply alone", replyOnly(), doubt{CaveatLowCoverage, recent - 1}, []Caveat{CaveatNoRequest}},
	} {
		mark := (&run{}).appendRecord(nil, tt.c, 0)[0]
		a := &Audit{doubts: []doubt{tt.doubt}}
		if got := a.caveats(nil, mark, appendMoment(nil, 0, tt.c.OpenedAt().Unix())); !slices.Equal(got, tt.want) {
			t.Errorf("%s: caveats %q, want %q", tt.name, got, tt.want)
		}
	}
}
