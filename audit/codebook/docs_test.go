package codebook

import (
	"cmp"
	"os"
	"strings"
	"testing"
)

// pageSection is a section of the methods page.
func pageSection(t *testing.T, heading string) string {
	t.Helper()
	data, err := os.ReadFile("../docs/labels.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(data), "## "+heading+"\n")
	if !ok {
		t.Fatalf("the page has no section %q", heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	return section
}

// The methods page lists the registry's rules, in its order and no others.
func TestMethodsPage(t *testing.T) {
	section := pageSection(t, "The rules, in their order")
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

// The methods page names weaknesses, each with an example: it is decided as the
// page says, also with the handles by which posts of an archive mostly begin, and a
// weakness that the weights have lost leaves the page.
func TestKnownWeaknesses(t *testing.T) {
	page := pageSection(t, "Known weaknesses")
	cb := Default()
	for _, test := range []struct {
		quotes []string
		posts  []string
		want   string // an intent or an outcome
		in     string // the language, if it is not English
	}{
		{[]string{"Your staff is as friendly and helpful as a brick."}, []string{"c: Your staff is as friendly and helpful as a brick."}, "praise", ""},
		{[]string{"Thank you for the wonderful night on the airport floor."}, []string{"c: Thank you for the wonderful night on the airport floor."}, "praise", ""},
		{[]string{"We have the best crews in the sky and hope you see that next time."}, []string{
			"c: not one smile from the crew on my flight to Oslo", "b: We have the best crews in the sky and hope you see that next time."}, "resolved", ""},
		{[]string{"Thanks for your message!"}, []string{"c: the new app is so easy, well done", "b: Thanks for your message!"}, "resolved", ""},
		{[]string{"Sorry to disappoint, we can't."}, []string{"c: can you pass a note to one of the crew of my flight?", "b: Sorry to disappoint, we can't."}, "boilerplate", ""},
		{[]string{"B12. Safe travels!", "which gate"}, []string{"c: which gate does the flight to Oslo leave from?", "b: B12. Safe travels!"}, "boilerplate", ""},
		{[]string{"my neighbour got hers on Monday", "Deliveries take three to five working days."}, []string{
			"c: where is my parcel?", "b: Deliveries take three to five working days.", "c: my neighbour got hers on Monday"}, "resolved", ""},
		{[]string{"They'd swap that at the till."}, []string{"c: the kettle I bought yesterday leaks", "b: They'd swap that at the till."}, "resolved", ""},
		{[]string{"Kindly top up so that we can reverse it."}, []string{"c: you took a fee from my account", "b: Kindly top up so that we can reverse it."}, "resolved", ""},
		{[]string{"my card got lost, what now"}, []string{"c: my card got lost, what now"}, "complaint", ""},
		{[]string{"time you had a vegan menu"}, []string{"c: time you had a vegan menu"}, "complaint", ""},
		{[]string{"Parcel crushed on arrival, how do I get my money?"}, []string{
			"c: Parcel crushed on arrival, how do I get my money?", "b: Hi Ana, the refund is automatic and takes five days. ^JK"}, "question", ""},
		{[]string{"Merci de saisir le médiateur."}, []string{"c: ma carte a été débitée deux fois", "b: Merci de saisir le médiateur."}, "resolved", "fr"},
		{[]string{"Te llamaremos en breve."}, []string{"c: me cobraron dos veces", "b: Te llamaremos en breve."}, "resolved", "es"},
	} {
		for _, quote := range test.quotes {
			if !strings.Contains(page, `"`+quote+`"`) {
				t.Errorf("the page does not quote %q", quote)
			}
		}
		addressed := make([]string, len(test.posts))
		for i, p := range test.posts {
			addressed[i] = p[:3] + map[string]string{"c: ": "@northbank ", "b: ": "@ana "}[p[:3]] + p[3:]
		}
		for _, posts := range [][]string{test.posts, addressed} {
			l := cb.Label(story(cmp.Or(test.in, "en"), posts...))
			if string(l.Intent) != test.want && string(l.Outcome) != test.want {
				t.Errorf("%q: %s, %s; the page says %s", posts, l.Intent, l.Outcome, test.want)
			}
		}
	}
	for post, want := range map[string]string{"app caída": "", "la app no funciona": "", "cobráronme dúas veces a factura": "es"} {
		if !strings.Contains(page, `"`+post+`"`) {
			t.Errorf("the page does not quote %q", post)
		}
		if code := cb.Detect(post); code != want {
			t.Errorf("%q is in %q; the page says %q", post, code, want)
		}
	}
}
