package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// A Mapping describes a CSV or JSON that no format knows: a small YAML file, which
// [LoadMapping] reads.
//
//	name: helpdesk export        # what people read as the format: "mapping: helpdesk export"
//	fields:
//	  id: ticket_id              # a column, or a path into a JSON object: user.name
//	  author: [handle, nick]     # several: the first that holds a value
//	  created_at: date
//	  text: body
//	  reply_to_id: parent
//	time: 02/01/2006 15:04       # a Go layout, or excel; without it, the usual shapes are read
//	timezone: Europe/Paris       # of times that name no zone
//	text: [html]                 # what to undo: entities, newlines (written \n), r, html
//	list: data.items             # of JSON pages: where each holds its records
//
// The fields are id, author, author_id, created_at, text, reply_to_id,
// reply_to_author, reply_to_author_id, conversation_id, language, is_repost,
// truncated and url. Author (or author_id), created_at and text are needed. A mapping
// is for every input, since one of a known format may need it for its times.
//
// A page is an object that holds records in a list, as {"data": {"items": [...]}}: in
// a document or one a line. The fields are then those of a record, and what stands
// beside the list is not read.
//
// A layout is how 2 January 2006, 15:04:05 looks in the export. The time excel
// means that small numbers are days since 1900, as 46027.375, beside the usual
// shapes: a sheet's dates, where they were not formatted when it was saved as CSV.
type Mapping struct {
	Name string

	sources sources
	list    string // path to the records of a JSON page; "" if each stands for itself
	layout  string // of times, or excelTime, "" for the usual shapes
	zone    *time.Location
	rules   textRule
}

// A mappingFile is what stands in the file.
type mappingFile struct {
	Name     string             `yaml:"name"`
	Fields   map[string]columns `yaml:"fields"`
	Time     string             `yaml:"time"`
	Timezone string             `yaml:"timezone"`
	Text     []string           `yaml:"text"`
	List     string             `yaml:"list"`
}

// columns is one name or a list of names.
type columns []string

// UnmarshalYAML implements yaml.InterfaceUnmarshaler.
func (c *columns) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if unmarshal(&one) == nil {
		*c = columns{one}
		return nil
	}
	return unmarshal((*[]string)(c))
}

var rulesByName = map[string]textRule{
	"entities": ruleEntities, "newlines": ruleNewlines, "r": ruleR, "html": ruleHTML,
}

// LoadMapping reads a mapping file. An error names the file and the line.
func LoadMapping(file string) (*Mapping, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("mapping file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(plainUTF8(f))
	if err != nil {
		return nil, fmt.Errorf("mapping: %w", err)
	}
	m, err := parseMapping(data)
	if err != nil {
		return nil, fmt.Errorf("mapping file %s: %w", file, err)
	}
	return m, nil
}

// fieldsKey finds the fields of a mapping, in YAML or in JSON.
var fieldsKey = regexp.MustCompile(`(?m)^[{\s]*"?fields"?\s*:`)

var errNoMapping = errors.New(`this is no mapping file: it lacks a line that begins with "fields:"`)

func parseMapping(data []byte) (*Mapping, error) {
	file, err := parseMappingFile(data)
	switch {
	case err != nil && !fieldsKey.Match(data): // the error would show what else it holds: perhaps posts
		return nil, errNoMapping
	case err != nil:
		return nil, err
	}
	m := &Mapping{Name: file.Name, sources: sources{}, list: file.List, layout: file.Time}
	for name, names := range file.Fields {
		field, ok := fieldByName(name)
		if !ok || field >= fieldExtra1 || field == FieldSide {
			return nil, fmt.Errorf("fields: %q is no field; the fields are %s", name, strings.Join(fieldNames[:FieldSide], ", ")+", truncated, url")
		}
		m.sources[field] = names
	}
	for _, need := range [][]Field{{FieldText}, {FieldCreatedAt}, {FieldAuthor, FieldAuthorID}} {
		if m.sources[need[0]] == nil && m.sources[need[len(need)-1]] == nil {
			return nil, fmt.Errorf("fields: %s is missing: say which column or JSON path holds it", need[0])
		}
	}
	for _, name := range file.Text {
		rule, ok := rulesByName[name]
		if !ok {
			return nil, fmt.Errorf("text: %q is unknown; say entities, newlines, r or html", name)
		}
		m.rules |= rule
	}
	if file.Time != "" && file.Time != excelTime && !isLayout(file.Time) {
		return nil, fmt.Errorf("time: %q is no layout: write there how 2 January 2006, 15:04:05 looks in the export, as 02/01/2006 15:04, or excel for numbers as 46027.375", file.Time)
	}
	if file.List != "" && !isListPath(file.List) {
		return nil, fmt.Errorf("list: %q is no path to a list: write its name, as items, or the names on the way to it, as data.items", file.List)
	}
	if file.Timezone != "" {
		zone, err := Zone(file.Timezone)
		if err != nil {
			return nil, fmt.Errorf("timezone: %w", err)
		}
		m.zone = zone
	}
	return m, nil
}

func parseMappingFile(data []byte) (file mappingFile, err error) {
	if line, err := CheckYAML(data); err != nil {
		return file, fmt.Errorf("line %d: %w", line, err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict())
	if err := dec.Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return file, fmt.Errorf("%s", strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	if second := any(nil); dec.Decode(&second) == nil && second != nil {
		return file, errors.New("a second mapping begins behind ---, and would not be read: leave one in this file")
	}
	return file, nil
}

// excelTime is a mapping's time that is no layout.
const excelTime = "excel"

// isLayout reports whether a time that is written in a layout can be read again
// to the day.
func isLayout(layout string) bool {
	day := time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)
	t, err := time.Parse(layout, day.Format(layout))
	return err == nil && t.Format(time.DateOnly) == day.Format(time.DateOnly)
}

// isListPath reports whether a path is of names alone.
func isListPath(path string) bool {
	return !strings.ContainsAny(path, "[]") &&
		!slices.ContainsFunc(strings.Split(path, "."), func(name string) bool { return name == "" || name == "$" })
}

// intoList finds the list of which a path reads the first element alone.
var intoList = regexp.MustCompile(`^([^\[]+)\[[0*]?\]\.(.+)`)

// checkPaths finds a mapping that reads the first record of a JSON page alone, which
// is not what was meant: all its paths lead there.
func (m *Mapping) checkPaths() error {
	list, example := "", ""
	for field := range numFields {
		for _, path := range m.sources[field] {
			parts := intoList.FindStringSubmatch(path)
			if parts == nil || list != "" && parts[1] != list {
				return nil
			}
			list, example = parts[1], fmt.Sprintf("%s: %s instead of %s", field, parts[2], path)
		}
	}
	return unknown("would be read to the first record of %s alone, where all fields of the mapping stand: write list: %s in it, and the paths from there, as %s", list, list, example)
}

// oneMapping says what to do with inputs that are not all read by one mapping.
const oneMapping = " (a mapping is for every input: to mix them with others, lastword convert those that need one, and read what it writes without)"

// format returns the mapping as a format of this kind. Its marks are the names
// of the needed fields, and of a table, whose header has them all, those of the others too.
func (m *Mapping) format(k kind) *Format {
	const name = "mapping"
	f := &Format{Name: name, Title: FormatLabel(name, m.Name), kind: k, fields: m.sources, rules: m.rules}
	if k == objects && m.list != "" {
		f.lists, f.paged = []string{m.list}, true
	}
	var marks []string
	needed := []Field{FieldID, FieldAuthor, FieldAuthorID, FieldCreatedAt, FieldText}
	for field, names := range m.sources {
		if len(names) == 1 && (k == table || slices.Contains(needed, field)) {
			marks = append(marks, names[0])
		}
	}
	f.marks = [][]string{marks}
	_, flagged := m.sources[FieldRepost]
	f.repostByText = !flagged
	return f
}

// FormatLabel returns what people read as the format of an input: its name and
// that of the mapping, if it was read by one that has any.
func FormatLabel(format, mapping string) string {
	if mapping == "" {
		return format
	}
	return format + ": " + mapping
}

// lacks names the columns of the mapping that a header has not.
func (m *Mapping) lacks(header []string) string {
	var missing []string
	for field, names := range m.sources {
		if len(names) == 1 && !slices.Contains(header, fold(names[0])) {
			missing = append(missing, fmt.Sprintf("%s (%s)", names[0], field))
		}
	}
	slices.Sort(missing)
	return strings.Join(missing, ", ")
}

// setClock applies the mapping's time settings.
func (m *Mapping) setClock(c *clock) {
	if m.layout == excelTime {
		c.serial = true
	} else {
		c.layout = m.layout
	}
	if m.zone != nil {
		c.zone = m.zone
	}
}
