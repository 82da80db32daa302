package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/lastword-audit/lastword/audit"
)

// wordWithheld stands where a number would that the source cannot show.
const wordWithheld = "withheld"

// nothing stands where a rate would whose denominator is zero.
const nothing = "–"

// percent returns a share between 0 and 1 with one decimal: 36.4.
func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) }

// withheld returns why the source cannot show a rate, "" if it can. A rate of
// nothing, without a denominator, is not withheld: there is none.
func withheld(r *audit.Rate) string {
	if r.Rate != nil || r.Of == 0 {
		return ""
	}
	return r.Withheld
}

// interval returns a rate's 95 % interval as "33.1–39.0", "" if it has none.
func interval(r *audit.Rate) string {
	if r.Rate == nil || r.Low == nil || r.High == nil {
		return ""
	}
	return percent(*r.Low) + "–" + percent(*r.High)
}

// spell returns a duration as people say it: "45 s", "12 min", "3 h 20 min",
// "2 d 5 h".
func spell(seconds float64) string {
	d := time.Duration(math.Round(seconds)) * time.Second
	two := func(n int64, unit string, m int64, small string) string {
		if m == 0 {
			return fmt.Sprintf("%d %s", n, unit)
		}
		return fmt.Sprintf("%d %s %d %s", n, unit, m, small)
	}
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int64(d/time.Second))
	case d < time.Hour:
		d = d.Round(time.Minute)
		if d == time.Hour {
			return "1 h"
		}
		return fmt.Sprintf("%d min", int64(d/time.Minute))
	case d < 24*time.Hour:
		d = d.Round(time.Minute)
		if d == 24*time.Hour {
			return "1 d"
		}
		return two(int64(d/time.Hour), "h", int64(d%time.Hour/time.Minute), "min")
	}
	d = d.Round(time.Hour)
	return two(int64(d/(24*time.Hour)), "d", int64(d%(24*time.Hour)/time.Hour), "h")
}

// upTo names a bucket of response times by its bounds in seconds; to is 0 for
// the last.
func upTo(from, to int) string {
	switch {
	case to == 0:
		return "over " + spell(float64(from))
	case from == 0:
		return "up to " + spell(float64(to))
	}
	return spell(float64(from)) + " to " + spell(float64(to))
}

// span says which time the audit covers: the window, and at an end where none is
// set, the posts of its cases. A reply may come after the window's end, and the
// archive may begin after its start or end before its end.
func span(w *audit.Window) string {
	from, to, replies := "", "", ""
	switch {
	case w.Since != nil && w.Begins != nil && w.Begins.After(*w.Since) && (w.Until == nil || w.Begins.Before(*w.Until)):
		from = dayWords(*w.Begins)
	case w.Since != nil:
		from = bound(*w.Since)
	case w.First != nil:
		from = dayWords(*w.First)
	}
	switch {
	case w.Until == nil && w.Last != nil:
		to = dayWords(*w.Last)
	case w.Until != nil && w.Ends != nil && w.Ends.Before(*w.Until) && (w.Since == nil || !w.Ends.Before(*w.Since)):
		to = dayWords(*w.Ends)
	case w.Until != nil && midnight(*w.Until):
		to = dayWords(w.Until.AddDate(0, 0, -1))
	case w.Until != nil:
		to = "before " + bound(*w.Until)
	}
	if w.Until != nil && w.Last != nil && !w.Last.Before(*w.Until) {
		replies = ", replies until " + dayWords(*w.Last)
	}
	switch {
	case from == "" && to == "":
		return "No case"
	case from == "":
		return "until " + to
	case to == "":
		return "from " + from
	case from == to:
		return from + replies
	}
	return from + " to " + to + replies
}

// bound says a window's end, which mostly is a day's.
func bound(t time.Time) string {
	if midnight(t) {
		return dayWords(t)
	}
	return t.UTC().Format(time.RFC3339)
}

func midnight(t time.Time) bool { return t.Equal(t.Truncate(24 * time.Hour)) }

func dayWords(t time.Time) string { return t.UTC().Format("2 January 2006") }

// Mention returns an account's name as a post mentions it, with an @, where it has a
// handle's form; a name such as "Customer 103" as it is.
func Mention(account string) string {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune("_.-@", r)
	}
	if account == "" || strings.HasPrefix(account, "@") || strings.ContainsFunc(account, odd) {
		return account
	}
	return "@" + account
}

// list joins words: "a", "a and b", "a, b and c".
func list(words []string) string {
	if last := len(words) - 1; last > 0 {
		return strings.Join(words[:last], ", ") + " and " + words[last]
	}
	return strings.Join(words, "")
}

// firstNames lists names, the first of them if there are many.
func firstNames(names []string) string {
	const most = 4
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}
