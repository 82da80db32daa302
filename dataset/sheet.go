package dataset

import (
	"archive/zip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/xuri/excelize/v2"
)

// maxSheet bounds what an .xlsx may unpack to; excelize keeps what is larger
// than some megabytes in temporary files, for it takes ten times that in memory.
const maxSheet = 2 << 30

// oleMagic begins a workbook of before 2007, and one that has a password.
const oleMagic = "\xD0\xCF\x11\xE0"

// isSheet reports whether a zip is an Excel workbook.
func isSheet(z *zip.Reader) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "xl/workbook.xml" })
}

// unpacked returns the size of what is in a zip.
func unpacked(z *zip.Reader) (size uint64) {
	for _, f := range z.File {
		size += f.UncompressedSize64
	}
	return size
}

// sheetSources returns the sheets of a workbook as tables: the raw values of
// their cells, so that neither an id nor a date is shown as the sheet would
// show it. Temporary files stand in the folder temp until a source is closed.
func sheetSources(path, temp string) ([]*source, error) {
	book, err := openBook(path, temp)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	var all []*source
	for _, sheet := range book.GetSheetList() {
		all = append(all, &source{
			name:  path + ":" + sheet,
			size:  -1,
			sheet: true,
			open: func() (io.ReadCloser, error) {
				r, w := io.Pipe()
				s := sheetReader{r, make(chan struct{})}
				go func() {
					defer close(s.ended)
					w.CloseWithError(writeSheet(w, path, temp, sheet))
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
}

// Close waits until the temporary files are removed.
func (s sheetReader) Close() error {
	err := s.PipeReader.Close()
	<-s.ended
	return err
}

func openBook(path, temp string) (*excelize.File, error) {
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxSheet, TmpDir: temp})
	var file *fs.PathError
	switch {
	case errors.As(err, &file): // it is gone, or closed to us
		return nil, err
	case err != nil:
		return nil, errNoPosts{name: path, why: fmt.Sprintf("is a workbook that cannot be read (%v): save it anew, or its sheets as CSV", err), unknown: true}
	}
	return book, nil
}

// writeSheet writes the rows of a sheet as CSV. A row is as wide as the widest
// before it: a sheet does not store the empty cells at a row's end.
func writeSheet(w io.Writer, path, temp, sheet string) error {
	book, err := openBook(path, temp)
	if err != nil {
		return err
	}
	defer book.Close()
	rows, err := book.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	out := csv.NewWriter(w)
	width := 0
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		width = max(width, len(cells))
		for len(cells) < width {
			cells = append(cells, "")
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return errors.Join(rows.Error(), out.Error())
}
