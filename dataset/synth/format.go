package synth

import "strings"

// A Format writes posts as one export tool writes them. It keeps to the shape
// that the tool's own code gives its files; dataset's readers say what that is.
type Format struct {
	Name string // as dataset names it
	Ext  string // how the files' names end

	// NumberedAccounts and AnsweredOnly are what a [Config] needs for the format.
	NumberedAccounts bool
	AnsweredOnly     bool

	header     string // what stands before the first post
	newEncoder func() encoder
}

// An encoder appends posts to a file's bytes; none end the file. Those of one
// conversation come in one call if the archive is large, mixed with others if it
// is not.
type encoder func(dst []byte, posts []Post) []byte

// Formats returns the formats in which an archive can be made up.
func Formats() []Format {
	return []Format{
		{Name: "twcs", Ext: ".csv", NumberedAccounts: true, AnsweredOnly: true, header: twcsHeader, newEncoder: func() encoder { return appendTwcs }},
		{Name: "twarc1", Ext: ".jsonl", newEncoder: func() encoder { return appendTwarc1 }},
		{Name: "twarc2", Ext: ".jsonl", newEncoder: func() encoder { return new(twarc2).append }},
		{Name: "twitter-web-exporter-csv", Ext: ".csv", header: webExporterHeader, newEncoder: func() encoder { return appendWebExporter }},
		{Name: "twitteR", Ext: ".csv", header: twitteRHeader, newEncoder: func() encoder { return new(twitteR).append }},
	}
}

// FormatByName returns the format of that name, as dataset does.
func FormatByName(name string) (f Format, ok bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// appendCSV appends a field as RFC 4180 has it, quoted where it must be.
func appendCSV(dst []byte, s string) []byte {
	if strings.ContainsAny(s, "\",\r\n") {
		return appendQuoted(dst, s)
	}
	return append(dst, s...)
}

// appendQuoted appends a field in quotes.
func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return append(append(dst, s...), '"')
		}
		dst = append(append(dst, s[:i+1]...), '"')
		s = s[i+1:]
	}
}

// appendJSON appends a string as JSON.
func appendJSON(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(append(dst, s[from:i]...), `\u00`...)
		dst = append(dst, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		from = i + 1
	}
	return append(append(dst, s[from:]...), '"')
}

// appendJSONOrNull appends a string as JSON, or null for the empty one.
func appendJSONOrNull(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, "null"...)
	}
	return appendJSON(dst, s)
}

// appendNumberOrNull appends digits, or null for none.
func appendNumberOrNull(dst []byte, digits string) []byte {
	if digits == "" {
		return append(dst, "null"...)
	}
	return append(dst, digits...)
}

// escapeHTML writes &, < and > as Twitter's first API did.
var escapeHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
