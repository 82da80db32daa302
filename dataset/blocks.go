package dataset

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"unsafe"
)

// blockSize is how much of an input is parsed at a time, and patience how many
// times as much is read to find the end of a record before a stray quote is
// suspected.
const (
	blockSize = 256 << 10
	patience  = 16
)

// maxRecord bounds the bytes of one record, in any format.
const maxRecord = 16 << 20

// A job is one block of an input, or its end.
type job struct {
	in     *input
	text   string
	buffer []byte // whose memory text shares
	end    bool
	before <-chan struct{} // closed when the job before it is parsed
	parsed chan struct{}   // closed when out is complete
	out    batch
}

// parse reads the job's records.
func (j *job) parse() {
	if j.text != "" {
		j.in.decoder.decode(j.text, &j.out)
	}
	<-j.before
	j.in.add(&j.out)
	close(j.parsed)
}

// cut reads the inputs and hands them out in jobs, until send returns false. It
// reads into buffers that were used before, as far as there are any.
func (f *Files) cut(ctx context.Context, used <-chan []byte, send func(*job) bool) {
	last := make(chan struct{})
	close(last) // the first job waits for nobody
	r := blockReader{progress: f.opts.Progress, block: cmp.Or(f.opts.block, blockSize), used: used}
	r.send = func(j *job) bool {
		j.before, j.parsed = last, make(chan struct{})
		last = j.parsed
		return send(j)
	}
	for _, in := range f.inputs {
		if ctx.Err() != nil {
			return
		}
		r.read(in)
	}
}

// A blockReader cuts the inputs into jobs.
type blockReader struct {
	send     func(*job) bool // false if the reading was stopped
	progress func(int64)
	total    int64
	block    int
	used     <-chan []byte // buffers that serve again; nil if none do
}

// buffer returns an empty buffer with more room than size, a block at least.
func (r *blockReader) buffer(size int) []byte {
	select {
	case b := <-r.used:
		if cap(b) == r.block && size < r.block {
			return b[:0]
		}
	default:
	}
	room := r.block
	for room <= size {
		room *= 2
	}
	return make([]byte, 0, room)
}

// read reads one input to its end. A failure becomes its last problem.
func (r *blockReader) read(in *input) {
	sum := sha256.New()
	end := &job{in: in, end: true}
	err := in.failed
	if err == nil {
		err = r.blocks(in, sum)
	}
	switch {
	case err == nil:
	case errors.Is(err, errStopped):
		return
	case errors.Is(err, errEmpty):
		end.out.problem(in.name, 1, "", "%v", err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		end.out.fail(in.name, 1, "ends early: what should follow is missing; get the whole file")
	case in.failed != nil:
		end.out.fail(in.name, 1, "%v", err)
	default:
		end.out.fail(in.name, 1, "%v: what stands behind this place is not read", err)
	}
	in.tally.SHA256, in.tally.LongTexts = hex.EncodeToString(sum.Sum(nil)), in.longSum
	r.send(end)
}

// blocks opens an input and cuts it into jobs.
func (r *blockReader) blocks(in *input, sum hash.Hash) (err error) {
	s, err := openStream(in.source, sum, r.report)
	if err != nil {
		return err
	}
	defer func() {
		if err != errStopped {
			if lost := s.drain(); !errors.Is(err, lost) { // a zip's member fails the same way again
				err = errors.Join(err, lost)
			}
		}
		err = errors.Join(err, s.Close())
		in.tally.Size = s.raw.n
	}()
	if in.decoder == nil {
		return errEmpty
	}
	if _, err := io.ReadFull(s, make([]byte, in.skip)); err != nil {
		return err // the input has shrunk since it was recognised
	}
	in.passed = in.before
	return r.cut(in, s)
}

// cut cuts what follows in an input into jobs.
func (r *blockReader) cut(in *input, s io.Reader) error {
	buf := r.buffer(0)
	for {
		var err error
		buf, err = fill(s, buf)
		text := unsafe.String(unsafe.SliceData(buf), len(buf))
		whole, last := len(text), err != nil
		if !last {
			whole, last = in.decoder.cut(text, len(text) >= patience*r.block)
		}
		if whole > 0 {
			j := &job{in: in, text: text[:whole], buffer: buf}
			buf = append(r.buffer(len(buf)-whole), buf[whole:]...)
			if !r.send(j) { // the buffer is the job's from here on
				return errStopped
			}
		}
		switch {
		case errors.Is(err, io.EOF), last && err == nil:
			return nil
		case err != nil:
			return err
		case whole > 0:
		case cap(buf) < maxRecord:
			buf = append(make([]byte, 0, 2*cap(buf)), buf...)
		default:
			buf, err = r.skipRecord(in, s, buf)
			if errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
}

// fill reads until buf is full, the input ends (io.EOF) or fails.
func fill(r io.Reader, buf []byte) ([]byte, error) {
	for len(buf) < cap(buf) {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err != nil {
			return buf, err
		}
	}
	return buf, nil
}

// skipRecord passes over a record that is too long to be read, up to the next
// line, and returns what follows it.
func (r *blockReader) skipRecord(in *input, s io.Reader, buf []byte) (rest []byte, err error) {
	j := &job{in: in}
	j.out.problem(in.name, 1, "", "is longer than %d MB: the record is passed over", maxRecord>>20)
	j.out.passed = bytes.Count(buf, newline)
	for rest == nil && err == nil {
		buf, err = fill(s, buf[:0])
		if i := bytes.IndexByte(buf, '\n'); i >= 0 {
			j.out.passed++
			rest, err = buf[:copy(buf, buf[i+1:])], nil
		}
	}
	if !r.send(j) {
		return nil, errStopped
	}
	return rest, err
}

// report tells the progress of all inputs.
func (r *blockReader) report(n int64) {
	r.total += n
	if r.progress != nil {
		r.progress(r.total)
	}
}

// errEmpty says that there is nothing in an input.
var errEmpty = errors.New("is empty: it holds no posts")

// errStopped says that nobody wants the rest of an input.
var errStopped = errors.New("the reading was stopped")

var newline = []byte{'\n'}
