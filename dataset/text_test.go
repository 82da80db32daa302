package dataset

import (
	"testing"
	"unicode/utf8"
)

// Every rule undoes what one kind of tool did to texts.
func TestPlainText(t *testing.T) {
	for _, test := range []struct {
		rule     textRule
		in, want string
	}{
		{ruleEntities, "a &amp; b &lt;3 &#39;c&#39; &amp;amp;", "a & b <3 'c' &amp;"},
		{ruleEntities, "AT&T & co", "AT&T & co"},
		{0, "&amp;", "&amp;"},
		{ruleNewlines, `one\ntwo\r\nthree`, "one\ntwo\nthree"},
		{ruleEntities, `C:\new`, `C:\new`},
		{ruleR, "<ed><U+00A0><U+00BD><ed><U+00B8><U+00A1>!", "😡!"},
		{ruleR, "<ed><U+00A0><U+00BD><ed>", "\uFFFD\uFFFD"},
		{ruleR, "caf<U+00E9> <U+263A><U+FE0F>", "café ☺️"},
		{ruleR, "<U+0001F600>", "😀"},
		{ruleR, "<e2><80><99>", "’"},
		{ruleR, "a <b> c <3 <U+> <zz>", "a <b> c <3 <U+> <zz>"},
		{ruleHTML, "<p>one<br>two</p><p>three &lt;3</p>", "one\ntwo\n\nthree <3"},
		{ruleHTML, "<p>one</p><ul><li>two</li><li>three</li></ul><pre><code>four</code></pre><blockquote><p>five</p></blockquote><h1>six</h1>seven", "one\n\ntwo\nthree\n\nfour\n\nfive\n\n\n\nsix\n\nseven"},
		{ruleHTML, `<a href="x">@<span>bob</span></a> hi`, "@bob hi"},
		{ruleHTML, "5 &lt; 6 and <", "5 < 6 and <"},
	} {
		if got := test.rule.plain(test.in); got != test.want {
			t.Errorf("rule %04b of %q is %q, want %q", test.rule, test.in, got, test.want)
		}
	}
}

func TestRepairUTF8(t *testing.T) {
	for in, want := range map[string]string{
		"Don\x92t":               "Don’t",
		"caf\xe9":                "café",
		"na\xefve \x80 5":        "naïve € 5",
		"cut \xf0\x9f\x98":       "cut \uFFFD",
		"\xf0\x9f\x98\xa1 whole": "😡 whole",
		"\x81":                   "\uFFFD",
	} {
		if got := repairUTF8(in); got != want || !utf8.ValidString(got) {
			t.Errorf("%q is repaired to %q, want %q", in, got, want)
		}
	}
}

// A text counts as cut if it is as long as a tweet was and ends in an ellipsis,
// not if its author merely trailed off.
func TestCutText(t *testing.T) {
	long := "@pat_lee Please update the app to version 4.2 in the store, sign in once with your card reader and then set a"
	const link = "https://t.co/aaaaaaaaaa"
	for text, want := range map[string]bool{
		long + " new one in the setting…":                        true,
		long + " n… " + link:                                     true,
		long + " new one " + link:                                false,
		long + long + " new one in the settings of the… " + link: true,
		long + long + " new one in the settings of the…":         false,
		long + " new one in the settings, and then… " + link:     false,
		"well…":                                false,
		"well… " + link:                        false,
		long + " n… https://example.com/a/b/c": false,
	} {
		if got := cutText(text); got != want {
			t.Errorf("cutText(%q) = %v", text, got)
		}
	}
}

// What a spreadsheet shows for a formula that it cannot reckon is no text, and is told
// as one that was cut.
func TestSheetError(t *testing.T) {
	for _, text := range []string{"#NAME?", "#NOM?", "#VALUE!", "#¡VALOR!", "#¿NOMBRE?", "#N/A", "Err:509"} {
		compare(t, readText(t, Options{}, "id,screen_name,created_at,full_text\n1,anna,2020-01-02 03:04:05Z,"+text+"\n"),
			"2 1 anna 2020-01-02T03:04:05Z truncated text |")
	}
	for _, text := range []string{"#NAME", "#HELP!", "Err:", "Err:5x9", "Err:5090", "what does #NAME? mean", ""} {
		if isSheetError(text) {
			t.Errorf("%q is an error", text)
		}
	}
}

func TestCleanLanguage(t *testing.T) {
	for s, want := range map[string]string{
		"fr": "fr", "fr-CA": "fr-CA", "fra": "fr", "FRA": "fr", "spa": "es", "fil": "fil", "ckb": "ckb", "iw": "he",
		"EN": "en", " en ": "en", "eng-GB": "en-GB", "eng_GB": "en-GB", "fr_CA": "fr-CA", "ger": "de", "IN": "id", "tl": "fil", "UND": "", "und-Latn": "",
		"und": "", "qme": "", "null": "", "abc!": "abc!", "???": "???", "Français": "Français",
	} {
		if got := cleanLanguage(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}
