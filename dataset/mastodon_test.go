package dataset

import (
	"fmt"
	"testing"
)

// What is not for everybody is no part of an audit.
func TestPrivateStatuses(t *testing.T) {
	for visibility, want := range map[string]int{"public": 1, "unlisted": 1, "private": 0, "direct": 0} {
		const status = `{"id":"1","created_at":"2022-06-28T21:07:40.000Z","content":"hello","account":{"id":"11","acct":"anna"},"visibility":%q}`
		if records := readText(t, Options{}, fmt.Sprintf(status, visibility)+"\n"); len(records) != want {
			t.Errorf("%s: read %q, want %d posts", visibility, records, want)
		}
	}
}

func TestWithHost(t *testing.T) {
	for _, test := range []struct{ text, account, want string }{
		{"@alder where is my card?", "alder@bank.example", "@alder@bank.example where is my card?"},
		{"hello @alder", "alder@bank.example", "hello @alder@bank.example"},
		{"@alders @alder's @alder", "alder@bank.example", "@alders @alder@bank.example's @alder"},
		{"write to me@alder or @alder_help", "alder@bank.example", "write to me@alder or @alder_help"},
		{"@alder@bank.example hello", "alder@bank.example", "@alder@bank.example hello"},
		{"@alder of here", "alder", "@alder of here"},
		{"nobody", "alder@bank.example", "nobody"},
		{"", "", ""},
	} {
		if got := withHost(test.text, test.account); got != test.want {
			t.Errorf("%q with %q: %q, want %q", test.text, test.account, got, test.want)
		}
	}
}
