package audit

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"
	"unsafe"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// label splits every pair's posts into cases, labels and counts them.
func (r *run) label(ctx context.Context) error {
	index, err := r.indexTemplates(ctx)
	if err != nil {
		return err
	}
	r.cases = r.pool.NewSorter(r.Workers, r.Memory/8)
	r.replies, r.rounded, r.fates = r.sorter(), r.sorter(), r.sorter()
	r.texts = r.pool.NewPartitions(1, r.Workers)
	// Tallies and the report need memory too, the more so the more posts there
	// are, and the file has room by now.
	const tallied = 6 // bytes of tallies a post, about
	r.pool.SetBudget(max(5*r.Memory/12-tallied*int64(r.posts), r.Memory/16))
	labellers := make([]*labeller, r.Workers)
	memo := codebook.NewMemo(r.Codebook, int(r.Memory/32))
	for worker := range labellers {
		labellers[worker] = newLabeller(r, worker, index, memo.Share())
	}
	err = r.each(ctx, func(worker, part int) error {
		l := labellers[worker]
		return r.eachPair(part, l.pair)
	})
	if err != nil {
		return err
	}
	r.first, r.last = noTime, noTime
	for _, l := range labellers {
		r.add(l)
	}
	return r.addFates()
}

// add adds what a labeller counted.
func (r *run) add(l *labeller) {
	for i, t := range l.tallies {
		r.tallies[i].merge(t)
	}
	r.counts.add(&l.fates)
	r.unlike += l.unlike
	r.edited += l.edited
	r.first = earlier(r.first, l.first)
	r.last = max(r.last, l.last)
}

// A labeller labels pairs, for one worker, and counts what it finds.
type labeller struct {
	run      *run
	worker   int
	index    templates
	splitter splitter
	memo     *codebook.Memo
	tallies  []*tally
	fates    fateCounts
	unlike   int
	edited   int
	first    int64
	last     int64

	// Per pair, reused.
	made  []*Case
	shown codebook.Case
	here  []uint64 // skeletons that this customer got
	ids   []byte   // of the cases and their templates
	key   []byte
	buf   []byte
}

func newLabeller(r *run, worker int, index templates, memo *codebook.Memo) *labeller {
	l := &labeller{
		run:      r,
		worker:   worker,
		index:    index,
		splitter: splitter{gap: r.Gap},
		memo:     memo,
		tallies:  make([]*tally, len(r.tallies)),
		first:    noTime,
		last:     noTime,
	}
	for i := range l.tallies {
		l.tallies[i] = newTally()
	}
	return l
}

// pair labels and counts the cases of one customer with one brand.
func (l *labeller) pair(brand int, customer string, posts []pairPost) error {
	cases, err := l.counting(l.splitter.split(posts))
	if err != nil {
		return err
	}
	if err := l.countTemplates(brand, cases); err != nil {
		return err
	}
	l.ids = l.ids[:0]
	for k := range cases {
		if k == len(l.made) {
			l.made = append(l.made, new(Case))
		}
		l.makeCase(l.made[k], brand, customer, cases[k].posts)
		if err := l.take(l.made[k], brand, &cases[k]); err != nil {
			return err
		}
	}
	l.tallies[brand].customers.add(l.made[:len(cases)])
	return nil
}

// counting returns those of a pair's cases that count, and drops the others' posts.
func (l *labeller) counting(cases []casePosts) ([]casePosts, error) {
	inWindow := cases[:0]
	for _, c := range cases {
		if err := l.drop(c.copies, droppedDuplicate); err != nil {
			return nil, err
		}
		l.unlike += c.unlike
		l.edited += c.edited
		if l.run.inWindow(c.opened()) {
			inWindow = append(inWindow, c)
		} else if err := l.drop(c.posts, droppedOutside); err != nil {
			return nil, err
		}
	}
	if l.run.Unit == UnitCustomer && len(inWindow) > 1 {
		last := len(inWindow) - 1
		for _, c := range inWindow[:last] {
			if err := l.drop(c.posts, droppedEarlierCase); err != nil {
				return nil, err
			}
		}
		inWindow = inWindow[last:]
	}
	return inWindow, nil
}

// take counts a case and keeps what is to be kept of it and of its posts.
func (l *labeller) take(c *Case, brand int, found *casePosts) error {
	t := l.tallies[brand]
	t.add(c)
	t.countLinks(found)
	for _, p := range found.posts {
		if p.signed {
			t.manner.signed++
		}
		if p.byBrand {
			if err := addReply(l.run.replies, l.worker, brand, p); err != nil {
				return err
			}
		}
	}
	if err := l.note(found.posts); err != nil {
		return err
	}
	if err := addRoundedID(l.run.rounded, l.worker, brand, found.posts[0]); err != nil {
		return err
	}
	l.key = caseKey(l.key[:0], brand, c)
	l.buf = l.run.appendRecord(l.buf[:0], c, brand)
	return l.run.cases.Add(l.worker, l.key, l.buf)
}

func (l *labeller) drop(posts []*pairPost, f fate) error {
	for _, p := range posts {
		if err := l.count(p, f); err != nil {
			return err
		}
	}
	return nil
}

// count counts what became of a post.
func (l *labeller) count(p *pairPost, f fate) error {
	if p.shared != 0 {
		return addFate(l.run.fates, l.worker, p, f)
	}
	l.fates[f]++
	return nil
}

// inWindow reports whether a case that opened at t counts. Of one without a time
// nobody knows, so that it counts only where there is no limit.
func (o *Options) inWindow(t time.Time) bool {
	if t.IsZero() {
		return o.Since.IsZero() && o.Until.IsZero()
	}
	return (o.Since.IsZero() || !t.Before(o.Since)) && (o.Until.IsZero() || t.Before(o.Until))
}

// note counts the posts of a case.
func (l *labeller) note(posts []*pairPost) error {
	for _, p := range posts {
		f := used
		if p.misdated {
			f = usedMisdated
		}
		if err := l.count(p, f); err != nil {
			return err
		}
		if p.second == noTime {
			continue
		}
		l.first = earlier(l.first, p.second)
		l.last = max(l.last, p.second)
	}
	return nil
}

// countTemplates notes at each reply how many customers got its skeleton, and
// counts the use of those that enough customers got to make a template. One
// customer's replies come here together, so customers add up.
func (l *labeller) countTemplates(brand int, cases []casePosts) error {
	uses := l.tallies[brand].templates
	l.here = l.here[:0]
	for _, c := range cases {
		for _, p := range c.posts {
			if !p.byBrand {
				continue
			}
			use, ok := uses[p.skeleton]
			if !ok {
				customers, many := l.index[templateKey{brand, p.skeleton}]
				if !many || customers < l.run.Limits.TemplateCustomers {
					p.recipients = max(1, customers) // and it will be no template
					continue
				}
				use = templateUse{recipients: int32(customers), second: math.MaxInt64}
				if err := l.run.keepText(l.worker, templateKey{brand, p.skeleton}, codebook.Skeleton(p.text)); err != nil {
					return err
				}
			}
			p.recipients = int(use.recipients)
			use.replies++
			if !slices.Contains(l.here, p.skeleton) {
				l.here = append(l.here, p.skeleton)
				use.customers++
			}
			if p.second < use.second || p.second == use.second && compareIDs(p.id, use.example) < 0 {
				use.example, use.second = strings.Clone(p.id), p.second
			}
			uses[p.skeleton] = use
		}
	}
	return nil
}

// makeCase sets c to the labelled case that the posts are.
func (l *labeller) makeCase(c *Case, brand int, customer string, posts []*pairPost) {
	b := &l.run.Brands.list[brand]
	*c = Case{Brand: b.Name, Customer: customer, Language: b.Language, Turns: c.Turns[:0], Caveats: c.Caveats[:0]}
	posts = numbered(posts)
	opened := false
	for _, p := range posts {
		c.Turns = append(c.Turns, codebook.Turn{
			ID: p.id, Author: b.author(customer, p.byBrand), Brand: p.byBrand, Text: p.text, Time: p.time(), Language: p.language, Recipients: p.recipients,
		})
		if p.damage&(dataset.RoundedID|dataset.RoundedReply) != 0 && len(c.Caveats) == 0 {
			c.Caveats = append(c.Caveats, CaveatDamagedLinks)
		}
		if !p.byBrand && !opened {
			opened = true
			c.OpenedTo = p.account
			c.Misdirected = p.account != "" && !p.support
		}
	}
	c.ID = l.keep(append(append(append(l.ids, b.Name...), '/'), c.InTime()[0].ID...))
	l.shown = codebook.Case{Language: c.Language, Turns: c.Turns}
	c.Label = l.memo.Label(&l.shown)
	if at := c.Label.LastReply; at >= 0 && c.Turns[at].Recipients >= l.run.Limits.TemplateCustomers {
		c.TemplateID = l.keep(appendTemplateID(l.ids, posts[at].skeleton))
	}
}

// keep takes l.ids with one more at its end and returns that, which is valid as
// long as the pair.
func (l *labeller) keep(ids []byte) string {
	id := ids[len(l.ids):]
	l.ids = ids
	return unsafe.String(unsafe.SliceData(id), len(id))
}

// eachPair calls f with the posts of every pair of a partition, which are valid
// until f returns.
func (r *run) eachPair(part int, f func(brand int, customer string, posts []pairPost) error) error {
	records, err := r.pairs.Take(part)
	if err != nil {
		return err
	}
	defer records.Free()
	var posts []pairPost
	for _, deliveries := range records.Grouped() {
		for len(deliveries) > 0 {
			brand, customer, _ := takePair(deliveries[0])
			posts = posts[:0]
			others := deliveries[:0] // of another pair, whose hash is the same
			for _, d := range deliveries {
				b, c, rest := takePair(d)
				if b != brand || c != customer {
					others = append(others, d)
					continue
				}
				posts = append(posts, pairPost{})
				posts[len(posts)-1].unpackDelivery(rest)
			}
			deliveries = others
			if err := f(brand, customer, posts); err != nil {
				return err
			}
		}
	}
	return nil
}
