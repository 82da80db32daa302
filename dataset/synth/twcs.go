package synth

import "time"

const twcsHeader = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"

// appendTwcs writes the CSV of "Customer Support on Twitter": customers are
// numbers, and every row names the posts that reply to it.
func appendTwcs(dst []byte, posts []Post) []byte {
	for i := range posts {
		p := &posts[i]
		dst = append(append(dst, p.ID...), ',')
		dst = append(append(dst, p.Author...), ',')
		if p.isBrand() {
			dst = append(dst, "False,"...)
		} else {
			dst = append(dst, "True,"...)
		}
		dst = append(p.Time.UTC().AppendFormat(dst, time.RubyDate), ',')
		dst = append(appendCSV(dst, p.Text), ',')
		dst = append(appendResponses(dst, posts, i), ',')
		dst = append(append(dst, p.ReplyTo...), '\n')
	}
	return dst
}

// appendResponses appends the ids of the posts that reply to post i, in quotes
// if there are several.
func appendResponses(dst []byte, posts []Post, i int) []byte {
	start := len(dst)
	several := false
	for k := range posts {
		if posts[k].ReplyTo != posts[i].ID || posts[k].again {
			continue
		}
		if len(dst) > start {
			dst = append(dst, ',')
			several = true
		}
		dst = append(dst, posts[k].ID...)
	}
	if several {
		dst = append(dst, '"', '"')
		copy(dst[start+1:], dst[start:len(dst)-2])
		dst[start] = '"'
	}
	return dst
}
