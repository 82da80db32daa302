package dataset

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// Paths pick values out of a record without decoding the rest.
func TestPaths(t *testing.T) {
	const record = `{
		"id": 1539678513178898433, "user": {"name": "Pat \"P\" Lee", "tags": ["a", {"b": "c"}]},
		"refs": [{"type": "quoted", "id": "1"}, {"id": "2", "type": "replied_to"}, {"type": "replied_to", "id": "3"}],
		"a.b": 1, "user.id": 7, "none": null, "yes": true, "empty": [], "na\u006de": "escaped", "text": "line\nline \u00e9 \ud83d\ude21 \ud83d!"}`
	record1 := strings.ReplaceAll(record, "line\nline", `line\nline`)
	for path, want := range map[string]string{
		"id":                       "1539678513178898433",
		"user.name":                `Pat "P" Lee`,
		"user.tags[0]":             "a",
		"user.id":                  "7", // as tools flatten objects
		"a.b":                      "1",
		"user.tags":                `["a", {"b": "c"}]`,
		"refs[type=replied_to].id": "3", // the last of several, as JSON readers take it
		"refs[0].id":               "1",
		"none":                     "",
		"yes":                      "true",
		"empty":                    "[]",
		"empty[0]":                 "",
		"user.missing.deep":        "",
		"name":                     "escaped",
		"text":                     "line\nline é 😡 \uFFFD!",
	} {
		if got := lookup(record1, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
}

// Arrays that were saved one behind the other are all read, and one without
// posts is like an empty file.
func TestArrays(t *testing.T) {
	const (
		anna = `{"id":"1","screen_name":"anna","created_at":"2020-01-02T03:04:05Z","full_text":"hello"}`
		bank = `{"id":"2","screen_name":"bank","created_at":"2020-01-02T03:05:05Z","full_text":"yes"}`
		want = `
			1 1 anna 2020-01-02T03:04:05Z | hello
			2 2 bank 2020-01-02T03:05:05Z | yes`
	)
	for _, text := range []string{
		"[" + anna + "]\n[" + bank + "]\n",
		"[" + anna + "]\n[]\t[ ] [" + bank + "]",
		"[" + anna + ",\n" + bank + "]\n[]",
		"[]" + strings.Repeat(" ", firstLook) + "[" + anna + ",\n" + bank + "]", // positions count records
	} {
		compare(t, readText(t, Options{block: 64}, text), want)
	}
	for _, empty := range []string{
		"[ ]\n", `{"statuses": []}`, `{"feed": [], "cursor": "x"}`, "{\n\"ancestors\": [],\n\"descendants\": []\n}\n", "window.YTD.tweets.part0 = [ ]",
	} {
		compare(t, readText(t, Options{}, empty), "1 ! : is empty: it holds no posts")
	}
	for _, other := range []string{"[", `{"statuses": [`, `{"statuses": [7]}`, `{"meta": {"count": 0}}`} {
		if _, err := Open([]string{"-"}, Options{Stdin: strings.NewReader(other)}); err == nil {
			t.Errorf("%s is read", other)
		}
	}
}

// Lines and documents that end within an object are not whole, and say so.
func TestCutJSON(t *testing.T) {
	const anna = `{"id":"1","screen_name":"anna","created_at":"2020-01-02T03:04:05Z","full_text":"hello"}`
	const want = `
		1 1 anna 2020-01-02T03:04:05Z | hello
		2 ! : ends early, within an object: what should follow is missing; get the whole file`
	compare(t, readText(t, Options{}, anna+"\n"+anna[:70]), want)
	compare(t, readText(t, Options{}, "["+anna+",\n"+anna[:70]), want)
	const flags = `{"id":"2","n":-1.5e3,"t":true,"f":false,"z":null,"s":"é\u00e9\"😀","a":[1,{"b":[]}],"full_text":"x"}`
	for n := 1; n < len(flags); n++ { // wherever it ends
		compare(t, readText(t, Options{}, anna+"\n"+flags[:n]), want)
	}
	first := lines(want)[0]
	compare(t, readText(t, Options{}, anna+"\n"+anna), first+"\n2"+first[1:])
}

// Objects that stand on one line, as where files were put together, are all read, and
// what else stands there costs itself alone.
func TestGluedJSON(t *testing.T) {
	const (
		anna = `{"id":"1","screen_name":"anna","created_at":"2020-01-02T03:04:05Z","full_text":"hello"}`
		bank = `{"id":"2","screen_name":"bank","created_at":"2020-01-02T03:05:05Z","full_text":"yes}{"}`
		want = `
			1 1 anna 2020-01-02T03:04:05Z | hello
			2 1 anna 2020-01-02T03:04:05Z | hello
			2 2 bank 2020-01-02T03:05:05Z | yes}{`
	)
	for _, between := range []string{"", " ", ", "} {
		compare(t, readText(t, Options{}, anna+"\n"+anna+between+bank+"\n"), want)
	}
	const other = " ! : is not a JSON object: the record is passed over\n"
	compare(t, readText(t, Options{}, anna+"\n"+anna+" x"+bank+"\n"+anna+" }\n"+anna+",\n"), `
		1 1 anna 2020-01-02T03:04:05Z | hello
		2 1 anna 2020-01-02T03:04:05Z | hello
		2`+other+`
		3 1 anna 2020-01-02T03:04:05Z | hello
		3`+other+`
		4 1 anna 2020-01-02T03:04:05Z | hello`)
}

// Values that other programs write in their own way are those of JSON: MongoDB's beside
// their types, and Python's that are missing.
func TestForeignValues(t *testing.T) {
	compare(t, readText(t, Options{}, `
		{"id":{"$numberLong":"1"},"screen_name":"anna","created_at":{"$date":"2020-01-02T03:04:05Z"},"full_text":"hello","in_reply_to":NaN}
		{"id":{ "$numberLong" : "2" },"screen_name":"bank","created_at":{"$date":{"$numberLong":"1577934305000"}},"full_text":"yes","in_reply_to":{"$numberLong":"1"}}
		{"id":"3","screen_name":"bank","created_at":"2020-01-02T03:05:05Z","full_text":NaN}`), `
		2 1 anna 2020-01-02T03:04:05Z | hello
		3 2 bank 2020-01-02T03:05:05Z >1 | yes
		4 3 bank 2020-01-02T03:05:05Z |`)
	for _, other := range []string{`{"$a": 1, "$b": 2}`, `{"a": 1}`, `{}`, `{"$a"}`} {
		if got := typedJSON(other); got != other {
			t.Errorf("%s stands for %s", other, got)
		}
	}
	if got := typedJSON(`{"$a": {"$b": {"$c": 1}}}`); got != `{"$c": 1}` {
		t.Errorf("a third type is looked into: %s", got)
	}
}

// A table in one object is no post, and the message says what to do.
func TestTableInOneObject(t *testing.T) {
	for _, text := range []string{
		`{"id":{"0":"1","1":"2"},"screen_name":{"0":"anna","1":"bank"},"created_at":{"0":"2020-01-02T03:04:05Z"},"full_text":{"0":"hello"}}`,
		`{"0":{"id":"1","screen_name":"anna","created_at":"2020-01-02T03:04:05Z","full_text":"hello"}}`,
	} {
		_, err := Open([]string{"-"}, Options{Stdin: strings.NewReader(text)})
		if err == nil || !strings.Contains(err.Error(), `write it anew with an object for each row, in pandas to_json(orient="records")`) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// What is broken is told apart, so that the message can say it.
func TestBrokenJSON(t *testing.T) {
	for record, want := range map[string]error{
		`{"a": 1}`:                nil,
		` {"a": [1, {}, []]} `:    nil,
		`{"a": 1`:                 errCut,
		`{"a": "b`:                errCut,
		`{"a" 1}`:                 errJSON,
		`{"a": nil}`:              errJSON,
		`{a: 1}`:                  errJSON,
		`{"a": 1,}`:               errJSON,
		`{"a": 1} {"b": 2}`:       errAfterJSON,
		`{"a": 'b'}`:              errJSON,
		`{"a": [1, 2}`:            errJSON,
		strings.Repeat("[", 5000): errDepth,
		"":                        errCut,
	} {
		if err := readJSON(record, newWanted([]string{"a"}), make([]string, 1)); err != want {
			t.Errorf("%.20s: %v, want %v", record, err, want)
		}
	}
}

// What encoding/json accepts is accepted, with the same values.
func FuzzJSON(f *testing.F) {
	f.Add(`{"a": "b\u00e9\n", "c": [1, {"a": null}]}`)
	f.Add(`{"a": {"a": "\ud83d\ude21\ud83d"}, "a": "\/"}`)
	f.Add(`[1, 2, {"a": -1.5e3}]`)
	f.Fuzz(func(t *testing.T, s string) {
		slots := make([]string, 1)
		err := readJSON(s, newWanted([]string{"a"}), slots)
		if !json.Valid([]byte(s)) || !utf8.ValidString(s) {
			return
		}
		if err != nil {
			if err == errDepth {
				return
			}
			t.Fatalf("%q: %v, but it is valid", s, err)
		}
		var members map[string]json.RawMessage
		if json.Unmarshal([]byte(s), &members) != nil {
			return
		}
		var want string
		if json.Unmarshal(members["a"], &want) == nil && decodeJSON(slots[0]) != want {
			t.Errorf("a of %q is %q, want %q", s, decodeJSON(slots[0]), want)
		}
	})
}
