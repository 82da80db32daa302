package dataset

// twarc version 2 writes the pages of Twitter's second API, one a line, or one
// tweet a line after `twarc2 flatten` (DocNow/twarc 12104e0). A page names its
// users beside its tweets; the posts that its replies answer are in it too and
// are read as posts.
var twarc2JSON = &Format{
	Name:       "twarc2",
	Title:      "twarc v2 JSONL (Twitter API v2), pages or flattened",
	snowflakes: true,
	kind:       objects,
	marks: [][]string{
		{"data[0].id", "data[0].text", "data[0].author_id"},
		{"data.id", "data.text", "data.author_id"},
		{"id", "text", "author_id", "created_at"},
	},
	fields: sources{
		FieldID:              {"id"},
		FieldAuthor:          {"author.username"},
		FieldAuthorID:        {"author_id"},
		FieldCreatedAt:       {"created_at"},
		FieldText:            {"note_tweet.text", "text"},
		FieldReplyTo:         {"referenced_tweets[type=replied_to].id"},
		FieldReplyToAuthor:   {"in_reply_to_user.username"},
		FieldReplyToAuthorID: {"in_reply_to_user_id"},
		FieldConversation:    {"conversation_id"},
		FieldLanguage:        {"lang"},
		FieldRepost:          {"referenced_tweets[type=retweeted].id"},
	},
	rules:   ruleEntities,
	notices: []string{"meta", "errors"},
	expand:  expandTwarc2,
}

var twarc2Page = newWanted([]string{"data", "includes.users", "includes.tweets", "referenced_tweets[type=replied_to]"})

// expandTwarc2 yields the tweets of a page, with the handles that its users
// have. A flattened tweet is its own page, and holds the one that it answers.
func expandTwarc2(record string, yield func(string, func(*Post))) {
	var part [4]string
	if readJSON(record, twarc2Page, part[:]) != nil || part[0] == "" {
		yield(record, nil)
		if answered := part[3]; answered != "" && rawAt(answered, "author_id") != "" { // else it is gone, and only its id is known
			yield(answered, nil)
		}
		return
	}
	data, users, included := part[0], part[1], part[2]
	handles := map[string]string{}
	for user := range elementsOf(users) {
		handles[lookup(user, "id")] = lookup(user, "username")
	}
	amend := func(p *Post) {
		if p.Author == "" {
			p.Author = handles[p.AuthorID]
		}
		if p.ReplyToAuthor == "" {
			p.ReplyToAuthor = handles[p.ReplyToAuthorID]
		}
	}
	answered := map[string]bool{}
	for tweet := range elementsOf(data) {
		answered[lookup(tweet, "referenced_tweets[type=replied_to].id")] = true
		yield(tweet, amend)
	}
	for tweet := range elementsOf(included) {
		if answered[lookup(tweet, "id")] {
			yield(tweet, amend)
		}
	}
}
