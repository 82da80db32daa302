package spill

import (
	"bufio"
	"encoding/binary"
	"io"
)

// A runReader reads the items of a sorted run back.
type runReader struct {
	r   *bufio.Reader
	buf []byte
}

const (
	minRunBuffer = 16 << 10
	maxRunBuffer = 1 << 20
)

func newRunReader(file *tempFile, run extent, budget int) *runReader {
	size := min(max(budget, minRunBuffer), maxRunBuffer)
	return &runReader{r: bufio.NewReaderSize(io.NewSectionReader(file.f, run.off, run.len), size)}
}

// read sets it to the next item, whose bytes are valid until the next call, or
// returns io.EOF.
func (r *runReader) read(it *item) error {
	key, err := binary.ReadUvarint(r.r)
	if err != nil {
		return err
	}
	record, err := binary.ReadUvarint(r.r)
	if err != nil {
		return err
	}
	size := int(key + record)
	if cap(r.buf) < size {
		r.buf = make([]byte, 2*size)
	}
	r.buf = r.buf[:size]
	if _, err := io.ReadFull(r.r, r.buf); err != nil {
		return err
	}
	it.key, it.record = r.buf[:key], r.buf[key:]
	return nil
}
