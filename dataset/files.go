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
	"math"
	"runtime"
	"strings"
	"sync"
	"unsafe"

	"golang.org/x/sync/errgroup"
)

// Files reads the posts of several inputs, one input after the other. Blocks
// of an input are parsed in parallel.
//
// Scan, Record and Err are those of [Reader]; they deliver the records in
// order, the same for any number of processors. Each is faster, where the order
// does not matter. Either reads the inputs once. Close stops the reading, early
// or not.
type Files struct {
	opts   Options
	inputs []*input
	passed []errNoPosts      // files of folders and zips
	zips   []*zip.ReadCloser // kept open for their members

	closed  bool
	stop    context.CancelFunc // nil before the first Scan
	ordered <-chan *job
	done    []Input

	job     *job // whose records are being delivered
	nextP   int  // next post and problem of it
	nextQ   int
	current Record
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

	noTime *Problem // the first with a time, nil if there is none
}

// TimesLost returns the first problem with a time if so many posts of the input
// lack one that their shape must be to blame, not the posts; else nil.
func (in *Input) TimesLost() *Problem {
	const many = 0.1
	if float64(in.Damage.NoTimes) <= many*float64(in.Posts) {
		return nil
	}
	return in.noTime
}

// input is an Input on its way.
type input struct {
	*source
	*recognition
	index   int
	failed  error       // why it cannot be read at all
	records int         // before the current block, where positions count records
	settle  func(*Post) // completes the posts in their order; nil if none need it

	mu             sync.Mutex // guards what follows
	tally          Input
	suspectIDs     int // of the rounded ids, those that may be sound
	suspectReplies int
}

// Inputs returns what the inputs held that Scan has come to the end of: all of
// them, in reading order, once Scan has returned false.
func (f *Files) Inputs() []Input { return f.done }

// Passed returns the files of folders and zips that hold no posts.
func (f *Files) Passed() []string {
	var names []string
	for _, none := range f.passed {
		names = append(names, none.name)
	}
	return names
}

// Unknown says of the tables and the JSON among the files passed over why they
// were: what else there is in a folder holds no posts, but these may.
func (f *Files) Unknown() []string {
	var all []string
	for _, none := range f.passed {
		if none.unknown {
			all = append(all, none.Error())
		}
	}
	return all
}

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

// Err returns nil: what is wrong with an input is its last Problem.
func (f *Files) Err() error { return nil }

// Record returns the record that Scan found.
func (f *Files) Record() Record { return f.current }

// Close stops the reading and closes what is open.
func (f *Files) Close() error {
	f.closed = true
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
	if f.closed {
		return false
	}
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
		<-j.parsed
		f.job, f.nextP, f.nextQ = j, 0, 0
	}
}

// next delivers the next record of the job, false if there is none left.
func (f *Files) next() bool {
	out := &f.job.out
	switch {
	case f.nextQ < len(out.problems) && out.problems[f.nextQ].after <= f.nextP:
		f.current = out.problems[f.nextQ].Problem
		f.nextQ++
	case f.nextP < len(out.posts):
		f.current = &out.posts[f.nextP]
		f.nextP++
	default:
		if f.job.end {
			f.done = append(f.done, f.job.in.total())
		}
		f.job = nil
		return false
	}
	return true
}

// start begins to read and parse for Scan.
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
				j.parse()
			}
		}()
	}
	go func() {
		defer close(ordered)
		defer close(todo)
		f.cut(ctx, nil, func(j *job) bool {
			select {
			case ordered <- j:
				todo <- j
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
}

// A Block is a run of records of one input that were parsed together.
type Block struct {
	Input    int // index of the input, in reading order
	Posts    []Post
	Problems []*Problem
}

// Each reads all inputs and calls visit with every block of records, from
// several goroutines at once and in no order; worker numbers them from 0 to
// workers-1. The block and all that its posts hold are used again when visit
// returns, so a post that is kept is cloned. Each stops at the first error of
// visit, or when ctx ends, and returns it.
func (f *Files) Each(ctx context.Context, workers int, visit func(worker int, b *Block) error) error {
	g, ctx := errgroup.WithContext(ctx)
	todo := make(chan *job, workers)
	used := make(chan []byte, 2*workers+1) // buffers that serve again
	for worker := range workers {
		g.Go(func() error {
			var b Block
			var posts []Post
			for j := range todo {
				j.out.posts = posts[:0]
				j.parse()
				b = Block{Input: j.in.index, Posts: j.out.posts, Problems: b.Problems[:0]}
				for _, p := range j.out.problems {
					b.Problems = append(b.Problems, p.Problem)
				}
				if err := visit(worker, &b); err != nil {
					return err
				}
				posts = j.out.posts
				select {
				case used <- j.buffer:
				default:
				}
			}
			return nil
		})
	}
	g.Go(func() error {
		defer close(todo)
		f.cut(ctx, used, func(j *job) bool {
			select {
			case todo <- j:
				return true
			case <-ctx.Done():
				return false
			}
		})
		return ctx.Err()
	})
	if err := g.Wait(); err != nil {
		return err
	}
	for _, in := range f.inputs {
		f.done = append(f.done, in.total())
	}
	return nil
}

// A job is one block of an input, or its end.
type job struct {
	in     *input
	text   string
	buffer []byte // whose memory text shares
	line   int
	end    bool
	before <-chan struct{} // closed when the job before it is done, where that matters
	parsed chan struct{}   // closed when out is complete
	out    batch
}

// parse reads the job's records.
func (j *job) parse() {
	if j.text != "" {
		j.in.decoder.decode(j.text, j.line, &j.out)
	}
	if j.before != nil {
		<-j.before
		j.in.inOrder(&j.out)
	}
	j.in.count(&j.out)
	close(j.parsed)
}

// ordered reports whether the blocks of the input depend on those before them.
func (in *input) ordered() bool { return in.byRecord || in.settle != nil }

// inOrder does what depends on the blocks before.
func (in *input) inOrder(out *batch) {
	if in.settle != nil {
		for i := range out.posts {
			in.settle(&out.posts[i])
		}
	}
	if in.byRecord {
		for i := range out.posts {
			out.posts[i].Line += in.records
		}
		for _, p := range out.problems {
			p.Line += in.records
		}
		in.records += out.records
	}
}

// count adds a block to what the input held.
func (in *input) count(out *batch) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.tally.Posts += len(out.posts)
	in.tally.Problems += len(out.problems)
	in.tally.Others += out.others
	in.tally.Damage.Add(out.damage)
	for _, p := range out.problems {
		if p.Field == FieldCreatedAt.String() && (in.tally.noTime == nil || p.Line < in.tally.noTime.Line) {
			in.tally.noTime = p.Problem
		}
	}
	in.suspectIDs += out.suspectIDs
	in.suspectReplies += out.suspectReplies
}

// total returns what the input held, once it has been read. Ids that end in as
// many zeros as rounding leaves are not counted as rounded if there are no more
// of them than chance explains.
func (in *input) total() Input {
	in.mu.Lock()
	defer in.mu.Unlock()
	all := in.tally
	if byChance(in.suspectIDs, all.Posts) {
		all.Damage.RoundedIDs -= in.suspectIDs
	}
	if byChance(in.suspectReplies, all.Posts) {
		all.Damage.RoundedReplies -= in.suspectReplies
	}
	return all
}

// byChance reports whether n of so many ids may end in three zeros by chance:
// no more than five standard deviations above the one in a thousand that is
// expected.
func byChance(n, ids int) bool {
	mean := float64(ids) / 1000
	return float64(n) <= 1+mean+5*math.Sqrt(mean)
}

// blockSize is how much of an input is parsed at a time, and patience how many
// times as much is read to find the end of a record before a stray quote is
// suspected.
const (
	blockSize = 256 << 10
	patience  = 16
)

// cut reads the inputs and hands them out in jobs, until send returns false. It
// reads into buffers that were used before, as far as there are any.
func (f *Files) cut(ctx context.Context, used <-chan []byte, send func(*job) bool) {
	r := blockReader{progress: f.opts.Progress, block: cmp.Or(f.opts.block, blockSize), used: used}
	for i, in := range f.inputs {
		if ctx.Err() != nil {
			return
		}
		in.index = i
		in.tally = Input{Name: in.name}
		if in.format != nil {
			in.tally.Format = in.format.Name
			if in.format.settle != nil {
				in.settle = in.format.settle()
			}
		}
		var last chan struct{}
		r.send = func(j *job) bool {
			j.parsed = make(chan struct{})
			if in.ordered() {
				j.before, last = last, j.parsed
			}
			return send(j)
		}
		if in.ordered() { // the first job waits for nobody
			last = make(chan struct{})
			close(last)
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
	if in.failed != nil {
		end.out.problem(in.name, 1, "", "%v", in.failed)
	} else if line, err := r.blocks(in, sum); errors.Is(err, errStopped) {
		return
	} else if errors.Is(err, errEmpty) {
		end.out.problem(in.name, line, "", "%v", err)
	} else if err != nil {
		end.out.problem(in.name, line, "", "%v: what stands behind this place is not read", err)
	}
	in.mu.Lock()
	in.tally.SHA256 = hex.EncodeToString(sum.Sum(nil))
	in.mu.Unlock()
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
		if err != errStopped {
			err = errors.Join(err, s.drain())
		}
		err = errors.Join(err, s.Close())
		in.mu.Lock()
		in.tally.Size = s.raw.n
		in.mu.Unlock()
	}()
	if in.decoder == nil {
		return line, errEmpty
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
	buf := r.buffer(0)
	for {
		buf, err = fill(s, buf)
		text := unsafe.String(unsafe.SliceData(buf), len(buf))
		whole, last := len(text), err != nil
		if !last {
			whole, last = in.decoder.cut(text, len(text) >= patience*r.block)
		}
		if whole > 0 {
			j := &job{in: in, text: text[:whole], buffer: buf, line: line}
			if !in.byRecord {
				line += strings.Count(j.text, "\n")
			}
			buf = append(r.buffer(len(buf)-whole), buf[whole:]...)
			if !r.send(j) { // the buffer is the job's from here on
				return line, errStopped
			}
		}
		switch {
		case errors.Is(err, io.EOF), last && err == nil:
			return line, nil
		case err != nil:
			return line, err
		case whole > 0:
		case cap(buf) < maxRecord:
			buf = append(make([]byte, 0, 2*cap(buf)), buf...)
		default:
			var lines int
			buf, lines, err = r.skipRecord(in, s, buf, line)
			line += lines
			if errors.Is(err, io.EOF) {
				return line, nil
			} else if err != nil {
				return line, err
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
// line, and returns what follows it and the lines that were passed.
func (r *blockReader) skipRecord(in *input, s io.Reader, buf []byte, line int) (rest []byte, lines int, err error) {
	j := &job{in: in}
	j.out.problem(in.name, line, "", "is longer than %d MB: the record is passed over", maxRecord>>20)
	if !r.send(j) {
		return nil, 0, errStopped
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

// errEmpty says that there is nothing in an input.
var errEmpty = errors.New("is empty: it holds no posts")

// errStopped says that nobody wants the rest of an input.
var errStopped = errors.New("the reading was stopped")

var newline = []byte{'\n'}

// report tells the progress of all inputs.
func (r *blockReader) report(n int64) {
	r.total += n
	if r.progress != nil {
		r.progress(r.total)
	}
}
