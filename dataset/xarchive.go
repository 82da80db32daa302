package dataset

import (
	"crypto/sha256"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// xArchive is the archive of one's own account that X (Twitter) gives out:
// tweet.js in old ones, tweets.js and tweets-part1.js later, each a script that
// assigns an array (timhutton/twitter-archive-parser 66f511b), and community-tweet.js
// for those in communities, which anybody can read. The posts do not name their
// author; account.js beside them does. Of long ones they hold the beginnings;
// note-tweet.js has them whole.
var xArchive = &Format{
	Name:       "x-archive",
	Title:      "X (Twitter) account archive",
	snowflakes: true,
	Limits:     ownArchive,
	kind:       objects,
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

// ownArchive is what an account's own archive cannot show.
var ownArchive = []Limit{{HidesIgnored, "an account's own archive holds only the posts of its owner: " +
	"nobody who went unanswered is in it"}}

// xPostsFile is the name of the file, or of one of those, that holds the posts of
// an X archive.
var xPostsFile = regexp.MustCompile(`^(tweets?|community-tweet)(-part\d+)?\.js$`)

// xPostsScript is how such a file begins.
var xPostsScript = regexp.MustCompile(`^window\.YTD\.(tweets?|community_tweet)\.part`)

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
	if opts.Owner != "" {
		return account{handle: cleanHandle(opts.Owner)}
	}
	list := src.scriptBeside(xAccountFile, 1<<20)
	return account{handle: lookup(list, xAccountName), id: lookup(list, xAccountID)}
}

// scriptBeside returns the array that a script beside a source assigns, no more of it
// than so many bytes; "" if there is none.
func (src *source) scriptBeside(name string, most int64) string {
	if src.beside == nil {
		return ""
	}
	f, err := src.beside(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return ""
	}
	_, list, _ := strings.Cut(string(data), "=")
	return strings.TrimSpace(list)
}

// longTexts are the whole texts of an X archive's long posts, by the second in which
// they were written: they name no post.
type longTexts map[int64][]string

// longTexts reads those that stand beside an archive's posts.
func (src *source) longTexts() longTexts {
	all := longTexts{}
	list := src.scriptBeside("note-tweet.js", 256<<20)
	if list != "" {
		src.longSum = fmt.Sprintf("%x", sha256.Sum256([]byte(list)))
	}
	for note := range elementsOf(list) {
		if t, err := time.Parse(time.RFC3339, lookup(note, "noteTweet.createdAt")); err == nil {
			all[t.Unix()] = append(all[t.Unix()], ruleEntities.plain(lookup(note, "noteTweet.core.text")))
		}
	}
	return all
}

// complete puts the whole text in the place of its beginning. It lacks the
// mentions with which a reply begins, and its short links are others.
func (all longTexts) complete(p *Post) {
	const shortest = 130 // characters of what was cut, for some count twice
	if len(all) == 0 || utf8.RuneCountInString(p.Text) < shortest {
		return
	}
	mentions, beginning := cutMentions(p.Text)
	beginning, _, _ = strings.Cut(beginning, "https://t.co/")
	beginning = strings.TrimRight(beginning, " \n…")
	if beginning == "" {
		return
	}
	written := p.Time.Unix()
	for _, second := range []int64{written, written - 1, written + 1} {
		for _, text := range all[second] {
			if _, text = cutMentions(text); strings.HasPrefix(text, beginning) {
				p.Text = mentions + text
				p.Damage &^= TruncatedText
				return
			}
		}
	}
}

// cutMentions parts a text from the mentions at its beginning.
func cutMentions(s string) (mentions, text string) {
	text = s
	for strings.HasPrefix(text, "@") {
		_, text, _ = strings.Cut(text, " ")
	}
	return s[:len(s)-len(text)], text
}
