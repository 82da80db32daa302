package audit

import (
	"strings"
	"testing"
	"time"
)

// A few posts with a whole empty year between them and all others have wrong times;
// years that follow one another, and many posts, do not.
func TestStrayYears(t *testing.T) {
	const from = 1970
	for _, tt := range []struct {
		name  string
		posts map[int]int // by year
		want  string
	}{
		{"none", nil, ""},
		{"one year", map[int]int{2026: 1000}, ""},
		{"new year", map[int]int{2025: 1, 2026: 1000, 2027: 2}, ""},
		{"a clock of the future", map[int]int{2026: 1000, 2062: 3}, "3 posts in 2062, and none from 2027 to 2061"},
		{"one year is between", map[int]int{2026: 1000, 2028: 1}, "1 post in 2028, and none in 2027"},
		{"both sides", map[int]int{1970: 2, 2001: 1, 2025: 500, 2026: 1000, 9999: 1}, "3 posts from 1970 to 2001, and none from 2002 to 2024; 1 post in 9999, and none from 2027 to 9998"},
		{"before the first case", map[int]int{1969: 1, 2026: 1000}, ""},
		{"too many to be mistakes", map[int]int{2012: 100, 2026: 1000}, ""},
		{"a small archive", map[int]int{2026: 50, 2062: 1}, ""},
	} {
		var whole yearTally
		for year, n := range tt.posts { // in any order
			var part yearTally
			for i := range n {
				part.add(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 8 * time.Hour).Unix())
			}
			part.add(noTime)
			whole.merge(&part)
		}
		if got := strings.Join(whole.strays(from), "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
