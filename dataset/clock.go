package dataset

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A clock reads the times of one input. The shapes that the exports write are
// told apart by their first characters and read without time.Parse, which
// costs more than the rest of a record.
type clock struct {
	layout    string         // a Go layout; set by a mapping, it is the only shape read
	zone      *time.Location // of times that name none
	utc       bool           // the format fixes zone-less times to UTC
	order     dateOrder      // of dates as 05/11/2023
	serial    bool           // small numbers are days since 1900, as a sheet stores them
	since1904 bool           // and not since 1900, as of sheets that Excel for Mac once made
}

// Zone returns the zone of this name in the IANA database. Local is an error: it is
// another zone on another machine.
func Zone(name string) (*time.Location, error) {
	if name == "Local" || name == "localtime" {
		return nil, fmt.Errorf("unknown time zone %s", name)
	}
	return time.LoadLocation(name)
}

// read returns the time in UTC. zoned reports whether the zone was known
// rather than assumed; ok is false if s is no time that can be understood.
func (c *clock) read(s string) (t time.Time, zoned, ok bool) {
	s = strings.TrimSpace(s)
	switch {
	case c.layout != "":
		return c.readLayout(c.layout, s)
	case len(s) == 30 && s[3] == ' ':
		if t, ok := readV1(s); ok {
			return t, true, true
		}
	case len(s) >= 10 && (s[4] == '-' || s[4] == '/'):
		if t, zoned, ok := c.readISO(s); ok {
			return t, zoned, true
		}
	case c.serial && isNumber(strings.Replace(s, ",", ".", 1)):
		if t, ok := c.readSerial(s); ok {
			return t, c.utc, true
		}
	}
	if isNumber(s) {
		t, ok = readEpoch(s)
		return t, true, ok
	}
	return c.readSlow(s)
}

func (c *clock) location() *time.Location {
	if c.zone == nil || c.utc {
		return time.UTC
	}
	return c.zone
}

// inZone places a wall clock in the zone that zone-less times have. Of an hour that
// its clocks show twice, in autumn, nothing in a record tells which it was but an id
// that holds the time: see [restoreTime].
func (c *clock) inZone(year, month, day, hour, minute, second, nano int) time.Time {
	loc := c.location()
	if loc == time.UTC {
		return utcTime(year, month, day, hour, minute, second, nano)
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, nano, loc).UTC()
}

const secondsOfDay = 24 * 60 * 60

// readV1 reads the first Twitter API's "Tue Oct 31 22:10:47 +0000 2017".
func readV1(s string) (time.Time, bool) {
	month := monthByName(s[4:7])
	day, ok1 := digits2(s, 8)
	hour, minute, second, ok2 := wallClock(s, 11)
	offset, n := zoneOffset(s[20:25])
	year, ok3 := digits4(s, 26)
	if !ok1 || !ok2 || !ok3 || n != 5 || month == 0 || !validDay(year, month, day) || s[7] != ' ' || s[10] != ' ' || s[19] != ' ' || s[25] != ' ' {
		return time.Time{}, false
	}
	return utcTime(year, month, day, hour, minute, second-offset, 0), true
}

// utcTime is time.Date in UTC for a day that exists, at a third of the cost.
func utcTime(year, month, day, hour, minute, second, nano int) time.Time {
	// Days since 1970, with years that begin in March so that a leap day
	// ends one (Hinnant, chrono-compatible low-level date algorithms).
	y, m := year, month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	days := 365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + day - 1 - 719468
	return time.Unix(int64(days)*secondsOfDay+int64(hour*3600+minute*60+second), int64(nano)).UTC()
}

// readISO reads "2021-04-08T19:34:16.000Z" and its relatives: a space for the
// T, slashes for the hyphens, any number of decimals, an offset with or without
// colon or space, no zone, or the date alone.
func (c *clock) readISO(s string) (t time.Time, zoned, ok bool) {
	year, ok1 := digits4(s, 0)
	month, ok2 := digits2(s, 5)
	day, ok3 := digits2(s, 8)
	if !ok1 || !ok2 || !ok3 || s[7] != s[4] || !validDay(year, month, day) {
		return time.Time{}, false, false
	}
	if len(s) == 10 {
		return c.inZone(year, month, day, 0, 0, 0, 0), c.utc, true
	}
	if len(s) > 12 && s[12] == ':' { // 9:00, as LibreOffice writes it
		s = s[:11] + "0" + s[11:]
	}
	if len(s) < 16 || s[10] != 'T' && s[10] != ' ' {
		return time.Time{}, false, false
	}
	var hour, minute, second, nano int
	rest := s[16:]
	if len(s) >= 19 && s[16] == ':' {
		hour, minute, second, ok = wallClock(s, 11)
		rest = s[19:]
	} else { // a spreadsheet dropped the seconds
		var okHour, okMinute bool
		hour, okHour = digits2(s, 11)
		minute, okMinute = digits2(s, 14)
		ok = okHour && okMinute && s[13] == ':' && hour < 24 && minute < 60
	}
	if !ok {
		return time.Time{}, false, false
	}
	if rest != "" && (rest[0] == '.' || rest[0] == ',') {
		nano, rest = decimals(rest[1:])
	}
	rest = strings.TrimPrefix(rest, " ")
	if rest == "" {
		return c.inZone(year, month, day, hour, minute, second, nano), c.utc, true
	}
	offset, n := zoneOffset(rest)
	if n == 0 || n != len(rest) {
		return time.Time{}, false, false
	}
	return utcTime(year, month, day, hour, minute, second-offset, nano), true, true
}

// readEpoch reads seconds, milliseconds or microseconds since 1970, told apart
// by their size. Other years than posts are of tell another number, perhaps a date
// without signs, as 202611281403. The six digits that a spreadsheet shows before an
// exponent are too few to tell a time.
func readEpoch(s string) (t time.Time, ok bool) {
	const first, end, shown = 1990, 2100, len("1.79587")
	f, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil || f < 1e8 || f >= 1e17:
		return time.Time{}, false
	case f >= 1e14:
		t = time.UnixMicro(int64(f)).UTC()
	case f >= 1e11:
		t = time.UnixMilli(int64(f)).UTC()
	default:
		t = time.Unix(int64(f), 0).UTC()
	}
	exponent := strings.IndexAny(s, "eE")
	return t, t.Year() >= first && t.Year() < end && (exponent < 0 || exponent > shown)
}

// readSerial reads a sheet's date: days since 1899-12-30, the time of day as a
// fraction, which is kept to the second. A comma may stand before it.
func (c *clock) readSerial(s string) (time.Time, bool) {
	days, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || days < 1 || days > 2_958_465 { // the year 9999
		return time.Time{}, false
	}
	if c.since1904 {
		days += 1462 // from 1899-12-30 to 1904-01-01
	}
	seconds := int64(math.Round(days * secondsOfDay))
	return c.inZone(1899, 12, 30+int(seconds/secondsOfDay), 0, 0, int(seconds%secondsOfDay), 0), true
}

// looksSerial reports whether s, which is no time, would be one of these years as
// a sheet's date.
func (c *clock) looksSerial(s string) bool {
	t, ok := c.readSerial(strings.TrimSpace(s))
	return ok && t.Year() >= 2000 && t.Year() < 2100
}

// readLayout reads a time in a layout of package time, which takes a zone's name
// that the given location does not have for UTC: such a name is looked up.
func (c *clock) readLayout(layout, s string) (t time.Time, zoned, ok bool) {
	t, err := time.ParseInLocation(layout, s, c.location())
	if err != nil {
		return time.Time{}, false, false
	}
	numbered, named := strings.Contains(layout, "07"), strings.Contains(layout, "MST")
	if named && !numbered && t.Location() != c.location() {
		offset, ok := namedOffset(t.Zone())
		if !ok {
			return time.Time{}, false, false
		}
		t = t.Add(-time.Duration(offset) * time.Second)
	}
	return t.UTC(), numbered || named || c.utc, true
}

// readSlow reads what exports seldom hold: the mail format, dates that a
// spreadsheet rewrote as 31/12/2015 23:59, and those whose month is a word.
func (c *clock) readSlow(s string) (t time.Time, zoned, ok bool) {
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.RFC850, time.ANSIC} {
		if t, zoned, ok := c.readLayout(layout, s); ok {
			return t, zoned, true
		}
	}
	s = strings.ReplaceAll(s, "\u202f", " ") // as browsers write it before AM and PM
	date, rest, ok := spelledDate(s)
	if !ok {
		var d numberedDate
		if d, rest, ok = parseNumberedDate(s); ok {
			date, ok = d.dayFirst(c.order)
		}
	}
	if !ok {
		return time.Time{}, false, false
	}
	s = strings.TrimSpace(date + " " + strings.ToUpper(rest))
	for _, clock := range []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM", "3:04:05PM", "3:04PM", "15:04:05 -0700", ""} {
		if t, zoned, ok := c.readLayout(strings.TrimSpace("2/1/2006 "+clock), s); ok {
			return t, zoned, true
		}
	}
	return time.Time{}, false, false
}

// spelled is a date whose month is a word: [Sunday, ]Nov 5, 2023 or 05-Nov-2023, or
// 1er févr. 2023, or 5 de nov. de 2023.
var spelled = regexp.MustCompile(`^(?:\pL+[.,]{0,2} )?(?:(\pL[\pL\pM]+)\.? (\d\d?)|(\d\d?)(?:er)?[ -](?:de )?(\pL[\pL\pM]+)\.?)(?:, ?|[ -])(?:de )?(\d{4})(?:,? (?:at |à )?|$)`)

// spelledDate reads such a date at the start of s and returns it as 5/11/2023.
func spelledDate(s string) (date, rest string, ok bool) {
	m := spelled.FindStringSubmatch(s)
	if m == nil {
		return "", "", false
	}
	month, day := monthByWord(m[1]+m[4]), m[2]+m[3]
	return fmt.Sprintf("%s/%d/%s", day, month, m[5]), s[len(m[0]):], month > 0
}

// shortYear is a date whose year has two digits, so that nobody knows which of
// its numbers is the year.
var shortYear = regexp.MustCompile(`^(?:\d\d?[./-]\d\d?|\d\d?[ -]\pL[\pL\pM]{2,}\.?|\pL[\pL\pM]{2,}\.? \d\d?,?)[./ -]\d\d(?:[^\d:]|$)`)

// zoneOffset reads Z, UTC, +0100, +01:00, +01 or a zone of RFC 822 at the start
// of s and returns it in seconds and the characters it took, 0 if there is none.
func zoneOffset(s string) (seconds, n int) {
	switch {
	case s == "":
		return 0, 0
	case s[0] == 'Z':
		return 0, 1
	case strings.HasPrefix(s, "UTC"), strings.HasPrefix(s, "GMT"):
		return 0, 3
	case len(s) < 3:
		return 0, 0
	case s[0] != '+' && s[0] != '-':
		hours, ok := zones822[s[:3]]
		if !ok {
			return 0, 0
		}
		return hours * 3600, 3
	}
	hours, ok := digits2(s, 1)
	if !ok {
		return 0, 0
	}
	n, at := 3, 3
	if len(s) > at && s[at] == ':' {
		at++
	}
	minutes := 0
	if len(s) >= at+2 {
		if minutes, ok = digits2(s, at); !ok {
			return 0, 0
		}
		n = at + 2
	}
	seconds = hours*3600 + minutes*60
	if hours > 24 || minutes > 59 {
		return 0, 0
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, n
}

// zones822 are the zones that a name alone tells: those of North America
// (RFC 822, section 5), in hours.
var zones822 = map[string]int{
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}

// namedOffset returns the seconds of a zone as package time read it: it knows
// the number in GMT+2, and of other names nothing.
func namedOffset(name string, offset int) (seconds int, ok bool) {
	if offset != 0 {
		return offset, true
	}
	seconds, n := zoneOffset(name)
	return seconds, n == len(name)
}

// decimals reads the digits of a second's fraction.
func decimals(s string) (nano int, rest string) {
	unit := 100_000_000
	for s != "" && s[0] >= '0' && s[0] <= '9' {
		nano += int(s[0]-'0') * unit
		unit /= 10
		s = s[1:]
	}
	return nano, s
}

func wallClock(s string, i int) (hour, minute, second int, ok bool) {
	hour, ok1 := digits2(s, i)
	minute, ok2 := digits2(s, i+3)
	second, ok3 := digits2(s, i+6)
	ok = ok1 && ok2 && ok3 && s[i+2] == ':' && s[i+5] == ':' && hour < 24 && minute < 60 && second <= 60
	return hour, minute, second, ok
}

func digits2(s string, i int) (int, bool) {
	a, b := s[i]-'0', s[i+1]-'0'
	return int(a)*10 + int(b), a <= 9 && b <= 9
}

func digits4(s string, i int) (int, bool) {
	a, ok1 := digits2(s, i)
	b, ok2 := digits2(s, i+2)
	return a*100 + b, ok1 && ok2
}

func validDay(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	if month == 2 && day == 29 {
		return year%4 == 0 && (year%100 != 0 || year%400 == 0)
	}
	return day <= [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
}

// monthByName returns the month of three letters, 0 if it is none.
func monthByName(s string) int {
	const names = "JanFebMarAprMayJunJulAugSepOctNovDec"
	if i := strings.Index(names, s); i%3 == 0 {
		return i/3 + 1
	}
	return 0
}

// isNumber reports whether s is an epoch: digits, perhaps with decimals or an
// exponent.
func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '+' {
			return false
		}
	}
	return s != "" && s[0] >= '0' && s[0] <= '9' && strings.Count(s, ".") < 2
}
