package audit

import (
	"encoding/binary"
	"math"
	"time"
	"unsafe"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// A packer appends values to its bytes, which an unpacker takes in their order.
type packer []byte

func (b *packer) string(s string) {
	*b = binary.AppendUvarint(*b, uint64(len(s)))
	*b = append(*b, s...)
}

func (b *packer) int(i int) { b.int64(int64(i)) }

func (b *packer) int64(i int64) { *b = binary.AppendVarint(*b, i) }

func (b *packer) bool(v bool) {
	if v {
		*b = append(*b, 1)
	} else {
		*b = append(*b, 0)
	}
}

// hash appends a number of which all sizes are as likely.
func (b *packer) hash(h uint64) { *b = binary.LittleEndian.AppendUint64(*b, h) }

func (b *packer) float(f float64) { b.hash(math.Float64bits(f)) }

func (b *packer) time(t time.Time) {
	if t.IsZero() {
		b.int64(noTime)
	} else {
		b.int64(t.Unix())
	}
}

// quote appends what a label quotes, as its place in the case if it has one.
func (b *packer) quote(quote string, c *codebook.Case) {
	turn, from, ok := c.Place(quote)
	if !ok || turn < 0 {
		b.int(-1)
		b.string(quote)
		return
	}
	b.int(turn)
	b.int(from)
	b.int(len(quote))
}

// An unpacker takes values from its bytes. Strings share their memory.
type unpacker []byte

func (b *unpacker) string() string {
	size := b.number()
	rest := *b
	*b = rest[size:]
	return unsafe.String(unsafe.SliceData(rest), size)
}

func (b *unpacker) int() int { return int(b.int64()) }

func (b *unpacker) int64() int64 {
	u := b.number()
	return int64(u>>1) ^ -int64(u&1) // as binary.Varint does
}

func (b *unpacker) number() uint64 {
	u, n := uint64((*b)[0]), 1
	if u >= 0x80 { // few are
		u, n = binary.Uvarint(*b)
	}
	*b = (*b)[n:]
	return u
}

func (b *unpacker) bool() bool {
	v := (*b)[0] == 1
	*b = (*b)[1:]
	return v
}

func (b *unpacker) hash() uint64 {
	h := binary.LittleEndian.Uint64(*b)
	*b = (*b)[8:]
	return h
}

func (b *unpacker) float() float64 { return math.Float64frombits(b.hash()) }

func (b *unpacker) time() time.Time {
	if second := b.int64(); second != noTime {
		return time.Unix(second, 0).UTC()
	}
	return time.Time{}
}

func (b *unpacker) quote(turns []codebook.Turn) string {
	turn := b.int()
	if turn < 0 {
		return b.string()
	}
	from := b.int()
	return turns[turn].Text[from : from+b.int()]
}
