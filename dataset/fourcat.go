package dataset

import "strings"

// 4CAT (digitalmethodsinitiative 227bead) exports what it collected from
// Twitter as CSV, or as the objects that it collected.
var (
	// fourcatCSV holds posts that came through Twitter's second API or the
	// Zeeschuimer browser extension. unix_timestamp is not read: for the API
	// it is off by the server's zone. The timestamp is UTC.
	fourcatCSV = &Format{
		Name:  "4cat-csv",
		Title: "4CAT CSV (Twitter)",
		Limits: []Limit{{HidesReplyLinks, "4CAT's CSV does not say which post a reply answers: " +
			"cases are put together by thread, account and time"}},
		marks: [][]string{{"id", "thread_id", "timestamp", "author", "body", "is_retweet"}},
		fields: sources{
			FieldID:            {"id"},
			FieldAuthor:        {"author"},
			FieldAuthorID:      {"author_id"},
			FieldCreatedAt:     {"timestamp"},
			FieldText:          {"body"},
			FieldReplyToAuthor: {"replied_user", "replied_author"},
			FieldConversation:  {"thread_id"},
			FieldLanguage:      {"language_guess"},
			FieldRepost:        {"is_retweet"},
			FieldURL:           {"link"},
		},
		rules: ruleEntities,
		utc:   true,
		finish: func(v *values, p *Post) bool {
			p.ReplyToAuthor, _, _ = strings.Cut(p.ReplyToAuthor, ",")
			return true
		},
	}

	// fourcatV2 holds the tweets of Twitter's second API with their users
	// put into them. One that was asked for by its id, and is gone, stands there
	// without an author.
	fourcatV2 = &Format{
		Name:       "4cat-v2",
		Title:      "4CAT NDJSON (Twitter API v2)",
		snowflakes: true,
		kind:       objects,
		marks:      [][]string{{"id", "text", "author_id", "created_at", "author_user.username"}},
		fields: twarc2JSON.fields.with(sources{
			FieldAuthor: {"author_user.username"},
		}),
		rules:  ruleEntities,
		expand: expandTwarc2,
		finish: func(_ *values, p *Post) bool { return p.AuthorID != "UNKNOWN" },
	}

	// zeeschuimer holds the objects of Twitter's web page. The extension's own
	// export wraps each one in data, and a reply whose visibility is limited is
	// wrapped once more. What the page cannot show is a tombstone.
	zeeschuimer = &Format{
		Name:  "zeeschuimer",
		Title: "Zeeschuimer or 4CAT NDJSON (Twitter web)",
		kind:  objects,
		marks: [][]string{
			{"rest_id", "legacy.full_text", "legacy.created_at", "core.user_results.result"},
			{"data.rest_id", "data.legacy.full_text", "data.legacy.created_at", "data.core.user_results.result"},
			{"legacy.id_str", "legacy.full_text", "legacy.created_at", "user.screen_name"},
			{"data.legacy.id_str", "data.legacy.full_text", "data.legacy.created_at", "data.user.screen_name"},
		},
		fields: sources{
			FieldID:              {"rest_id", "legacy.id_str"},
			FieldAuthor:          {"core.user_results.result.core.screen_name", "core.user_results.result.legacy.screen_name", "user.screen_name"},
			FieldAuthorID:        {"legacy.user_id_str", "user.id_str"},
			FieldCreatedAt:       {"legacy.created_at"},
			FieldText:            {"note_tweet.note_tweet_results.result.text", "legacy.full_text"},
			FieldReplyTo:         {"legacy.in_reply_to_status_id_str"},
			FieldReplyToAuthor:   {"legacy.in_reply_to_screen_name"},
			FieldReplyToAuthorID: {"legacy.in_reply_to_user_id_str"},
			FieldConversation:    {"legacy.conversation_id_str"},
			FieldLanguage:        {"legacy.lang"},
			FieldRepost:          {"legacy.retweeted_status_result", "legacy.retweeted_status_result.result.rest_id"},
		},
		rules:   ruleEntities,
		notices: []string{"tombstone"},
		expand: func(record string, yield func(string, func(*Post))) {
			var part [5]string
			if readJSON(record, zeeschuimerParts, part[:]) == nil {
				data, tweet, kind := part[0], part[1], part[2]
				if strings.HasPrefix(data, "{") {
					record, tweet, kind = data, part[3], part[4]
				}
				switch {
				case strings.HasPrefix(tweet, "{"):
					record = tweet
				case kind == `"TweetUnavailable"`:
					record = `{"tombstone": {}}` // it has no member of its own that tells
				}
			}
			yield(record, nil)
		},
	}
)

var zeeschuimerParts = newWanted([]string{"data", "tweet", "__typename", "data.tweet", "data.__typename"})
