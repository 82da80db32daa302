package dataset

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"runtime"
	"strings"
)

// Files reads the posts of several inputs, one input after the other. Blocks
// of an input are parsed in parallel and delivered in order, so that the
// records come in the same order for any number of processors.
//
// Scan, Record and Err are those of [Reader]. Close stops the reading, early or
// not.
type Files struct {
	opts       Options
	inputs     []*input
	passed     []string
	lastReason string
	zips       []*zip.ReadCloser // kept open for their members

	stop    context.CancelFunc // nil before the first Scan
	ordered <-chan *job
	done    []Input

	job     *job // whose records are being delivered
	nextP   int  // next post and problem of it
	nextQ   int
	current Record
	err     error
}

// An Input tells what one input held, once it has been read.
type Input struct {
	Name     string // file, "archive.zip:member", or "-"
	Format   string // name of its format, "" if it is empty
	Size     int64  // bytes, compressed if the file is; of a zip's member, unpacked
	SHA256   string // of those bytes, in hex
	Posts    int
	Problems int
	Others   int          // records that are no public posts by the format's own marks: page nodes, private or deleted posts
	Damage   DamageCounts // of the posts
}

// input is an Input on its way.
type input struct {
	*source
	*recognition
	failed  error // why it cannot be read at all
	tally   Input
	records int // before the current block, where positions count records
	settle  func(*Post)
}

// Inputs returns what the inputs held that Scan has come to the end of: all of
// them, in reading order, once Scan has returned false.
func (f *Files) Inputs() []Input { return f.done }

// Passed returns the files of folders and zips that hold no posts.
func (f *Files) Passed() []string { return f.passed }

// Formats returns the format of every input, in reading order, before any post
// is read; nil for an empty input.
func (f *Files) Formats() []*Format {
	all := make([]*Format, len(f.inputs))
	for i, in := range f.inputs {
		all[i] = in.format
	}
	return all
}

// Size returns the bytes of all inputs, -1 if one of them is a stream.
func (f *Files) Size() int64 {
	total := int64(0)
	for _, in := range f.inputs {
		if in.size < 0 {
			return -1
		}
		total += in.size
	}
	return total
}

// Err returns the failure that ended the reading. What is wrong with one input
// is a Problem instead.
func (f *Files) Err() error { return f.err }

// Record returns the record that Scan found.
func (f *Files) Record() Record { return f.current }

// Close stops the reading and closes what is open.
func (f *Files) Close() error {
	if f.stop != nil {
		f.stop()
		for range f.ordered { // until the reader has closed its input
		}
		f.job = nil
	}
	var errs []error
	for _, z := range f.zips {
		errs = append(errs, z.Close())
	}
	f.zips = nil
	return errors.Join(errs...)
}

// Scan advances to the next record.
func (f *Files) Scan() bool {
	if f.stop == nil {
		f.start()
	}
	for {
		if f.job != nil && f.next() {
			return true
		}
		j, ok := <-f.ordered
		if !ok {
			f.job, f.current = nil, nil
			return false
		}
		f.begin(j)
	}
}

// begin waits for a job to be parsed and makes it the one delivered.
func (f *Files) begin(j *job) {
	<-j.parsed
	f.job, f.nextP, f.nextQ = j, 0, 0
	j.in.tally.Others += j.out.others
	if j.in.settle != nil {
		for i := range j.out.posts {
			j.in.settle(&j.out.posts[i])
		}
	}
	if !j.in.byRecord {
		return
	}
	for i := range j.out.posts {
		j.out.posts[i].Line = j.in.records + j.out.posts[i].Line
	}
	for _, p := range j.out.problems {
		p.Line = j.in.records + p.Line
	}
	j.in.records += j.out.records
}

// next delivers the next record of the job, false if there is none left.
func (f *Files) next() bool {
	out, tally := &f.job.out, &f.job.in.tally
	switch {
	case f.nextQ < len(out.problems) && out.problems[f.nextQ].after <= f.nextP:
		f.current = out.problems[f.nextQ].Problem
		f.nextQ++
		tally.Problems++
	case f.nextP < len(out.posts):
		p := &out.posts[f.nextP]
		f.current = p
		f.nextP++
		tally.Posts++
		if p.Damage != 0 {
			tally.Damage.add(p.Damage)
		}
	default:
		if f.job.end {
			f.done = append(f.done, *tally)
		}
		f.job = nil
		return false
	}
	return true
}

// A job is one block of an input, or its end.
type job struct {
	in     *input
	text   string
	line   int
	end    bool
	out    batch
	parsed chan struct{} // closed when out is complete
}

// blockSize is how much of an input is parsed at a time, and patience how many
// times as much is read to find the end of a record before a stray quote is
// suspected.
const (
	blockSize = 512 << 10
	patience  = 8
)

// start begins to read and parse.
func (f *Files) start() {
	ctx, stop := context.WithCancel(context.Background())
	f.stop = stop
	workers := runtime.GOMAXPROCS(0)
	ordered := make(chan *job, 2*workers)
	todo := make(chan *job, 2*workers)
	f.ordered = ordered
	for range workers {
		go func() {
			for j := range todo {
				if j.text != "" {
					j.in.decoder.decode(j.text, j.line, &j.out)
				}
				close(j.parsed)
			}
		}()
	}
	go func() {
		defer close(ordered)
		defer close(todo)
		r := blockReader{ctx: ctx, ordered: ordered, todo: todo, progress: f.opts.Progress, block: cmp.Or(f.opts.block, blockSize)}
		for _, in := range f.inputs {
			if ctx.Err() != nil {
				return
			}
			r.read(in)
		}
	}()
}

// A blockReader cuts the inputs into jobs.
type blockReader struct {
	ctx      context.Context
	ordered  chan<- *job
	todo     chan<- *job
	progress func(int64)
	total    int64
	block    int
}

// send hands a job to the workers and to the delivery; false if the reading
// was stopped.
func (r *blockReader) send(j *job) bool {
	j.parsed = make(chan struct{})
	select {
	case r.ordered <- j:
		r.todo <- j
		return true
	case <-r.ctx.Done():
		return false
	}
}

// read reads one input to its end. A failure becomes its last problem.
func (r *blockReader) read(in *input) {
	in.tally = Input{Name: in.name}
	if in.format != nil {
		in.tally.Format = in.format.Name
		if in.format.settle != nil {
			in.settle = in.format.settle()
		}
	}
	sum := sha256.New()
	end := &job{in: in, end: true}
	line, err := 1, in.failed
	if err == nil {
		line, err = r.blocks(in, sum)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		end.out.problem(in.name, line, "", "%v: what stands behind this place is not read", err)
	}
	in.tally.SHA256 = hex.EncodeToString(sum.Sum(nil))
	r.send(end)
}

// blocks cuts an input into jobs, and returns the line it came to.
func (r *blockReader) blocks(in *input, sum hash.Hash) (line int, err error) {
	line = 1
	s, err := openStream(in.source, sum, r.report)
	if err != nil {
		return line, err
	}
	defer func() {
		err = errors.Join(err, s.drain(), s.Close())
		in.tally.Size = s.raw.n
	}()
	if in.decoder == nil {
		return line, errors.New("is empty: it holds no posts")
	}
	if in.skip > 0 {
		frame := make([]byte, in.skip)
		if _, err := io.ReadFull(s, frame); err != nil {
			return line, err // the input has shrunk since it was recognised
		}
		line += strings.Count(string(frame), "\n")
	}
	if in.byRecord {
		line = 1
		in.records = in.before
	}
	buf := make([]byte, 0, r.block)
	for {
		buf, err = fill(s, buf)
		text := string(buf)
		whole, last := len(text), err != nil
		if !last {
			whole, last = in.decoder.cut(text, len(text) >= patience*r.block)
		}
		if whole > 0 {
			if !r.send(&job{in: in, text: text[:whole], line: line}) {
				return line, nil
			}
			if !in.byRecord {
				line += strings.Count(text[:whole], "\n")
			}
		}
		switch {
		case errors.Is(err, io.EOF), last && err == nil:
			return line, nil
		case err != nil:
			return line, err
		case whole > 0:
			buf = buf[:copy(buf[:cap(buf)], text[whole:])]
		case cap(buf) < maxRecord:
			buf = append(make([]byte, 0, 2*cap(buf)), buf...)
		default:
			var lines int
			if buf, lines, err = r.skipRecord(in, s, buf, line); err != nil {
				return line, err
			}
			line += lines
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
// line, and returns what follows it and the lines that were passed.
func (r *blockReader) skipRecord(in *input, s io.Reader, buf []byte, line int) (rest []byte, lines int, err error) {
	j := &job{in: in}
	j.out.problem(in.name, line, "", "is longer than %d MB: the record is passed over", maxRecord>>20)
	if !r.send(j) {
		return nil, 0, io.EOF
	}
	lines = bytes.Count(buf, newline)
	for {
		buf, err = fill(s, buf[:0])
		if i := bytes.IndexByte(buf, '\n'); i >= 0 {
			return buf[:copy(buf, buf[i+1:])], lines + 1, nil
		}
		if err != nil {
			return nil, lines, err
		}
	}
}

var newline = []byte{'\n'}

// report tells the progress of all inputs.
func (r *blockReader) report(n int64) {
	r.total += n
	if r.progress != nil {
		r.progress(r.total)
	}
}
