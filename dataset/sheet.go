package dataset

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxSheet bounds what an .xlsx may unpack to; excelize keeps what is larger
// than some megabytes in temporary files, for it takes ten times that in memory.
const maxSheet = 2 << 30

// oleMagic begins a workbook of before 2007, and one that has a password.
const oleMagic = "\xD0\xCF\x11\xE0"

// isSheet reports whether a zip is an Excel workbook.
func isSheet(z *zip.Reader) bool { return hasMember(z, "xl/workbook.xml") }

// isOpenDocument reports whether a zip is a file of LibreOffice. Other programs have a
// content.xml too.
func isOpenDocument(z *zip.Reader) bool {
	return hasMember(z, "content.xml") && hasMember(z, "META-INF/manifest.xml")
}

func hasMember(z *zip.Reader, name string) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == name })
}

// unpacked returns the size of what is in a zip.
func unpacked(z *zip.Reader) (size uint64) {
	for _, f := range z.File {
		size += f.UncompressedSize64
	}
	return size
}

// A workbook is an .xlsx file, and how it is unpacked: see [Options].
type workbook struct {
	path, temp string
	done       <-chan struct{}
}

// sources returns the sheets of a workbook as tables: the raw values of
// their cells, so that neither an id nor a date is shown as the sheet would
// show it. Temporary files stand in the folder temp until a source is closed.
func (w workbook) sources() ([]*source, error) {
	book, err := w.open()
	if err != nil {
		return nil, err
	}
	defer book.Close()
	props, _ := book.GetWorkbookProps() // a book without them has no sheets either
	var all []*source
	for _, sheet := range book.GetSheetList() {
		all = append(all, &source{
			name:      w.path + ":" + sheet,
			size:      -1,
			sheet:     true,
			since1904: props.Date1904 != nil && *props.Date1904,
			open: func() (io.ReadCloser, error) {
				read, write := io.Pipe()
				s := sheetReader{read, make(chan struct{}), w.done}
				go func() {
					defer close(s.ended)
					write.CloseWithError(w.writeSheet(write, sheet))
				}()
				return s, nil
			},
		})
	}
	return all, nil
}

// A sheetReader gives the rows that writeSheet writes.
type sheetReader struct {
	*io.PipeReader
	ended chan struct{} // closed when writeSheet has returned
	done  <-chan struct{}
}

// Close waits until the temporary files are removed, if anybody does.
func (s sheetReader) Close() error {
	err := s.PipeReader.Close()
	select {
	case <-s.ended:
	case <-s.done:
	}
	return err
}

// open opens the workbook, or leaves that to itself when nobody waits any more: the
// library unpacks all of it, and cannot be told to stop.
func (w workbook) open() (*excelize.File, error) {
	type opened struct {
		book *excelize.File
		err  error
	}
	result := make(chan opened, 1)
	go func() {
		book, err := w.unpack()
		result <- opened{book, err}
	}()
	select {
	case o := <-result:
		return o.book, o.err
	case <-w.done:
		go func() {
			if o := <-result; o.err == nil {
				o.book.Close()
			}
		}()
		return nil, context.Canceled
	}
}

func (w workbook) unpack() (book *excelize.File, err error) {
	unreadable := func(why any) error {
		return errNoPosts{name: w.path, why: fmt.Sprintf("is a workbook that cannot be read (%v): save it anew, or its sheets as CSV", why), unknown: true}
	}
	defer func() {
		if cause := recover(); cause != nil {
			err = unreadable(cause)
		}
	}()
	book, err = excelize.OpenFile(w.path, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxSheet, TmpDir: w.temp})
	var file *fs.PathError
	switch {
	case errors.As(err, &file): // it is gone, or closed to us
		return nil, err
	case err != nil:
		return nil, unreadable(err)
	}
	return book, nil
}

// writeSheet writes the rows of a sheet as CSV. A damaged workbook makes the
// library panic in places; that is an error like any other.
func (w workbook) writeSheet(to io.Writer, sheet string) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("is a damaged workbook: %v", cause)
		}
	}()
	book, err := w.open()
	if err != nil {
		return err
	}
	defer book.Close()
	rows, err := book.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	out := csv.NewWriter(&sheetWriter{to, maxSheet})
	defer out.Flush() // the rows before an error
	var ends rowEnds
	for n := 1; rows.Next(); n++ {
		if n > excelize.TotalRows {
			return fmt.Errorf("numbers its rows beyond %d, which is the last of a sheet", excelize.TotalRows)
		}
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if longerThan(maxRecord, cells) { // and so passed over, up to the end of its line
			for i, cell := range cells {
				cells[i] = strings.ReplaceAll(cell, "\n", " ")
			}
		}
		if err := out.Write(ends.complete(cells)); err != nil {
			return err
		}
	}
	out.Flush()
	return errors.Join(rows.Error(), out.Error())
}

// rowEnds completes the rows of a sheet, which may or may not store the empty cells
// at a row's end: each is as wide as the widest of those that may be the header. A
// cell at the far right of another row, as a note there, widens that row alone, and
// rows of nothing but empty cells stay empty.
type rowEnds struct {
	width int
	seen  int // rows, from the first that is not empty
}

func (e *rowEnds) complete(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if e.seen > 0 || len(cells) > 0 {
		e.seen++
	}
	if e.seen <= 1+titleLines && len(cells) <= maxColumns {
		e.width = max(e.width, len(cells))
	}
	for len(cells) > 0 && len(cells) < e.width {
		cells = append(cells, "")
	}
	return cells
}

// longerThan reports whether cells take as many bytes as CSV, each in quotes.
func longerThan(size int, cells []string) bool {
	for _, cell := range cells {
		size -= len(`"",`) + len(cell) + strings.Count(cell, `"`)
	}
	return size <= 0
}

// A sheetWriter bounds a table: a cell of some bytes may stand at the end of a
// million rows of thousands of cells.
type sheetWriter struct {
	w    io.Writer
	room int64
}

func (s *sheetWriter) Write(b []byte) (int, error) {
	if s.room -= int64(len(b)); s.room < 0 {
		return 0, fmt.Errorf("is a table of more than %d MB, most of it empty cells: save the sheet as CSV", maxSheet>>20)
	}
	return s.w.Write(b)
}
