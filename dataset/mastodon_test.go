package dataset

import "testing"

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
