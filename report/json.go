package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/lastword-audit/lastword/audit"
)

// WriteJSON writes v as indented JSON, with <, > and & as they are: nothing here
// is put into a web page unescaped.
func WriteJSON(w io.Writer, v any) error { return newJSON(w, "").Encode(v) }

func newJSON(w io.Writer, prefix string) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetIndent(prefix, "  ")
	enc.SetEscapeHTML(false)
	return enc
}

// WrongJSON says what is wrong with JSON, by the error with which reading it failed, to
// somebody who has not written the program.
func WrongJSON(err error) error {
	wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case !ok:
		return err
	case wrong.Field == "":
		return fmt.Errorf("it is the wrong kind of value, %s", wrong.Value)
	}
	return fmt.Errorf("the field %s holds the wrong kind of value, %s", wrong.Field, wrong.Value)
}

// WriteSummary writes a summary as WriteJSON would, but one brand at a time:
// WriteJSON holds all that it writes, twice, and thousands of brands would take more
// memory than the rest of a report.
func WriteSummary(w io.Writer, s *audit.Summary) error {
	rest := *s
	rest.Brands, rest.Trend = nil, nil
	var buf bytes.Buffer
	if err := WriteJSON(&buf, &rest); err != nil {
		return err
	}
	text := buf.Bytes()
	lists := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"brands", func(w io.Writer) error { return writeList(w, s.Brands) }},
		{"trend", func(w io.Writer) error { return writeList(w, s.Trend) }},
	}
	for _, list := range lists {
		key := fmt.Sprintf("\n  %q: ", list.name)
		before, after, _ := bytes.Cut(text, []byte(key+"null")) // no text in it has a line break
		if _, err := fmt.Fprintf(w, "%s%s", before, key); err != nil {
			return err
		}
		if err := list.write(w); err != nil {
			return err
		}
		text = after
	}
	_, err := w.Write(text)
	return err
}

// writeList writes a list that stands one level deep.
func writeList[T any](w io.Writer, list []T) error {
	if len(list) == 0 {
		none, err := json.Marshal(list) // [], or null
		if err == nil {
			_, err = w.Write(none)
		}
		return err
	}
	const level = "    "
	var item bytes.Buffer
	enc := newJSON(&item, level)
	mark := "["
	for i := range list {
		item.Reset()
		if err := enc.Encode(&list[i]); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n%s%s", mark, level, bytes.TrimSuffix(item.Bytes(), []byte("\n"))); err != nil {
			return err
		}
		mark = ","
	}
	_, err := io.WriteString(w, "\n  ]")
	return err
}
