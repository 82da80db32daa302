package dataset

import "strings"

// Which record an event of Jetstream is about, and what a notification's record is.
const (
	jetstreamCollection = fieldExtra1
	jetstreamKey        = fieldExtra2

	blueskyType = fieldExtra3
)

// blueskyPost is the type of a post's record, and the collection that it is kept in.
const blueskyPost = "app.bsky.feed.post"

// bluesky holds post views as Bluesky's API gives them (atproto lexicons
// app.bsky.feed.defs): alone, as the items of a feed, which hold what a reply
// answers and what began its thread, or as a thread whose replies stand inside
// their parent. createdAt is what the author's device claimed. 4CAT writes the
// members' names with underscores (bsky 08b8480). Notifications hold the mentions and
// replies of others as posts (app.bsky.notification.listNotifications), and likes,
// reposts and follows, which are none. Jetstream's events of new posts
// are read too: of an author they know the id alone.
var bluesky = &Format{
	Name:  "bluesky",
	Title: "Bluesky posts, feeds, threads and notifications (API, Jetstream or 4CAT NDJSON)",
	kind:  objects,
	lists: []string{"feed", "posts", "notifications"},
	marks: [][]string{
		{"uri", "author.did", "record.text", "record.createdAt"},
		{"uri", "author.did", "record.text", "record.created_at"},
		{"uri", "author.did", "reason", "isRead", "record.$type"},
		{"did", "time_us", "commit.collection", "commit.rkey"},
		{"post.uri", "post.author.did", "post.record.text", "post.record.createdAt"},
		{"thread.post.uri", "thread.post.author.did", "thread.post.record.text", "thread.post.record.createdAt"},
	},
	fields: sources{
		FieldID:           {"uri", "commit.cid"},
		FieldAuthor:       {"author.handle"},
		FieldAuthorID:     {"author.did", "did"},
		FieldCreatedAt:    {"record.createdAt", "indexedAt", "record.created_at", "indexed_at", "commit.record.createdAt"},
		FieldText:         {"record.text", "commit.record.text"},
		FieldReplyTo:      {"record.reply.parent.uri", "commit.record.reply.parent.uri"},
		FieldConversation: {"record.reply.root.uri", "commit.record.reply.root.uri"},
		FieldLanguage:     {"record.langs[0]", "commit.record.langs[0]"},

		jetstreamCollection: {"commit.collection"},
		jetstreamKey:        {"commit.rkey"},
		blueskyType:         {"record.$type"},
	},
	notices: []string{"time_us"},
	expand:  expandBluesky,
	finish: func(v *values, p *Post) bool {
		if kind := v[blueskyType]; kind != "" && kind != blueskyPost {
			return false
		}
		if collection := v[jetstreamCollection]; collection != "" {
			if collection != blueskyPost {
				return false
			}
			p.ID = "at://" + p.AuthorID + "/" + collection + "/" + v[jetstreamKey]
		}
		p.ReplyToAuthorID = didOf(p.ReplyTo)
		if p.Conversation == "" {
			p.Conversation = p.ID
		}
		return true
	},
}

var blueskyParts = newWanted([]string{"post", "thread", "replies", "parent", "reply.root", "reply.parent", "reason", "notFound", "blocked"})

// expandBluesky yields the posts of a feed's item or of a thread. What a
// thread cannot show because it is gone or blocked is no post.
func expandBluesky(record string, yield func(string, func(*Post))) {
	var part [9]string
	if readJSON(record, blueskyParts, part[:]) != nil {
		yield(record, nil) // which says what is wrong
		return
	}
	post, thread, replies, parent := part[0], part[1], part[2], part[3]
	begun, answered, reason, notFound, blocked := part[4], part[5], part[6], part[7], part[8]
	switch {
	case thread != "":
		expandBluesky(thread, yield)
		return
	case notFound == "true" || blocked == "true":
		return
	case post == "":
		yield(record, nil)
		return
	}
	if begun == answered {
		begun = ""
	}
	for _, above := range []string{parent, begun, answered} {
		if strings.HasPrefix(above, "{") {
			expandBluesky(above, yield)
		}
	}
	yield(post, func(p *Post) {
		if by := lookup(reason, "by.did"); by != "" && strings.HasSuffix(lookup(reason, "$type"), "reasonRepost") {
			// The item is the act of reposting, not the post itself.
			p.Repost = true
			p.Author, p.AuthorID = lookup(reason, "by.handle"), by
			p.ID += "#reposted-by-" + by
		}
	})
	for reply := range elementsOf(replies) {
		expandBluesky(reply, yield)
	}
}

// didOf returns the account in a post's address: at://did:plc:abc/….
func didOf(uri string) string {
	rest, ok := strings.CutPrefix(uri, "at://")
	if !ok {
		return ""
	}
	did, _, _ := strings.Cut(rest, "/")
	return did
}
