package dataset

import "strings"

// What Facepager says of a node of its tree.
const (
	facepagerNode = fieldExtra1 // its id
	facepagerKind = fieldExtra2
)

// facepager is the CSV of Facepager (strohne 8f870b3): a tree of nodes, in
// which a comment's node hangs below its post's. The platform's ids stand in
// object_id; id and parent_id are the tree's own, so the parent's object_id is
// found from path where the export has it, and from the rows before otherwise:
// Facepager writes a parent before its children.
//
// A name is a page's handle, but no person's: two people may have one, and are
// told apart by their ids. The id of a post begins with that of its page, which what
// others write there is addressed to.
var facepager = &Format{
	Name:  "facepager",
	Title: "Facepager CSV (Facebook)",
	marks: [][]string{{"level", "id", "parent_id", "object_id", "object_type", "message", "created_time"}},
	fields: sources{
		FieldID:        {"object_id"},
		FieldAuthor:    {"from.name", "from.id"},
		FieldAuthorID:  {"from.id"},
		FieldCreatedAt: {"created_time"},
		FieldText:      {"message"},
		FieldReplyTo:   {"path", "parent_id"},
		facepagerNode:  {"id"},
		facepagerKind:  {"object_type"},
	},
	finish: func(v *values, p *Post) bool {
		if v[FieldText] == "" || v[facepagerKind] == "seed" || v[facepagerKind] == "offcut" {
			return false
		}
		p.Conversation = v[facepagerNode] // until settleFacepager
		p.ReplyTo = v[FieldReplyTo]
		if p.Author == "" && p.AuthorID == "" { // hidden unless one owns the page
			p.Author = hidden + p.ID
		}
		return true
	},
	settle: settleFacepager,
}

// hidden begins the handle that is made up for an author whom the source hides.
const hidden = "hidden:"

// HiddenAuthor reports whether a handle is made up for an author whom the source hides.
func HiddenAuthor(handle string) bool { return strings.HasPrefix(handle, hidden) }

// settleFacepager returns what turns the tree's ids into the platform's, told
// of the posts in their order.
func settleFacepager() func(p *Post) {
	type node struct{ post, root string }
	nodes := map[string]node{}
	return func(p *Post) {
		own, parent := p.Conversation, p.ReplyTo
		p.ReplyTo, p.Conversation = "", p.ID
		if steps := strings.Split(parent, "/"); len(steps) > 1 { // page/post/comment
			if len(steps) > 2 {
				p.ReplyTo, p.Conversation = steps[len(steps)-2], steps[1]
			}
		} else if n, ok := nodes[parent]; ok {
			p.ReplyTo, p.Conversation = n.post, n.root
		}
		page, _, known := strings.Cut(p.Conversation, "_")
		if known && p.AuthorID != "" && p.AuthorID != page {
			p.Author = ""
			if p.ReplyTo == "" {
				p.ReplyToAuthorID = page
			}
		}
		nodes[strings.Clone(own)] = node{strings.Clone(p.ID), strings.Clone(p.Conversation)} // outlive the block
	}
}
