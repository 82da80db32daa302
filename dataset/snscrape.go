package dataset

import "strings"

const snscrapeType = fieldExtra1

// snscrape writes one tweet a line (JustAnotherArchivist 614d4c2). The text
// was called content before June 2022, and at first the author was a name alone.
// Ids are numbers beyond 2^53, which are read digit by digit here. The parent may
// be a TweetRef, which holds an id alone; lines of that type, of users and of posts
// that are gone are no posts.
var snscrape = &Format{
	Name:       "snscrape",
	Title:      "snscrape JSONL",
	snowflakes: true,
	kind:       objects,
	marks: [][]string{
		{"id", "date", "rawContent", "user.username"},
		{"id", "date", "content", "user.username"},
		{"id", "date", "content", "username", "tcooutlinks"},
	},
	fields: sources{
		FieldID:              {"id"},
		FieldAuthor:          {"user.username", "username"},
		FieldAuthorID:        {"user.id"},
		FieldCreatedAt:       {"date"},
		FieldText:            {"rawContent", "content"},
		FieldReplyTo:         {"inReplyToTweetId"},
		FieldReplyToAuthor:   {"inReplyToUser.username"},
		FieldReplyToAuthorID: {"inReplyToUser.id"},
		FieldConversation:    {"conversationId"},
		FieldLanguage:        {"lang"},
		FieldRepost:          {"retweetedTweet", "retweetedTweet.id"},
		FieldURL:             {"url"},
		snscrapeType:         {"_type"},
	},
	rules: ruleEntities,
	utc:   true,
	finish: func(v *values, _ *Post) bool {
		return v[snscrapeType] == "" || strings.HasSuffix(v[snscrapeType], ".Tweet")
	},
}
