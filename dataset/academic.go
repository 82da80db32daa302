package dataset

const academicKind = fieldExtra1 // of a post that is about another: retweeted, quoted

// academictwitteR is the tidy table of R's academictwitteR package (bind_tweets
// with output_format "tidy2", 9b573fe). It drops which tweet a reply answers.
var academictwitteR = &Format{
	Name:       "academictwitteR",
	Title:      "R academictwitteR tidy CSV",
	snowflakes: true,
	Limits: []Limit{{HidesReplyLinks, "academictwitteR's tidy table does not say which post a reply answers: " +
		"cases are put together by conversation, account and time"}},
	marks: [][]string{{"tweet_id", "user_username", "author_id", "created_at", "text"}},
	fields: sources{
		FieldID:              {"tweet_id"},
		FieldAuthor:          {"user_username"},
		FieldAuthorID:        {"author_id"},
		FieldCreatedAt:       {"created_at"},
		FieldText:            {"text"},
		FieldReplyToAuthorID: {"in_reply_to_user_id"},
		FieldConversation:    {"conversation_id"},
		FieldLanguage:        {"lang"},
		FieldRepost:          {"is_retweet"},
		academicKind:         {"sourcetweet_type"},
	},
	rules: ruleEntities | ruleR,
	utc:   true,
	finish: func(v *values, p *Post) bool {
		p.Repost = p.Repost || v[academicKind] == "retweeted"
		return true
	},
}
