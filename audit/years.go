package audit

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// A yearTally counts posts by the year of their time, in UTC. The zero value is empty.
type yearTally struct {
	counts map[int]*int

	// The year of the last post: most are of the same.
	last     *int
	from, to int64
}

// add counts a post.
func (t *yearTally) add(second int64) {
	if second == noTime {
		return
	}
	if second < t.from || second >= t.to {
		year := time.Unix(second, 0).UTC().Year()
		t.last = t.of(year)
		t.from = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
		t.to = time.Date(year+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	}
	*t.last++
}

func (t *yearTally) of(year int) *int {
	if t.counts == nil {
		t.counts = map[int]*int{}
	}
	if t.counts[year] == nil {
		t.counts[year] = new(int)
	}
	return t.counts[year]
}

func (t *yearTally) merge(o *yearTally) {
	for year, n := range o.counts {
		*t.of(year) += *n
	}
}

// strays says which few posts are so far in time from all others that their times
// must be suspected: a whole year without a post is between. Those from before the
// first case, in the year from, change nothing.
func (t *yearTally) strays(from int) []string {
	const share = 0.01
	years := slices.DeleteFunc(slices.Sorted(maps.Keys(t.counts)), func(year int) bool { return year < from })
	if len(years) == 0 {
		return nil
	}
	most, all := 0, 0 // the year of most posts, and all posts
	for i, year := range years {
		if *t.counts[year] > *t.counts[years[most]] {
			most = i
		}
		all += *t.counts[year]
	}
	first, last := most, most // of the years without a gap around it
	for first > 0 && years[first-1] == years[first]-1 {
		first--
	}
	for last+1 < len(years) && years[last+1] == years[last]+1 {
		last++
	}
	before, after := years[:first], years[last+1:]
	if float64(t.sum(before)+t.sum(after)) >= share*float64(all) {
		return nil
	}
	var list []string
	if n := len(before); n > 0 {
		list = append(list, t.stray(before, before[n-1]+1, years[first]-1))
	}
	if len(after) > 0 {
		list = append(list, t.stray(after, years[last]+1, after[0]-1))
	}
	return list
}

func (t *yearTally) sum(years []int) (n int) {
	for _, year := range years {
		n += *t.counts[year]
	}
	return n
}

// stray says how many posts are of some years, and in which none is.
func (t *yearTally) stray(years []int, from, to int) string {
	span := func(from, to int) string {
		if from == to {
			return fmt.Sprintf("in %d", from)
		}
		return fmt.Sprintf("from %d to %d", from, to)
	}
	return fmt.Sprintf("%s %s, and none %s", Counted(t.sum(years), "post"), span(years[0], years[len(years)-1]), span(from, to))
}
