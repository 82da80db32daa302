package audit

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/spill"
	"github.com/lastword-audit/lastword/dataset"
)

// A Unit is what counts as one in the rates.
type Unit string

// The units.
const (
	UnitCase     Unit = "case"
	UnitCustomer Unit = "customer" // only each customer's last case in the window, as in Javelin's study
)

// Options says how to audit.
type Options struct {
	Brands   *Brands            // nil: as the format marks them
	Codebook *codebook.Codebook // nil: codebook.Default()
	Since    time.Time          // cases opened before it do not count, nor those without a time; zero: no limit
	Until    time.Time          // cases opened at it or later do not count, nor those without a time; zero: no limit
	Gap      time.Duration      // an unlinked post joins a case within it; 0: never
	Unit     Unit               // zero: UnitCase
	Trend    Period             // what the trend is cut into; zero: NoTrend
	Limits   Thresholds         // see DefaultThresholds

	// Row, if given, appends to b what is kept of a case in place of the case:
	// see Audit.Rows. Several goroutines call it at the same time.
	Row func(b []byte, c *Case) []byte

	Memory  int64  // bytes for posts, beyond which they go to disk
	Size    int64  // bytes of the inputs, for planning; 0 or less if unknown
	TempDir string // where to; "" is the system's
	Workers int    // 0: one for each processor
}

// settle fills in what the options leave open. It fails where they say what cannot be.
func (o *Options) settle() error {
	o.Unit, o.Trend = cmp.Or(o.Unit, UnitCase), cmp.Or(o.Trend, NoTrend)
	if o.Codebook == nil {
		o.Codebook = codebook.Default()
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	switch {
	case o.Unit != UnitCase && o.Unit != UnitCustomer:
		return fmt.Errorf("%q is no unit of an audit: it is %s or %s", o.Unit, UnitCase, UnitCustomer)
	case o.Gap < 0:
		return fmt.Errorf("a gap of %s: it must not be negative", o.Gap)
	case o.Workers < 0:
		return fmt.Errorf("%d workers: want one at least, or 0 for one for each processor", o.Workers)
	}
	_, err := ParsePeriod(string(o.Trend))
	return err
}

// A Source is what an audit reads: a dataset.Reader that knows its inputs when
// it has been read. *dataset.Files is one. If a Source has a method like
// [dataset.Files.Each], that is called in place of Scan: a type that embeds a
// *dataset.Files to change what it yields must hide its Each.
type Source interface {
	dataset.Reader
	Inputs() []dataset.Input
}

// An Audit is the result of Run. Close it to free its temporary files.
type Audit struct {
	Summary  *Summary
	Problems []dataset.Problem // the first 10,000; Summary.Problems counts them all

	pool   *spill.Pool
	cases  *spill.Sorter // nil once it is closed
	rows   bool          // of the cases is kept what Options.Row made
	brands []Brand
	doubts []doubt // by brand
}

// A doubt is what casts doubt on a brand's cases without a reply.
type doubt struct {
	caveat Caveat // on all of them, "" if none
	recent int64  // those opened later are too recent
}

// maxProblems bounds the problems that are kept with their text.
const maxProblems = 10000

// ErrNoBrands is returned where no brand is given and the format marks none.
// The error that wraps it names the likeliest accounts.
var ErrNoBrands = errors.New("no brand to audit")

// ErrNoPosts is returned where not one post could be read. An export that is
// sound and holds none is no failure, if the brands are given.
var ErrNoPosts = errors.New("no post to audit: the inputs are empty, or hold nothing but bad records")

// Run audits the posts of src. It fails only if src does, there is nothing to
// audit, the options cannot be met, the disk is full, or the context ends; what is
// wrong with single records is counted in the result.
func Run(ctx context.Context, src Source, o Options) (*Audit, error) {
	r, err := newRun(o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	read := func(ctx context.Context) error { return r.read(ctx, src) }
	if err := inTurn(ctx, read, r.findBrands, r.thread, r.route, r.label); err != nil {
		return nil, err
	}
	summary, err := r.summarise(src.Inputs())
	if err != nil {
		return nil, err
	}
	a := &Audit{
		Summary:  summary,
		Problems: r.problems,
		pool:     r.pool,
		cases:    r.cases,
		rows:     r.Row != nil,
		brands:   r.Brands.List(),
	}
	for i, t := range r.tallies {
		caveat, _ := t.withhold(r.Limits, r.hidden(i))
		a.doubts = append(a.doubts, doubt{caveat, tooRecent(a.Summary.Brands[i].FirstResponse, r.end)})
	}
	r.replies.Close()
	r.rounded.Close()
	r.fates.Close()
	r.pool.SetBudget(r.Memory / 16) // no store is filled any more
	r.pool = nil                    // is the Audit's from here on
	return a, nil
}

// Close frees the memory and the temporary files. The cases are gone then.
func (a *Audit) Close() error {
	a.cases = nil
	return a.pool.Close()
}

// A run is an audit under way. Its stores hand the posts from step to step:
// every step empties one and fills the next.
type run struct {
	Options
	partitions int

	marked  map[string]string // brands that the format marks, by handle: as written
	handles map[string]string // of brands' accounts, by the key of their id alone
	begin   int64             // time of the first post
	end     int64             // of the last
	years   yearTally         // of the posts, reposts aside

	pool          *spill.Pool       // that the stores are in
	log           *spill.Partitions // posts as they were read, each with its number
	conversations *spill.Partitions // posts by conversation
	pairs         *spill.Partitions // posts by brand and customer
	sightings     *spill.Partitions // skeletons of replies
	referred      *spill.Sorter     // ids of brands' posts that others reply to
	cases         *spill.Sorter
	replies       *spill.Sorter     // every reply's template, by brand and time
	fates         *spill.Sorter     // of the posts of several pairs
	rounded       *spill.Sorter     // ids of cases that may be another's, too
	texts         *spill.Partitions // of the templates

	files   map[string]int  // that hold posts: their numbers
	audited []bool          // by file: a post of it is by or to an audited brand
	seen    map[string]bool // brands' accounts that a post is by or to
	renamed map[renaming]bool
	reasons []string  // why formats of the files cannot show what was ignored
	hides   []uint64  // by file: the bit of its reason, 0 if it can
	unshown []unshown // by brand

	threads  threader
	posts    int      // that are kept
	tallies  []*tally // by brand
	problems []dataset.Problem
	bad      int
	counts   PostCounts
	unlike   int // duplicates that share no more than the id
	edited   int // duplicates with another text
	shared   sharedID
	first    int64 // first and last post of a case
	last     int64
}

// newRun plans an audit with these options.
func newRun(o Options) (*run, error) {
	if err := o.settle(); err != nil {
		return nil, err
	}
	r := &run{Options: o}
	r.plan()
	return r, nil
}

// inTurn takes the steps of a run until one fails or the context ends.
func inTurn(ctx context.Context, steps ...func(context.Context) error) error {
	for _, step := range steps {
		if err := cmp.Or(step(ctx), ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) close() {
	if r.pool != nil {
		r.pool.Close()
	}
}

// plan makes the pool of the stores, for as many workers as there are to be. Three
// fifths of the budget are the stores' and the forest's of conversations, which takes
// four bytes a post; the rest is for what the workers have in hand. Label needs more,
// and gives the stores less.
func (r *run) plan() {
	const (
		leastSlot, mostSlot = 2 << 10, 64 << 10
		stores              = 3 // that are being filled or emptied at a time
	)
	r.partitions = partitionsFor(r.Size, r.Memory, r.Workers)
	budget := r.Memory / 3
	if r.Size > 0 {
		const united, shortest = 4, 150 // bytes of a post in the forest, and in the inputs at least, about
		budget = max(budget, 3*r.Memory/5-united*r.Size/shortest)
	}
	slot := budget / int64(4*stores*r.partitions*r.Workers) // a quarter of the budget at most in slots being filled
	if r.Size > 0 {
		slot = min(slot, r.Size/int64(r.partitions*r.Workers))
	}
	r.pool = spill.NewPool(r.TempDir, budget, int(min(max(slot, leastSlot), mostSlot)))
}

func (r *run) store() *spill.Partitions { return r.pool.NewPartitions(r.partitions, r.Workers) }

// sorter returns a sorter of what takes a few bytes a post at most.
func (r *run) sorter() *spill.Sorter { return r.pool.NewSorter(r.Workers, r.Memory/128) }

// partitionsFor is how many parts a store has: so many that what the workers
// have in hand, a part each, taken apart, is a quarter of the budget, and
// otherwise few, as to append to many parts at a time costs memory and time.
func partitionsFor(size, memory int64, workers int) int {
	const (
		least, most = 16 + spill.Quarters, 4096 // least of a worker, so that all end at about the same time
		unknown     = 512
		takenApart  = 2 // times the size of a part
	)
	if size <= 0 {
		return unknown
	}
	n := min(least*workers, most)
	missing := workers * spill.Quarters * 3 / 4 // from n, for the last parts are smaller
	for n < most && int64(n-missing)*memory < 4*takenApart*int64(workers)*size {
		n *= 2
	}
	return n
}

// thread brings the posts together by conversation.
func (r *run) thread(ctx context.Context) error {
	r.threads.forest = newForest(r.posts)
	err := r.each(ctx, func(_, part int) error { return r.threads.unite(part) })
	if err != nil {
		return err
	}
	r.conversations = r.store()
	handles := emptyMaps(r.Workers)
	err = r.each(ctx, func(worker, part int) error {
		var head [4]byte
		return r.log.Drain(part, func(record []byte) error {
			var p post
			if p.unpackAuthor(record[4:]); p.authorID != "" && (p.side == dataset.SideBrand || r.Brands.known(p.author)) {
				putLeast(handles[worker], dataset.AccountKey("", p.authorID), dataset.Handle(p.author))
			}
			root := r.threads.forest.root(binary.LittleEndian.Uint32(record))
			binary.LittleEndian.PutUint32(head[:], root)
			return r.conversations.Append(worker, r.conversations.Of(uint64(root)), head[:], record[4:])
		})
	})
	r.handles = leastOf(handles)
	r.threads.forest = nil
	return err
}

// each runs a step on every partition, on all workers.
func (r *run) each(ctx context.Context, step func(worker, part int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	var taken atomic.Int32
	for worker := range r.Workers {
		group.Go(func() error {
			for {
				part := int(taken.Add(1)) - 1
				if part >= r.partitions {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := step(worker, part); err != nil {
					return err
				}
			}
		})
	}
	return group.Wait()
}

// summarise puts the measures of all brands together.
func (r *run) summarise(inputs []dataset.Input) (*Summary, error) {
	s := &Summary{
		Inputs:   summariseInputs(inputs),
		Posts:    r.counts,
		Problems: r.bad,
		Unit:     r.Unit,
		Trend:    []Trend{},
	}
	s.Posts.Moved = damageOf(inputs).MovedTimes
	s.Window = r.window()
	brands := r.Brands.List()
	s.Brands = make([]BrandSummary, len(brands))
	var longest []skeletonRun
	var sorting errgroup.Group // of the replies, which takes its time, as resampling does
	sorting.Go(func() (err error) {
		longest, err = longestRuns(r.replies, r.Workers, len(brands), r.isTemplate)
		return err
	})
	resample := new(resampler)
	var resampling errgroup.Group
	resampling.SetLimit(r.Workers)
	for i, t := range r.tallies {
		resampling.Go(func() error {
			s.Brands[i] = t.summarise(brands[i], r.Limits, r.hidden(i), r.end, resample)
			return nil
		})
	}
	resampling.Wait() // no brand returns an error
	s.Comparisons, s.NotCompared = compare(s.Brands, r.Limits)
	s.Ranking = rank(r.tallies, s.Brands, r.Limits)
	if err := sorting.Wait(); err != nil {
		return nil, err
	}
	for i, t := range r.tallies {
		for _, code := range r.Codebook.LabelledLanguages() {
			s.Brands[i].Unphrased += t.languages[code]
		}
		s.Brands[i].Mechanical = t.mechanical(&s.Brands[i].Templates, longest[i])
	}
	if err := r.readTexts(s.Brands, longest); err != nil {
		return nil, err
	}
	r.addTrend(s)
	var err error
	if r.shared, err = sharedIDs(r.rounded); err != nil {
		return nil, err
	}
	s.Warnings = r.warnings(s, inputs)
	s.Method = r.method(s)
	return s, nil
}

// isTemplate reports whether a skeleton went to enough customers.
func (r *run) isTemplate(key templateKey) bool {
	use := r.tallies[key.brand].templates[key.skeleton]
	return int(use.customers) >= max(1, r.Limits.TemplateCustomers)
}

func summariseInputs(inputs []dataset.Input) []InputSummary {
	list := make([]InputSummary, len(inputs))
	for i, in := range inputs {
		list[i] = InputSummary{Name: in.Name, Format: in.Format, Mapping: in.Mapping, Posts: in.Posts, Problems: in.Problems}
	}
	slices.SortFunc(list, func(a, b InputSummary) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

func (r *run) window() Window {
	at := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		t = t.UTC()
		return &t
	}
	w := Window{Since: at(r.Since), Until: at(r.Until)}
	if r.first != noTime {
		w.First, w.Last = at(time.Unix(r.first, 0)), at(time.Unix(r.last, 0))
	}
	if r.end != noTime {
		w.Begins, w.Ends = at(time.Unix(r.begin, 0)), at(time.Unix(r.end, 0))
	}
	return w
}
