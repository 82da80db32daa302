package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// ErrNotUTF8 says that a file that people write was saved in another encoding.
var ErrNotUTF8 = errors.New("is not UTF-8, so that its letters would be garbled: save the file again as UTF-8")

// CheckYAML finds, before it is parsed, what would make a small YAML file take all
// memory or all time: lists in lists without end, and aliases, each of which may
// stand for many others ("billion laughs"). It finds, too, tags, of
// which some make the parser panic, and letters that would silently match nothing
// ([ErrNotUTF8]). Line is that of the fault.
func CheckYAML(text []byte) (line int, err error) {
	const (
		largest = 32 << 20
		deepest = 32
	)
	if len(text) > largest {
		return 1, fmt.Errorf("%d MB are too much for a YAML file of settings: is it an archive?", len(text)>>20)
	}
	if line := notUTF8(text); line > 0 {
		return line, ErrNotUTF8
	}
	open, nested, at := 0, 0, 0
	for _, t := range lexer.Tokenize(string(text)) {
		if open == 0 && t.Position.Line != at {
			nested, at = 0, t.Position.Line
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			open++
		case token.SequenceEndType, token.MappingEndType:
			open = max(0, open-1)
		case token.CollectEntryType:
			nested = 0
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType: // - - - or a: a: a:
			nested++
		case token.AnchorType, token.AliasType:
			return t.Position.Line, errors.New("YAML's anchors (&name) and aliases (*name) are not read: write out what they stand for, or put the text in quotes")
		case token.TagType: // of which the parser fails for some, where a list may stand
			return t.Position.Line, errors.New("YAML's tags (!name) are not read: leave it out, or put the text in quotes")
		}
		if open > deepest || nested > deepest {
			return t.Position.Line, fmt.Errorf("more than %d lists stand in each other", deepest)
		}
	}
	return 0, nil
}

// notUTF8 returns the first line that is no UTF-8, 0 if all are.
func notUTF8(text []byte) (line int) {
	for n, l := range bytes.Split(text, []byte("\n")) {
		if !utf8.Valid(l) {
			return n + 1
		}
	}
	return 0
}
