package codebook

import (
	"os"
	"strings"
	"testing"
)

// The methods page lists the registry's rules, in its order and no others.
func TestMethodsPage(t *testing.T) {
	data, err := os.ReadFile("../docs/labels.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(data), "## The rules, in their order\n")
	if !ok {
		t.Fatal("the page has no section of rules")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var listed []string
	for line := range strings.Lines(section) {
		if len(line) > 3 && line[1:4] == ". `" {
			name, _, _ := strings.Cut(line[4:], "`")
			listed = append(listed, name)
		}
	}
	var want []string
	for _, r := range rules {
		want = append(want, r.Name)
	}
	if strings.Join(listed, " ") != strings.Join(want, " ") {
		t.Errorf("the page lists %q, the registry has %q", listed, want)
	}
}
