package dataset

// snscrape writes one tweet a line (JustAnotherArchivist 614d4c2). The text
// was called content before June 2022. Ids are numbers beyond 2^53, which are
// read digit by digit here. The parent may be a TweetRef, which holds an id
// alone.
var snscrape = &Format{
	Name:       "snscrape",
	Title:      "snscrape JSONL",
	snowflakes: true,
	kind:       objects,
	marks: [][]string{
		{"id", "date", "rawContent", "user.username"},
		{"id", "date", "content", "user.username"},
	},
	fields: sources{
		FieldID:              {"id"},
		FieldAuthor:          {"user.username"},
		FieldAuthorID:        {"user.id"},
		FieldCreatedAt:       {"date"},
		FieldText:            {"rawContent", "content"},
		FieldReplyTo:         {"inReplyToTweetId"},
		FieldReplyToAuthor:   {"inReplyToUser.username"},
		FieldReplyToAuthorID: {"inReplyToUser.id"},
		FieldConversation:    {"conversationId"},
		FieldLanguage:        {"lang"},
		FieldRepost:          {"retweetedTweet"},
		FieldURL:             {"url"},
	},
	rules: ruleEntities,
	utc:   true,
}
