package dataset

// twarc version 1 writes the Tweet objects of Twitter's first API, one a line
// (DocNow/twarc 12104e0). An object in compatibility mode keeps the whole text
// in extended_tweet.
var twarc1JSON = &Format{
	Name:  "twarc1",
	Title: "twarc v1 JSONL (Twitter API v1.1)",
	kind:  objects,
	list:  "statuses",
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
		FieldRepost:          {"retweeted_status"},
		FieldTruncated:       {"truncated"},
		FieldExtra:           {"extended_tweet.full_text"},
	},
	rules: ruleEntities,
	finish: func(v *values, p *Post) bool {
		if v[FieldExtra] != "" { // "truncated" is said of the short text beside it
			p.Damage &^= TruncatedText
		}
		return true
	},
}
