package audit

import (
	"encoding/binary"
	"math"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// caseKey appends what orders cases: by brand, opening time and id.
func caseKey(b []byte, brand int, c *Case) []byte {
	b = appendMoment(b, brand, c.OpenedAt().Unix())
	return appendID(b, c.ID[len(c.Brand)+1:])
}

// appendID appends what orders ids: as numbers where they are numbers of 64 bits,
// behind which come the others. Different ids differ.
func appendID(b []byte, id string) []byte {
	if n, ok := idNumber(id); ok {
		return binary.BigEndian.AppendUint64(b, n)
	}
	return append(binary.BigEndian.AppendUint64(b, math.MaxUint64), id...)
}

// idNumber reads an id that is a number and is written as numbers are.
func idNumber(id string) (n uint64, ok bool) {
	const digits = 19 // fit into 64 bits
	if id == "" || len(id) > digits || id[0] == '0' {
		return 0, false
	}
	for i := range len(id) {
		if id[i] < '0' || id[i] > '9' {
			return 0, false
		}
		n = n*10 + uint64(id[i]-'0')
	}
	return n, true
}

// appendMoment appends what orders brands, and times of one brand, in eight
// bytes: there are fewer than 2^24 brands, and seconds beyond 2^39, seventeen
// thousand years from 1970, are none.
func appendMoment(b []byte, brand int, second int64) []byte {
	second = min(max(second, -furthest), furthest-1) + furthest
	return binary.BigEndian.AppendUint64(b, uint64(brand)<<40|uint64(second))
}

const furthest = 1 << 39

// takeMoment takes apart what appendMoment appended.
func takeMoment(b []byte) (brand int, second int64) {
	x := binary.BigEndian.Uint64(b)
	return int(x >> 40), int64(x&(1<<40-1)) - furthest
}

// A packer appends values to its bytes, which an unpacker takes in their order.
type packer []byte

func (b *packer) string(s string) {
	*b = binary.AppendUvarint(*b, uint64(len(s)))
	*b = append(*b, s...)
}

func (b *packer) int(i int) { *b = binary.AppendVarint(*b, int64(i)) }

func (b *packer) bool(v bool) {
	if v {
		*b = append(*b, 1)
	} else {
		*b = append(*b, 0)
	}
}

func (b *packer) float(f float64) {
	*b = binary.LittleEndian.AppendUint64(*b, math.Float64bits(f))
}

func (b *packer) time(t time.Time) {
	if t.IsZero() {
		b.int(noTime)
	} else {
		b.int(int(t.Unix()))
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

func (b *unpacker) string() (s string) {
	s, *b = cutString(*b)
	return s
}

func (b *unpacker) int() int {
	i, n := binary.Varint(*b)
	*b = (*b)[n:]
	return int(i)
}

func (b *unpacker) bool() bool {
	v := (*b)[0] == 1
	*b = (*b)[1:]
	return v
}

func (b *unpacker) float() float64 {
	f := math.Float64frombits(binary.LittleEndian.Uint64(*b))
	*b = (*b)[8:]
	return f
}

func (b *unpacker) time() time.Time {
	if second := b.int(); second != noTime {
		return time.Unix(int64(second), 0).UTC()
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

// pack appends a case of the brand with this number to buf, without its caveats.
func (c *Case) pack(buf []byte, brand int) []byte {
	b := packer(buf)
	b.int(brand)
	b.string(c.ID)
	b.string(c.Customer)
	b.string(c.TemplateID)
	b.string(c.OpenedTo)
	b.bool(c.Misdirected)
	b.int(len(c.Turns))
	for i := range c.Turns {
		t := &c.Turns[i]
		b.string(t.ID)
		b.bool(t.Brand)
		b.string(t.Text)
		b.time(t.Time)
		b.string(t.Language)
		b.int(t.Recipients)
	}
	l, says := &c.Label, codebook.Case{Turns: c.Turns}
	b.string(string(l.Intent))
	b.string(string(l.Outcome))
	b.string(string(l.Channel))
	b.string(string(l.Reason))
	b.string(l.Language)
	b.string(l.Rule)
	b.quote(l.Evidence, &says)
	b.int(l.EvidenceAt)
	b.int(l.LastReply)
	b.string(l.IntentRule)
	b.quote(l.IntentSays, &says)
	b.float(l.Confidence)
	b.quote(l.Confidential, &says)
	b.quote(l.Bounce, &says)
	return b
}

// unpack sets c to what pack wrote. Its strings share b's memory.
func (c *Case) unpack(buf []byte, brands []Brand) {
	b := unpacker(buf)
	brand := &brands[b.int()]
	c.Brand, c.Language = brand.Name, brand.Language
	c.ID = b.string()
	c.Customer = b.string()
	c.TemplateID = b.string()
	c.OpenedTo = b.string()
	c.Misdirected = b.bool()
	n := b.int()
	c.Turns = c.Turns[:0]
	for range n {
		c.Turns = append(c.Turns, codebook.Turn{
			ID:         b.string(),
			Brand:      b.bool(),
			Text:       b.string(),
			Time:       b.time(),
			Language:   b.string(),
			Recipients: b.int(),
		})
		t := &c.Turns[len(c.Turns)-1]
		t.Author = brand.author(c.Customer, t.Brand)
	}
	c.Label = codebook.Label{
		Intent:     codebook.Intent(b.string()),
		Outcome:    codebook.Outcome(b.string()),
		Channel:    codebook.Channel(b.string()),
		Reason:     codebook.Reason(b.string()),
		Language:   b.string(),
		Rule:       b.string(),
		Evidence:   b.quote(c.Turns),
		EvidenceAt: b.int(),
		LastReply:  b.int(),
		IntentRule: b.string(),
		IntentSays: b.quote(c.Turns),
		Confidence: b.float(),

		Confidential: b.quote(c.Turns),
		Bounce:       b.quote(c.Turns),
	}
}
