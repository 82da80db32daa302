package dataset

import (
	"path"
	"strings"
)

// crowdTangle is the CSV of Facebook posts that CrowdTangle gave out until
// 2024: the posts of pages and groups, without the comments below them. Column
// names are those that 4CAT imports (227bead). The time's third token is its
// zone.
var crowdTangle = &Format{
	Name:  "crowdtangle",
	Title: "CrowdTangle CSV (Facebook)",
	Limits: []Limit{
		{HidesIgnored, "CrowdTangle holds the posts of pages, not what customers wrote below them"},
		{HidesReplyLinks, "CrowdTangle holds no comments, so nothing in it answers anything"},
	},
	marks: [][]string{{"Page Name", "Facebook Id", "Post Created", "URL", "Message"}},
	fields: sources{
		FieldID:        {"URL"},
		FieldAuthor:    {"User Name", "Page Name"},
		FieldAuthorID:  {"Facebook Id"},
		FieldCreatedAt: {"Post Created"},
		FieldText:      {"Message"},
	},
	finish: func(_ *values, p *Post) bool {
		if p.ID != "" {
			p.ID = path.Base(strings.TrimRight(p.ID, "/"))
		}
		return true
	},
}
