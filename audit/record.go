package audit

import (
	"encoding/binary"
	"math"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/lastword-audit/lastword/dataset"
)

// A post is a dataset.Post between reading and labelling, in a form that
// packs into a few bytes more than its text.
type post struct {
	id, author, authorID   string
	replyTo, replyToAuthor string // replyToAuthor is a dataset.AccountKey
	language               string
	text                   string
	file                   int   // index into the inputs
	second                 int64 // Unix time; noTime if the source has none
	side                   dataset.Side
	damage                 dataset.Damage
	packed                 []byte // what it was unpacked from, nil if it was not
}

// noTime stands for a time that the source does not give. It sorts first; see
// putInOrder.
const noTime = math.MinInt64

// time returns the post's time, zero if the source has none.
func (p *post) time() time.Time {
	if p.second == noTime {
		return time.Time{}
	}
	return time.Unix(p.second, 0).UTC()
}

// authorKey is how a post's author is compared.
func (p *post) authorKey() string { return dataset.AccountKey(p.author, p.authorID) }

// rounded reports whether the post's id may have lost digits.
func (p *post) rounded() bool { return p.damage&dataset.RoundedID != 0 }

// postOf takes what an audit needs of a post that stands in this file.
func postOf(p *dataset.Post, file int) post {
	return post{
		id:            p.ID,
		author:        p.Author,
		authorID:      p.AuthorID,
		replyTo:       p.ReplyTo,
		replyToAuthor: dataset.AccountKey(p.ReplyToAuthor, p.ReplyToAuthorID),
		language:      p.Language,
		text:          p.Text,
		file:          file,
		second:        secondOf(p),
		side:          p.Side,
		damage:        p.Damage,
	}
}

// secondOf is a post's time.
func secondOf(p *dataset.Post) int64 {
	if p.Time.IsZero() {
		return noTime
	}
	return p.Time.Unix()
}

// pack appends the post to b, whose it is first: see unpackAuthor.
func (p *post) pack(b []byte) []byte {
	w := packer(b)
	w.int(int(p.side))
	w.string(p.author)
	w.string(p.authorID)
	w.int(int(p.damage))
	w.int64(p.second)
	w.int(p.file)
	for _, s := range p.strings() {
		w.string(*s)
	}
	return w
}

// packedMost is how many bytes pack appends at most.
func (p *post) packedMost() int {
	strings := p.strings()
	n := (6+len(strings))*binary.MaxVarintLen64 + len(p.author) + len(p.authorID)
	for _, s := range strings {
		n += len(*s)
	}
	return n
}

// unpack sets p to what pack wrote. Its strings share b's memory, which must not
// change any more.
func (p *post) unpack(b []byte) {
	p.packed = b
	r := p.unpackAuthor(b)
	p.damage = dataset.Damage(r.int())
	p.second = r.int64()
	p.file = r.int()
	for _, s := range p.strings() {
		*s = r.string()
	}
}

// unpackAuthor sets whose post p is to what pack wrote, and returns the rest.
func (p *post) unpackAuthor(b []byte) (rest unpacker) {
	r := unpacker(b)
	p.side = dataset.Side(r.int())
	p.author = r.string()
	p.authorID = r.string()
	return r
}

func (p *post) strings() [5]*string {
	return [...]*string{&p.id, &p.replyTo, &p.replyToAuthor, &p.language, &p.text}
}

// hash is the project's one hash of a string: fixed, so that nothing depends
// on the process.
func hash(s string) uint64 { return xxhash.Sum64String(s) }
