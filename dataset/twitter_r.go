package dataset

// twitteR is the CSV of R's twitteR package, from twListToDF and write.csv
// (geoffjentry 815fecc). R rounds ids to 15 digits when they pass through a
// number, and writes what its locale cannot print as <U+00A0> or <ed>. The
// language column is the user's, not the text's, so it is not read.
var twitteR = &Format{
	Name:       "twitteR",
	Title:      "R twitteR CSV",
	snowflakes: true,
	marks:      [][]string{{"text", "replyToSN", "created", "replyToSID", "id", "screenName"}},
	fields: sources{
		FieldID:              {"id"},
		FieldAuthor:          {"screenName"},
		FieldCreatedAt:       {"created"},
		FieldText:            {"text"},
		FieldReplyTo:         {"replyToSID"},
		FieldReplyToAuthor:   {"replyToSN"},
		FieldReplyToAuthorID: {"replyToUID"},
		FieldRepost:          {"isRetweet"},
		FieldTruncated:       {"truncated"},
	},
	rules: ruleEntities | ruleR,
	utc:   true,
}
