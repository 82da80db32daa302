package coding

import (
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report"
)

// A Conversation is what a coder reads of a case: the posts in their order.
// The customer's name is not in it, for nothing is decided by it.
type Conversation struct {
	Brand string
	Posts []Post
}

// A Post is one post of a conversation.
type Post struct {
	ByBrand bool
	Account string    // of the brand; "" for the customer's posts
	Time    time.Time // zero if unknown
	Text    string
}

// ConversationOf returns a copy of what a coder reads of a case.
func ConversationOf(c *audit.Case) Conversation {
	conversation := Conversation{Brand: strings.Clone(c.Brand)}
	for i := range c.Turns {
		t := &c.Turns[i]
		p := Post{ByBrand: t.Brand, Time: t.Time, Text: strings.Clone(t.Text)}
		if t.Brand {
			p.Account = strings.Clone(t.Author)
		}
		conversation.Posts = append(conversation.Posts, p)
	}
	return conversation
}

// who says whose post it is.
func (p *Post) who(brand string) string {
	switch {
	case !p.ByBrand:
		return "customer"
	case p.Account == "" || strings.EqualFold(p.Account, brand):
		return brand
	}
	return brand + "\n" + report.Mention(p.Account)
}

// when says when it was posted, in UTC.
func (p *Post) when() string {
	if p.Time.IsZero() {
		return "no time"
	}
	return p.Time.UTC().Format("2 Jan 2006 15:04")
}

// pieces cuts a text, at a space or line break where it can, into pieces of at
// most so many lines of a column: a spreadsheet's row can only be so high, and what
// is below its edge nobody reads.
func pieces(text string, lines int, width float64) []string {
	var list []string
	for {
		text = strings.TrimSpace(text)
		end := fitting(text, lines, width)
		if end == len(text) {
			return append(list, text)
		}
		if space := strings.LastIndexAny(text[:end], " \n"); space > end/2 {
			end = space
		}
		list = append(list, strings.TrimSpace(text[:end]))
		text = text[end:]
	}
}

// fitting returns the length of the longest beginning of a text that takes at
// most so many lines, one letter at the least.
func fitting(text string, lines int, width float64) int {
	// Beyond this it does not fit, however narrow.
	window := text[:min(len(text), lines*int(width)*utf8.UTFMax)]
	var ends []int // of the letters
	for i := range window {
		if i > 0 {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(window))
	fits := sort.Search(len(ends), func(n int) bool { return linesIn(window[:ends[n]], width) > lines })
	return ends[max(0, fits-1)]
}
