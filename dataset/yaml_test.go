package dataset

import (
	"strings"
	"testing"
)

func TestCheckYAML(t *testing.T) {
	for _, test := range []struct {
		text string
		line int
		says string
	}{
		{"brands:\n  - name: A & B\n    support: [a, \"*b\"]\n", 0, ""},
		{"en:\n  phrases:\n    - call * number\n", 0, ""},
		{strings.Repeat("- a\n", 1000), 0, ""},
		{"a:\n  " + strings.Repeat("[", 1000), 2, "more than 32 lists"},
		{"a:\n  " + strings.Repeat("{a: ", 1000), 2, "more than 32 lists"},
		{"a:\n  " + strings.Repeat("- ", 1000), 2, "more than 32 lists"},
		{"a:\n  " + strings.Repeat("? ", 1000), 2, "more than 32 lists"},
		{"a:\n  " + strings.Repeat("a: ", 1000), 2, "more than 32 lists"},
		{"a:\n  " + strings.Repeat("- a: ", 1000), 2, "more than 32 lists"},
		{strings.Repeat("-\n", 1000), 0, ""},
		{"{" + strings.Repeat("\"a\": [\"b\"], ", 1000) + "\"c\": []}", 0, ""},
		{"a: &a [x, x]\nb: [*a, *a]\n", 1, "anchors (&name)"},
		{"b: [*a, *a]\n", 1, "aliases (*name)"},
		{"fields:\n  author: !who\n  text: body\n", 2, "tags (!name)"},
		{"en:\n  phrases:\n    - \"!important\"\n    - thank you !\n", 0, ""},
		{"fields:\n  id: N\xb0\n", 2, "is not UTF-8"},
		{strings.Repeat("a", 33<<20), 1, "33 MB are too much"},
	} {
		line, err := CheckYAML([]byte(test.text))
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) || line != test.line {
			t.Errorf("%.30q: line %d, %v; want %d, %q", test.text, line, err, test.line, test.says)
		}
	}
}
