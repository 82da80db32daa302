package dataset

import (
	"strconv"
	"time"
)

// timeOfID returns the time that Twitter's id of a post holds: the bits before the
// last 22 are the milliseconds since an epoch of its own (Twitter, Announcing
// Snowflake, 2010). Ids of less than 17 digits are of before 2011, and hold none.
func timeOfID(id string) (t time.Time, ok bool) {
	const (
		digits = 17
		epoch  = 1288834974657 // milliseconds since 1970
	)
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || len(id) < digits {
		return time.Time{}, false
	}
	return time.UnixMilli(n>>22 + epoch), true
}

// movedTime reports whether a post's time is that of its id but for some quarters of
// an hour, as a program leaves it that takes it for another zone's, perhaps again and
// again. Anything else may be an id that somebody made.
func movedTime(p *Post) bool {
	const (
		quarter = 15 * time.Minute
		exact   = 2 * time.Second // sources give whole seconds
	)
	if p.Damage&(RoundedID|MadeID) != 0 {
		return false
	}
	t, ok := timeOfID(p.ID)
	off := p.Time.Sub(t).Abs()
	return ok && off > quarter/2 && (off+exact)%quarter < 2*exact
}
