package dataset

// convoKit is utterances.jsonl of a ConvoKit corpus (CornellNLP 5dabba5a).
// Older corpora call the speaker user and the conversation root.
var convoKit = &Format{
	Name:  "convokit",
	Title: "ConvoKit utterances.jsonl",
	kind:  objects,
	marks: [][]string{
		{"id", "speaker", "text", "timestamp", "conversation_id"},
		{"id", "speaker", "text", "timestamp", "reply_to"},
		{"id", "user", "text", "timestamp", "root"},
	},
	fields: sources{
		FieldID:           {"id"},
		FieldAuthor:       {"speaker", "user"},
		FieldCreatedAt:    {"timestamp"},
		FieldText:         {"text"},
		FieldReplyTo:      {"reply_to", "reply-to"},
		FieldConversation: {"conversation_id", "root"},
	},
	utc: true,
}
