package dataset

import (
	"fmt"
	"path/filepath"
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

// A content warning stands above the text that it hides, as readers see it first.
func TestContentWarning(t *testing.T) {
	compare(t, readText(t, Options{}, `{"id":"1","created_at":"2022-06-28T21:07:40.000Z","content":"<p>It is <b>late</b>.</p>","spoiler_text":"8:15 & @bank","account":{"id":"11","acct":"anna"},"visibility":"public"}
		{"id":"2","created_at":"2022-06-28T21:07:40.000Z","content":"<p>It is late.</p>","spoiler_text":"","account":{"id":"11","acct":"anna"},"visibility":"public"}
		{"id":"3","created_at":"2022-06-28T21:07:40.000Z","content":"","spoiler_text":"A picture","account":{"id":"11","acct":"anna"},"visibility":"public"}`), `
		1 1 anna(11) 2022-06-28T21:07:40Z | 8:15 & @bank⏎It is late.
		2 2 anna(11) 2022-06-28T21:07:40Z | It is late.
		3 3 anna(11) 2022-06-28T21:07:40Z | A picture`)
	const create = `{"type":"Create","actor":"https://a.example/users/bank","to":["https://www.w3.org/ns/activitystreams#Public"],"object":{"id":"https://a.example/users/bank/statuses/1","published":"2022-06-28T21:07:40Z","summary":%s,"content":"<p>at ten</p>"},"published":"2022-06-28T21:07:40Z"}`
	for summary, want := range map[string]string{`"Trains"`: "Trains⏎at ten", "null": "at ten"} {
		compare(t, readText(t, Options{}, fmt.Sprintf(create, summary)+"\n"),
			"1 https://a.example/users/bank/statuses/1 bank(https://a.example/users/bank) 2022-06-28T21:07:40Z | "+want)
	}
}

// Notifications of no post are known for what they are, and are no problem.
func TestNotificationsOfNoPost(t *testing.T) {
	for text, format := range map[string]string{
		`[{"id":"1","type":"follow","created_at":"2022-06-28T21:07:40.000Z","account":{"id":"11","acct":"anna"}}]`:                                                                                                                                              "mastodon",
		`{"notifications":[{"uri":"at://did:plc:a/app.bsky.graph.follow/1","author":{"did":"did:plc:a","handle":"a.example"},"reason":"follow","record":{"$type":"app.bsky.graph.follow","createdAt":"2024-11-20T10:29:00.000Z"},"isRead":true}],"cursor":"x"}`: "bluesky",
	} {
		dir := write(t, map[string]string{"page.json": text})
		records, inputs := read(t, Options{}, filepath.Join(dir, "page.json"))
		if in := inputs[0]; len(records) > 0 || in.Format != format || in.Others != 1 {
			t.Errorf("%s: read %q of %+v", format, records, in)
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
