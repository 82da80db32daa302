package codebook

import (
	"encoding/binary"
	"hash/maphash"
	"slices"
	"strings"
	"sync/atomic"
	"unsafe"
)

// A Memo labels cases and remembers them, so that cases that say the same are
// decided once: brands answer many customers alike, and many customers ask
// alike. What it answers is what its Codebook would. It is for one goroutine;
// others that label at the same time share what it remembers.
type Memo struct {
	cb    *Codebook
	known *known
	sense []byte
}

// known is what some goroutines remember, each label at one of the two places that its
// digest has: a later one takes the place of an earlier, and nobody waits for another.
type known struct {
	seeds  [2]maphash.Seed
	labels []atomic.Pointer[remembered]
}

// A digest stands for a case's sense, which is much longer. That two senses of some
// archive have the same digest is not to be expected: among 10^12 cases, one in 10^14.
type digest [2]uint64

// remembered is the label of all cases with one digest. Its quotes are places,
// for the next case may have other handles there. It does not change.
type remembered struct {
	digest digest
	label  Label
	quotes [quotes]place
}

// A place is where a turn's text says something; turn is -1 for nothing.
type place struct{ turn, from, to int32 }

// NewMemo returns an empty Memo that takes about so many bytes of memory.
func NewMemo(cb *Codebook, memory int) *Memo {
	const each = int(unsafe.Sizeof(remembered{})) + 8
	return &Memo{cb: cb, known: &known{
		seeds:  [...]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		labels: make([]atomic.Pointer[remembered], max(memory/each, 1)),
	}}
}

// Share returns a Memo for another goroutine that remembers what this one does.
func (m *Memo) Share() *Memo { return &Memo{cb: m.cb, known: m.known} }

// Label decides about a case as its Codebook does. Nothing that is remembered
// shares the case's memory.
func (m *Memo) Label(c *Case) Label {
	m.sense = appendSense(m.sense[:0], c)
	digest := m.known.digest(m.sense)
	r, at := m.known.find(digest)
	if r != nil {
		l := r.label
		for i, quote := range l.quotes() {
			*quote = r.quotes[i].in(c)
		}
		return l
	}
	l := m.cb.Label(c)
	r = &remembered{digest: digest, label: l}
	r.label.Language = strings.Clone(l.Language) // perhaps a post's own mark
	for i, quote := range r.label.quotes() {
		turn, from, ok := c.Place(*quote)
		if !ok {
			return l
		}
		r.quotes[i] = place{int32(turn), int32(from), int32(from + len(*quote))}
		*quote = ""
	}
	at.Store(r)
	return l
}

func (k *known) digest(sense []byte) (d digest) {
	for i, seed := range k.seeds {
		d[i] = maphash.Bytes(seed, sense)
	}
	return d
}

// find returns what is remembered of the cases with a digest, nil if it is nothing,
// and its place or one for it.
func (k *known) find(d digest) (r *remembered, at *atomic.Pointer[remembered]) {
	for _, half := range d {
		at = &k.labels[half%uint64(len(k.labels))]
		if r = at.Load(); r == nil || r.digest == d {
			return r, at
		}
	}
	return nil, at
}

// quotes is how many words of a case a label quotes.
const quotes = 4

func (l *Label) quotes() [quotes]*string {
	return [...]*string{&l.Evidence, &l.IntentSays, &l.Confidential, &l.Bounce}
}

// Place finds where a quote of a case's label was cut from one of its texts: the
// turn, -1 for an empty quote, and the first byte. ok is false if it was not.
func (c *Case) Place(quote string) (turn, from int, ok bool) {
	if quote == "" {
		return -1, 0, true
	}
	cut := uintptr(unsafe.Pointer(unsafe.StringData(quote)))
	for i := range c.Turns {
		text := c.Turns[i].Text
		from := cut - uintptr(unsafe.Pointer(unsafe.StringData(text))) // huge if before it
		if size := uintptr(len(text)); from < size && uintptr(len(quote)) <= size-from {
			return i, int(from), true
		}
	}
	return 0, 0, false
}

// in is what a case says at a place.
func (p place) in(c *Case) string {
	if p.turn < 0 {
		return ""
	}
	return c.Turns[p.turn].Text[p.from:p.to]
}

// appendSense appends all that a label depends on. Of a handle that is whose it
// is and its length.
func appendSense(b []byte, c *Case) []byte {
	b = append(b, c.Language...)
	named := false
	for i := range c.Turns {
		named = named || c.Turns[i].Author != ""
	}
	var one [1]string // nearly every case has one customer's account
	customers := c.appendCustomers(one[:0])
	for i := range c.Turns {
		t := &c.Turns[i]
		b = append(b, 0, byte(side(t.Brand)))
		b = append(b, t.Language...)
		b = append(b, 0)
		b = binary.AppendUvarint(b, uint64(t.Recipients))
		b = binary.AppendUvarint(b, uint64(len(t.Text)))
		for text, from := t.Text, 0; ; {
			at := strings.IndexByte(text[from:], '@') + 1
			if at == 0 {
				b = append(b, text...)
				break
			}
			if at += from; at > 1 && isHandleByte(text[at-2]) {
				from = at // of a mail address, whose letters matter
				continue
			}
			b = append(b, text[:at]...)
			text, from = text[at:], 0
			n := accountLength(text)
			whose := byte('x')
			if named && n > 0 {
				whose = handleOf(t, customers, text[:n])
			}
			b = binary.AppendUvarint(append(b, whose), uint64(n))
			text = text[n:]
		}
	}
	return b
}

// handleOf says whose a handle in a post is: the author's of the post, a
// customer's of the case, or somebody else's.
func handleOf(post *Turn, customers []string, handle string) byte {
	switch {
	case strings.EqualFold(handle, post.Author):
		return 'a'
	case hasHandle(customers, handle):
		return 'c'
	}
	return 'x'
}

// appendCustomers appends the accounts that wrote a post of the case as a customer,
// each once.
func (c *Case) appendCustomers(list []string) []string {
	for i := range c.Turns {
		if t := &c.Turns[i]; !t.Brand && !slices.Contains(list, t.Author) {
			list = append(list, t.Author)
		}
	}
	return list
}

func hasHandle(list []string, handle string) bool {
	return slices.ContainsFunc(list, func(other string) bool { return strings.EqualFold(other, handle) })
}
