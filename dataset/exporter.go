package dataset

// The twitter-web-exporter browser extension (prinsss 53fce06,
// columns-tweet.tsx). Times are in the browser's zone and carry it, unless the
// user changed their pattern; newlines are written \n in the CSV.
var (
	exporterCSV = &Format{
		Name:       "twitter-web-exporter-csv",
		Title:      "twitter-web-exporter CSV",
		snowflakes: true,
		marks:      [][]string{{"id", "created_at", "full_text", "screen_name"}},
		fields: sources{
			FieldID:        {"id"},
			FieldAuthor:    {"screen_name"},
			FieldAuthorID:  {"user_id"},
			FieldCreatedAt: {"created_at"},
			FieldText:      {"full_text"},
			FieldReplyTo:   {"in_reply_to"},
			FieldRepost:    {"retweeted_status"},
			FieldURL:       {"url"},
		},
		rules: ruleEntities | ruleNewlines,
	}

	exporterJSON = &Format{
		Name:       "twitter-web-exporter-json",
		Title:      "twitter-web-exporter JSON",
		snowflakes: true,
		kind:       objects,
		marks:      exporterCSV.marks,
		fields: exporterCSV.fields.with(sources{
			FieldConversation: {"metadata.legacy.conversation_id_str"},
			FieldLanguage:     {"metadata.legacy.lang"},
		}),
		rules: exporterCSV.rules, // a program may have made the objects of the CSV
	}
)
