package spill

import (
	"encoding/binary"
	"fmt"
	"io"
)

// A runReader reads the items of a sorted run back.
type runReader struct {
	file *tempFile
	rest extent // not read yet
	buf  []byte
	have []byte // read and not yet returned, in buf
}

const (
	minRunBuffer = 16 << 10
	maxRunBuffer = 1 << 20
)

func newRunReader(file *tempFile, run extent, budget int) *runReader {
	return &runReader{file: file, rest: run, buf: make([]byte, min(max(budget, minRunBuffer), maxRunBuffer))}
}

// next returns the next item, whose bytes are valid until the next call, or
// io.EOF.
func (r *runReader) next() (Item, error) {
	if len(r.have) == 0 && r.rest.len == 0 {
		return Item{}, io.EOF
	}
	if err := r.fill(itemHead); err != nil {
		return Item{}, err
	}
	k := int(binary.LittleEndian.Uint32(r.have))
	size := int(binary.LittleEndian.Uint32(r.have[4:]))
	if err := r.fill(itemHead + size); err != nil {
		return Item{}, err
	}
	both := r.have[itemHead:][:size]
	r.have = r.have[itemHead+size:]
	return Item{both[:k], both[k:]}, nil
}

// fill sees to it that so many bytes are there.
func (r *runReader) fill(size int) error {
	if len(r.have) >= size {
		return nil
	}
	old := r.have
	if size > len(r.buf) {
		r.buf = make([]byte, 2*size)
	}
	n := copy(r.buf, old)
	more := r.buf[n:]
	more = more[:min(int64(len(more)), r.rest.len)]
	if err := r.file.readAt(more, r.rest.off); err != nil {
		return err
	}
	r.rest.off += int64(len(more))
	r.rest.len -= int64(len(more))
	r.have = r.buf[:n+len(more)]
	if len(r.have) < size {
		return fmt.Errorf("reading back what exceeded the memory budget: %w", io.ErrUnexpectedEOF)
	}
	return nil
}
