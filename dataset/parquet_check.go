package dataset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// The library allocates what a Parquet file says it needs before it looks at
// what is there. These bounds are far above what any writer makes (a page has
// about a megabyte, a footer some kilobytes per row group) and keep a damaged or
// malicious file from taking the machine's memory.
const (
	maxParquetFooter = 64 << 20
	maxParquetPage   = 128 << 20
	maxPageValues    = 16 << 20
	maxPageHeader    = 1 << 20
)

// checkParquetFooter checks the size that a file gives for its footer.
func checkParquetFooter(r io.ReaderAt, size int64) error {
	var end [8]byte
	if size < int64(len(end)) {
		return io.ErrUnexpectedEOF
	}
	if _, err := r.ReadAt(end[:], size-int64(len(end))); err != nil {
		return err
	}
	if n := int64(binary.LittleEndian.Uint32(end[:])); n > size || n > maxParquetFooter {
		return fmt.Errorf("its footer claims %d bytes (is the file cut off?)", n)
	}
	return nil
}

// checkParquetPages checks the sizes that the headers of all pages give.
func checkParquetPages(r io.ReaderAt, size int64, file *parquet.File) error {
	buf := make([]byte, maxPageHeader)
	for _, group := range file.Metadata().RowGroups {
		for i := range group.Columns {
			if err := checkColumn(r, size, &group.Columns[i].MetaData, buf); err != nil {
				return err
			}
		}
	}
	return nil
}

// An errRuns names a column of booleans in runs, whose lengths the library rounds up
// to whole bytes: it would give some rows the value of others, without a word.
type errRuns struct{ column string }

func (e errRuns) Error() string {
	return fmt.Sprintf("is a Parquet file that holds booleans in an encoding (RLE) which cannot be read for sure, in column %s: write it anew with data pages of version 1, or that column as text", e.column)
}

func checkColumn(r io.ReaderAt, size int64, column *format.ColumnMetaData, buf []byte) error {
	at := column.DataPageOffset
	if d := column.DictionaryPageOffset; d > 0 && d < at {
		at = d
	}
	end := at + column.TotalCompressedSize
	if at < 0 || end < at || end > size {
		return errors.New("a column claims to lie outside of the file")
	}
	for at < end {
		header, n, err := pageHeader(r, at, buf)
		if err != nil {
			return err
		}
		values := max(header.DataPageHeader.V.NumValues, header.DataPageHeaderV2.V.NumValues, header.DictionaryPageHeader.V.NumValues)
		if header.CompressedPageSize < 0 || header.UncompressedPageSize < 0 ||
			header.UncompressedPageSize > maxParquetPage || values > maxPageValues {
			return fmt.Errorf("a page claims %d bytes and %d values", header.UncompressedPageSize, values)
		}
		if column.Type == format.Boolean && (header.DataPageHeader.V.Encoding == format.RLE || header.DataPageHeaderV2.V.Encoding == format.RLE) {
			return errRuns{strings.Join(column.PathInSchema, ".")}
		}
		at += int64(n) + int64(header.CompressedPageSize)
		if at > end {
			return errors.New("a page claims to lie outside of its column")
		}
	}
	return nil
}

// pageHeader reads the header of the page that begins at a place, and returns
// its length.
func pageHeader(r io.ReaderAt, at int64, buf []byte) (header format.PageHeader, length int, err error) {
	const usual = 4 << 10
	for _, size := range []int{usual, len(buf)} {
		n, errRead := r.ReadAt(buf[:size], at)
		if errRead != nil && !errors.Is(errRead, io.EOF) {
			return header, 0, errRead
		}
		var protocol thrift.CompactProtocol
		in := protocol.NewReaderFromBytes(buf[:n])
		if err = thrift.NewDecoder(in).Decode(&header); err == nil {
			return header, in.BytesRead(), nil
		}
	}
	return header, 0, err
}
