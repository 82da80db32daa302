package synth

import (
	"slices"
	"strconv"
)

// twarc2 writes the JSON lines of twarc's second version: one page of
// Twitter's API v2 a line, with the accounts that its posts name.
type twarc2 struct {
	page  []Post
	users []user // whom it names
}

// A user is an account as the API names it.
type user struct{ id, handle string }

// pageSize is the number of posts that the API returns at once.
const pageSize = 100

func (e *twarc2) append(dst []byte, posts []Post) []byte {
	if len(posts) == 0 {
		return e.flush(dst)
	}
	for _, p := range posts {
		if e.page = append(e.page, p); len(e.page) == pageSize {
			dst = e.flush(dst)
		}
	}
	return dst
}

// flush appends the page.
func (e *twarc2) flush(dst []byte) []byte {
	if len(e.page) == 0 {
		return dst
	}
	e.users = e.users[:0]
	dst = append(dst, `{"data":[`...)
	for i := range e.page {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = e.tweet(dst, &e.page[i])
	}
	dst = append(dst, `],"includes":{"users":[`...)
	for i, u := range e.users {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(append(dst, `{"id":"`...), u.id...)
		dst = append(dst, `","name":`...)
		dst = appendJSON(dst, u.handle)
		dst = append(dst, `,"username":`...)
		dst = appendJSON(dst, u.handle)
		dst = append(dst, '}')
	}
	dst = append(dst, `]},"meta":{"newest_id":"`...)
	dst = append(append(dst, e.page[0].ID...), `","oldest_id":"`...)
	dst = append(append(dst, e.page[len(e.page)-1].ID...), `","result_count":`...)
	dst = append(strconv.AppendInt(dst, int64(len(e.page)), 10), "},\"__twarc\":{\"version\":\"2.14.0\"}}\n"...)
	e.page = e.page[:0]
	return dst
}

// names notes an account for the page's includes.
func (e *twarc2) names(u user) {
	if u.id != "" && !slices.Contains(e.users, u) {
		e.users = append(e.users, u)
	}
}

func (e *twarc2) tweet(dst []byte, p *Post) []byte {
	e.names(user{p.AuthorID, p.Author})
	e.names(user{p.ReplyToAuthorID, p.ReplyToAuthor})
	dst = append(append(dst, `{"id":"`...), p.ID...)
	dst = append(append(dst, `","author_id":"`...), p.AuthorID...)
	dst = append(append(dst, `","conversation_id":"`...), p.Conversation...)
	dst = append(dst, `","created_at":"`...)
	dst = p.Time.UTC().AppendFormat(dst, "2006-01-02T15:04:05.000Z")
	dst = append(dst, `","lang":`...)
	dst = appendJSON(dst, p.Language)
	dst = append(dst, `,"text":`...)
	dst = appendJSON(dst, escapeHTML(p.Text))
	switch {
	case p.Repost:
		dst = append(dst, `,"referenced_tweets":[{"type":"retweeted","id":"`...)
		dst = append(append(dst, p.RepostOf...), `"}]`...)
	case p.ReplyTo != "":
		dst = append(dst, `,"in_reply_to_user_id":"`...)
		dst = append(append(dst, p.ReplyToAuthorID...), `","referenced_tweets":[{"type":"replied_to","id":"`...)
		dst = append(append(dst, p.ReplyTo...), `"}]`...)
	}
	return append(dst, '}')
}
