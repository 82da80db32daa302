package dataset

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// describe writes a post on one line, so that a table of them can be read:
//
//	line id author(author id) time [>reply to] [@replied author(id)] [in conversation] [language] [flags] | text
func describe(p *Post) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s %s", p.Line, p.ID, p.Author)
	optional := func(format, s string) {
		if s != "" {
			fmt.Fprintf(&b, format, s)
		}
	}
	optional("(%s)", p.AuthorID)
	optional(" %s", strings.TrimPrefix(p.Time.Format(time.RFC3339), "0001-01-01T00:00:00Z"))
	optional(" >%s", p.ReplyTo)
	optional(" @%s", p.ReplyToAuthor)
	optional(" @(%s)", p.ReplyToAuthorID)
	optional(" in %s", p.Conversation)
	optional(" %s", p.Language)
	optional(" %s", [...]string{"", "brand", "customer"}[p.Side])
	if p.Repost {
		b.WriteString(" repost")
	}
	optional(" %s", p.Damage.String())
	return b.String() + " | " + strings.ReplaceAll(p.Text, "\n", "⏎")
}

// read returns what is read of the inputs, one line a record.
func read(t *testing.T, o Options, patterns ...string) (records []string, inputs []Input) {
	t.Helper()
	f, err := Open(patterns, o)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for f.Scan() {
		switch r := f.Record().(type) {
		case *Post:
			records = append(records, describe(r))
		case *Problem:
			records = append(records, fmt.Sprintf("%d ! %s: %s", r.Line, r.Field, r.Msg))
		}
	}
	if f.Err() != nil {
		t.Fatal(f.Err())
	}
	return records, f.Inputs()
}

// lines splits a table of records, dropping the indent.
func lines(table string) []string {
	var all []string
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// compare reports the first record that differs.
func compare(t *testing.T, got []string, want string) {
	t.Helper()
	wanted := lines(want)
	for i := range max(len(got), len(wanted)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = strings.TrimSpace(got[i])
		}
		if i < len(wanted) {
			w = wanted[i]
		}
		if g != w {
			t.Errorf("record %d:\n got %s\nwant %s", i+1, g, w)
		}
	}
}

// Every format is read from a sample of its real shape, recognised by its
// content alone.
func TestFormats(t *testing.T) {
	untested := map[string]bool{}
	for _, f := range Formats() {
		untested[f.Name] = true
	}
	for _, test := range []struct{ file, format, want string }{
		{"4cat-v2.ndjson", "4cat-v2", `
			1 1380000000000000001 pat_lee(501) 2021-04-08T19:34:16Z @northbank @(310001) in 1380000000000000001 en | @northbank your branch was closed
			2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 @pat_lee @(501) in 1380000000000000001 en | @pat_lee Which & when?`},
		{"4cat.csv", "4cat-csv", `
			2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z @pat_lee in 1380000000000000001 en | @pat_lee Two ways:⏎the app & the card
			4 1380000000000000003 pat_lee(501) 2021-04-08T20:00:00Z in 1380000000000000003 en repost | RT @northbank: back`},
		{"academic.csv", "academictwitteR", `
			2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z @(501) in 1380000000000000001 en | @pat_lee Which one, please?
			3 1380000000000000003 pat_lee(501) 2021-04-08T20:00:00Z in 1380000000000000003 en repost | RT @northbank: back`},
		{"bluesky-feed.json", "bluesky", `
			1 at://did:plc:bank/app.bsky.feed.post/2 northbank.example(did:plc:bank) 2024-11-20T10:05:00Z >at://did:plc:pat/app.bsky.feed.post/1 @(did:plc:pat) in at://did:plc:pat/app.bsky.feed.post/1 en | Which card is it?
			1 at://did:plc:west/app.bsky.feed.post/9#reposted-by-did:plc:bank northbank.example(did:plc:bank) 2024-11-20T09:00:00Z in at://did:plc:west/app.bsky.feed.post/9#reposted-by-did:plc:bank repost | News & more`},
		{"bluesky-notifications.json", "bluesky", `
			1 at://did:plc:pat/app.bsky.feed.post/3 pat.example(did:plc:pat) 2024-11-20T10:20:00Z >at://did:plc:northbank/app.bsky.feed.post/2 @(did:plc:northbank) in at://did:plc:pat/app.bsky.feed.post/1 en | The blue one.
			1 at://did:plc:kim/app.bsky.feed.post/7 kim.example(did:plc:kim) 2024-11-20T10:08:00Z in at://did:plc:kim/app.bsky.feed.post/7 en | @northbank.example is the app down?`},
		{"bluesky-thread.json", "bluesky", `
			1 at://did:plc:pat/app.bsky.feed.post/1 pat.example(did:plc:pat) 2024-11-20T10:00:00Z in at://did:plc:pat/app.bsky.feed.post/1 | @northbank.example card declined
			1 at://did:plc:bank/app.bsky.feed.post/2 northbank.example(did:plc:bank) 2024-11-20T10:05:00Z >at://did:plc:pat/app.bsky.feed.post/1 @(did:plc:pat) in at://did:plc:pat/app.bsky.feed.post/1 | Which card is it?`},
		{"crowdtangle.csv", "crowdtangle", `
			2 4001 northbank(900) 2021-03-01T17:00:00Z | New cards are here,⏎at last
			4 4002 Pat's Group(901) 2021-07-01T16:00:00Z | Where?`},
		{"exporter.csv", "twitter-web-exporter-csv", `
			2 1403337211475540001 lena_k(81) 2021-06-11T13:03:58Z | @nordbahn Der Zug fällt aus.⏎Und jetzt?
			3 1403337211475540002 nordbahn(80) 2021-06-11T13:09:00Z >1403337211475540001 | @lena_k Bitte den Bus & die S-Bahn nehmen. ^tk
			4 1403337211475540003 lena_k(81) 2021-06-11T14:00:00Z repost | RT @nordbahn: Heute rollt es wieder
			5 1403337211475540004 lena_k(81) 2021-06-11T15:00:00Z >1403337211475540002 recovered id | @nordbahn danke!`},
		{"exporter.json", "twitter-web-exporter-json", `
			2 1403337211475540001 lena_k(81) 2021-06-11T13:03:58Z in 1403337211475540001 de | @nordbahn Der Zug fällt aus.⏎Und jetzt?
			16 1403337211475540002 nordbahn(80) 2021-06-11T13:09:00Z >1403337211475540001 in 1403337211475540001 de | @lena_k Bitte den Bus & die S-Bahn nehmen. ^tk`},
		{"facepager-ids.csv", "facepager", `
			3 900_1 North Bank(900) 2019-01-06T13:00:00Z in 900_1 | New cards are here
			4 1_77 (501) 2019-01-06T13:20:32Z >900_1 in 900_1 | Mine does not work
			5 1_78 North Bank(900) 2019-01-06T13:25:00Z >1_77 in 900_1 | Sorry! Which one?
			6 1_79 (502) 2019-01-06T13:30:00Z >900_1 in 900_1 | Where do I get one?
			7 900_2 (501) 2019-01-07T13:30:00Z @(900) in 900_2 | Still none
			8 1_80 hidden:1_80 2019-01-07T13:40:00Z >900_2 in 900_2 | Nor here`},
		{"facepager-path.csv", "facepager", `
			3 900_1 North Bank 2019-01-06T13:00:00Z in 900_1 | New cards are here
			4 1_77 Pat Lee 2019-01-06T13:20:32Z >900_1 in 900_1 | Mine does not work`},
		{"facepager.csv", "facepager", `
			3 900_1 North Bank 2019-01-06T13:00:00Z in 900_1 | New cards are here
			4 1_77 hidden:1_77 2019-01-06T13:20:32Z >900_1 in 900_1 | Mine does not work
			5 1_78 North Bank 2019-01-06T13:25:00Z >1_77 in 900_1 | Sorry! Which one?`},
		{"lastword.csv", "lastword-csv", `
			2 2 northbank(310001) 2021-04-08T19:40:00Z >1 @pat_lee in 1 en | Which one,⏎& when?`},
		{"lastword.jsonl", "lastword-jsonl", `
			1 2 northbank(310001) 2021-04-08T19:40:00Z >1 @pat_lee in 1 en | Which one,⏎& when?`},
		{"mastodon.json", "mastodon", `
			2 103254962155278888 anna@other.example(23634) 2019-12-08T03:48:33Z en | @nordbahn the 8:15 is gone,⏎isn't it?⏎⏎See https://example.com/plan
			3 103254962155279999 nordbahn(77) 2019-12-08T04:00:00Z >103254962155278888 @anna@other.example @(23634) en | @anna It leaves at 8:30 & from track 2.
			5 103254962155280001 kim(90) 2019-12-08T05:00:00Z repost | `},
		{"mastodon-notifications.json", "mastodon", `
			4 103254962155280123 anna@other.example(23634) 2019-12-08T04:10:00Z >103254962155279999 @nordbahn @(77) en | @nordbahn and tomorrow?
			7 103254962155279400 kim(90) 2019-12-08T04:03:00Z | Trains⏎At last.`},
		{"outbox.json", "mastodon-outbox", `
			7 https://example.social/users/nordbahn/statuses/2 nordbahn(https://example.social/users/nordbahn) 2023-05-02T10:00:00Z >https://other.example/users/anna/statuses/1 @anna@other.example @(https://other.example/users/anna) in tag:other.example,2023-05-02:objectId=9:objectType=Conversation en | @anna Track 2 & on time.
			29 https://example.social/users/nordbahn/statuses/3/activity nordbahn(https://example.social/users/nordbahn) 2023-05-02T11:00:00Z repost | `},
		{"reddit.ndjson", "reddit", `
			1 t3_abc123 pat_lee(t2_501) 2019-01-06T13:20:32Z in t3_abc123 | App broken⏎It says "error 7"
			2 t1_c00001 northbank_help(t2_31) 2019-01-06T13:37:12Z >t3_abc123 in t3_abc123 | Which version, please?
			3 t1_10e21 deleted:t1_10e21 2019-01-06T13:53:52Z >t1_c00001 in t3_abc123 | same here`},
		{"rtweet.csv", "rtweet", `
			2 1081909000000000001 pat_lee(501) 2019-01-06T13:20:32Z @northbank @(310001) en | @northbank card declined & no answer
			3 1081909000000000002 northbank(310001) 2019-01-06T13:45:00Z >1081909000000000001 @pat_lee @(501) en | @pat_lee Which card is it?
			4 1081909000000000003 kim(502) 2019-01-06T14:00:00Z en repost | Back again`},
		{"snscrape.jsonl", "snscrape", `
			1 1539678513178898433 pat_lee(501) 2022-06-22T18:32:10Z @northbank @(310001) in 1539678513178898433 en | @northbank “error 7”⏎since noon
			2 1539678513178898437 northbank(310001) 2022-06-22T18:40:00Z >1539678513178898433 @pat_lee @(501) in 1539678513178898433 en | @pat_lee Fixed & live again.
			3 1539678513178898439 kim(502) 2022-06-22T19:00:00Z in 1539678513178898439 en repost | RT @northbank: Fixed`},
		{"twarc.csv", "twarc-csv", `
			2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 @pat_lee @(501) in 1380000000000000001 en | @pat_lee Two ways:⏎1. the app & the card⏎2. a branch
			3 1380000000000000003 pat_lee(501) 2021-04-08T20:00:00Z in 1380000000000000003 en repost | We are back
			4 1380000000000000001 pat_lee(501) 2021-04-08T19:34:16Z @(310001) in 1380000000000000001 | @northbank closed?`},
		{"twarc1.csv", "twarc1-csv", `
			2 1108000000000000001 pat_lee(501) 2019-03-19T14:05:17Z >1107999999999999999 @northbank @(310001) en | @northbank the app logs me out⏎again & again
			4 1108000000000000003 kim(502) 2019-03-19T15:00:00Z en repost | We are back
			5 1108000000000000002 northbank(310001) 2019-03-19T14:15:00Z >1108000000000000000 @pat_lee @(501) en rounded reply, recovered id | @pat_lee Please sign in once more.`},
		{"twarc1.jsonl", "twarc1", `
			1 1108000000000000001 pat_lee(501) 2019-03-19T14:05:17Z @northbank @(310001) en | @northbank the app logs me out⏎again & again
			2 1108000000000000002 northbank(310001) 2019-03-19T14:15:00Z >1108000000000000001 @pat_lee @(501) en | @pat_lee Hi Pat, please update the app to version 4.2 in the store, sign in once with your card reader and then set a new code. 🙂
			3 1108000000000000003 kim(502) 2019-03-19T15:00:00Z en repost | RT @northbank: We are back`},
		{"twarc2-flat.jsonl", "twarc2", `
			1 1380000000000000001 pat_lee(501) 2021-04-08T19:34:16Z @northbank @(310001) in 1380000000000000001 en | @northbank your branch was closed
			2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 @(501) in 1380000000000000001 | @pat_lee Which one? You can find all our hours on the branch page.`},
		{"twarc2-pages.jsonl", "twarc2", `
			1 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 @pat_lee @(501) in 1380000000000000001 en | @pat_lee Which one, please?
			1 1380000000000000003 pat_lee(501) 2021-04-08T20:00:00Z in 1380000000000000003 en repost | RT @northbank: back
			1 1380000000000000001 pat_lee(501) 2021-04-08T19:34:16Z @northbank @(310001) in 1380000000000000001 en | @northbank your branch was closed <again>`},
		{"twcs.csv", "twcs", `
			2 1 NorthBank 2017-10-31T22:10:47Z >3 brand | @204001 Sorry to read this. Which branch was it, please?⏎^MK
			4 2 204001 2017-10-31T22:11:45Z >1 customer | @NorthBank the "main" one & the one in Lea St
			5 3 204001 2017-10-31T22:08:27Z customer | @NorthBank your cash machine ate my card 😡`},
		{"tweet-old.js", "x-archive", `
			1 1080000000000000001 NorthBank 2019-01-01T08:00:00Z >1070000000000000001 en | @pat_lee Happy to help.`},
		{"twitteR.csv", "twitteR", `
			2 571936289145700000 pat_lee 2015-02-03T10:11:12Z @NorthBank @(147600001) rounded id | @NorthBank still on hold 😡 since noon
			3 551927318491234567 NorthBank 2015-01-05T02:25:01Z >551926189146000000 @pat_lee @(310001) rounded reply, moved time | @pat_lee Sorry! Does this <page> help?⏎^JT
			5 551936000000123456 kim 2015-01-06T14:00:00Z repost | RT @NorthBank: We are back ☺`},
		{"utterances.jsonl", "convokit", `
			1 1 pat_lee 2019-01-06T13:20:32Z in 1 | @northbank my card?
			2 2 northbank 2019-01-06T13:37:12Z >1 in 1 | Which & when?`},
		{"zeeschuimer-4cat.ndjson", "zeeschuimer", `
			1 1760000000000000003 kim(502) 2024-02-20T13:00:00Z in 1760000000000000003 en repost | RT @northbank: We are back
			2 1760000000000000004 pat_lee(501) 2024-02-20T13:05:00Z >1760000000000000002 @northbank in 1760000000000000001 en | @northbank thanks!`},
		{"zeeschuimer.ndjson", "zeeschuimer", `
			1 1760000000000000001 pat_lee(501) 2024-02-20T12:00:00Z @northbank @(310001) in 1760000000000000001 en | @northbank is it down > 1 hour?
			2 1760000000000000002 northbank(310001) 2024-02-20T12:30:00Z >1760000000000000001 @pat_lee @(501) in 1760000000000000001 en | @pat_lee The long answer, in full.`},
		{"x-archive", "x-archive", `
			1 1380000000000000009 northbank(310001) 2021-04-09T08:00:00Z >1380000000000000008 en | @kim All sorted.
			2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 @pat_lee @(501) en | @pat_lee Which one & when?⏎We will look.
			16 1380000000000000005 northbank(310001) 2021-04-08T21:00:00Z en repost | RT @westbank: Shared news`},
	} {
		t.Run(test.file, func(t *testing.T) {
			var o Options
			if test.file == "tweet-old.js" { // an old archive's posts alone
				o.Owner = "@NorthBank"
			}
			records, inputs := read(t, o, filepath.Join("testdata", test.file))
			if inputs[0].Format != test.format {
				t.Errorf("recognised as %q, want %q", inputs[0].Format, test.format)
			}
			compare(t, records, test.want)
		})
		delete(untested, test.format)
	}
	for name := range untested {
		t.Errorf("no sample of %s", name)
	}
}

// Where an API's pages are kept one a line, their lists are read.
func TestPages(t *testing.T) {
	compare(t, readText(t, Options{}, `
		{"statuses": [{"id_str": "1", "created_at": "Tue Mar 19 14:05:17 +0000 2019", "full_text": "one", "user": {"screen_name": "anna"}}, {"id_str": "2", "created_at": "Tue Mar 19 14:05:18 +0000 2019", "full_text": "two", "user": {"screen_name": "bank"}}], "search_metadata": {}}
		{"statuses": []}
		{"statuses": [{"id_str": "3", "created_at": "Tue Mar 19 14:05:19 +0000 2019", "full_text": "three", "user": {"screen_name": "anna"}}]}`), `
		2 1 anna 2019-03-19T14:05:17Z | one
		2 2 bank 2019-03-19T14:05:18Z | two
		4 3 anna 2019-03-19T14:05:19Z | three`)
	const post = `{"post": {"uri": "at://did:plc:a/app.bsky.feed.post/1", "author": {"did": "did:plc:a", "handle": "anna.example"}, "record": {"createdAt": "2024-11-20T10:00:00Z", "text": "hello"}}}`
	const want = "at://did:plc:a/app.bsky.feed.post/1 anna.example(did:plc:a) 2024-11-20T10:00:00Z in at://did:plc:a/app.bsky.feed.post/1 | hello"
	compare(t, readText(t, Options{}, `{"feed": [`+post+`], "cursor": "a"}`+"\n"+`{"feed": [`+post+`, 7]}`),
		"1 "+want+"\n2 "+want+"\n2 ! : is not a JSON object: the record is passed over")
}

// The post that a flattened one answers is read, as it is in a page, unless it is
// gone; what 4CAT writes instead of a post that it did not get is none.
func TestFlattenedAnswers(t *testing.T) {
	const record = `{"id": "2", "text": "yes", "author_id": "31", "created_at": "2021-04-08T19:40:00.000Z", %[1]s: {"id": "31", "username": "bank"}, "referenced_tweets": [{"type": "quoted", "id": "7", "text": "no", "author_id": "8"}, {"type": "replied_to", "id": "1", "text": "open?", "author_id": "501", "created_at": "2021-04-08T19:34:16.000Z", %[1]s: {"id": "501", "username": "anna"}}]}
		{"id": "4", "text": "gone", "author_id": "31", "created_at": "2021-04-08T19:50:00.000Z", %[1]s: {"id": "31", "username": "bank"}, "referenced_tweets": [{"type": "replied_to", "id": "3"}]}
		%[2]s`
	const want = `
		1 2 bank(31) 2021-04-08T19:40:00Z >1 | yes
		1 1 anna(501) 2021-04-08T19:34:16Z | open?
		2 4 bank(31) 2021-04-08T19:50:00Z >3 | gone`
	compare(t, readText(t, Options{}, fmt.Sprintf(record, `"author"`, "")), want)
	const missing = `{"id": "5", "resource_id": "5", "resource_type": "tweet", "text": "", "author_id": "UNKNOWN", "created_at": "2026-01-01T00:00:00.000Z", "author_user": {"name": "UNKNOWN", "username": "UNKNOWN"}}`
	compare(t, readText(t, Options{}, fmt.Sprintf(record, `"author_user"`, missing)), want)
}

// snscrape's first versions knew of an author the name alone.
func TestSnscrapeBeforeUsers(t *testing.T) {
	compare(t, readText(t, Options{}, `{"url": "https://twitter.com/anna/status/1180000000000000001", "date": "2019-10-04T10:00:00+00:00", "content": "@bank closed?", "id": 1180000000000000001, "username": "anna", "outlinks": [], "outlinksss": "", "tcooutlinks": [], "tcooutlinksss": ""}`),
		"1 1180000000000000001 anna 2019-10-04T10:00:00Z | @bank closed?")
}

// An X archive keeps the whole texts of long posts in a file of their own, without
// the mentions of a reply, and posts in communities in another.
func TestXArchiveParts(t *testing.T) {
	const long = "We looked into this with your branch, and the transfer was held since the name and the number did not match. See %s &amp; then"
	post := func(id, at, text string) string {
		return fmt.Sprintf(`{"tweet": {"id_str": "%s", "created_at": "Wed Jun 24 %s +0000 2026", "full_text": "%s"}}`, id, at, text)
	}
	note := func(at, text string) string {
		return fmt.Sprintf(`{"noteTweet": {"noteTweetId": "9", "createdAt": "2026-06-24T%s.000Z", "core": {"text": "%s"}}}`, at, text)
	}
	beginning := fmt.Sprintf(long, "https://t.co/old")
	dir := write(t, map[string]string{
		"data/account.js": `window.YTD.account.part0 = [{"account": {"username": "bank", "accountId": "31"}}]`,
		"data/tweets.js": "window.YTD.tweets.part0 = [" +
			post("1", "09:00:00", "@anna @kim "+beginning+"…") + ",\n" +
			post("2", "09:10:00", beginning+"… https://t.co/self") + ",\n" +
			post("3", "09:20:00", strings.Repeat("Hm. ", 68)+"… https://t.co/self") + ",\n" +
			post("4", "09:30:00", "short") + "]",
		"data/note-tweet.js": "window.YTD.note_tweet.part0 = [ " + note("09:20:00", "Of another one") + ", " +
			note("09:00:00", "Of another one") + ", " + note("09:00:00", fmt.Sprintf(long, "https://t.co/new")+" write to us &lt;here&gt;.") + ", " +
			note("09:09:59", fmt.Sprintf(long, "https://t.co/two")+" ring.") + ", " + note("09:30:00", "short and long") + " ]",
		"data/community-tweet.js":      "window.YTD.community_tweet.part0 = [" + post("5", "09:40:00", "Hello, all") + "]",
		"data/twitter-circle-tweet.js": "window.YTD.twitter_circle_tweet.part0 = [" + post("6", "09:50:00", "Hello, you") + "]",
	})
	records, _ := read(t, Options{}, dir)
	compare(t, records, `
		1 5 bank(31) 2026-06-24T09:40:00Z | Hello, all
		1 1 bank(31) 2026-06-24T09:00:00Z | @anna @kim We looked into this with your branch, and the transfer was held since the name and the number did not match. See https://t.co/new & then write to us <here>.
		2 2 bank(31) 2026-06-24T09:10:00Z | We looked into this with your branch, and the transfer was held since the name and the number did not match. See https://t.co/two & then ring.
		3 3 bank(31) 2026-06-24T09:20:00Z truncated text | `+strings.Repeat("Hm. ", 68)+`… https://t.co/self
		4 4 bank(31) 2026-06-24T09:30:00Z | short`)
}

// A reply whose visibility is limited is wrapped once more in Zeeschuimer's export.
func TestZeeschuimerLimited(t *testing.T) {
	const reply = `{"__typename": "Tweet", "rest_id": "2", "core": {"user_results": {"result": {"core": {"screen_name": "anna"}}}}, "legacy": {"created_at": "Tue Feb 20 12:00:00 +0000 2024", "full_text": "@bank down", "in_reply_to_status_id_str": "1"}}`
	compare(t, readText(t, Options{}, `{"data": `+reply+"}\n"+
		`{"data": {"__typename": "TweetWithVisibilityResults", "tweet": `+strings.Replace(reply, `"2"`, `"3"`, 1)+`, "id": null}}`), `
		1 2 anna 2024-02-20T12:00:00Z >1 | @bank down
		2 3 anna 2024-02-20T12:00:00Z >1 | @bank down`)
}

// Reddit's API wraps posts in listings, a comment's replies in it; pages of the
// dumps list them. What was removed is no post, whoever did it.
func TestRedditListings(t *testing.T) {
	const submission = `{"id": "a", "author": "anna", "created_utc": 1700000000.0, "title": "App", "selftext": "[deleted by user]"}`
	comment := func(id, parent, text, replies string) string {
		return fmt.Sprintf(`{"id": "%s", "author": "bank", "created_utc": 1700000060.0, "body": "%s", "link_id": "t3_a", "parent_id": "%s", "replies": %s}`, id, text, parent, replies)
	}
	listing := func(kind, data string) string {
		return `{"kind": "Listing", "data": {"after": null, "children": [{"kind": "` + kind + `", "data": ` + data + `}, {"kind": "more", "data": {"count": 3, "id": "z", "children": ["z"]}}]}}`
	}
	const want = `
		1 t3_a anna 2023-11-14T22:13:20Z in t3_a | App
		2 t1_c bank 2023-11-14T22:14:20Z >t3_a in t3_a | one
		2 t1_d bank 2023-11-14T22:14:20Z >t1_c in t3_a | two`
	compare(t, readText(t, Options{}, "["+listing("t3", submission)+", "+listing("t1", comment("c", "t3_a", "one", listing("t1", comment("d", "t1_c", "two", `""`))))+"]"), want)
	compare(t, readText(t, Options{}, listing("t3", submission)), lines(want)[0])
	compare(t, readText(t, Options{}, `{"data": [`+submission+`]}`), lines(want)[0])
	compare(t, readText(t, Options{}, `{"data": [`+comment("c", "t3_a", "one", "null")+", "+comment("d", "t1_c", "[ Removed by Reddit ]", "null")+`], "metadata": {}}`), "1"+lines(want)[1][1:])
}

// An account's feed on Bluesky holds the posts that its replies answer, and those
// that began their threads; what is gone or blocked is no post.
func TestBlueskyFeedAnswers(t *testing.T) {
	post := func(id, by string, parents ...string) string {
		var reply string
		if parents != nil {
			reply = fmt.Sprintf(`, "reply": {"root": {"uri": "at://did:plc:%s"}, "parent": {"uri": "at://did:plc:%s"}}`, parents[0], parents[1])
		}
		return fmt.Sprintf(`{"uri": "at://did:plc:%[1]s/%[2]s", "author": {"did": "did:plc:%[1]s", "handle": "%[1]s.example"}, "record": {"createdAt": "2024-11-20T10:00:00Z", "text": "%[2]s"%[3]s}, "indexedAt": "2024-11-20T10:00:01Z"}`, by, id, reply)
	}
	first := post("1", "anna")
	feed := `{"feed": [
		{"post": ` + post("4", "bank", "anna/1", "anna/3") + `, "reply": {"root": ` + first + `, "parent": ` + post("3", "anna", "anna/1", "bank/2") + `}},
		{"post": ` + post("2", "bank", "anna/1", "anna/1") + `, "reply": {"root": ` + first + `, "parent": ` + first + `}},
		{"post": ` + post("6", "bank", "kim/5", "kim/5") + `, "reply": {"root": {"uri": "at://did:plc:kim/5", "notFound": true}, "parent": {"uri": "at://did:plc:kim/5", "blocked": true, "author": {"did": "did:plc:kim"}}}}],
		"cursor": "x"}`
	compare(t, readText(t, Options{}, feed), `
		2 at://did:plc:anna/1 anna.example(did:plc:anna) 2024-11-20T10:00:00Z in at://did:plc:anna/1 | 1
		2 at://did:plc:anna/3 anna.example(did:plc:anna) 2024-11-20T10:00:00Z >at://did:plc:bank/2 @(did:plc:bank) in at://did:plc:anna/1 | 3
		2 at://did:plc:bank/4 bank.example(did:plc:bank) 2024-11-20T10:00:00Z >at://did:plc:anna/3 @(did:plc:anna) in at://did:plc:anna/1 | 4
		3 at://did:plc:anna/1 anna.example(did:plc:anna) 2024-11-20T10:00:00Z in at://did:plc:anna/1 | 1
		3 at://did:plc:bank/2 bank.example(did:plc:bank) 2024-11-20T10:00:00Z >at://did:plc:anna/1 @(did:plc:anna) in at://did:plc:anna/1 | 2
		4 at://did:plc:bank/6 bank.example(did:plc:bank) 2024-11-20T10:00:00Z >at://did:plc:kim/5 @(did:plc:kim) in at://did:plc:kim/5 | 6`)
}

// 4CAT writes Bluesky's posts with its own names of their members.
func TestBluesky4CAT(t *testing.T) {
	compare(t, readText(t, Options{}, `{"uri": "at://did:plc:bank/2", "cid": "c", "author": {"did": "did:plc:bank", "handle": "bank.example", "py_type": "app.bsky.actor.defs#profileViewBasic"}, "record": {"created_at": "2024-11-20T10:00:00.000Z", "text": "yes", "langs": ["en"], "reply": {"parent": {"cid": "c", "uri": "at://did:plc:anna/1"}, "root": {"cid": "c", "uri": "at://did:plc:anna/1"}}, "py_type": "app.bsky.feed.post"}, "indexed_at": "2024-11-20T10:00:01.000Z", "4CAT_metadata": {"collected_at": 1732100000.0, "query": "bank", "rank": 0, "mentions": [], "reply_to": "anna.example"}}`),
		`1 at://did:plc:bank/2 bank.example(did:plc:bank) 2024-11-20T10:00:00Z >at://did:plc:anna/1 @(did:plc:anna) in at://did:plc:anna/1 en | yes`)
}

// What a source writes between the posts is no post, and not broken either.
func TestNotices(t *testing.T) {
	for posts, want := range map[string]string{
		`{"id_str": "1", "created_at": "Tue Mar 19 14:05:17 +0000 2019", "text": "one", "user": {"screen_name": "anna"}}
		{"delete": {"status": {"id_str": "7", "user_id_str": "8"}, "timestamp_ms": "1"}}
		{"limit": {"track": 5}}
		{"unheard": "of"}`: `
		1 1 anna 2019-03-19T14:05:17Z | one
		4 ! : has neither an id nor a text: not a post`,
		`{"data": [{"id": "1", "author_id": "2", "created_at": "2019-03-19T14:05:17Z", "text": "one"}], "includes": {"users": [{"id": "2", "username": "anna"}]}, "meta": {"result_count": 1}}
		{"meta": {"result_count": 0}, "__twarc": {"version": "2.14"}}
		{"errors": [{"title": "Not Found Error"}], "__twarc": {"version": "2.14"}}
		{"unheard": "of"}`: `
		1 1 anna(2) 2019-03-19T14:05:17Z | one
		4 ! : has neither an id nor a text: not a post`,
		`{"did": "did:plc:anna", "time_us": 1, "kind": "commit", "commit": {"operation": "create", "collection": "app.bsky.feed.like", "rkey": "8", "record": {"createdAt": "2024-11-20T10:00:00Z", "subject": {"uri": "at://x"}}, "cid": "b"}}
		{"did": "did:plc:bank", "time_us": 2, "kind": "commit", "commit": {"operation": "create", "collection": "app.bsky.feed.post", "rkey": "2", "record": {"createdAt": "2024-11-20T10:00:00Z", "langs": ["en"], "text": "yes", "reply": {"parent": {"uri": "at://did:plc:anna/app.bsky.feed.post/1"}, "root": {"uri": "at://did:plc:anna/app.bsky.feed.post/1"}}}, "cid": "c"}}
		{"did": "did:plc:bank", "time_us": 3, "kind": "commit", "commit": {"operation": "delete", "collection": "app.bsky.feed.post", "rkey": "2"}}
		{"unheard": "of"}`: `
		2 at://did:plc:bank/app.bsky.feed.post/2 (did:plc:bank) 2024-11-20T10:00:00Z >at://did:plc:anna/app.bsky.feed.post/1 @(did:plc:anna) in at://did:plc:anna/app.bsky.feed.post/1 en | yes
		4 ! : has neither an id nor a text: not a post`,
		`{"_type": "snscrape.modules.twitter.User", "username": "anna", "id": 2, "displayname": "Anna"}
		{"_type": "snscrape.modules.twitter.Tweet", "date": "2019-03-19T14:05:17+00:00", "rawContent": "one", "id": 1, "user": {"username": "anna", "id": 2}}
		{"_type": "snscrape.modules.twitter.TweetRef", "id": 7}
		{"unheard": "of"}`: `
		2 1 anna(2) 2019-03-19T14:05:17Z | one
		4 ! : has neither an id nor a text: not a post`,
		`{"__typename": "TweetTombstone", "tombstone": {"text": {"text": "deleted"}}, "id": null}
		{"__typename": "TweetUnavailable", "id": null}
		{"rest_id": "1", "core": {"user_results": {"result": {"core": {"screen_name": "anna"}}}}, "legacy": {"created_at": "Tue Mar 19 14:05:17 +0000 2019", "full_text": "one"}}
		{"__typename": "TweetUnheardOf"}`: `
		3 1 anna 2019-03-19T14:05:17Z | one
		4 ! : has neither an id nor a text: not a post`,
	} {
		file := filepath.Join(t.TempDir(), "posts.jsonl")
		if err := os.WriteFile(file, []byte(posts), 0o600); err != nil {
			t.Fatal(err)
		}
		records, inputs := read(t, Options{}, file)
		compare(t, records, want)
		if inputs[0].Others != 2 {
			t.Errorf("%d records are no posts, want 2", inputs[0].Others)
		}
	}
}

// A first page longer than what is first looked at is not taken for the whole
// document.
func TestLongPages(t *testing.T) {
	page := `{"statuses": [{"id_str": "1", "created_at": "Tue Mar 19 14:05:17 +0000 2019", "full_text": "` + strings.Repeat("x", firstLook) + `", "user": {"screen_name": "anna"}}]}`
	records := readText(t, Options{}, page+"\n"+page+"\n")
	if len(records) != 2 || !strings.HasPrefix(records[1], "2 1 anna") {
		t.Errorf("%d records of two pages: %.60s", len(records), records)
	}
}

// A document may hold its records in two lists, one behind the other: the posts
// above one and those below it.
func TestTwoLists(t *testing.T) {
	status := func(id string) string {
		return `{"id": "` + id + `", "created_at": "2019-12-08T03:48:33Z", "content": "<p>text</p>", "account": {"id": "1", "acct": "anna"}}`
	}
	document := `{"ancestors": [` + status("1") + "," + status("2") + "],\n\"descendants\" : [\n" + status("3") + ",\n" + status("4") + "\n]\n}\n"
	for _, block := range []int{40, 200, 0} {
		compare(t, readText(t, Options{block: block}, document), `
			1 1 anna(1) 2019-12-08T03:48:33Z | text
			1 2 anna(1) 2019-12-08T03:48:33Z | text
			3 3 anna(1) 2019-12-08T03:48:33Z | text
			4 4 anna(1) 2019-12-08T03:48:33Z | text`)
	}
}

// The rows of a table are read as objects, too, as databases and pandas write them:
// with the columns as members, whose dots make no object. What was an object and
// then a row of a table is still of its format.
func TestRowsAsObjects(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"twcs": {`{"tweet_id":2,"author_id":"Bank","inbound":false,"created_at":"Tue Oct 31 22:10:47 +0000 2017","text":"yes","response_tweet_id":null,"in_response_to_tweet_id":1.0}`,
			"1 2 Bank 2017-10-31T22:10:47Z >1 brand | yes"},
		"twarc-csv": {`[{"id":"12","conversation_id":"11","referenced_tweets.replied_to.id":"11","referenced_tweets.retweeted.id":null,"author_id":"7","created_at":"2021-04-08T19:34:16.000Z","text":"one\\ntwo","author.username":"anna"}]`,
			"1 12 anna(7) 2021-04-08T19:34:16Z >11 in 11 | one⏎two"},
		"twarc2": {`{"id":"12","conversation_id":"11","author_id":"7","created_at":"2021-04-08T19:34:16.000Z","text":"yes","author.id":"7","author.username":"anna","referenced_tweets":[{"type":"replied_to","id":"11"}]}`,
			"1 12 anna(7) 2021-04-08T19:34:16Z >11 in 11 | yes"},
		"twarc1": {`{"id_str":"12","created_at":"Tue Oct 31 22:10:47 +0000 2017","full_text":"yes","user.id_str":"7","user.screen_name":"anna","in_reply_to_status_id_str":"11"}`,
			"1 12 anna(7) 2017-10-31T22:10:47Z >11 | yes"},
		"twitter-web-exporter's CSV": {`{"id":12,"screen_name":"anna","created_at":"2020-01-02 03:04:05 +00:00","full_text":"one\\ntwo","media":"[]"}`,
			"1 12 anna 2020-01-02T03:04:05Z | one⏎two"},
		"a retweet of twarc1": {`{"id_str":"12","created_at":"Tue Oct 31 22:10:47 +0000 2017","full_text":"yes","user.id_str":"7","user.screen_name":"anna","retweeted_status.id_str":"11"}`,
			"1 12 anna(7) 2017-10-31T22:10:47Z repost | yes"},
	} {
		t.Run(name, func(t *testing.T) {
			compare(t, readText(t, Options{}, test.text), test.want)
		})
	}
}

// Posts without an address are different posts.
func TestCrowdTangleWithoutURL(t *testing.T) {
	const row = "North Bank,northbank,900,2021-03-01 12:00:00 EST,,"
	var ids []string
	f, err := Open([]string{"-"}, Options{Stdin: strings.NewReader("Page Name,User Name,Facebook Id,Post Created,URL,Message\n" + row + "one\n" + row + "two\n")})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for f.Scan() {
		if p, ok := f.Record().(*Post); ok {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) != 2 || ids[0] == ids[1] {
		t.Errorf("the posts have the ids %q", ids)
	}
}

// Pages that were saved one behind the other, over many lines each, are all
// read, and what is no page costs itself alone.
func TestDocuments(t *testing.T) {
	page := func(ids ...string) string {
		var posts []string
		for _, id := range ids {
			posts = append(posts, `{"uri": "at://did:plc:a/app.bsky.feed.post/`+id+`", "author": {"did": "did:plc:a", "handle": "anna.example"}, "record": {"createdAt": "2024-11-20T10:00:00Z", "text": "text"}}`)
		}
		return "{\n\"hits\": {\"posts\": 2},\n\"posts\": [\n" + strings.Join(posts, ",\n") + "\n],\n\"cursor\": \"[2\"\n}"
	}
	want := func(line int, id string) string {
		uri := "at://did:plc:a/app.bsky.feed.post/" + id
		return fmt.Sprintf("%d %s anna.example(did:plc:a) 2024-11-20T10:00:00Z in %s | text\n", line, uri, uri)
	}
	const lost = " ! : is no more JSON, or not whole: what stands behind this place is not read\n"
	for name, test := range map[string]struct{ text, want string }{
		"two documents":          {page("1", "2") + page("3"), want(4, "1") + want(5, "2") + want(11, "3")},
		"on lines of their own":  {page("1") + "\n\n" + page("2") + "\n", want(4, "1") + want(12, "2")},
		"in an array":            {"[" + page("1") + ",\n" + page("2") + "]", want(1, "1") + want(8, "2")},
		"an empty page first":    {page() + page("2"), want(10, "2")},
		"an error between pages": {page("1") + `{"error": "slow down"}` + page("2"), want(4, "1") + "7 ! : has neither an id nor a text: not a post\n" + want(7, "2")},
		"a broken page between":  {page("1") + `{"posts": none}` + page("2"), want(4, "1") + "7 ! : is not valid JSON: the record is passed over\n" + want(7, "2")},
		"noise at the end":       {page("1") + "\nDone.\n", want(4, "1") + "8" + lost},
		"cut off in a page":      {page("1") + "\n{\"hits\": 3,\n\"po", want(4, "1") + "8" + lost},
	} {
		for _, block := range []int{40, 200, 0} {
			t.Run(name, func(t *testing.T) { compare(t, readText(t, Options{block: block}, test.text), test.want) })
		}
	}
}

// A mapping reads what no format knows: other columns, a layout of times, a
// zone, HTML. The row with a delimiter too many costs itself alone.
func TestMapping(t *testing.T) {
	m, err := LoadMapping("testdata/tickets.yaml")
	if err != nil {
		t.Fatal(err)
	}
	records, _ := read(t, Options{Mapping: m}, "testdata/tickets.csv")
	compare(t, records, `
		2 7 anna 2019-06-03T07:30:00Z no zone | Ma box ne marche pas⏎⏎Merci d'avance
		3 ! : has 7 fields, the header 6: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)
		4 9 box_aide 2019-06-03T08:05:00Z >7 no zone | Bonjour Anna⏎relancez la box`)
}
