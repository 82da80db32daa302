package synth

import "strconv"

const twitteRHeader = `"","text","favorited","favoriteCount","replyToSN","created","truncated","replyToSID","id","replyToUID","statusSource","screenName","retweetCount","isRetweet","retweeted","longitude","latitude"` + "\n"

// twitteR writes the CSV that R's write.csv makes of a data frame of the
// package twitteR: row names, TRUE and FALSE, and NA for what is missing.
type twitteR struct{ rows int }

func (e *twitteR) append(dst []byte, posts []Post) []byte {
	for i := range posts {
		p := &posts[i]
		e.rows++
		dst = append(strconv.AppendInt(append(dst, '"'), int64(e.rows), 10), '"', ',')
		dst = append(appendQuoted(dst, escapeHTML(p.Text)), ",FALSE,0,"...)
		dst = append(appendNA(dst, p.ReplyToAuthor), ',')
		dst = p.Time.UTC().AppendFormat(dst, `"2006-01-02 15:04:05"`)
		dst = append(dst, ",FALSE,"...)
		dst = append(appendNA(dst, p.ReplyTo), ',')
		dst = append(appendNA(dst, p.ID), ',')
		dst = append(appendNA(dst, p.ReplyToAuthorID), ",NA,"...)
		dst = append(appendQuoted(dst, p.Author), ",0,"...)
		if p.Repost {
			dst = append(dst, "TRUE"...)
		} else {
			dst = append(dst, "FALSE"...)
		}
		dst = append(dst, ",FALSE,NA,NA\n"...)
	}
	return dst
}

// appendNA appends a quoted field, or NA for an empty one.
func appendNA(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, "NA"...)
	}
	return appendQuoted(dst, s)
}
