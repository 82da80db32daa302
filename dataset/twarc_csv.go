package dataset

// twarcCSV is what the twarc-csv plugin makes of Twitter's second API (DocNow/
// twarc-csv d77da93). A retweet has the text of its original, so only the
// column of the retweeted id tells it.
var twarcCSV = &Format{
	Name:       "twarc-csv",
	Title:      "twarc-csv (Twitter API v2)",
	snowflakes: true,
	marks:      [][]string{{"id", "author_id", "author.username", "created_at", "text", "conversation_id"}},
	fields: sources{
		FieldID:              {"id"},
		FieldAuthor:          {"author.username"},
		FieldAuthorID:        {"author_id"},
		FieldCreatedAt:       {"created_at"},
		FieldText:            {"text"},
		FieldReplyTo:         {"referenced_tweets.replied_to.id"},
		FieldReplyToAuthor:   {"in_reply_to_username"},
		FieldReplyToAuthorID: {"in_reply_to_user_id"},
		FieldConversation:    {"conversation_id"},
		FieldLanguage:        {"lang"},
		FieldRepost:          {"referenced_tweets.retweeted.id"},
	},
	rules: ruleEntities | ruleNewlines,
	utc:   true,
}
