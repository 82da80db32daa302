package audit

import (
	"encoding/binary"
	"math"
	"time"
	"unsafe"

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

// packPost appends what an audit needs of a post that stands in this file.
func packPost(b []byte, p *dataset.Post, file int) []byte {
	b = append(b, byte(p.Side))
	b = binary.AppendUvarint(b, uint64(p.Damage))
	b = binary.AppendVarint(b, secondOf(p))
	b = binary.AppendUvarint(b, uint64(file))
	for _, s := range [...]string{p.ID, p.Author, p.AuthorID, p.ReplyTo, dataset.AccountKey(p.ReplyToAuthor, p.ReplyToAuthorID), p.Language, p.Text} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return b
}

// packedMost is how many bytes packPost appends at most.
func packedMost(p *dataset.Post) int {
	const strings, rest = 8, 2 + 4*binary.MaxVarintLen64
	return rest + strings*binary.MaxVarintLen32 + len("id:") + len(p.ID) + len(p.Author) + len(p.AuthorID) +
		len(p.ReplyTo) + 3*len(p.ReplyToAuthor) + len(p.ReplyToAuthorID) + len(p.Language) + len(p.Text)
}

// secondOf is a post's time.
func secondOf(p *dataset.Post) int64 {
	if p.Time.IsZero() {
		return noTime
	}
	return p.Time.Unix()
}

// unpack sets p to what packPost wrote. Its strings share b's memory, which must
// not change any more.
func (p *post) unpack(b []byte) {
	p.packed = b
	p.side, b = dataset.Side(b[0]), b[1:]
	damage, b := cutNumber(b)
	second, n := binary.Varint(b)
	file, b := cutNumber(b[n:])
	p.damage, p.second, p.file = dataset.Damage(damage), second, file
	p.id, b = cutString(b)
	p.author, b = cutString(b)
	p.authorID, b = cutString(b)
	p.replyTo, b = cutString(b)
	p.replyToAuthor, b = cutString(b)
	p.language, b = cutString(b)
	p.text, _ = cutString(b)
}

// cutString cuts a string from the front of b, whose memory it shares.
func cutString(b []byte) (s string, rest []byte) {
	size, b := cutNumber(b)
	return unsafe.String(unsafe.SliceData(b), size), b[size:]
}

// cutNumber cuts a number from the front of b.
func cutNumber(b []byte) (x int, rest []byte) {
	if b[0] < 0x80 { // most are
		return int(b[0]), b[1:]
	}
	u, n := binary.Uvarint(b)
	return int(u), b[n:]
}

// fromDataset takes what an audit needs of a post, but for its file.
func fromDataset(p *dataset.Post) post {
	return post{
		id:            p.ID,
		author:        p.Author,
		authorID:      p.AuthorID,
		replyTo:       p.ReplyTo,
		replyToAuthor: dataset.AccountKey(p.ReplyToAuthor, p.ReplyToAuthorID),
		language:      p.Language,
		text:          p.Text,
		second:        secondOf(p),
		side:          p.Side,
		damage:        p.Damage,
	}
}

// hash is the project's one hash of a string: fixed, so that nothing depends
// on the process.
func hash(s string) uint64 { return xxhash.Sum64String(s) }
