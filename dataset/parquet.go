package dataset

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// parquetMagic begins and ends a Parquet file.
var parquetMagic = []byte("PAR1")

// rowGroup is how many posts are kept in memory until they are written: some
// ten megabytes of them.
const rowGroup = 32 << 10

type parquetWriter struct {
	w       *parquet.GenericWriter[row]
	origins string
	row     [1]row
}

func newParquetWriter(w io.Writer, origins string) *parquetWriter {
	return &parquetWriter{origins: origins, w: parquet.NewGenericWriter[row](w,
		parquet.CreatedBy("lastword", "1", ""), // not the build's: the same posts make the same bytes
		parquet.MaxRowsPerRowGroup(rowGroup),
	)}
}

// Write implements PostWriter.
func (q *parquetWriter) Write(p *Post) error {
	q.row[0] = rowOf(p, q.origins)
	_, err := q.w.Write(q.row[:])
	return err
}

// Close implements PostWriter.
func (q *parquetWriter) Close() error { return q.w.Close() }

// parquetLines reads a Parquet file as JSONL: one object a row, whose members
// are the columns. Columns that hold lists or structs are left
// out. The file must be one that can be read at any place, since a Parquet file
// begins at its end.
func parquetLines(f io.Reader) (io.ReadCloser, error) {
	file, ok := f.(interface {
		io.ReaderAt
		Stat() (fs.FileInfo, error)
	})
	if !ok {
		return nil, errors.New("is a Parquet file within a stream or a zip: save it as a file of its own")
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	r, w := io.Pipe()
	go func() { w.CloseWithError(writeParquetLines(w, file, info.Size())) }()
	return r, nil
}

// writeParquetLines writes the rows of a Parquet file as JSONL. A damaged file
// makes the library panic in places; that is an error like any other.
func writeParquetLines(w io.Writer, r io.ReaderAt, size int64) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("is a damaged Parquet file: %v", cause)
		}
	}()
	file, err := openParquet(r, size)
	if _, ok := errors.AsType[errRuns](err); ok {
		return err
	}
	if err != nil {
		return fmt.Errorf("is a damaged Parquet file: %w", err)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	columns := jsonColumns(file)
	rows := make([]parquet.Row, 256)
	for _, group := range file.RowGroups() {
		if err := writeRowGroup(out, group, columns, rows); err != nil {
			return err
		}
	}
	return out.Flush()
}

// openParquet opens a file whose claims about its sizes can be believed.
func openParquet(r io.ReaderAt, size int64) (*parquet.File, error) {
	if err := checkParquetFooter(r, size); err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, err
	}
	return file, checkParquetPages(r, size, file)
}

func writeRowGroup(out *bufio.Writer, group parquet.RowGroup, columns []jsonColumn, rows []parquet.Row) error {
	in := group.Rows()
	defer in.Close()
	for {
		n, err := in.ReadRows(rows)
		for _, row := range rows[:n] {
			if _, err := out.Write(appendRow(out.AvailableBuffer(), row, columns)); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("is a damaged Parquet file: %w", err)
		}
	}
}

// A jsonColumn says how the values of a column are written.
type jsonColumn struct {
	key   string // `"name":`, "" for a column that is left out
	unit  time.Duration
	local bool // a timestamp whose zone the file does not tell
}

// jsonColumns returns the leaf columns of a file, by their index.
func jsonColumns(file *parquet.File) []jsonColumn {
	paths := file.Schema().Columns()
	columns := make([]jsonColumn, len(paths))
	for i, path := range paths {
		leaf, ok := file.Schema().Lookup(path...)
		if !ok || leaf.MaxRepetitionLevel > 0 || len(path) > 1 {
			continue
		}
		key, err := json.Marshal(path[0])
		if err != nil {
			continue
		}
		columns[i].key = string(key) + ":"
		columns[i].unit, columns[i].local = timestampUnit(leaf.Node.Type().LogicalType())
	}
	return columns
}

// timestampUnit returns the unit of a timestamp, 0 for what is none, and whether it
// is the time of a clock somewhere, as pandas writes a time without a zone.
func timestampUnit(t *format.LogicalType) (unit time.Duration, local bool) {
	if t == nil {
		return 0, false
	}
	stamp, ok := t.Value.(*format.TimestampType)
	if !ok {
		return 0, false
	}
	unit = time.Nanosecond
	switch stamp.Unit.Value.(type) {
	case *format.MilliSeconds:
		unit = time.Millisecond
	case *format.MicroSeconds:
		unit = time.Microsecond
	}
	return unit, !stamp.IsAdjustedToUTC
}

// appendRow appends a row as a line of JSON.
func appendRow(b []byte, row parquet.Row, columns []jsonColumn) []byte {
	b = append(b, '{')
	for _, v := range row {
		i := v.Column()
		if i < 0 || i >= len(columns) || columns[i].key == "" {
			continue
		}
		b = append(b, columns[i].key...)
		b = appendValue(b, v, &columns[i])
		b = append(b, ',')
	}
	if b[len(b)-1] == ',' {
		b = b[:len(b)-1]
	}
	return append(b, '}', '\n')
}

// appendValue appends a value of a column as JSON.
func appendValue(b []byte, v parquet.Value, column *jsonColumn) []byte {
	switch {
	case v.IsNull():
		return append(b, "null"...)
	case column.unit != 0:
		return appendTimestamp(b, v.Int64(), column)
	}
	switch v.Kind() {
	case parquet.Int64:
		return strconv.AppendInt(b, v.Int64(), 10)
	case parquet.Int96: // nothing but Spark's and Impala's times, which are UTC
		const epoch = 2_440_588 // 1970-01-01 as a Julian day
		i := v.Int96()
		nanos := int64(i[1])<<32 | int64(i[0])
		return appendTimestamp(b, (int64(i[2])-epoch)*int64(24*time.Hour)+nanos, &jsonColumn{unit: time.Nanosecond})
	}
	text, _ := json.Marshal(v.String()) // as text: all values are read as such
	return append(b, text...)
}

// appendTimestamp appends the time that lies n units after 1970.
func appendTimestamp(b []byte, n int64, column *jsonColumn) []byte {
	perSecond := int64(time.Second / column.unit)
	t := time.Unix(n/perSecond, n%perSecond*int64(column.unit)).UTC()
	layout := time.RFC3339Nano
	if column.local {
		layout = "2006-01-02T15:04:05.999999999"
	}
	b = append(b, '"')
	b = t.AppendFormat(b, layout)
	return append(b, '"')
}
