package coding

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/report"
)

// A table is a sheet of a workbook, or a CSV file, as it was read.
type table struct {
	file  string
	sheet string
	rows  [][]string // row 1 of the sheet comes first
}

// most is how large a CSV file or an unpacked workbook may be, in bytes: far more
// than codes take, and less than a zip bomb.
const most = 1 << 30

// readTables reads the sheets of a workbook, or a CSV file as one sheet, by
// what the file holds, whatever its name.
func readTables(name string, r io.Reader) ([]table, error) {
	in := bufio.NewReader(r)
	head, err := in.Peek(8)
	switch {
	case len(head) == 0 && (err == nil || errors.Is(err, io.EOF)):
		return nil, fmt.Errorf("%s is empty", name)
	case len(head) == 0:
		return nil, fmt.Errorf("%s: %w", name, err)
	case isOpenDocument(in):
		return nil, fmt.Errorf("%s is an OpenDocument sheet (.ods): save it as .xlsx or as CSV", name)
	case bytes.HasPrefix(head, []byte("PK")):
		return readWorkbook(name, in)
	case bytes.HasPrefix(head, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return nil, fmt.Errorf("%s is a workbook of the old kind, or has a password: save it as .xlsx without a password, or as CSV", name)
	}
	return readCSV(name, in)
}

// readWorkbook reads a workbook's sheets. A damaged one makes the library panic in
// places; that is an error like any other.
func readWorkbook(name string, r io.Reader) (tables []table, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%s is a damaged workbook (%v): save it as .xlsx or as CSV", name, cause)
		}
	}()
	f, err := openBook(r)
	if err != nil {
		return nil, fmt.Errorf("%s is not a workbook that can be read (%w): save it as .xlsx or as CSV", name, err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := readSheet(f, sheet)
		if err != nil {
			return nil, fmt.Errorf("%s, sheet %s: %w", name, sheet, err)
		}
		tables = append(tables, table{name, sheet, rows})
	}
	return tables, nil
}

// readSheet reads a sheet up to its last row that says something. The library's own
// reading of all rows believes a row's number, however high.
func readSheet(f *excelize.File, sheet string) ([][]string, error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all [][]string
	last := 0
	for rows.Next() {
		if len(all) == excelize.TotalRows {
			return nil, fmt.Errorf("its rows are numbered beyond %d, which is the last of a sheet: save it as .xlsx or as CSV", excelize.TotalRows)
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		if all = append(all, cells); len(cells) > 0 {
			last = len(all)
		}
	}
	return all[:last], rows.Error()
}

// isOpenDocument tells LibreOffice's own sheets, which are zips too, by the type that
// their first file holds.
func isOpenDocument(in *bufio.Reader) bool {
	const before = 30 // bytes of a zip, its first file's name
	const first = "mimetypeapplication/vnd.oasis.opendocument."
	head, err := in.Peek(before + len(first))
	return err == nil && string(head[before:]) == first
}

// openBook opens a workbook in memory, as all that it holds is read: excelize
// would unpack the posts' texts in a sheet of some megabytes to a temporary file.
func openBook(r io.Reader) (*excelize.File, error) {
	return excelize.OpenReader(r, excelize.Options{RawCellValue: true, UnzipSizeLimit: most, UnzipXMLSizeLimit: most})
}

// readCSV reads a sheet as spreadsheets export it: with commas, semicolons or
// tabs, in UTF-8, UTF-16, Windows' Western encoding or the old Macintosh's, whatever
// ends the lines.
func readCSV(name string, r io.Reader) ([]table, error) {
	data, err := io.ReadAll(io.LimitReader(r, most))
	if err == nil && len(data) == most {
		err = errors.New("too large for a sheet of codes")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text = newlines(text)
	in := csv.NewReader(strings.NewReader(text))
	in.Comma = rune(report.Separator(text))
	in.FieldsPerRecord = -1
	in.LazyQuotes = true
	rows, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	sheet := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	return []table{{name, sheet, rows}}, nil
}

// decode returns the text of a CSV file as UTF-8.
func decode(data []byte) (string, error) {
	var from transform.Transformer = unicode.BOMOverride(transform.Nop)
	switch {
	case utf8.Valid(data), bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
	case fromMacintosh(string(data)):
		from = charmap.Macintosh.NewDecoder()
	default:
		from = charmap.Windows1252.NewDecoder()
	}
	text, _, err := transform.Bytes(from, data)
	return string(text), err
}

// newlines ends the lines with line feeds.
func newlines(text string) string {
	if fromMacintosh(text) {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text
}

// fromMacintosh reports whether a CSV is Excel's "CSV (Macintosh)": the first line
// ends with a carriage return alone.
func fromMacintosh(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return strings.Contains(strings.TrimSuffix(line, "\r"), "\r")
}

// A header says where a table's columns stand; -1 is nowhere.
type header struct {
	row     int // its index in the rows
	columns map[string]int
}

// header finds the row that names all these columns among the table's first rows.
func (t *table) header(names ...string) (header, bool) {
	h, lacks := t.likeliest(names...)
	return h, lacks != nil && len(lacks) == 0
}

// headerWithin is how many of a table's first rows can name its columns.
const headerWithin = 10

// likeliest finds the row that names most of these columns among the table's
// first rows, and returns the names that it lacks; nil if there is no row.
func (t *table) likeliest(names ...string) (best header, lacks []string) {
	for i, row := range t.rows[:min(headerWithin, len(t.rows))] {
		h := header{i, map[string]int{}}
		for j, cell := range slices.Backward(row) {
			h.columns[strings.ToLower(strings.TrimSpace(cell))] = j
		}
		missing := slices.DeleteFunc(slices.Clone(names), func(name string) bool { _, ok := h.columns[name]; return ok })
		if lacks == nil || len(missing) < len(lacks) {
			best, lacks = h, missing
		}
	}
	return best, lacks
}

// has reports whether there is a column of this name.
func (h *header) has(name string) bool {
	_, ok := h.columns[name]
	return ok
}

// cell returns what stands in a named column of a row, "" if nothing does.
func (h *header) cell(row []string, name string) string {
	if i, ok := h.columns[name]; ok && i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}

// machine reports whether the table is the cases as an audit writes them: a
// coder's sheet has no rule.
func (t table) machine() bool {
	_, ok := t.header(columnCase, Variables[Intent].Name, Variables[Outcome].Name, "rule", "evidence")
	return ok
}

// didYouMean names the column that may be the one missing under another name, "" if
// none may.
func (t *table) didYouMean(h *header, missing string) string {
	near := t.meant(h, missing)
	if near == "" {
		return ""
	}
	return fmt.Sprintf("; it has the column %q: did you mean that? Name it %s", near, missing)
}

// meant returns the column that may be the one missing under another name: one
// that is spelt like it, or that holds the words of its variable and nothing else.
func (t *table) meant(h *header, missing string) string {
	var others []string
	for name := range h.columns {
		if name != "" && !slices.ContainsFunc(sheetColumns, func(c sheetColumn) bool { return strings.EqualFold(c.head, name) }) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	if near := codebook.Nearest(missing, others); near != "" {
		return near
	}
	for i := range Variables {
		for _, name := range others {
			if Variables[i].Name == missing && t.speaks(h, name, &Variables[i]) {
				return name
			}
		}
	}
	return ""
}

// speaks reports whether a column holds words of a variable, and nothing else.
func (t *table) speaks(h *header, name string, v *Variable) bool {
	any := false
	for _, row := range t.rows[h.row+1:] {
		word, ok := v.parse(h.cell(row, name))
		if !ok {
			return false
		}
		any = any || word != ""
	}
	return any
}
