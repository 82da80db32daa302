package audit

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lastword-audit/lastword/audit/spill"
	"github.com/lastword-audit/lastword/dataset"
)

// Posts are the posts of an archive as an audit sees them: each one once,
// whole, in the order of time and id. Close them to free their temporary files.
type Posts struct {
	Read     int              // posts in the inputs
	Copies   int              // of them, copies of others, which are left out
	Problems int              // records that could not be read, or not in full
	Trouble  *dataset.Problem // the first of these, nil if there is none

	pool    *spill.Pool
	sorted  *spill.Sorter
	aliases aliases
}

// Unique reads src and drops the copies of posts by the rules of an audit: one
// id, or one author, time and text. A post that is kept knows what any of its
// copies knew, and what replied to a copy replies to it. Reposts are kept, and
// are no copies of what they repeat.
//
// Posts beyond the memory, in bytes, go to a temporary file in dir; what stays of
// each is some fifty bytes, eighty if it tells its author's handle and id, and two
// ids of each copy under another id.
func Unique(ctx context.Context, src Source, memory int64, dir string) (*Posts, error) {
	const slot = 64 << 10
	pool := spill.NewPool(dir, 3*memory/4, int(min(slot, memory/(4*likeParts)+1)))
	u := &uniquer{
		posts: Posts{pool: pool, sorted: pool.NewSorter(1, memory/16), aliases: aliases{}},
		log:   pool.NewPartitions(1, 1),
		alike: pool.NewPartitions(likeParts, 1),
		first: map[uint64]int32{},
	}
	err := u.read(ctx, src)
	if err == nil {
		u.first = nil
		err = u.sift(ctx)
	}
	if err == nil {
		err = u.dropCopies(ctx)
	}
	if err == nil {
		err = u.posts.settleAliases()
	}
	if err != nil {
		return nil, errors.Join(err, u.posts.Close())
	}
	return &u.posts, nil
}

// All yields the posts. It can be ranged over more than once. A post is valid
// until the next one.
func (p *Posts) All() iter.Seq2[*dataset.Post, error] {
	return func(yield func(*dataset.Post, error) bool) {
		for item, err := range p.sorted.All() {
			var post dataset.Post
			if err == nil {
				unpackWhole(item.Record, &post)
				post.ReplyTo = p.aliases.of(post.ReplyTo)
				post.Conversation = p.aliases.of(post.Conversation)
			}
			if !yield(&post, err) || err != nil {
				return
			}
		}
	}
}

// Close frees the memory and the temporary files.
func (p *Posts) Close() error { return p.pool.Close() }

// A uniquer finds copies in two steps, so that it holds no more than a few
// posts at a time. First, posts that could be copies are brought together by
// hashes of what copies have in common; most posts are like no other, and are
// done with. Then the rules decide within each group.
type uniquer struct {
	posts Posts
	log   *spill.Partitions // posts in the order of reading
	alike *spill.Partitions // posts that could be copies, by group

	first map[uint64]int32 // first post with a hash
	group sets
	many  []bool // the group has more than one post
}

// likeParts is how many parts the posts that could be copies are spread over:
// one part at a time is in memory.
const likeParts = 256

func (u *uniquer) read(ctx context.Context, src Source) error {
	var packed []byte
	for n := 0; src.Scan(); n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		p, ok := src.Record().(*dataset.Post)
		if !ok {
			u.problem(src.Record())
			continue
		}
		u.posts.Read++
		u.bringTogether(p)
		packed = packWhole(packed[:0], p)
		if err := u.log.Append(0, 0, packed); err != nil {
			return err
		}
	}
	return src.Err()
}

func (u *uniquer) problem(r dataset.Record) {
	u.posts.Problems++
	if p, ok := r.(*dataset.Problem); ok && u.posts.Trouble == nil {
		u.posts.Trouble = p
	}
}

// bringTogether puts a post into one group with those that it could be a copy
// of: those of the same author under this id or one that rounds to the same,
// and those of the same author, time and text. Of copies under one id, one may name
// the author by handle and another by id.
func (u *uniquer) bringTogether(p *dataset.Post) {
	i := int32(len(u.group))
	u.group = append(u.group, i)
	u.many = append(u.many, false)
	repost, id := strconv.FormatBool(p.Repost)+"\x00", "\x00"+roundedID(p.ID)
	author := repost + dataset.AccountKey(p.Author, p.AuthorID)
	u.join(i, "id\x00"+author+id)
	if p.Author != "" && p.AuthorID != "" {
		u.join(i, "id\x00"+repost+dataset.AccountKey("", p.AuthorID)+id)
	}
	u.join(i, "text\x00"+author+"\x00"+strconv.FormatInt(p.Time.Unix(), 10)+"\x00"+p.Text)
}

// join puts post i into the group of those that have this in common.
func (u *uniquer) join(i int32, key string) {
	h := hash(key)
	j, ok := u.first[h]
	if !ok {
		u.first[h] = i
		return
	}
	a, b := u.group.of(i), u.group.of(j)
	u.group[max(a, b)] = min(a, b)
	u.many[min(a, b)] = true
}

// roundedID returns what a program that has numbers in 53 bits makes of an id.
func roundedID(id string) string {
	if f, err := strconv.ParseFloat(id, 64); err == nil && len(id) > 15 {
		return strconv.FormatUint(math.Float64bits(f), 16)
	}
	return id
}

// sift hands on the posts that are like no other, and brings the rest together
// by group.
func (u *uniquer) sift(ctx context.Context) error {
	var head [8]byte
	i := int32(-1)
	return u.log.Drain(0, func(record []byte) error {
		if i++; i%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		group := u.group.of(i)
		if !u.many[group] {
			return u.keep(record)
		}
		binary.LittleEndian.PutUint64(head[:], uint64(group))
		return u.alike.Append(0, int(group)%likeParts, head[:], record)
	})
}

// dropCopies applies the rules to every group.
func (u *uniquer) dropCopies(ctx context.Context) error {
	type member struct {
		group uint64
		whole *wholePost
	}
	for part := range likeParts {
		if err := ctx.Err(); err != nil {
			return err
		}
		var members []member
		alike, err := u.alike.Take(part)
		if err != nil {
			return err
		}
		for record := range alike.All() {
			p := new(wholePost)
			p.unpack(record[8:])
			members = append(members, member{binary.LittleEndian.Uint64(record), p})
		}
		slices.SortStableFunc(members, func(a, b member) int { return cmp.Compare(a.group, b.group) })
		for len(members) > 0 {
			var group []*wholePost
			for id := members[0].group; len(members) > 0 && members[0].group == id; members = members[1:] {
				group = append(group, members[0].whole)
			}
			if err := u.dropFrom(group); err != nil {
				return err
			}
		}
		alike.Free()
	}
	return nil
}

// dropFrom keeps the posts of a group that are no copies.
func (u *uniquer) dropFrom(group []*wholePost) error {
	slices.SortFunc(group, compareWhole)
	finder := copyFinder{apart: apart}
	original := finder.originals(len(group), func(i int) *post { return &group[i].seen })
	for i, o := range original {
		if int(o) != i {
			group[o].learn(group[i])
			u.posts.Copies++
			u.posts.aliases.add(group[i].ID, group[o].ID)
			u.posts.aliases.add(group[i].ReplyTo, group[o].seen.replyTo)
		}
	}
	for i, o := range original {
		if int(o) == i {
			if err := u.keep(group[i].pack()); err != nil {
				return err
			}
		}
	}
	return nil
}

// apart reports whether two posts of one author, time and text answer
// different posts, as a machine that answers does.
func apart(a, b *post) bool {
	return a.replyTo != "" && b.replyTo != "" && a.replyTo != b.replyTo &&
		(a.damage|b.damage)&dataset.RoundedReply == 0 && !sameWhenRounded(a.replyTo, b.replyTo)
}

// keep adds a packed post to the result.
func (u *uniquer) keep(record []byte) error {
	var p dataset.Post
	unpackWhole(record, &p)
	key := binary.BigEndian.AppendUint64(nil, uint64(unixNano(p.Time))^1<<63) // negative times first
	key = binary.BigEndian.AppendUint32(key, uint32(len(p.ID)))
	key = append(key, p.ID...)
	return u.posts.sorted.Add(0, key, record)
}

// unixNano orders times; what lies beyond its range stands at its ends.
func unixNano(t time.Time) int64 {
	switch year := t.Year(); {
	case t.IsZero() || year < 1700:
		return math.MinInt64
	case year > 2200:
		return math.MaxInt64
	}
	return t.UnixNano()
}

// A wholePost is a post with all that its source says, and as the rules for
// copies see it.
type wholePost struct {
	dataset.Post
	seen post
}

func (p *wholePost) unpack(record []byte) {
	unpackWhole(record, &p.Post)
	p.seen = postOf(&p.Post, 0)
}

// pack returns the post with what it has learnt.
func (p *wholePost) pack() []byte {
	p.ReplyTo, p.Language, p.Damage = p.seen.replyTo, p.seen.language, p.seen.damage
	return packWhole(nil, &p.Post)
}

// learn takes over what only a copy of the post knows, beside what the rules
// for copies see to.
func (p *wholePost) learn(c *wholePost) {
	for _, s := range []struct {
		mine *string
		its  string
	}{
		{&p.Author, c.Author}, {&p.AuthorID, c.AuthorID}, {&p.ReplyToAuthor, c.ReplyToAuthor},
		{&p.ReplyToAuthorID, c.ReplyToAuthorID}, {&p.Conversation, c.Conversation},
	} {
		if *s.mine == "" {
			*s.mine = s.its
		}
	}
	if p.Side == dataset.SideUnknown {
		p.Side = c.Side
	}
}

// compareWhole is comparePosts, and tells posts apart by what else they say, and only
// then by their places.
func compareWhole(a, b *wholePost) int {
	if c := cmp.Or(comparePosts(&a.seen, &b.seen), a.Time.Compare(b.Time)); c != 0 {
		return c
	}
	theirs := wholeStrings(&b.Post)
	for i, s := range wholeStrings(&a.Post) {
		if c := strings.Compare(*s, *theirs[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.Line, b.Line)
}

// packWhole appends all that is known of a post to b.
func packWhole(b []byte, p *dataset.Post) []byte {
	w := packer(b)
	w.bool(p.Repost)
	w.int(int(p.Side))
	w.int(int(p.Damage))
	w.time(p.Time)
	w.int(p.Time.Nanosecond())
	for _, s := range wholeStrings(p) {
		w.string(*s)
	}
	w.int(p.Line)
	return w
}

// unpackWhole sets p to what packWhole wrote. Its strings share b's memory.
func unpackWhole(b []byte, p *dataset.Post) {
	r := unpacker(b)
	p.Repost = r.bool()
	p.Side = dataset.Side(r.int())
	p.Damage = dataset.Damage(r.int())
	p.Time = r.time()
	p.Time = p.Time.Add(time.Duration(r.int()))
	for _, s := range wholeStrings(p) {
		*s = r.string()
	}
	p.Line = r.int()
}

func wholeStrings(p *dataset.Post) [10]*string {
	return [...]*string{
		&p.ID, &p.Author, &p.AuthorID, &p.Text, &p.ReplyTo, &p.ReplyToAuthor,
		&p.ReplyToAuthorID, &p.Conversation, &p.Language, &p.File,
	}
}
