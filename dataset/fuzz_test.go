package dataset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// addSamples seeds a fuzz target with every sample of testdata.
func addSamples(f *testing.F) {
	f.Helper()
	samples, err := filepath.Glob("testdata/*.*")
	if err != nil || len(samples) == 0 {
		f.Fatal("no samples", err)
	}
	for _, file := range samples {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(gzipped(sample))
	f.Add(zstdOf(sample))
	f.Add(utf16LE(sample))
}

// Whatever the input is, reading it ends, without a panic; a post has an id
// and text that is UTF-8, and stands behind the one before it.
func FuzzRead(f *testing.F) {
	addSamples(f)
	f.Fuzz(func(t *testing.T, text string) { checkReading(t, text, Options{}) })
}

// The same under a mapping, which takes tables and objects that no format
// knows.
func FuzzMapping(f *testing.F) {
	addSamples(f)
	mapping, err := LoadMapping("testdata/tickets.yaml")
	if err != nil {
		f.Fatal(err)
	}
	pages := *mapping
	pages.list = "data.items"
	f.Add(`{"n": 1, "data": {"items": [{"ticket": 1}], "items": [2]}}{"data": {"items": {}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		checkReading(t, text, Options{Mapping: mapping})
		checkReading(t, text, Options{Mapping: &pages})
	})
}

// The same for every reader of a format: it is made to read what is not its
// own.
func FuzzFormat(f *testing.F) {
	for i := range formats {
		samples, _ := filepath.Glob("testdata/*.*")
		for _, file := range samples {
			data, _ := os.ReadFile(file)
			f.Add(uint8(i), string(data))
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, text string) {
		format := formats[int(i)%len(formats)]
		h := head{s: text, whole: true, src: &source{name: "fuzz"}, opts: &Options{Owner: "owner"}}
		var d decoder
		if format.kind == objects {
			d = newJSONDecoder(format, len(text)%2 == 0, &h)
		} else {
			tok := tokenizer{delim: ','}
			n, ok := tok.strict(text)
			if !ok {
				return
			}
			d = newCSVDecoder(format, ',', tok.cells, &h)
			text = text[n:]
		}
		n, _ := d.cut(text, true)
		var out batch
		d.decode(text[:n], &out)
		d.decode(text[n:], &out)
		settle := func(*Post) {}
		if format.settle != nil {
			settle = format.settle()
		}
		for i := range out.posts {
			settle(&out.posts[i])
			checkPost(t, &out.posts[i])
		}
	})
}

// A mapping file never does worse than an error.
func FuzzMappingFile(f *testing.F) {
	data, err := os.ReadFile("testdata/tickets.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, text string) { parseMapping([]byte(text)) })
}

func checkReading(t *testing.T, text string, o Options) {
	t.Helper()
	o.Stdin = strings.NewReader(text)
	o.Owner = "owner"
	o.block = 64
	r, err := Open([]string{"-"}, o)
	if err != nil {
		return
	}
	defer r.Close()
	line := 0
	for r.Scan() {
		pos := r.Record().Position()
		if pos.Line < line {
			t.Fatalf("line %d comes after line %d", pos.Line, line)
		}
		line = pos.Line
		if p, ok := r.Record().(*Post); ok {
			checkPost(t, p)
		}
	}
}

func checkPost(t *testing.T, p *Post) {
	t.Helper()
	if p.ID == "" {
		t.Fatalf("a post without an id: %+v", *p)
	}
	for _, s := range []string{p.ID, p.Author, p.AuthorID, p.Text, p.ReplyTo, p.ReplyToAuthor, p.Conversation, p.Language} {
		if !utf8.ValidString(s) {
			t.Fatalf("%q is not UTF-8", s)
		}
	}
}
