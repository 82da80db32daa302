package dataset

import (
	"path"
	"slices"
	"strings"
)

const (
	mastodonMentions   = fieldExtra1
	mastodonVisibility = fieldExtra2
	mastodonWarning    = fieldExtra3
	mastodonType       = fieldExtra4 // of a notification

	outboxTags    = fieldExtra1 // whom the post mentions, among others
	outboxTo      = fieldExtra2
	outboxCc      = fieldExtra3
	outboxWarning = fieldExtra4
)

// Mastodon posts, from its API or from one's own archive (mastodon/
// documentation, note_serializer.rb). A notification holds the status that it is of,
// if it is of any: that is how a brand collects its mentions. Texts are HTML. Posts that are not
// public are no part of an audit.
var (
	mastodon = &Format{
		Name:  "mastodon",
		Title: "Mastodon statuses and notifications (API)",
		kind:  objects,
		lists: []string{"statuses", "descendants", "ancestors"},
		marks: [][]string{
			{"id", "created_at", "content", "account.acct", "account.id"},
			{"id", "created_at", "type", "account.acct", "account.id"},
		},
		fields: sources{
			FieldID:              {"id"},
			FieldAuthor:          {"account.acct"},
			FieldAuthorID:        {"account.id"},
			FieldCreatedAt:       {"created_at"},
			FieldText:            {"content"},
			FieldReplyTo:         {"in_reply_to_id"},
			FieldReplyToAuthorID: {"in_reply_to_account_id"},
			FieldLanguage:        {"language"},
			FieldRepost:          {"reblog", "reblog.id"},
			mastodonMentions:     {"mentions"},
			mastodonVisibility:   {"visibility"},
			mastodonWarning:      {"spoiler_text"},
		}.orIn("status").with(sources{mastodonType: {"type"}}),
		rules: ruleHTML,
		finish: func(v *values, p *Post) bool {
			if kind := v[mastodonType]; kind != "" && !slices.Contains(tellOfStatus, kind) {
				return false
			}
			p.Text = below(v[mastodonWarning], p.Text)
			for mention := range elementsOf(v[mastodonMentions]) {
				account := lookup(mention, "acct")
				if p.ReplyToAuthorID != "" && lookup(mention, "id") == p.ReplyToAuthorID {
					p.ReplyToAuthor = account
				} else {
					p.Text = withHost(p.Text, account)
				}
			}
			return v[mastodonVisibility] != "private" && v[mastodonVisibility] != "direct"
		},
	}

	mastodonOutbox = &Format{
		Name:   "mastodon-outbox",
		Title:  "Mastodon account archive (outbox.json)",
		Limits: ownArchive,
		kind:   objects,
		lists:  []string{"orderedItems"},
		marks:  [][]string{{"type", "actor", "published", "object"}},
		fields: sources{
			FieldID:           {"object.id", "id"},
			FieldAuthorID:     {"object.attributedTo", "actor"},
			FieldCreatedAt:    {"object.published", "published"},
			FieldText:         {"object.content"},
			FieldReplyTo:      {"object.inReplyTo"},
			FieldConversation: {"object.conversation", "object.context"},
			FieldLanguage:     {"object.contentMap"},
			FieldRepost:       {"type"},
			outboxTags:        {"object.tag"},
			outboxTo:          {"to"},
			outboxCc:          {"cc"},
			outboxWarning:     {"object.summary"},
		},
		rules:  ruleHTML,
		finish: finishOutbox,
	}
)

// tellOfStatus are the notifications of a status that somebody wrote, or wrote anew. One
// that was liked or reposted tells of that alone, and is one's own.
var tellOfStatus = []string{"mention", "status", "quote", "update"}

// below returns a text below its content warning, which often is its subject.
func below(warning, text string) string {
	if warning == "" || text == "" {
		return warning + text
	}
	return warning + "\n" + text
}

// withHost names an account of another server in full where a text first mentions it
// by its name alone, as Mastodon shows it: its own posts are by the full name.
func withHost(text, account string) string {
	name, host, ok := strings.Cut(account, "@")
	if !ok || name == "" {
		return text
	}
	for from := 0; ; {
		at := strings.Index(text[from:], "@"+name)
		if at < 0 {
			return text
		}
		at += from
		from = at + len("@"+name)
		rest := text[from:]
		if (at == 0 || !wordByte(text[at-1])) && (rest == "" || rest[0] != '@' && !wordByte(rest[0])) {
			return text[:from] + "@" + host + rest
		}
	}
}

// wordByte reports whether a byte may be part of an account's name.
func wordByte(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

// public is how ActivityPub addresses everybody.
const public = "https://www.w3.org/ns/activitystreams#Public"

func finishOutbox(v *values, p *Post) bool {
	p.Text = below(v[outboxWarning], p.Text)
	p.Author = handleOfActor(p.AuthorID)
	p.Repost = v[FieldRepost] == "Announce"
	p.Language = firstName(v[FieldLanguage])
	if p.ReplyTo != "" {
		for tag := range elementsOf(v[outboxTags]) {
			// A reply mentions the one it answers, whose posts lie below
			// their address.
			href := lookup(tag, "href")
			if lookup(tag, "type") == "Mention" && strings.HasPrefix(p.ReplyTo, href+"/") {
				p.ReplyToAuthorID = href
				p.ReplyToAuthor = strings.TrimPrefix(lookup(tag, "name"), "@")
			}
		}
	}
	return strings.Contains(v[outboxTo], public) || strings.Contains(v[outboxCc], public)
}

// handleOfActor returns the name at the end of an account's address:
// https://example.social/users/anna or https://example.social/@anna.
func handleOfActor(uri string) string {
	if uri == "" {
		return ""
	}
	return strings.TrimPrefix(path.Base(uri), "@")
}

// firstName returns the first member's name of a raw JSON object.
func firstName(object string) string {
	_, rest, ok := strings.Cut(object, `"`)
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, `"`)
	return name
}
