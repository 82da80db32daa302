package dataset

// The schema of `lastword convert`, as CSV and as JSONL: the posts as an audit
// sees them.
var (
	nativeFields = sources{
		FieldID:              {"id"},
		FieldAuthor:          {"author"},
		FieldAuthorID:        {"author_id"},
		FieldCreatedAt:       {"created_at"},
		FieldText:            {"text"},
		FieldReplyTo:         {"reply_to_id"},
		FieldReplyToAuthor:   {"reply_to_author"},
		FieldReplyToAuthorID: {"reply_to_author_id"},
		FieldConversation:    {"conversation_id"},
		FieldLanguage:        {"language"},
		FieldRepost:          {"is_repost"},
		FieldSide:            {"side"},
	}
	nativeMarks = [][]string{{"id", "author", "created_at", "text", "reply_to_id", "is_repost"}}

	nativeCSV = &Format{
		Name: "lastword-csv", Title: "lastword convert, CSV",
		marks: nativeMarks, fields: nativeFields, utc: true, finish: finishNative,
	}
	nativeJSON = &Format{
		Name: "lastword-jsonl", Title: "lastword convert, JSONL", kind: objects,
		marks: nativeMarks, fields: nativeFields, utc: true, finish: finishNative,
	}
)

func finishNative(v *values, p *Post) bool {
	switch v[FieldSide] {
	case "brand":
		p.Side = SideBrand
	case "customer":
		p.Side = SideCustomer
	}
	return true
}
