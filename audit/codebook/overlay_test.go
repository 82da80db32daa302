package codebook

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

// An analyst's phrases take effect, and the codebook they were laid on stays.
func TestOverlay(t *testing.T) {
	c := story("en", "c: where is my order?", "b: Kindly knock at our pigeonhole with your order number.")
	before := Default().Label(c)
	cb, err := Default().Overlay([]byte(`
en:
  phrases:
    to_dm:
      - knock at our|the pigeonhole
`), "my.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if l := cb.Label(c); l.Outcome != Redirected || l.Channel != DM {
		t.Errorf("with the phrase: got %s %s", l.Outcome, l.Channel)
	}
	if cb.Version() == Default().Version() {
		t.Error("an overlay must change the version")
	}
	if after := Default().Label(c); after != before {
		t.Errorf("the built-in codebook changed: %v, then %v", before, after)
	}
}

// A language is added by its phrases alone: what a class means was learned
// from the others.
func TestOverlayLanguage(t *testing.T) {
	cb, err := Default().Overlay([]byte(`
de:
  phrases:
    to_dm: [schreib|schreiben (sie) uns (bitte) eine dm, per|eine dm]
    apology: [tut uns leid]
`), "de.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l := cb.Label(story("de", "c: mein Zug ist nicht gekommen", "b: Das tut uns leid. Schreib uns bitte eine DM."))
	if l.Outcome != Redirected || l.Channel != DM {
		t.Errorf("got %s %s", l.Outcome, l.Channel)
	}
}

// In a language whose words nobody taught, what no phrase says is not guessed.
func TestOverlayGuessesNothing(t *testing.T) {
	cb, err := Default().Overlay([]byte("de:\n  phrases:\n    to_dm: [schreib uns]\n    fault: [nicht gekommen]\n"), "de.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const late, lost = "c: mein Zug ist nicht gekommen", "c: wo ist mein Paket?"
	for _, test := range []struct {
		posts   []string
		intent  Intent
		outcome Outcome
	}{
		{[]string{late, "b: Schreib uns bitte."}, Complaint, Redirected},
		{[]string{late, "b: Er kommt um neun an Gleis 4."}, NoIntent, NoOutcome},
		{[]string{lost, "b: Schreib uns bitte."}, NoIntent, Redirected},
		{[]string{late}, Complaint, Ignored},
		{[]string{lost}, NoIntent, Ignored},
	} {
		if l := cb.Label(story("de", test.posts...)); l.Intent != test.intent || l.Outcome != test.outcome {
			t.Errorf("%q: got %s %s, want %s %s", test.posts, l.Intent, l.Outcome, test.intent, test.outcome)
		}
	}
}

// Why nothing is decided is told: for want of a codebook, or of the language.
func TestExplainsWhatIsUnknown(t *testing.T) {
	for language, want := range map[string]string{"de": "the case's language has no codebook", "": "the case's language cannot be told; the brands file may say it"} {
		for _, step := range Default().Explain(story(language, "c: Ehm?", "b: Mah."))[1:] {
			if step.Why != want {
				t.Errorf("%q, %s: %s", language, step.Rule, step.Why)
			}
		}
	}
}

// A language that the book does not know is as good as any other.
func TestOverlayOfOtherLanguages(t *testing.T) {
	for _, file := range []string{
		"sv:\n  phrases:\n    to_dm: [skicka ett dm]\n",
		"id:\n  phrases:\n    to_dm: [kirim dm]\n",
		"fil:\n  name: fil\n  phrases:\n    to_dm: [mag dm]\n",
		"qu:\n  phrases:\n    to_dm: [willay]\n",
		"frr:\n  name: Nordfriisk\n  phrases:\n    to_dm: [en dm]\n",
	} {
		code, _, _ := strings.Cut(file, ":")
		cb, err := Default().Overlay([]byte(file), "my.yaml")
		if err != nil {
			t.Error(err)
		} else if cb.language(code) == nil {
			t.Errorf("%s has no codebook", code)
		}
	}
}

// Of several phrases in a sentence the act counts that the printed codebook lists first,
// as the methods page says with this example.
func TestOverlayOfTwoActs(t *testing.T) {
	cb, err := Default().Overlay([]byte("en:\n  phrases:\n    thanks: [thanks]\n    unsettled: [it still fails]\n    apology: [so sorry]\n    decision: [no, yes]\n"), "my.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const said = "Thanks, but it still fails"
	if !strings.Contains(pageSection(t, "How a case is read"), said) {
		t.Errorf("the page does not quote %q", said)
	}
	c := story("en", "c: can I pay with my watch?", "b: So sorry, no.", "c: "+said)
	for i, want := range []string{"ask", "answer", "fails"} {
		if got := cb.Sentences(c)[i][0].Act; got != want {
			t.Errorf("%q does %s, want %s", c.Turns[i].Text, got, want)
		}
	}
}

// A phrase of an analyst decides the channel too, whatever a built-in one says.
func TestOverlayChannel(t *testing.T) {
	c := story("en", "c: my card was kept by the machine", "b: Please visit a branch or our green window.")
	if l := Default().Label(c); l.Channel != Branch {
		t.Fatalf("without the phrase: %s by %s", l.Outcome, l.Channel)
	}
	cb, err := Default().Overlay([]byte("en:\n  phrases:\n    to_web: [green window]\n"), "my.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if l := cb.Label(c); l.Channel != Web {
		t.Errorf("got %s by %s, want web", l.Outcome, l.Channel)
	}
	if why := cb.Explain(c)[slices.IndexFunc(rules, func(r rule) bool { return r.Name == redirected.Name })].Why; !strings.HasSuffix(why, "; your phrase “green window” tells the channel") {
		t.Errorf("explained by %s", why)
	}
}

// What the phrase says is quoted, however sure another sentence is.
func TestOverlayIsTheEvidence(t *testing.T) {
	c := story("en", "c: my card was kept by the machine", "b: See our green window. Please send us a DM with your postcode.")
	cb, err := Default().Overlay([]byte("en:\n  phrases:\n    to_web: [green window]\n"), "my.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if l := Default().Label(c); l.Evidence != "Please send us a DM with your postcode." {
		t.Fatalf("without the phrase: %q", l.Evidence)
	}
	if l := cb.Label(c); l.Channel != Web || l.Evidence != "See our green window." {
		t.Errorf("got %s by %s, by %q", l.Outcome, l.Channel, l.Evidence)
	}
}

// One that goes over a sentence's end is said where it begins.
func TestOverlayAcrossSentences(t *testing.T) {
	cb, err := Default().Overlay([]byte("en:\n  phrases:\n    to_phone: [\"ring ring ! hello\"]\n"), "my.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if l := cb.Label(story("en", "c: my card was kept by the machine", "b: Ring ring! Hello there.")); l.Outcome != Redirected || l.Channel != Phone {
		t.Errorf("got %s %s by %s, want redirected phone", l.Outcome, l.Channel, l.Evidence)
	}
}

func TestOverlayReplaceAndWithout(t *testing.T) {
	count := func(cb *Codebook) int { return len(cb.book["en"].phrases["greeting"]) }
	first := Default().book["en"].phrases["greeting"][0]
	replaced, err := Default().Overlay([]byte("en:\n  replace:\n    greeting: [ahoy]\n"), "my.yaml")
	if err != nil || count(replaced) != 1 {
		t.Errorf("replace: %v, %d phrases", err, count(replaced))
	}
	added, err := Default().Overlay([]byte("en:\n  phrases:\n    greeting: [yo ho]\n  replace:\n    greeting: [ahoy]\n"), "my.yaml")
	if err != nil || count(added) != 2 {
		t.Errorf("phrases above replace: %v, %d phrases", err, count(added))
	}
	for _, same := range []string{"en:\n  phrases:\n    greeting: [\"" + first + "\"]\n", "\ufeffen:\n  phrases: {}\n"} {
		if cb, err := Default().Overlay([]byte(same), "my.yaml"); err != nil || cb.Version() != Default().Version() {
			t.Errorf("%q, which adds nothing, makes another codebook, %v", same, err)
		}
	}
	for _, other := range []string{"en:\n  common: zzkrrt\n", "en:\n  phrases:\n    to_dm: [no, 24]\n"} { // words that YAML takes for something else
		if cb, err := Default().Overlay([]byte(other), "my.yaml"); err != nil || cb.Version() == Default().Version() {
			t.Errorf("%q adds nothing, %v", other, err)
		}
	}
	without, err := Default().Overlay([]byte("en:\n  without:\n    greeting: [\""+first+"\"]\n"), "my.yaml")
	if err != nil || count(without) != count(Default())-1 {
		t.Errorf("without: %v, %d phrases", err, count(without))
	}
}

// Mistakes are met with the line and what is allowed.
func TestOverlayErrors(t *testing.T) {
	tests := []struct {
		name, file string
		line       int
		says       string
	}{
		{"empty", "", 1, "holds nothing"},
		{"not YAML", "en:\n  phrases: [", 2, "not valid YAML"},
		{"a list", "- en\n", 1, "expected a mapping"},
		{"no language code", "English:\n  phrases: {}\n", 1, "no language code"},
		{"a region", "\n\nen-gb:\n  phrases: {}\n", 3, "did you mean en?"},
		{"three letters for two", "fra:\n  name: Français\n", 1, "did you mean fr?"},
		{"a country", "jp:\n  phrases: {}\n", 1, "did you mean ja?"},
		{"two letters changed places", "rf:\n  phrases: {}\n", 1, "did you mean fr?"},
		{"like nothing", "q7:\n  phrases: {}\n", 1, "use one of ISO 639, such as en"},
		{"no language", "und:\n  name: Any\n", 1, "no language code"},
		{"an old code, in place of which posts have the new one", "en:\n  phrases: {}\nin:\n  phrases:\n    to_dm: [dm]\n", 3, "did you mean id?"},
		{"a rare language, and likelier a typo", "en:\n  phrases: {}\nfrr:\n  phrases:\n    to_dm: [mp]\n", 3, "did you mean fr?"},
		{"unknown key", "en:\n  words: {}\n", 2, "allowed are name, common, typical, replace, without, phrases"},
		{"unknown class", "en:\n  phrases:\n    to_fax: [fax us]\n", 3, "the classes of phrases are to_dm"},
		{"an act for a class", "en:\n  phrases:\n    answer: [we have]\n", 3, "did you mean done or remedy or reason or decision or points?"},
		{"a channel for a class", "en:\n  phrases:\n    dm: [dm us]\n", 3, "did you mean to_dm?"},
		{"a class in capitals", "en:\n  phrases:\n    To-DM: [dm us]\n", 3, "did you mean to_dm?"},
		{"a class below a language", "en:\n  to_dm: [dm us]\n", 2, "write it below phrases"},
		{"phrases of no language", "phrases:\n  to_dm: [dm us]\n", 1, "below a language"},
		{"phrases not below their language", "en:\nphrases:\n  to_dm: [dm us]\n", 1, "indent what belongs to it"},
		{"no list", "en:\n  phrases:\n    to_dm: dm us\n", 3, "expected a list"},
		{"a mapping for a phrase", "en:\n  phrases:\n    to_dm:\n      - a: b\n", 4, "quotes"},
		{"a dash and no phrase", "en:\n  phrases:\n    to_dm:\n      -\n      - dm us\n", 4, "the phrase is empty"},
		{"no letter", "en:\n  phrases:\n    to_dm:\n      - dm us\n      - '#'\n", 5, "holds no letter"},
		{"begins with a gap", "en:\n  phrases:\n    to_dm:\n      - .. dm us\n", 4, "begins with a word"},
		{"a phone number of several words", "en:\n  phrases:\n    to_phone:\n      - call us\n      - call 0800 555 0142 now\n", 5, "\"0800 555 0142\": a text has a phone number as one word: write {phone}"},
		{"unknown braces", "en:\n  phrases:\n    to_dm:\n      - \"dm {name}\"\n", 4, "{number}"},
		{"without what is there in small letters", "en:\n  without:\n    to_phone: [Back of your card]\n", 3, "did you mean back of your card?"},
		{"without what is not there", "en:\n  without:\n    to_dm: [fax us]\n", 3, "has no phrase"},
		{"an alias", "en:\n  phrases: &all\n    to_dm: [dm us]\nfr: *all\n", 2, "anchors (&name) and aliases"},
		{"the same key twice", "en:\n  phrases:\n    to_dm: [dm us]\n    to_dm: [pm us]\n", 4, ""},
	}
	for _, test := range tests {
		_, err := Default().Overlay([]byte(test.file), "my.yaml")
		var mistake *BookError
		if !errors.As(err, &mistake) {
			t.Errorf("%s: got error %v, want a BookError", test.name, err)
			continue
		}
		if mistake.File != "my.yaml" || mistake.Line != test.line || !strings.Contains(mistake.Msg, test.says) {
			t.Errorf("%s: got %v, want my.yaml:%d: ...%s...", test.name, err, test.line, test.says)
		}
	}
}

// The printed codebook holds every rule in order, and the analyst's phrases.
func TestDocument(t *testing.T) {
	cb, err := Default().Overlay([]byte("en:\n  phrases:\n    to_dm: [ping the owl]\n"), "my.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := cb.Document(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	at := 0
	for _, r := range rules {
		i := strings.Index(text[at:], "`"+r.Name+"`")
		if i < 0 {
			t.Fatalf("rule %s is missing or out of order", r.Name)
		}
		at += i
	}
	for _, want := range []string{"ping the owl", cb.Version(), "English", "Français", "a second choice, for when the answer does not help (`second`)."} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
}
