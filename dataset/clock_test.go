package dataset

import (
	"strings"
	"testing"
	"time"
)

// The shapes of time that the exports write, and those that a spreadsheet or
// a hand left of them.
func TestClock(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip(err)
	}
	plain := clock{zone: paris}
	for _, test := range []struct {
		clock clock
		in    string
		want  string // "" if it cannot be read
		zoned bool
	}{
		{plain, "Tue Oct 31 22:10:47 +0000 2017", "2017-10-31T22:10:47Z", true},
		{plain, "Tue Oct 31 22:10:47 -0730 2017", "2017-11-01T05:40:47Z", true},
		{plain, "Wed Feb 30 22:10:47 +0000 2017", "", false},
		{plain, "Tue Oct 31 24:10:47 +0000 2017", "", false},
		{plain, "2021-04-08T19:34:16.000Z", "2021-04-08T19:34:16Z", true},
		{plain, "2021-04-08T19:34:16.123456+02:00", "2021-04-08T17:34:16.123456Z", true},
		{plain, "2021-04-08 19:34:16 +0200", "2021-04-08T17:34:16Z", true},
		{plain, "2021-04-08 19:34:16+00", "2021-04-08T19:34:16Z", true},
		{plain, "2021-04-08 19:34:16 UTC", "2021-04-08T19:34:16Z", true},
		{plain, "2021-04-08 19:34:16 EDT", "2021-04-08T23:34:16Z", true},
		{plain, "2021-04-08 19:34:16", "2021-04-08T17:34:16Z", false},
		{plain, "2021-04-08T19:34", "2021-04-08T17:34:00Z", false},
		{plain, "2021-04-08 9:34:16", "2021-04-08T07:34:16Z", false},
		{plain, "2021-04-08 9:34", "2021-04-08T07:34:00Z", false},
		{plain, "2021-04-08 9:34:16.5 +0200", "2021-04-08T07:34:16.5Z", true},
		{plain, "2021-04-08 :34:16", "", false},
		{plain, "2021-04-08", "2021-04-07T22:00:00Z", false},
		{plain, "2021-04-08 19:34:16 CST", "2021-04-09T01:34:16Z", true},
		{plain, "2021-04-08 19:34:16 CDT", "2021-04-09T00:34:16Z", true},
		{plain, "2021-04-08 19:34:16 MST", "2021-04-09T02:34:16Z", true},
		{plain, "2021-04-08 19:34:16 MDT", "2021-04-09T01:34:16Z", true},
		{plain, "2021-04-08 19:34:16 CEST", "", false},
		{plain, "2021-04-08 19:34:16+02:75", "", false},
		{plain, "2021-04-08 19:34:16+02:00 about", "", false},
		{plain, "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", true}, // a leap second
		{plain, "2000-02-29 19:34:16Z", "2000-02-29T19:34:16Z", true},
		{plain, "1900-02-29 19:34:16Z", "", false},
		{plain, "2021-02-29 19:34:16", "", false},
		{clock{zone: paris, utc: true}, "2021-04-08 19:34:16", "2021-04-08T19:34:16Z", true},
		{plain, "1617903256", "2021-04-08T17:34:16Z", true},
		{plain, "1617903256.0", "2021-04-08T17:34:16Z", true},
		{plain, "1617903256789", "2021-04-08T17:34:16.789Z", true},
		{plain, "1.617903256E9", "2021-04-08T17:34:16Z", true},
		{plain, "12", "", false},
		{plain, "99999999", "", false},
		{plain, "631152000", "1990-01-01T00:00:00Z", true},
		{plain, "631151999", "", false},
		{plain, "4102444799", "2099-12-31T23:59:59Z", true},
		{plain, "4102444800", "", false},
		{plain, "631152000000", "1990-01-01T00:00:00Z", true},
		{plain, "631152000000000", "1990-01-01T00:00:00Z", true},
		{plain, "20210408193416", "", false}, // a date and a time of day
		{plain, "202104081934", "", false},
		{plain, "1.617910456e+12", "2021-04-08T19:34:16Z", true},
		{plain, "1.61791E+12", "", false}, // as a spreadsheet shows it
		{plain, "31/12/2015 23:59", "2015-12-31T22:59:00Z", false},
		{plain, "12/31/2015 11:59 PM", "2015-12-31T22:59:00Z", false},
		{plain, "20-Feb-2024 12:00PM", "2024-02-20T11:00:00Z", false},
		{plain, "12/31/2015, 11:59 PM", "2015-12-31T22:59:00Z", false},
		{plain, "12/31/2015 11:59\u202fPM", "2015-12-31T22:59:00Z", false},
		{plain, "1-31-2015", "2015-01-30T23:00:00Z", false}, // no month has 31
		{plain, "1-31-2015 23:59", "2015-01-31T22:59:00Z", false},
		{plain, "31-1-2015 23:59", "2015-01-31T22:59:00Z", false},
		{plain, "3-3-2015 23:59", "2015-03-03T22:59:00Z", false},
		{plain, "3-4-2015 23:59", "", false},
		{plain, "2015/12/31 23:59:10,5", "2015-12-31T22:59:10.5Z", false},
		{plain, "2015/12/31", "2015-12-30T23:00:00Z", false},
		{plain, "2015/12-31", "", false},
		{plain, "05.11.2023 09:15", "2023-11-05T08:15:00Z", false},
		{plain, "05/11/2023 09:15", "", false}, // May or November?
		{clock{zone: paris, order: dayFirst}, "05/11/2023 09:15", "2023-11-05T08:15:00Z", false},
		{clock{zone: paris, order: monthFirst}, "05/11/2023 09:15", "2023-05-11T07:15:00Z", false},
		{clock{zone: paris, order: monthFirst}, "13/11/2023 09:15", "2023-11-13T08:15:00Z", false},
		{plain, "Nov 5, 2023", "2023-11-04T23:00:00Z", false},
		{plain, "Nov 5, 2023 3:04 PM", "2023-11-05T14:04:00Z", false},
		{plain, "Nov. 5, 2023, 3:04:05 pm", "2023-11-05T14:04:05Z", false},
		{plain, "Sunday, November 5, 2023 at 3:04 PM", "2023-11-05T14:04:00Z", false},
		{plain, "5 Nov 2023 15:04", "2023-11-05T14:04:00Z", false},
		{plain, "5 Sept 2023, 15:04:05", "2023-09-05T13:04:05Z", false},
		{plain, "5 November 2023 15:04:05 +0000", "2023-11-05T15:04:05Z", true},
		{plain, "05-Nov-2023", "2023-11-04T23:00:00Z", false},
		{plain, "05-NOV-2023 15:04", "2023-11-05T14:04:00Z", false},
		{plain, "30 mars 2025 14:05", "2025-03-30T12:05:00Z", false},
		{plain, "dim. 1er févr. 2015, 14:05:06", "2015-02-01T13:05:06Z", false},
		{plain, "lundi 15 DÉCEMBRE 2014 à 14:05", "2014-12-15T13:05:00Z", false},
		{plain, "15-aou\u0302t-2014", "2014-08-14T22:00:00Z", false},
		{plain, "15-juil.-2014", "2014-07-14T22:00:00Z", false},
		{plain, "15 jui 2014", "", false}, // June or July?
		{plain, "5 ago. 2014 15:04", "2014-08-05T13:04:00Z", false},
		{plain, "martes, 5 de agosto de 2014 15:04", "2014-08-05T13:04:00Z", false},
		{plain, "31-Nov-2023", "", false},
		{plain, "5 Novel 2023", "", false},
		{plain, "Nov 5, 23", "", false},
		{plain, "05-Nov-23 15:04", "", false},
		{plain, "31/12/15 23:59", "", false},
		{plain, "Nov 5 20:23", "", false},
		{plain, "Thu, 08 Apr 2021 19:34:16 +0200", "2021-04-08T17:34:16Z", true},
		{plain, "Thu, 08 Apr 2021 19:34:16 GMT", "2021-04-08T19:34:16Z", true},
		{plain, "Thu, 08 Apr 2021 19:34:16 PDT", "2021-04-09T02:34:16Z", true},
		{plain, "Thu, 08 Apr 2021 19:34:16 CEST", "2021-04-08T17:34:16Z", true}, // a name of the given zone
		{clock{}, "Thu, 08 Apr 2021 19:34:16 CEST", "", false},
		{plain, "Thursday, 08-Apr-21 19:34:16 UTC", "2021-04-08T19:34:16Z", true},
		{plain, "Thursday, 08-Apr-21 19:34:16 EST", "2021-04-09T00:34:16Z", true},
		{plain, "Thursday, 08-Apr-21 19:34:16 IST", "", false}, // of Israel, India or Ireland
		{plain, "Thu Apr  8 19:34:16 2021", "2021-04-08T17:34:16Z", false},
		{clock{utc: true, zone: paris}, "Thu Apr  8 19:34:16 2021", "2021-04-08T19:34:16Z", true},
		{clock{layout: "2006-01-02 15:04 MST"}, "2021-04-08 19:34 PST", "2021-04-09T03:34:00Z", true},
		{clock{layout: "2006-01-02 15:04 MST"}, "2021-04-08 19:34 UTC", "2021-04-08T19:34:00Z", true},
		{clock{layout: "2006-01-02 15:04 MST"}, "2021-04-08 19:34 GMT+2", "2021-04-08T17:34:00Z", true},
		{clock{layout: "2006-01-02 15:04 MST"}, "2021-04-08 19:34 +02", "2021-04-08T17:34:00Z", true},
		{clock{layout: "2006-01-02 15:04 MST"}, "2021-04-08 19:34 CET", "", false},
		{clock{layout: "2006-01-02 15:04 MST", zone: paris}, "2021-04-08 19:34 CEST", "2021-04-08T17:34:00Z", true},
		{clock{layout: "2006-01-02 15:04 -0700 MST"}, "2021-04-08 19:34 +0000 WET", "2021-04-08T19:34:00Z", true},
		{clock{zone: paris, layout: "2.1.06 15h04"}, "8.4.21 19h34", "2021-04-08T17:34:00Z", false},
		{clock{layout: "2.1.06 15h04 -0700"}, "8.4.21 19h34 +0200", "2021-04-08T17:34:00Z", true},
		{clock{zone: time.UTC, serial: true}, "45235.5", "2023-11-05T12:00:00Z", false},
		{clock{zone: time.UTC, serial: true}, "45235.427083333336", "2023-11-05T10:15:00Z", false},
		{clock{zone: paris, serial: true}, "45235,427083333336", "2023-11-05T09:15:00Z", false},
		{clock{zone: time.UTC, serial: true}, "45235.41875", "2023-11-05T10:03:00Z", false},
		{clock{zone: paris, utc: true, serial: true}, "45235.5", "2023-11-05T12:00:00Z", true},
		{clock{zone: time.UTC, serial: true}, "0.5", "", false}, // a time of day alone
		{clock{zone: time.UTC, serial: true}, "1617903256", "2021-04-08T17:34:16Z", true},
		{plain, "", "", false},
		{plain, "yesterday", "", false},
	} {
		got, zoned, ok := test.clock.read(test.in)
		switch {
		case !ok && test.want != "":
			t.Errorf("%q cannot be read, want %s", test.in, test.want)
		case ok && (got.Format(time.RFC3339Nano) != test.want || zoned != test.zoned):
			t.Errorf("%q is %s (zone known: %v), want %q (%v)", test.in, got.Format(time.RFC3339Nano), zoned, test.want, test.zoned)
		}
	}
}

// A time that cannot be read for its year says so.
func TestShortYear(t *testing.T) {
	var a assembler
	for s, short := range map[string]bool{
		"1/2/20": true, "31.12.15 23:59": true, "5-Nov-23": true, "Nov 5, 23 3:04 PM": true, "5 November 23": true, "05-NOV-23 03.04.05 PM": true, "15-févr.-23": true,
		"1/2/2020": false, "5-11 20:23": false, "Nov 5 20:23": false, "yesterday": false,
	} {
		if got := strings.Contains(a.timeTrouble(s), "has a year of two digits"); got != short {
			t.Errorf("%q has a short year: %v, want %v", s, got, short)
		}
	}
}

// A time that fits the mapping's layout but for a zone that nobody knows says so.
func TestUnknownZone(t *testing.T) {
	a := assembler{clock: clock{layout: "2006-01-02 15:04 MST"}}
	for s, want := range map[string]string{
		"2021-04-08 19:34 IST": "names a zone that is not known",
		"2021-04-08 19:34":     "does not fit the mapping's time",
	} {
		if got := a.timeTrouble(s); !strings.Contains(got, want) {
			t.Errorf("%q: %s, want: %s", s, got, want)
		}
	}
}

// The hand-written readers agree with time.Parse.
func FuzzClock(f *testing.F) {
	for _, s := range []string{"Tue Oct 31 22:10:47 +0000 2017", "2021-04-08T19:34:16.000Z", "2021-04-08 19:34:16+02:00", "1617903256", "05/11/2023 09:15", "Nov 5, 2023 3:04 PM"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := clock{zone: time.UTC}
		got, _, ok := c.read(s)
		for _, layout := range []string{time.RubyDate, time.RFC3339} {
			want, err := time.Parse(layout, s)
			if err == nil && ok && !got.Equal(want) && want.Year() > 0 {
				t.Errorf("%q is %v, time.Parse says %v", s, got, want)
			}
		}
	})
}

// The first second of 1970 is how a missing time is written, in whatever shape.
func TestNoTime(t *testing.T) {
	for s, trouble := range map[string]string{
		"1970-01-01T00:00:00.000Z":       `"1970-01-01T00:00:00.000Z" stands for a time that is missing`,
		"1970-01-01 01:00:00 +0100":      `"1970-01-01 01:00:00 +0100" stands for a time that is missing`,
		"Thu Jan 01 00:00:00 +0000 1970": `"Thu Jan 01 00:00:00 +0000 1970" stands for a time that is missing`,
		"0":                              `"0" is not a time that can be read for sure`,
		"1970-01-01T00:00:01Z":           "",
	} {
		records, inputs := read(t, Options{Stdin: strings.NewReader("id,screen_name,created_at,full_text\n1,anna," + s + ",hello\n")}, "-")
		if lost := inputs[0].Damage.NoTimes == 1; lost != (trouble != "") || !strings.Contains(records[0], trouble) {
			t.Errorf("%s: %v, want %s", s, records, trouble)
		}
	}
}
