package synth

import (
	"strings"
	"time"
)

const webExporterHeader = "\ufeff" + `"id","created_at","full_text","media","screen_name","name","profile_image_url","user_id","in_reply_to","retweeted_status","quoted_status","media_tags","favorite_count","retweet_count","bookmark_count","quote_count","reply_count","views_count","favorited","retweeted","bookmarked","url"` + "\n"

// browserZone is where the made-up analyst sat.
var browserZone = time.FixedZone("", 3600)

// appendWebExporter writes the CSV of twitter-web-exporter: a byte order mark, every
// field in quotes, newlines as \n, times in the browser's zone.
func appendWebExporter(dst []byte, posts []Post) []byte {
	for i := range posts {
		p := &posts[i]
		field := func(s string) { dst = append(appendQuoted(dst, s), ',') }
		orNull := func(s string) {
			if s == "" {
				s = "null"
			}
			field(s)
		}
		field(p.ID)
		field(p.Time.In(browserZone).Format("2006-01-02 15:04:05 -07:00"))
		field(strings.ReplaceAll(p.Text, "\n", `\n`))
		field("[]")
		field(p.Author)
		field(p.Author)
		field("")
		field(p.AuthorID)
		orNull(p.ReplyTo)
		orNull(p.RepostOf)
		field("null")
		dst = append(dst, `"[]","0","0","0","0","0","null","false","false","false",`...)
		dst = appendQuoted(dst, "https://twitter.com/"+p.Author+"/status/"+p.ID)
		dst = append(dst, '\n')
	}
	return dst
}
