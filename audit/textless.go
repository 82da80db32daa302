package audit

import (
	"slices"
	"strings"
)

// A textTally counts the posts of a brand's cases, and those of them that have
// no text.
type textTally struct {
	replies, silentReplies int
	posts, silentPosts     int // of customers
}

func (t *textTally) add(c *Case) {
	for i := range c.Turns {
		t.addPost(c.Turns[i].Brand, c.Turns[i].Text)
	}
}

func (t *textTally) addPost(byBrand bool, text string) {
	all, silent := &t.posts, &t.silentPosts
	if byBrand {
		all, silent = &t.replies, &t.silentReplies
	}
	*all++
	if noText(text) {
		*silent++
	}
}

func (t *textTally) merge(o textTally) {
	t.replies += o.replies
	t.silentReplies += o.silentReplies
	t.posts += o.posts
	t.silentPosts += o.silentPosts
}

// noText reports whether a text is blank, or what a program on the way (pandas,
// R) writes for a cell that is.
func noText(s string) bool {
	const longest = len("<NA>")
	if len(s) > longest && s[0] > ' ' { // nearly every post
		return false
	}
	return slices.Contains([]string{"", "NaN", "nan", "NA", "<NA>", "None", "null", "NULL"}, strings.TrimSpace(s))
}

// words says how many posts have no text, where they are more than a few: a
// post may be a picture alone. It is "" where they are not.
func (t *textTally) words() string {
	var list []string
	if said := moreThanFew(t.silentReplies, t.replies); said != "" {
		list = append(list, said+" replies")
	}
	if said := moreThanFew(t.silentPosts, t.posts); said != "" {
		list = append(list, said+" customers' posts")
	}
	return strings.Join(list, ", ")
}
