package codebook

import (
	"strings"
	"testing"
)

func TestHandleLength(t *testing.T) {
	for text, want := range map[string]string{
		"@BirchHelp hello":               "@BirchHelp",
		"@birch.bsky.social hello":       "@birch.bsky.social",
		"@birch-help.bsky.social.":       "@birch-help.bsky.social",
		"@birch.com hello":               "@birch.com",
		"@kim@other.example, hello":      "@kim@other.example",
		"@kim@other hello":               "@kim",
		"@BirchHelp.thanks":              "@BirchHelp",
		"@BirchHelp... hello":            "@BirchHelp",
		"@BirchHelp-is anybody there":    "@BirchHelp",
		"@ noon":                         "",
		"birch.bsky.social":              "",
		"@birch.bsky.social/post/3k hey": "@birch.bsky.social",
	} {
		if got := text[:handleLength(text)]; got != want {
			t.Errorf("%q: the handle is %q, want %q", text, got, want)
		}
	}
}

// What a platform's accounts are called changes nothing.
func TestAccountNames(t *testing.T) {
	const talk = `c: @BRANDHelp I was charged twice for one ticket. @KIM had the same
b: @ANN 1/2 Sorry about that. The second charge drops off by itself on Friday,
b: @ANN 2/2 as it was never booked. Paul
c: @BRANDHelp perfect, thanks. Tell @KIM too`
	var want Label
	for i, host := range []string{"", ".bsky.social", "@other.example"} {
		names := strings.NewReplacer("@BRANDHelp", "@birch"+host, "@ANN", "@ann"+host, "@KIM", "@kim"+host)
		c := Case{Language: "en"}
		for line := range strings.SplitSeq(names.Replace(talk), "\n") {
			turn := Turn{Author: "ann" + host, Text: line[len("c: "):]}
			if turn.Brand = line[0] == 'b'; turn.Brand {
				turn.Author = "birch" + host
			}
			c.Turns = append(c.Turns, turn)
		}
		got := Default().Label(&c)
		got.Evidence, got.IntentSays = "", "" // quote the names
		if i == 0 {
			want = got
		}
		if got != want {
			t.Errorf("%q:\ngot  %+v\nwant %+v", host, got, want)
		}
	}
}
