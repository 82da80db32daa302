package dataset

import "strings"

// A submission has a title, and often a text of its own.
const (
	redditTitle = fieldExtra1
	redditBody  = fieldExtra2
)

// reddit holds Reddit's comments and submissions, one a line, as its API and
// the dumps of it give them. Ids are unique only with the prefix of their
// type, t1_ for a comment and t3_ for a submission. What was deleted or removed
// is no post; a comment whose author deleted the account stands for itself.
var reddit = &Format{
	Name:  "reddit",
	Title: "Reddit NDJSON",
	kind:  objects,
	marks: [][]string{
		{"id", "author", "created_utc", "body", "link_id", "parent_id"},
		{"id", "author", "created_utc", "title", "selftext"},
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
	rules: ruleEntities,
	finish: func(v *values, p *Post) bool {
		if p.Text == "[deleted]" || p.Text == "[removed]" {
			return false
		}
		prefix := "t1_"
		if v[redditTitle] != "" {
			prefix = "t3_"
			if v[redditBody] != "" && v[redditBody] != "[deleted]" && v[redditBody] != "[removed]" {
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
