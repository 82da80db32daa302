package dataset

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// A mapping serves JSON as well: its names are paths, and an array's element
// is picked by one of its members.
func TestMappingOfJSON(t *testing.T) {
	m, err := parseMapping([]byte(`
fields:
  id: key
  author: [from.handle, from.name]
  created_at: at
  text: content.body
  reply_to_id: links[rel=parent].key
  is_repost: shared
`))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, readText(t, Options{Mapping: m}, `
		{"key": 7, "at": 1546780832, "from": {"handle": "@anna"}, "content": {"body": "one"}, "shared": false}
		{"key": 8, "at": "soon", "from": {"name": "bank"}, "content": {"body": "two"}, "links": [{"rel": "self", "key": 8}, {"rel": "parent", "key": 7}]}
		[1, 2]
		{"key": 9, "at": 1546780833, "from": {"name": "bank"}, "content": {"body": "three"}, "shared": true}`), `
		2 7 anna 2019-01-06T13:20:32Z | one
		3 ! created_at: "soon" is not a time that can be read for sure: the post is kept without one; name the layout in a mapping file
		3 8 bank >7 no time | two
		4 ! : is not a JSON object: the record is passed over
		5 9 bank 2019-01-06T13:20:33Z repost | three`)
}

// mapped returns a mapping that is read from text.
func mapped(t *testing.T, text string) Options {
	t.Helper()
	m, err := parseMapping([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return Options{Mapping: m}
}

// The records of a page stand in a list, however the pages do: alone, one a line, in
// an array, or one behind the other. An empty list is no problem, and a missing one is.
func TestMappedPages(t *testing.T) {
	const fields = "fields: {id: id, author: by.name, created_at: at, text: body}\n"
	const one, two, three = `{"id": 1, "by": {"name": "anna"}, "at": 1546780832, "body": "one"}`,
		`{"id": 2, "by": {"name": "bank"}, "at": 1546780833, "body": "two", "likes": [{"id": 9}]}`,
		`{"id": 3, "by": {"name": "anna"}, "at": 1546780834, "body": "three"}`
	const was1, was2, was3 = " 1 anna 2019-01-06T13:20:32Z | one\n", " 2 bank 2019-01-06T13:20:33Z | two\n", " 3 anna 2019-01-06T13:20:34Z | three\n"
	const missing = " ! : lacks the list items, which the mapping names, and is no post itself: it is passed over\n"
	for _, test := range []struct{ name, list, text, want string }{
		{"a document", "items", `{"items": [` + one + ", " + two + `], "cursor": "x"}`, "1" + was1 + "2" + was2},
		{"its list last", "items", `{"n": 2, "more": {"items": [{"id": 8}]}, "items": [` + one + ", " + two + `]}`, "1" + was1 + "2" + was2},
		{"printed", "items", "{\n \"items\": [\n  " + one + ",\n  " + two + "\n ],\n \"cursor\": {\"items\": 1}\n}\n", "3" + was1 + "4" + was2},
		{"a page a line", "items", `{"items": [` + one + ", " + two + `], "cursor": "x"}` + "\n" + `{"items": []}` + "\n" + `{"items": null}` + "\n" + `{"items": [` + three + "]}\n", "1" + was1 + "1" + was2 + "4" + was3},
		{"empty at first", "items", strings.Repeat(`{"items": []}`+"\n", 30) + `{"items": [` + three + "]}\n", "31" + was3},
		{"printed pages", "items", "{\n \"items\": [\n  " + one + "\n ]\n}\n{\n \"items\": [\n ]\n}\n{\n \"items\": [\n  " + three + "\n ]\n}\n", "3" + was1 + "12" + was3},
		{"an array of pages", "items", "[\n{\"items\": [" + one + "]},\n{\"items\": [" + two + "]}\n]", "2" + was1 + "3" + was2},
		{"a list further in", "data.page.items", `{"data": {"ok": true, "page": {"n": 1, "items": [` + one + ", " + two + `], "next": {"page": {"items": []}}}}, "v": 2}`, "1" + was1 + "2" + was2},
		{"printed, further in", "data.items", "{\n \"v\": 2,\n \"data\": {\n  \"items\": [\n" + one + ",\n" + two + "\n]},\n \"w\": {}\n}\n{\"data\": {\n \"items\": [\n" + three + "\n]}}", "5" + was1 + "6" + was2 + "12" + was3},
		{"a line, further in", "data.items", `{"data": {"items": [` + one + `]}}` + "\n" + `{"data": {"items": [` + two + `]}}` + "\n", "1" + was1 + "2" + was2},
		{"without the list", "items", `{"items": [` + one + "]}\n" + `{"id": 7, "body": "rate limit"}` + "\n" + `{"items": {"a": 1}}` + "\n" + `{"items": [` + two + ", 5]}\n",
			"1" + was1 + "2" + missing + "3 ! items: is no list, though the mapping names it as one: the page is passed over\n4" + was2 + "4 ! : is not a JSON object: the record is passed over\n"},
		{"printed without the list", "items", "{\n \"items\": [\n" + one + "\n]}\n{\n \"error\": \"rate limit\"\n}\n", "3" + was1 + "5" + missing},
		{"replies within posts", "items", `{"items": [` + one[:len(one)-1] + `, "items": [` + two + "]}, " + three + "]}\n", "1" + was1 + "1" + was2 + "1" + was3},
		{"cut", "data.items", `{"data": {"items": [` + one + `, {"id": 2, "by"`, "1" + was1 + "2 ! : ends early, within an object: what should follow is missing; get the whole file"},
		{"empty", "data.items", `{"data": {"items": []}, "cursor": {"next": null}}`, "1 ! : is empty: it holds no posts"},
		{"empty lines", "items", `{"items": []}` + "\n" + `{"items": []}` + "\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, block := range []int{0, 90} {
				o := mapped(t, fields+"list: "+test.list)
				o.block = block
				compare(t, readText(t, o, test.text), test.want)
			}
		})
	}
}

// Paths that all lead into the first record of a list mean the list.
func TestPathsOfOneRecord(t *testing.T) {
	dir := write(t, map[string]string{"page.json": `{"items": [{"by": "anna", "at": 1546780832, "body": "one"}, {"by": "bank", "at": 1546780833, "body": "two"}]}`})
	for _, at := range []string{"[0]", "[]", "[*]"} {
		_, err := Open([]string{filepath.Join(dir, "page.json")}, mapped(t, fmt.Sprintf("fields: {author: 'items%[1]s.by', created_at: 'items%[1]s.at', text: 'items%[1]s.body'}", at)))
		want := "page.json: would be read to the first record of items alone, where all fields of the mapping stand: write list: items in it, and the paths from there, as text: body instead of items" + at + ".body"
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: got %v, want …%s", at, err, want)
		}
	}
	compare(t, readText(t, mapped(t, "fields: {id: ticket, author: 'said[0].by', created_at: 'said[0].at', text: 'said[0].body'}"),
		`{"ticket": 5, "said": [{"by": "anna", "at": 1546780832, "body": "one"}, {"by": "bank", "at": 1546780833, "body": "two"}]}`), `
		1 5 anna 2019-01-06T13:20:32Z | one`)
}

// An element is picked by its place, too, as where a record is a row of values.
func TestMappedRows(t *testing.T) {
	compare(t, readText(t, mapped(t, "fields: {id: 'row[0]', author: 'row[1]', created_at: 'row[2]', text: 'row[3].body'}\nlist: rows"),
		`{"columns": ["id", "who", "at", "said"], "rows": [{"row": [1, "anna", 1546780832, {"body": "one"}]}, {"row": [2, "bank", 1546780833, {"body": "two"}, 5]}]}`), `
		1 1 anna 2019-01-06T13:20:32Z | one
		2 2 bank 2019-01-06T13:20:33Z | two`)
}

// A column's name is read as the texts under it are, where a program saved the
// table in Windows-1252.
func TestMappedNamesOfWindows1252(t *testing.T) {
	m, err := parseMapping([]byte("fields: {id: nr, author: verfasser, created_at: VERÖFFENTLICHT, text: text, reply_to_author: Empfänger}"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, readText(t, Options{Mapping: m}, "Nr;Verfasser;Ver\xf6ffentlicht;Text;Empf\xe4nger\n1;anna;2020-01-02 03:04:05Z;sch\xf6n;bank\n"), `
		2 1 anna 2020-01-02T03:04:05Z @bank Windows-1252 | schön`)
}

// An accent may stand in one character or behind its letter, in a column's name as in
// an account's.
func TestNamesWithAccents(t *testing.T) {
	m, err := parseMapping([]byte("fields: {id: Numéro, author: Auteur, created_at: Créé, text: TEXTE}"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, readText(t, Options{Mapping: m}, "Nume\u0301ro,auteur,Cre\u0301e\u0301,texte\n1,anna,2020-01-02 03:04:05Z,hello\n"), `
		2 1 anna 2020-01-02T03:04:05Z | hello`)
	if a, b := Handle("@CRE\u0301DIT"), Handle("Crédit"); a != b {
		t.Errorf("%q is not %q", a, b)
	}
}

// Accounts may be known by their ids alone.
func TestMappedAuthorIDs(t *testing.T) {
	m, err := parseMapping([]byte("fields: {id: nr, author_id: who, created_at: when, text: what}"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, readText(t, Options{Mapping: m}, "nr,who,when,what\n1,11,2020-01-02 03:04:05Z,hello\n"), `
		2 1 (11) 2020-01-02T03:04:05Z | hello`)
}

// A table without ids gets them made of its posts, so that the same post gets
// the same one wherever it stands.
func TestMadeIDs(t *testing.T) {
	m, err := parseMapping([]byte("fields: {author: who, created_at: when, text: what}"))
	if err != nil {
		t.Fatal(err)
	}
	const rows = "anna,2020-01-02 03:04:05Z,hello\nbank,2020-01-02 03:05:05Z,hello\n"
	compare(t, readText(t, Options{Mapping: m}, "who,when,what\n"+rows+rows), `
		2 made-9cd662a8fd234438 anna 2020-01-02T03:04:05Z made id | hello
		3 made-4251744d816571c9 bank 2020-01-02T03:05:05Z made id | hello
		4 made-9cd662a8fd234438 anna 2020-01-02T03:04:05Z made id | hello
		5 made-4251744d816571c9 bank 2020-01-02T03:05:05Z made id | hello`)
}

// A sheet's dates that were saved as numbers are read where the mapping says so,
// and else that it can is said. Other times beside them are read, too.
func TestExcelTime(t *testing.T) {
	const fields = "fields: {id: no, author: who, created_at: when, text: what}\n"
	const table = "no;who;when;what\n1;anna;46027,375;hello\n2;bank;46027.5;yes\n3;anna;2026-01-05 13:00;thanks\n"
	excel, err := parseMapping([]byte(fields + "time: excel\ntimezone: Europe/Paris"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, readText(t, Options{Mapping: excel}, table), `
		2 1 anna 2026-01-05T08:00:00Z no zone | hello
		3 2 bank 2026-01-05T11:00:00Z no zone | yes
		4 3 anna 2026-01-05T12:00:00Z no zone | thanks`)
	plain, err := parseMapping([]byte(fields))
	if err != nil {
		t.Fatal(err)
	}
	const said = `created_at: "%s" may be a day's number, as Excel stores dates: the post is kept without a time; if it is, write time: excel in a mapping file`
	compare(t, readText(t, Options{Mapping: plain}, table), fmt.Sprintf(`
		2 ! `+said+`
		2 1 anna no time | hello
		3 ! `+said+`
		3 2 bank no time | yes
		4 3 anna 2026-01-05T13:00:00Z no zone | thanks`, "46027,375", "46027.5"))
}

// A mapping file is read as the editors of Windows save it.
func TestMappingFile(t *testing.T) {
	const text = "fields: {author: who, created_at: when, text: what}\r\n"
	dir := write(t, map[string]string{"utf8.yaml": "\ufeff" + text, "utf16.yaml": utf16LE("\ufeff" + text)})
	for _, name := range []string{"utf8.yaml", "utf16.yaml"} {
		if m, err := LoadMapping(filepath.Join(dir, name)); err != nil || m.sources[FieldText] == nil {
			t.Errorf("%s: %+v, %v", name, m, err)
		}
	}
}

// What is wrong with a mapping file is said with its place and its remedy.
func TestMappingErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "text is missing: say which column",
		"fields: {text: a}":                "created_at is missing",
		"fields: {text: a, created_at: b}": "author is missing",
		"fields: {text: a, created_at: b, author: c, wen: d}":                 `"wen" is no field; the fields are id, author,`,
		"fields: {text: a, created_at: b, author: c}\ntimezone: Mars/Olympus": "timezone: unknown time zone",
		"fields: {text: a, created_at: b, author: c}\ntimezone: Local":        "timezone: unknown time zone Local",
		"fields: {text: a, created_at: b, author: c}\ntext: [pdf]":            `text: "pdf" is unknown; say entities, newlines, r or html`,
		"fields: {text: a, created_at: b, author: c}\ntime: DD/MM/YYYY":       `time: "DD/MM/YYYY" is no layout: write there how 2 January 2006`,
		"fields: {text: a, created_at: b, author: c}\ntime: 02/01 15:04":      `time: "02/01 15:04" is no layout`,
		"fields: {text: a, created_at: b, author: c}\n\ntimes: 2006":          "[3:1] unknown field \"times\"",
		"fields: {text: a, created_at: b, author: c}\nlist: items[]":          `list: "items[]" is no path to a list: write its name, as items, or the names on the way to it, as data.items`,
		"fields: {text: a, created_at: b, author: c}\nlist: $.items":          `list: "$.items" is no path`,
		"fields: {text: a, created_at: b, author: c}\nlist: [a, b]":           "[2:",
		"fields:\n  text: a\n created_at: b":                                  "[3:",
		"fields: {text: {a: b}, created_at: b, author: c}":                    "[1:",
		"fields: {text: a, created_at: b,\n author: \xc9metteur}":             "line 2: is not UTF-8",
		"fields: {text: a, created_at: b, author: c}\n---\nfields: {text: d}": "a second mapping begins behind ---",
	} {
		_, err := parseMapping([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want …%s…", text, err, want)
		}
	}
}
