package dataset

import "testing"

// What spreadsheets, R and pandas make of an id, and what can be undone.
func TestCleanID(t *testing.T) {
	for _, test := range []struct {
		in, want string
		lost     rounding
	}{
		{"552577921249193985", "552577921249193985", exact},
		{" 552577921249193985 ", "552577921249193985", exact},
		{"552577921249194000", "552577921249194000", suspect},
		{"1730000000000000123", "1730000000000000123", exact},
		{"5.52577921249194e+17", "552577921249194000", rounded},
		{"1,73E+18", "1730000000000000000", rounded},
		{"1.73E+18", "1730000000000000000", rounded},
		{"1,34345825791503E+018", "1343458257915030000", rounded},
		{"1.5E+3", "1500", rounded},
		{"1.234E+2", "1.234E+2", exact}, // no whole number
		{"7625.0", "7625", exact},
		{"1730000000000000256.00", "1730000000000000256", rounded},
		{"1730000000000000123.0", "1730000000000000123", exact}, // no float has these digits
		{`="552577921249193985"`, "552577921249193985", exact},
		{"'552577921249193985", "552577921249193985", exact},
		{"at://did:plc:abc/app.bsky.feed.post/3k", "at://did:plc:abc/app.bsky.feed.post/3k", exact},
		{"t1_c00001", "t1_c00001", exact},
		{"http://twitter.com/anna/statuses/1730000000000000123", "1730000000000000123", exact},
		{"https://www.x.com/i/web/status/1730000000000000123?s=20", "1730000000000000123", exact},
		{"https://x.com/anna", "https://x.com/anna", exact},
		{"https://example.social/users/anna/statuses/1", "https://example.social/users/anna/statuses/1", exact},
		{"10e21", "10e21", exact}, {"x12345", "x12345", exact}, // Reddit's, in base 36
		{"NA", "", exact}, {"null", "", exact}, {"", "", exact}, {"-1", "", exact}, {"-1.0", "", exact}, {"nan", "", exact},
	} {
		if got, lost := cleanID(test.in); got != test.want || lost != test.lost {
			t.Errorf("cleanID(%q) = %q, %v, want %q, %v", test.in, got, lost, test.want, test.lost)
		}
	}
}

// What tools write where a post replies to nothing is no post.
func TestCleanLink(t *testing.T) {
	for in, want := range map[string]string{
		"0": "", "0.0": "", " 0 ": "", "-1": "", "-1.0": "", "nan": "", "None": "", "null": "", "NA": "", `\N`: "", "": "",
		"10": "10", "7625.0": "7625", "552577921249193985": "552577921249193985",
	} {
		if got, _ := cleanLink(in); got != want {
			t.Errorf("cleanLink(%q) = %q, want %q", in, got, want)
		}
	}
}

// A rounded id is recovered from the post's address only if it is the same id.
func TestRecoveredID(t *testing.T) {
	for _, test := range []struct {
		id, url, want string
	}{
		{"1.73E+18", "https://twitter.com/anna/status/1730000000000000123", "1730000000000000123"},
		{"1730000000000000100", "https://x.com/i/web/status/1730000000000000123?s=20", "1730000000000000123"},
		{"1730000000000000000", "https://x.com/anna/status/1740000000000000123", "1730000000000000000"},
		{"1730000000000000256", "https://x.com/anna/status/1730000000000000123", "1730000000000000123"}, // through a float
		{"1730000000000000123", "https://x.com/anna/status/1730000000000009999", "1730000000000000123"},
		{"", "https://x.com/anna/status/1730000000000000123", "1730000000000000123"},
		{"1.73E+18", "https://x.com/anna", "1730000000000000000"},
	} {
		var p Post
		a := assembler{format: exporterCSV}
		a.readIDs(&p, &values{FieldID: test.id, FieldURL: test.url}, new(batch))
		if p.ID != test.want {
			t.Errorf("%s with %s is %s, want %s", test.id, test.url, p.ID, test.want)
		}
	}
}

// A program that rounds the id of a post rounds that of the post which it replies to.
func TestRoundedReplies(t *testing.T) {
	for reply, want := range map[string]Damage{
		"1730000000000000256": RecoveredID | RoundedReply, // as R writes it
		"1730000000000000300": RecoveredID | RoundedReply, // as JavaScript does
		"1730000000000000123": RecoveredID,
		"123":                 RecoveredID,
		"":                    RecoveredID,
	} {
		var p Post
		a := assembler{format: exporterCSV}
		a.readIDs(&p, &values{FieldID: "1730000000000000512", FieldURL: "https://x.com/anna/status/1730000000000000500", FieldReplyTo: reply}, new(batch))
		if p.Damage != want {
			t.Errorf("a reply to %q: %v, want %v", reply, p.Damage, want)
		}
	}
}

// A spreadsheet writes a flag in its own language.
func TestTruthy(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "NA": false, `\N`: false, "0": false, "FALSE": false, "False": false, "no": false, "[]": false,
		"FAUX": false, "Falso": false, "FALSCH": false, "nein": false, "non": false,
		"1": true, "TRUE": true, "VRAI": true, "yes": true, "1180123456789012345": true, `{"id":1}`: true,
	} {
		if got := truthy(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
