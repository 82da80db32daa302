package dataset

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// madeUpTable is a twcs table of about size bytes: short texts, one in three
// quoted, one in twenty on several lines.
func madeUpTable(size int) string {
	random := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields("the card was declined again this morning and nobody answers phone please help us with account number can you send direct message thanks sorry to hear that which branch app update café")
	text := func() string {
		var b strings.Builder
		for range 8 + random.IntN(16) {
			b.WriteString(words[random.IntN(len(words))])
			switch random.IntN(200) {
			case 0:
				b.WriteString("\n")
			case 1:
				b.WriteString(" &amp; ")
			case 2, 3, 4, 5:
				b.WriteString(", ")
			default:
				b.WriteString(" ")
			}
		}
		return b.String()
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{"tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id"})
	at := time.Date(2017, 10, 31, 22, 10, 47, 0, time.UTC)
	for id := 1; b.Len() < size; id++ {
		customer := fmt.Sprint(200000 + random.IntN(50000))
		at = at.Add(time.Second)
		if id%2 == 0 {
			w.Write([]string{fmt.Sprint(id), "NorthBank", "False", at.Format(time.RubyDate), "@" + customer + " " + text() + "^JK", "", fmt.Sprint(id - 1)})
		} else {
			w.Write([]string{fmt.Sprint(id), customer, "True", at.Format(time.RubyDate), "@NorthBank " + text(), fmt.Sprint(id + 1), ""})
		}
		w.Flush()
	}
	return b.String()
}

// The whole way from a file to posts.
func BenchmarkFiles(b *testing.B) {
	path := filepath.Join(b.TempDir(), "twcs.csv")
	if err := os.WriteFile(path, []byte(madeUpTable(64<<20)), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f, err := Open([]string{path}, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(f.Size())
		posts := 0
		for f.Scan() {
			posts++
		}
		if err := f.Close(); err != nil || posts < 100_000 {
			b.Fatal(err, posts)
		}
	}
}

// One block, on one processor.
func BenchmarkDecodeCSV(b *testing.B) {
	text := madeUpTable(blockSize)
	h := head{s: text, src: &source{name: "twcs.csv"}, opts: &Options{}}
	rec, err := h.recognise()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text) - rec.skip))
	b.ReportAllocs()
	for b.Loop() {
		var out batch
		rec.decoder.decode(text[rec.skip:], &out)
	}
}

// Splitting the block into cells alone, as encoding/csv does below.
func BenchmarkTokenizer(b *testing.B) {
	text := madeUpTable(blockSize)
	t := tokenizer{delim: ','}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for rest := text; rest != ""; {
			n, ok := t.strict(rest)
			if !ok {
				b.Fatal("a broken row")
			}
			rest = rest[n:]
		}
	}
}

// The same cells by encoding/csv.
func BenchmarkEncodingCSV(b *testing.B) {
	text := madeUpTable(blockSize)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(strings.NewReader(text))
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// Lines of Twitter's first API.
func BenchmarkDecodeJSON(b *testing.B) {
	data, err := os.ReadFile("testdata/twarc1.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(string(data), blockSize/len(data))
	h := head{s: text, src: &source{name: "twarc1.jsonl"}, opts: &Options{}}
	rec, err := h.recognise()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var out batch
		rec.decoder.decode(text, &out)
	}
}

// The same by Each, which uses its memory again.
func BenchmarkEach(b *testing.B) {
	path := filepath.Join(b.TempDir(), "twcs.csv")
	if err := os.WriteFile(path, []byte(madeUpTable(64<<20)), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f, err := Open([]string{path}, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(f.Size())
		err = f.Each(b.Context(), runtime.GOMAXPROCS(0), func(int, *Block) error { return nil })
		if err := errors.Join(err, f.Close()); err != nil || f.Inputs()[0].Posts < 100_000 {
			b.Fatal(err, f.Inputs())
		}
	}
}
