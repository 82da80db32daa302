package dataset

import (
	"slices"
	"strings"
)

// A submission has a title, and often a text of its own.
const (
	redditTitle = fieldExtra1
	redditBody  = fieldExtra2
)

// reddit holds Reddit's comments and submissions: one a line, as the dumps give them;
// in the listings of Reddit's API; or in the pages of the dumps' APIs. Ids are unique
// only with the prefix of their type, t1_ for a comment and t3_ for a submission. What
// was deleted or removed is no post; a comment whose author deleted the account stands
// for itself.
var reddit = &Format{
	Name:  "reddit",
	Title: "Reddit NDJSON",
	kind:  objects,
	marks: [][]string{
		{"id", "author", "created_utc", "body", "link_id", "parent_id"},
		{"id", "author", "created_utc", "title", "selftext"},
		{"data[0].id", "data[0].author", "data[0].created_utc", "data[0].body", "data[0].link_id"},
		{"data[0].id", "data[0].author", "data[0].created_utc", "data[0].title", "data[0].selftext"},
		{"kind", "data.children[0].kind", "data.children[0].data.created_utc"},
	},
	fields: sources{
		FieldID:           {"id"},
		FieldAuthor:       {"author"},
		FieldAuthorID:     {"author_fullname"},
		FieldCreatedAt:    {"created_utc"},
		FieldText:         {"body", "title"},
		FieldReplyTo:      {"parent_id"},
		FieldConversation: {"link_id"},
		redditTitle:       {"title"},
		redditBody:        {"selftext"},
	},
	rules:  ruleEntities,
	expand: expandReddit,
	finish: func(v *values, p *Post) bool {
		if slices.Contains(redditGone, p.Text) {
			return false
		}
		prefix := "t1_"
		if v[redditTitle] != "" {
			prefix = "t3_"
			if v[redditBody] != "" && !slices.Contains(redditGone, v[redditBody]) {
				p.Text += "\n" + ruleEntities.plain(v[redditBody])
			}
		}
		if !strings.HasPrefix(p.ID, "t") || !strings.Contains(p.ID, "_") {
			p.ID = prefix + p.ID
		}
		if p.Conversation == "" {
			p.Conversation = p.ID
		}
		if p.Author == "[deleted]" {
			p.Author, p.AuthorID = "deleted:"+p.ID, ""
		}
		return true
	},
}

// redditGone is what stands instead of a text that was deleted or removed.
var redditGone = []string{"[deleted]", "[removed]", "[deleted by user]", "[ Removed by Reddit ]"}

var redditParts = newWanted([]string{"kind", "data", "data.children", "data.replies"})

// expandReddit yields the posts of a listing, each with the replies that stand
// inside it, or of a page. What a listing only counts is no post.
func expandReddit(record string, yield func(string, func(*Post))) {
	var part [4]string
	first := firstName(record) // a dump's record is not read twice
	if first != "kind" && first != "data" || readJSON(record, redditParts, part[:]) != nil || part[1] == "" {
		yield(record, nil)
		return
	}
	kind, data, children, replies := part[0], part[1], part[2], part[3]
	switch {
	case strings.HasPrefix(data, "["):
		for post := range elementsOf(data) {
			yield(post, nil)
		}
	case children != "" && children[0] == '[' && kind != `"more"`:
		for child := range elementsOf(children) {
			expandReddit(child, yield)
		}
	case kind != `"more"`:
		yield(data, nil)
		if strings.HasPrefix(replies, "{") {
			expandReddit(replies, yield)
		}
	}
}
