package dataset

import "strings"

// rtweet is the CSV of R's rtweet package before 1.0 (write_as_csv, v0.7.0),
// which puts an "x" before every id so that no spreadsheet rounds it.
var rtweet = &Format{
	Name:       "rtweet",
	Title:      "R rtweet CSV (before 1.0)",
	snowflakes: true,
	marks:      [][]string{{"status_id", "created_at", "screen_name", "text", "reply_to_status_id"}},
	fields: sources{
		FieldID:              {"status_id"},
		FieldAuthor:          {"screen_name"},
		FieldAuthorID:        {"user_id"},
		FieldCreatedAt:       {"created_at"},
		FieldText:            {"text"},
		FieldReplyTo:         {"reply_to_status_id"},
		FieldReplyToAuthor:   {"reply_to_screen_name"},
		FieldReplyToAuthorID: {"reply_to_user_id"},
		FieldLanguage:        {"lang"},
		FieldRepost:          {"is_retweet"},
		FieldURL:             {"status_url"},
	},
	rules: ruleEntities | ruleR,
	utc:   true,
	finish: func(_ *values, p *Post) bool {
		for _, id := range []*string{&p.ID, &p.AuthorID, &p.ReplyTo, &p.ReplyToAuthorID} {
			*id = strings.TrimPrefix(*id, "x")
		}
		return true
	},
}
