package dataset

const (
	twarc1WholeText = fieldExtra1 // of an object in compatibility mode
	twarc1Kind      = fieldExtra1 // of a post, in the CSV
)

// twarc version 1 writes the Tweet objects of Twitter's first API, one a line
// (DocNow/twarc 12104e0). An object in compatibility mode keeps the whole text
// in extended_tweet.
var twarc1JSON = &Format{
	Name:       "twarc1",
	Title:      "twarc v1 JSONL (Twitter API v1.1)",
	snowflakes: true,
	kind:       objects,
	lists:      []string{"statuses"},
	notices:    []string{"delete", "limit", "scrub_geo", "status_withheld", "user_withheld", "disconnect", "warning"},
	marks: [][]string{
		{"id_str", "created_at", "user.screen_name", "text"},
		{"id_str", "created_at", "user.screen_name", "full_text"},
	},
	fields: sources{
		FieldID:              {"id_str", "id"},
		FieldAuthor:          {"user.screen_name"},
		FieldAuthorID:        {"user.id_str", "user.id"},
		FieldCreatedAt:       {"created_at"},
		FieldText:            {"extended_tweet.full_text", "full_text", "text"},
		FieldReplyTo:         {"in_reply_to_status_id_str", "in_reply_to_status_id"},
		FieldReplyToAuthor:   {"in_reply_to_screen_name"},
		FieldReplyToAuthorID: {"in_reply_to_user_id_str", "in_reply_to_user_id"},
		FieldLanguage:        {"lang"},
		FieldRepost:          {"retweeted_status", "retweeted_status.id_str"}, // the second in an object that was flattened
		FieldTruncated:       {"truncated"},
		twarc1WholeText:      {"extended_tweet.full_text"},
	},
	rules: ruleEntities,
	finish: func(v *values, p *Post) bool {
		if v[twarc1WholeText] != "" { // "truncated" is said of the short text beside it
			p.Damage &^= TruncatedText
		}
		return true
	},
}

// twarc1CSV is what twarc 1's json2csv utility makes of those objects. Its
// tweet_type calls a retweet that replies a reply.
var twarc1CSV = &Format{
	Name:       "twarc1-csv",
	Title:      "twarc v1 CSV (json2csv)",
	snowflakes: true,
	marks:      [][]string{{"id", "created_at", "user_screen_name", "text", "in_reply_to_status_id"}},
	fields: sources{
		FieldID:              {"id"},
		FieldAuthor:          {"user_screen_name"},
		FieldAuthorID:        {"user_id"},
		FieldCreatedAt:       {"parsed_created_at", "created_at"},
		FieldText:            {"text"},
		FieldReplyTo:         {"in_reply_to_status_id"},
		FieldReplyToAuthor:   {"in_reply_to_screen_name"},
		FieldReplyToAuthorID: {"in_reply_to_user_id"},
		FieldLanguage:        {"lang"},
		FieldURL:             {"tweet_url"},
		twarc1Kind:           {"tweet_type"},
	},
	rules:        ruleEntities,
	utc:          true,
	repostByText: true,
	finish: func(v *values, p *Post) bool {
		p.Repost = p.Repost || v[twarc1Kind] == "retweet"
		return true
	},
}
