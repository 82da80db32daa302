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

// A time that a program has moved is told, whatever the zone it took it for; the
// posts of a platform whose ids hold none are let alone.
func TestMovedTimes(t *testing.T) {
	for _, test := range []struct {
		what, id, created string
		want              int
	}{
		{"right", "1541815603606036480", "2022-06-28 16:07:40", 0},
		{"of an id that somebody made", "1541815603606036480", "2022-03-02 09:11:00", 0},
		{"moved by five hours", "1541815603606036480", "2022-06-28 21:07:40", 1},
		{"moved by days", "1541815603606036480", "2022-06-24 12:07:40", 1},
		{"moved by a quarter and some hours", "1541815603606036480", "2022-06-28 10:22:40", 1},
		{"of an id that lost digits", "1.54E+18", "2022-06-28 21:07:40", 0},
		{"of an id without a time", "17", "2022-06-28 21:07:40", 0},
	} {
		table := "text,replyToSN,created,replyToSID,id,screenName\nhello,NA," + test.created + ",NA," + test.id + ",anna\n"
		_, inputs := read(t, Options{Stdin: strings.NewReader(table)}, "-")
		if got := inputs[0].Damage.MovedTimes; got != test.want {
			t.Errorf("%s: counted %d moved times, want %d", test.what, got, test.want)
		}
	}
}
