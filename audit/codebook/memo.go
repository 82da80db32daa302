package codebook

import (
	"encoding/binary"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// A Memo labels cases and remembers them, so that cases that say the same are
// decided once: brands answer many customers alike, and many customers ask
// alike. What it answers is what its Codebook would. It is for one goroutine.
type Memo struct {
	cb     *Codebook
	labels map[[2]uint64]Label
	key    []byte
}

// mostRemembered bounds a Memo: some megabytes of labels.
const mostRemembered = 1 << 14

// NewMemo returns an empty Memo.
func NewMemo(cb *Codebook) *Memo {
	return &Memo{cb: cb, labels: map[[2]uint64]Label{}}
}

// Label decides about a case as its Codebook does.
func (m *Memo) Label(c *Case) Label {
	m.key = appendSense(m.key[:0], c)
	// Two hashes of 64 bits, so that no two cases in any archive share a key.
	key := [2]uint64{xxhash.Sum64(m.key), 0}
	key[1] = xxhash.Sum64(binary.LittleEndian.AppendUint64(m.key, key[0]))
	if l, ok := m.labels[key]; ok {
		return l
	}
	l := m.cb.Label(c)
	if quotesHandle(&l) {
		return l // the next case has another handle there
	}
	if len(m.labels) >= mostRemembered {
		clear(m.labels)
	}
	l.Evidence, l.IntentSays = strings.Clone(l.Evidence), strings.Clone(l.IntentSays)
	l.Confidential, l.Bounce = strings.Clone(l.Confidential), strings.Clone(l.Bounce)
	m.labels[key] = l
	return l
}

func quotesHandle(l *Label) bool {
	for _, quote := range [...]string{l.Evidence, l.IntentSays, l.Confidential, l.Bounce} {
		if strings.Contains(quote, "@") {
			return true
		}
	}
	return false
}

// appendSense appends all that a label depends on. Of a handle that is its
// length and whose it is: the author's of the post, a customer's of the case,
// or somebody else's.
func appendSense(b []byte, c *Case) []byte {
	b = append(b, c.Language...)
	for i := range c.Turns {
		t := &c.Turns[i]
		b = append(b, 0, byte(side(t.Brand)))
		b = append(b, t.Language...)
		b = append(b, 0)
		b = binary.AppendUvarint(b, uint64(t.Recipients))
		b = binary.AppendUvarint(b, uint64(len(t.Text)))
		b = appendText(b, t.Text, func(handle string) byte {
			switch {
			case strings.EqualFold(handle, t.Author):
				return 'a'
			case isCustomer(c, handle):
				return 'c'
			}
			return 'x'
		})
	}
	return b
}

func isCustomer(c *Case, handle string) bool {
	for i := range c.Turns {
		if t := &c.Turns[i]; !t.Brand && strings.EqualFold(t.Author, handle) {
			return true
		}
	}
	return false
}

// appendText appends a text, its handles overwritten by who they are.
func appendText(b []byte, text string, who func(handle string) byte) []byte {
	for {
		at := strings.IndexByte(text, '@')
		if at < 0 {
			return append(b, text...)
		}
		b = append(b, text[:at+1]...)
		text = text[at+1:]
		n := 0
		for n < len(text) && isHandleByte(text[n]) {
			n++
		}
		if n > 0 {
			mark := who(text[:n])
			for range n {
				b = append(b, mark)
			}
		}
		text = text[n:]
	}
}
