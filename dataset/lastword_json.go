package dataset

import (
	"bufio"
	"encoding/json"
	"io"
)

// A jsonWriter writes posts as JSONL: one object a line, with all members.
type jsonWriter struct {
	w       *bufio.Writer
	enc     *json.Encoder
	origins string
}

func newJSONWriter(w io.Writer, origins string) *jsonWriter {
	b := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return &jsonWriter{b, enc, origins}
}

// Write implements PostWriter.
func (j *jsonWriter) Write(p *Post) error {
	return j.enc.Encode(struct {
		ID              string    `json:"id"`
		Author          jsonValue `json:"author"`
		AuthorID        jsonValue `json:"author_id"`
		CreatedAt       jsonValue `json:"created_at"`
		Text            string    `json:"text"`
		ReplyTo         jsonValue `json:"reply_to_id"`
		ReplyToAuthor   jsonValue `json:"reply_to_author"`
		Conversation    jsonValue `json:"conversation_id"`
		Language        jsonValue `json:"language"`
		Repost          bool      `json:"is_repost"`
		Source          string    `json:"source"`
		Line            int       `json:"line"`
		ReplyToAuthorID jsonValue `json:"reply_to_author_id"`
		Side            jsonValue `json:"side"`
		Damage          jsonValue `json:"damage"`
		Format          string    `json:"format"`
	}{
		p.ID, jsonValue(p.Author), jsonValue(p.AuthorID), jsonValue(timeText(p.Time)), p.Text,
		jsonValue(p.ReplyTo), jsonValue(p.ReplyToAuthor), jsonValue(p.Conversation),
		jsonValue(p.Language), p.Repost, p.File, p.Line, jsonValue(p.ReplyToAuthorID),
		jsonValue(p.Side.String()), jsonValue(p.Damage.String()), j.origins,
	})
}

// Close implements PostWriter.
func (j *jsonWriter) Close() error { return j.w.Flush() }

// A jsonValue is a string that is null if there is none.
type jsonValue string

// MarshalJSON implements json.Marshaler.
func (v jsonValue) MarshalJSON() ([]byte, error) {
	if v == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(v))
}
