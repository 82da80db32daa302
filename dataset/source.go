package dataset

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A source is one stream of records: a file, a member of a zip, or standard
// input.
type source struct {
	name string
	size int64 // in the bytes that progress counts; -1 if unknown
	open func() (io.ReadCloser, error)
	// beside opens the file of that name in the same folder.
	beside    func(name string) (io.ReadCloser, error)
	sheet     bool   // rows are counted, and dates are numbers of days
	since1904 bool   // these are days since 1904, not since 1900
	longSum   string // SHA-256 of the long texts that were read beside it, in hex
}

// fileSource is a plain or compressed file.
func fileSource(path string) (*source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	return &source{
		name:   path,
		size:   info.Size(),
		open:   func() (io.ReadCloser, error) { return os.Open(path) },
		beside: func(name string) (io.ReadCloser, error) { return OpenRegular(filepath.Join(filepath.Dir(path), name)) },
	}, nil
}

// memberSource is a member of an open zip. Its name is "archive.zip:member";
// nothing is ever written under the member's path.
func memberSource(archive string, z *zip.Reader, f *zip.File) *source {
	return &source{
		name: archive + ":" + f.Name,
		size: int64(f.UncompressedSize64),
		open: func() (io.ReadCloser, error) {
			m, err := f.Open()
			if err != nil {
				return nil, err
			}
			packed := &meter{n: int64(f.CompressedSize64)}
			return struct {
				io.Reader
				io.Closer
			}{&bombGuard{r: m, raw: packed}, m}, nil
		},
		beside: func(name string) (io.ReadCloser, error) {
			return z.Open(path.Join(path.Dir(f.Name), name))
		},
	}
}

// stdinSource reads r. It can be opened again as long as no more than its
// head has been read.
func stdinSource(r io.Reader) *source {
	replay := &replayReader{r: r}
	return &source{name: "-", size: -1, open: func() (io.ReadCloser, error) {
		return io.NopCloser(replay.again()), nil
	}}
}

// A replayReader gives the bytes that were read so far once more.
type replayReader struct {
	r    io.Reader
	seen bytes.Buffer
	last bool // the next opening is the one that reads to the end
}

func (p *replayReader) again() io.Reader {
	if !p.last {
		p.last = true
		return io.TeeReader(p.r, &p.seen)
	}
	return io.MultiReader(bytes.NewReader(p.seen.Bytes()), p.r)
}

// A stream is an opened source: its text in UTF-8, and what is known of the
// bytes it was read from.
type stream struct {
	io.Reader // plain UTF-8, without a byte order mark
	raw       *meter
	close     []func() error
}

func (s *stream) Close() error {
	var errs []error
	for _, f := range slices.Backward(s.close) {
		errs = append(errs, f())
	}
	return errors.Join(errs...)
}

// A meter counts and hashes the bytes that pass.
type meter struct {
	r      io.Reader
	hash   hash.Hash // nil if no hash is wanted
	n      int64
	report func(n int64) // told of every read; may be nil
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if n > 0 {
		m.n += int64(n)
		if m.hash != nil {
			m.hash.Write(p[:n])
		}
		if m.report != nil {
			m.report(int64(n))
		}
	}
	return n, err
}

// The first bytes of the compressed files that are read.
var (
	gzipMagic = []byte{0x1F, 0x8B}
	zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}
	zipMagic  = []byte("PK\x03\x04")
)

// openStream opens a source, undoing compression and UTF-16.
func openStream(src *source, hash hash.Hash, report func(int64)) (*stream, error) {
	f, err := src.open()
	if err != nil {
		return nil, err
	}
	s := &stream{raw: &meter{r: f, hash: hash, report: report}, close: []func() error{f.Close}}
	unpacked, err := s.unpack(f)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.Reader = plainUTF8(unpacked)
	return s, nil
}

// unpack undoes the compression of the file f.
func (s *stream) unpack(f io.Reader) (io.Reader, error) {
	buffered := bufio.NewReaderSize(s.raw, 64<<10)
	magic, _ := buffered.Peek(4)
	switch {
	case bytes.HasPrefix(magic, gzipMagic):
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, fmt.Errorf("is a damaged gzip file: %w", err)
		}
		return &bombGuard{r: z, raw: s.raw}, nil
	case bytes.HasPrefix(magic, zstdMagic):
		z, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, fmt.Errorf("is a damaged zstd file: %w", err)
		}
		s.close = append(s.close, func() error { z.Close(); return nil })
		return &bombGuard{r: z, raw: s.raw}, nil
	case bytes.HasPrefix(magic, parquetMagic):
		lines, err := parquetLines(f)
		if err != nil {
			return nil, err
		}
		s.close = append(s.close, lines.Close)
		return lines, nil
	}
	return buffered, nil
}

// maxWindow is the memory that a zstd file may ask for: what zstd itself
// grants unless --long says otherwise.
const maxWindow = 128 << 20

// Bounds of compression: an export shrinks to a tenth, seldom to a fiftieth.
const (
	maxRatio  = 300
	bombFloor = 64 << 20 // bytes that any file may unpack to
)

var errBomb = fmt.Errorf("unpacks to more than %d times its size, as no export does: unpack it yourself if it is sound", maxRatio)

// isBomb tells by its sizes a part of a workbook that grows beyond all reason.
func isBomb(f *zip.File) bool {
	return f.UncompressedSize64 > bombFloor && f.UncompressedSize64/maxRatio > f.CompressedSize64
}

var errWindow = fmt.Errorf("takes more than %d MB of memory to unpack: run zstd -dc --long=31 on it, and read its output (-)", maxWindow>>20)

// A bombGuard stops a compressed file that grows beyond all reason.
type bombGuard struct {
	r   io.Reader
	raw *meter
	n   int64
}

func (g *bombGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	if errors.Is(err, zstd.ErrWindowSizeExceeded) {
		err = errWindow
	}
	g.n += int64(n)
	if g.n > bombFloor && g.n > maxRatio*g.raw.n {
		return n, errBomb
	}
	return n, err
}

// plainUTF8 drops byte order marks, and decodes UTF-16 if its mark says so or if
// every second byte of the beginning is zero. Lines that end in a carriage return
// alone get a newline instead.
func plainUTF8(r io.Reader) io.Reader {
	b := unmarked(r)
	start, _ := b.Peek(4)
	endian := unicode.LittleEndian
	switch {
	case bytes.HasPrefix(start, []byte{0xFF, 0xFE}):
	case bytes.HasPrefix(start, []byte{0xFE, 0xFF}):
		endian = unicode.BigEndian
	case len(start) == 4 && start[0] != 0 && start[1] == 0 && start[2] != 0 && start[3] == 0:
	case len(start) == 4 && start[0] == 0 && start[1] != 0 && start[2] == 0 && start[3] != 0:
		endian = unicode.BigEndian
	default:
		return endLines(b)
	}
	return endLines(unmarked(transform.NewReader(b, unicode.UTF16(endian, unicode.UseBOM).NewDecoder())))
}

// unmarked returns r without the byte order marks at its beginning: a tool that
// does not know them puts another before the first.
func unmarked(r io.Reader) *bufio.Reader {
	b := bufio.NewReaderSize(r, 64<<10)
	for {
		if start, _ := b.Peek(len("\ufeff")); string(start) != "\ufeff" {
			return b
		}
		b.Discard(len("\ufeff"))
	}
}

// endLines replaces carriage returns by newlines if the first line of r ends in
// one alone, as Excel's CSV (Macintosh), and decodes its letters. A line end within
// quotes is a text's own, and may be of the other kind.
func endLines(r *bufio.Reader) io.Reader {
	start, _ := r.Peek(r.Size())
	quoted, cellStart := false, true // a quote elsewhere is a mere sign
	for i, c := range start {
		switch {
		case c == '"' && (quoted || cellStart):
			quoted = !quoted
		case quoted:
		case c == '\n':
			return r
		case c == '\r':
			behind := bytes.TrimLeft(start[i:], "\r")  // a newline that was converted twice is \r\r\n
			if len(behind) == 0 || behind[0] == '\n' { // nothing: a newline may be the next byte
				return r
			}
			if isUTF8(start) {
				return returnReader{r}
			}
			return charmap.Macintosh.NewDecoder().Reader(returnReader{r})
		}
		cellStart = c == '"' || bytes.IndexByte(delimiters, c) >= 0
	}
	return r
}

// isUTF8 reports whether what begins so may be UTF-8: its last character may be cut.
func isUTF8(start []byte) bool {
	for n := range utf8.UTFMax {
		if n <= len(start) && utf8.Valid(start[:len(start)-n]) {
			return true
		}
	}
	return false
}

// A returnReader turns every carriage return into a newline.
type returnReader struct{ r io.Reader }

func (c returnReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// drain reads what is left of the raw bytes, so that size and hash are the
// whole file's.
func (s *stream) drain() error {
	_, err := io.Copy(io.Discard, s.raw)
	return err
}
