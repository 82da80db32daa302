package dataset

import (
	"html"
	"strings"
)

// htmlText returns the text of a post that is written in HTML, as Mastodon's
// are: paragraphs are set apart by an empty line, <br> is a new line, other
// tags are dropped and entities decoded. Mentions and links keep the words
// that a reader sees.
func htmlText(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return html.UnescapeString(s)
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		end := strings.IndexByte(s[i:], '>')
		if end < 0 { // a bare "<": text
			b.WriteString(s[i:])
			break
		}
		switch tagName(s[i+1 : i+end]) {
		case "br":
			b.WriteByte('\n')
		case "/p", "/div", "/blockquote", "/pre", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6":
			b.WriteString("\n\n")
		case "/li", "/ul", "/ol":
			b.WriteByte('\n')
		}
		s = s[i+end+1:]
	}
	return strings.TrimSpace(html.UnescapeString(b.String()))
}

// tagName returns the name of a tag from its inside, in lower case, with the
// slash of a closing one.
func tagName(inside string) string {
	if i := strings.IndexAny(inside, " \t\n"); i >= 0 {
		inside = inside[:i]
	}
	return strings.ToLower(strings.TrimSuffix(inside, "/"))
}
