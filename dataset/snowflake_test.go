package dataset

import (
	"strings"
	"testing"
	"time"
)

func TestTimeOfID(t *testing.T) {
	for id, want := range map[string]string{
		"1541815603606036480":  "2022-06-28T16:07:40Z", // Wikipedia, Snowflake ID
		"12345":                "",
		"29700859247":          "", // of 4 November 2010
		"at://did:plc:a/post1": "",
	} {
		got, ok := timeOfID(id)
		if ok != (want != "") || ok && got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%s: got %v, %v, want %s", id, got, ok, want)
		}
	}
}

// A time that a program has moved is set by the id and counted, whatever the zone it
// was taken for.
func TestMovedTimes(t *testing.T) {
	const id, right = "1541815603606036480", "2022-06-28T16:07:40Z"
	const atQuarter = "1541817450754998272" // 16:15:00
	for _, test := range []struct {
		what, id, created, want string
		moved                   int
	}{
		{"right", id, right, right, 0},
		{"of an id that somebody made", id, "2022-06-27T09:11:00Z", "2022-06-27T09:11:00Z", 0},
		{"of an id that somebody made, off by whole hours", id, "2022-03-02T09:07:40Z", "2022-03-02T09:07:40Z", 0},
		{"moved by five hours", id, "2022-06-28T21:07:40Z", right, 1},
		{"moved by days", id, "2022-06-24T12:07:40Z", right, 1},
		{"moved by a quarter and some hours", id, "2022-06-28T10:22:40Z", right, 1},
		{"moved by a quarter", id, "2022-06-28T15:52:40Z", right, 1},
		{"moved by five hours, without its seconds", id, "28/06/2022 21:07", right, 1},
		{"right, without its seconds", id, "28/06/2022 16:07", "2022-06-28T16:07:00Z", 0},
		{"a date alone", atQuarter, "2022-06-28", "2022-06-28T00:00:00Z", 0},
		{"moved by an hour, of an id at a quarter", atQuarter, "2022-06-28T17:15:00Z", "2022-06-28T16:15:00Z", 1},
		{"of a rounded id", "1541815603606040000", "2022-06-28T21:07:40Z", right, 1},
		{"of an id that lost its digits", "1.54E+18", "2022-06-28T21:07:40Z", "2022-06-28T21:07:40Z", 0},
		{"of the time of such an id", "1541815000000000000", "2022-06-28T21:05:16Z", "2022-06-28T21:05:16Z", 0},
		{"of an id without a time", "17", "2022-06-28T21:07:40Z", "2022-06-28T21:07:40Z", 0},
	} {
		table := "text,replyToSN,created,replyToSID,id,screenName\nhello,NA," + test.created + ",NA," + test.id + ",anna\n"
		records, inputs := read(t, Options{Stdin: strings.NewReader(table)}, "-")
		if !strings.Contains(records[0], test.want) {
			t.Errorf("%s: read %s, want the time %s", test.what, records[0], test.want)
		}
		if got := inputs[0].Damage.MovedTimes; got != test.moved {
			t.Errorf("%s: counted %d moved times, want %d", test.what, got, test.moved)
		}
	}
}

// The posts of a platform whose ids hold no time are let alone.
func TestOtherIDsMoveNothing(t *testing.T) {
	const status = `{"id":"1541815603606036480","created_at":"2022-06-28T21:07:40.000Z","content":"hello","account":{"id":"11","acct":"anna"},"visibility":"public"}`
	records, _ := read(t, Options{Stdin: strings.NewReader(status + "\n")}, "-")
	if len(records) != 1 || !strings.Contains(records[0], "2022-06-28T21:07:40Z") {
		t.Errorf("read %q, want the time 2022-06-28T21:07:40Z", records)
	}
}

// A date alone is midnight in the zone that is given.
func TestDateAloneIsNotMoved(t *testing.T) {
	paris, err := Zone("Europe/Paris")
	if err != nil {
		t.Skip(err)
	}
	const table = "id,created_at,full_text,media,screen_name,name,user_id,in_reply_to,retweeted_status,quoted_status,url\n" +
		"1541817450754998272,2022-06-28,hello,[],anna,Anna,11,,,,\n" // 16:15:00
	records, _ := read(t, Options{Location: paris, Stdin: strings.NewReader(table)}, "-")
	if !strings.Contains(records[0], "2022-06-27T22:00:00Z") {
		t.Errorf("read %s, want the time 2022-06-27T22:00:00Z", records[0])
	}
}

// Whatever zone a moved time was in, the id's is known.
func TestMovedTimeHasAZone(t *testing.T) {
	const header = "id,created_at,full_text,media,screen_name,name,user_id,in_reply_to,retweeted_status,quoted_status,url\n"
	table := header + "1541815603606036480,28/06/2022 18:07,hello,[],anna,Anna,11,,,,\n" +
		"1541815603606036481,28/06/2022 16:07,hello again,[],anna,Anna,11,,,,\n"
	_, inputs := read(t, Options{Stdin: strings.NewReader(table)}, "-")
	if d := inputs[0].Damage; d.MovedTimes != 1 || d.NoZones != 1 {
		t.Errorf("counted %d moved times and %d without a zone, want 1 and 1", d.MovedTimes, d.NoZones)
	}
}
