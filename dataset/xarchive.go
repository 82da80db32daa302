package dataset

import (
	"io"
	"regexp"
	"strings"
)

// xArchive is the archive of one's own account that X (Twitter) gives out:
// tweet.js in old ones, tweets.js and tweets-part1.js later, each a script that
// assigns an array (timhutton/twitter-archive-parser 66f511b). The posts do not
// name their author; account.js beside them does.
var xArchive = &Format{
	Name:       "x-archive",
	Title:      "X (Twitter) account archive",
	snowflakes: true,
	Limits: []Limit{{HidesIgnored, "an account's own archive holds only the posts of its owner: " +
		"nobody who went unanswered is in it"}},
	kind: objects,
	marks: [][]string{
		{"tweet.id_str", "tweet.full_text", "tweet.created_at"},
		{"id_str", "full_text", "created_at"},
	},
	fields: sources{
		FieldID:              {"tweet.id_str", "id_str"},
		FieldCreatedAt:       {"tweet.created_at", "created_at"},
		FieldText:            {"tweet.full_text", "full_text"},
		FieldReplyTo:         {"tweet.in_reply_to_status_id_str", "tweet.in_reply_to_status_id", "in_reply_to_status_id_str", "in_reply_to_status_id"},
		FieldReplyToAuthor:   {"tweet.in_reply_to_screen_name", "in_reply_to_screen_name"},
		FieldReplyToAuthorID: {"tweet.in_reply_to_user_id_str", "tweet.in_reply_to_user_id", "in_reply_to_user_id_str", "in_reply_to_user_id"},
		FieldLanguage:        {"tweet.lang", "lang"},
	},
	rules:        ruleEntities,
	repostByText: true,
}

// xPostsFile is the name of the file, or of one of those, that holds the posts of
// an X archive.
var xPostsFile = regexp.MustCompile(`^tweets?(-part\d+)?\.js$`)

// xAccount names the file beside an X archive's posts that tells its owner,
// and where it does.
const (
	xAccountFile = "account.js"
	xAccountName = "[0].account.username"
	xAccountID   = "[0].account.accountId"
)

// owner returns the account whose archive a source belongs to: the one that the
// user named, or else the one in account.js beside the source.
func (src *source) owner(opts *Options) account {
	if opts.Owner != "" || src.beside == nil {
		return account{handle: cleanHandle(opts.Owner)}
	}
	f, err := src.beside(xAccountFile)
	if err != nil {
		return account{}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 1<<20))
	if err != nil {
		return account{}
	}
	_, list, _ := strings.Cut(string(data), "=")
	return account{handle: lookup(list, xAccountName), id: lookup(list, xAccountID)}
}
