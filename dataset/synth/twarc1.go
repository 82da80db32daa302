package synth

import "time"

// appendTwarc1 writes the JSON lines of twarc's first version: one status of
// Twitter's API v1.1 a line, in its extended form.
func appendTwarc1(dst []byte, posts []Post) []byte {
	for i := range posts {
		dst = append(appendStatus(dst, &posts[i]), '\n')
	}
	return dst
}

func appendStatus(dst []byte, p *Post) []byte {
	dst = append(dst, `{"created_at":"`...)
	dst = p.Time.UTC().AppendFormat(dst, time.RubyDate)
	dst = append(append(dst, `","id":`...), p.ID...)
	dst = append(append(dst, `,"id_str":"`...), p.ID...)
	dst = append(dst, `","full_text":`...)
	dst = appendJSON(dst, escapeHTML(p.Text))
	dst = append(dst, `,"truncated":false,"in_reply_to_status_id":`...)
	dst = appendNumberOrNull(dst, p.ReplyTo)
	dst = append(dst, `,"in_reply_to_status_id_str":`...)
	dst = appendJSONOrNull(dst, p.ReplyTo)
	dst = append(dst, `,"in_reply_to_user_id":`...)
	dst = appendNumberOrNull(dst, p.ReplyToAuthorID)
	dst = append(dst, `,"in_reply_to_user_id_str":`...)
	dst = appendJSONOrNull(dst, p.ReplyToAuthorID)
	dst = append(dst, `,"in_reply_to_screen_name":`...)
	dst = appendJSONOrNull(dst, p.ReplyToAuthor)
	dst = append(append(dst, `,"user":{"id":`...), p.AuthorID...)
	dst = append(append(dst, `,"id_str":"`...), p.AuthorID...)
	dst = append(dst, `","name":`...)
	dst = appendJSON(dst, p.Author)
	dst = append(dst, `,"screen_name":`...)
	dst = appendJSON(dst, p.Author)
	dst = append(dst, '}')
	if p.Repost {
		dst = append(append(dst, `,"retweeted_status":{"id":`...), p.RepostOf...)
		dst = append(append(dst, `,"id_str":"`...), p.RepostOf...)
		dst = append(dst, `"}`...)
	}
	dst = append(dst, `,"is_quote_status":false,"lang":`...)
	dst = appendJSON(dst, p.Language)
	return append(dst, '}')
}
