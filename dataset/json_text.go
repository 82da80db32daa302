package dataset

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeJSON returns a raw value as text: a string's content, a number as
// written, "" for null, and an object or array as it stands, but for an object that
// stands for a value.
func decodeJSON(raw string) string {
	switch {
	case raw == "" || raw == "null" || raw == notANumber:
		return ""
	case raw[0] == '"':
		return unquoteJSON(raw)
	case raw[0] == '{':
		return typedJSON(raw)
	}
	return raw
}

// notANumber is no JSON, but what Python's json writes for a value that is missing.
const notANumber = "NaN"

// typedJSON returns the value that an object names with its type, as MongoDB's
// exports do: {"$numberLong": "12"}. Any other object stays as it stands. A type within
// a type, {"$date": {"$numberLong": "12"}}, is the deepest: to look at each within each
// would cost a hostile record its length times its depth.
func typedJSON(raw string) string {
	value, ok := typedValue(raw)
	if !ok {
		return raw
	}
	if inner, ok := typedValue(value); ok {
		value = inner
	}
	if value[0] == '{' {
		return value
	}
	return decodeJSON(value)
}

// typedValue returns the raw value of an object's only member, if that is a type.
func typedValue(raw string) (value string, ok bool) {
	sc := scanner{s: raw}
	if !sc.skip('{') {
		return "", false
	}
	sc.space()
	if !strings.HasPrefix(raw[sc.i:], `"$`) || sc.str() != nil {
		return "", false
	}
	sc.space()
	if !sc.skip(':') {
		return "", false
	}
	sc.space()
	start := sc.i
	err := sc.value(nil, nil)
	value = raw[start:sc.i]
	sc.space()
	return value, err == nil && sc.skip('}')
}

// unquoteJSON returns the content of a JSON string. A bad escape stands for
// itself, half a surrogate pair becomes U+FFFD.
func unquoteJSON(raw string) string {
	s := raw[1 : len(raw)-1]
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i >= 0 {
		b = append(b, s[:i]...)
		var r rune
		r, s = unescapeJSON(s[i:])
		b = utf8.AppendRune(b, r)
		i = strings.IndexByte(s, '\\')
	}
	return string(append(b, s...))
}

// unescapeJSON decodes the escape at the start of s and returns what follows.
func unescapeJSON(s string) (rune, string) {
	if len(s) < 2 {
		return '\\', s[1:]
	}
	switch s[1] {
	case '"', '\\', '/':
		return rune(s[1]), s[2:]
	case 'n':
		return '\n', s[2:]
	case 't':
		return '\t', s[2:]
	case 'r':
		return '\r', s[2:]
	case 'b':
		return '\b', s[2:]
	case 'f':
		return '\f', s[2:]
	}
	high, ok := unicodeEscape(s)
	if !ok {
		return '\\', s[1:]
	}
	s = s[6:]
	if !utf16.IsSurrogate(high) {
		return high, s
	}
	if low, ok := unicodeEscape(s); ok {
		if r := utf16.DecodeRune(high, low); r != utf8.RuneError {
			return r, s[6:]
		}
	}
	return utf8.RuneError, s
}

// unicodeEscape reads \uXXXX at the start of s.
func unicodeEscape(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 32)
	return rune(n), err == nil
}
