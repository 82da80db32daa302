package dataset

import (
	"strconv"
	"strings"
	"time"
)

// timeOfID returns the time that Twitter's id of a post holds: the bits before the
// last 22 are the milliseconds since an epoch of its own (Twitter, Announcing
// Snowflake, 2010). Ids of less than 17 digits are of before 2011, and hold none; of
// one that a program has rounded, enough must be left for the second.
func timeOfID(id string) (t time.Time, ok bool) {
	const (
		digits  = 17
		rounded = "000000000" // a quarter of a second is lost with as many digits
		epoch   = 1288834974657
	)
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || len(id) < digits || strings.HasSuffix(id, rounded) {
		return time.Time{}, false
	}
	return time.UnixMilli(n>>22 + epoch).UTC().Truncate(time.Second), true
}

// restoreTime sets a post's time by its id where it is the id's but for some quarters
// of an hour, as a program leaves it that takes it for another zone's, perhaps again
// and again, and reports whether it was. Where a spreadsheet wrote no seconds, that is
// so of the minute. Any other difference may be that of an id that somebody made up. A
// date without a time of day, which is midnight in zone, is no moved time: set by its
// id where that is near a quarter, it would stand out among the other dates.
func restoreTime(p *Post, written string, zone *time.Location) bool {
	const (
		quarter  = 15 * time.Minute
		exact    = 2 * time.Second
		farthest = 14 * 24 * time.Hour
	)
	t, ok := timeOfID(p.ID)
	kept := t
	if strings.Count(written, ":") == 1 {
		kept = t.Truncate(time.Minute)
	}
	off := p.Time.Sub(kept).Abs()
	if !ok || off < quarter/2 || off > farthest || (off+exact)%quarter > 2*exact {
		return false
	}
	if hour, minute, second := p.Time.In(zone).Clock(); hour+minute+second == 0 {
		return false
	}
	p.Time = t
	return true
}
