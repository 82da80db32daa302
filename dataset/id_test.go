package dataset

import "testing"

// What spreadsheets, R and pandas make of an id, and what can be undone.
func TestCleanID(t *testing.T) {
	for _, test := range []struct {
		in, want string
		rounded  bool
	}{
		{"552577921249193985", "552577921249193985", false},
		{" 552577921249193985 ", "552577921249193985", false},
		{"552577921249194000", "552577921249194000", true},
		{"1730000000000000123", "1730000000000000123", false},
		{"5.52577921249194e+17", "552577921249194000", true},
		{"1,73E+18", "1730000000000000000", true},
		{"1.73E+18", "1730000000000000000", true},
		{"1.5E+3", "1500", true},
		{"7625.0", "7625", false},
		{"x1081909000000000001", "1081909000000000001", false},
		{`="552577921249193985"`, "552577921249193985", false},
		{"'552577921249193985", "552577921249193985", false},
		{"at://did:plc:abc/app.bsky.feed.post/3k", "at://did:plc:abc/app.bsky.feed.post/3k", false},
		{"t1_c00001", "t1_c00001", false},
		{"NA", "", false}, {"null", "", false}, {"", "", false}, {"-1", "", false}, {"nan", "", false},
	} {
		if got, rounded := cleanID(test.in); got != test.want || rounded != test.rounded {
			t.Errorf("cleanID(%q) = %q, %v, want %q, %v", test.in, got, rounded, test.want, test.rounded)
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
		a.readIDs(&p, &values{FieldID: test.id, FieldURL: test.url})
		if p.ID != test.want {
			t.Errorf("%s with %s is %s, want %s", test.id, test.url, p.ID, test.want)
		}
	}
}
