package synth

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// A writer words the posts of one case. What is chosen comes from two sources:
// the wording from the one that a call names, so that an agent's macro has the
// same words for every customer; the fillings from the case, so that all its
// posts agree about amounts, names and places.
type writer struct {
	topic *topic
	brand *Brand
	rival *Brand
	seed  uint64 // of the case's fillings
	name  string // the customer's first name
	agent string // the agent's signature
}

// expand appends a rule's text.
func (w *writer) expand(dst []byte, rule string, wording *random) []byte {
	n := w.topic.rules[rule]
	return w.node(dst, &n, wording)
}

func (w *writer) node(dst []byte, n *node, wording *random) []byte {
	for n.kind == choice {
		n = &n.parts[wording.below(len(n.parts))]
	}
	switch n.kind {
	case literal:
		return append(dst, n.literal...)
	case listed:
		return w.draw(dst, n.list)
	case computed:
		return w.fill(dst, n.filling)
	}
	for i := range n.parts {
		dst = w.node(dst, &n.parts[i], wording)
	}
	return dst
}

// fill appends what fills f in this case.
func (w *writer) fill(dst []byte, f filling) []byte {
	switch f {
	case fillName:
		return append(dst, w.name...)
	case fillSign:
		return append(dst, w.agent...)
	case fillBrand:
		return append(dst, w.brand.Name...)
	case fillHelp:
		return append(append(dst, '@'), w.brand.Support...)
	case fillMain:
		return append(append(dst, '@'), w.brand.Main...)
	case fillRival:
		return append(dst, w.rival.Name...)
	case fillPhone:
		return w.phone(dst)
	case fillEmail:
		return appendHost(append(dst, "care@"...), w.brand)
	}
	return w.link(dst)
}

// draw appends the alternative that the case has drawn from a list.
func (w *writer) draw(dst []byte, l *list) []byte {
	h := mix(w.seed ^ l.seed)
	text := l.alternatives[h%uint64(len(l.alternatives))]
	for i := range len(text) {
		c := text[i]
		if c == '%' {
			h = mix(h + 1)
			c = '0' + byte(h%10)
		}
		dst = append(dst, c)
	}
	return dst
}

// phone appends the brand's number, of a range that regulators keep for
// fiction: Ofcom's 0808 157 0xxx and Arcep's 01 99 00 xx xx.
func (w *writer) phone(dst []byte) []byte {
	n := hashString(w.brand.Name) % 1000
	if w.brand.Languages[0].Language == "fr" {
		dst = append(dst, "01 99 00 "...)
		dst = append(dst, '0'+byte(n/10%10), '0'+byte(n/100), ' ')
		return append(dst, '0'+byte(n%10), '0'+byte(n/100))
	}
	dst = append(dst, "0808 157 0"...)
	return append(dst, '0'+byte(n/100), '0'+byte(n/10%10), '0'+byte(n%10))
}

// link appends a short link of the case.
func (w *writer) link(dst []byte) []byte {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	dst = append(dst, "https://go.example/"...)
	h := mix(w.seed ^ 0x75726c)
	for range 8 {
		dst = append(dst, digits[h%62])
		h /= 62
	}
	return dst
}

// appendHost appends the brand's site, of the top-level domain that is kept
// for examples.
func appendHost(dst []byte, b *Brand) []byte {
	for i := range len(b.Main) {
		c := b.Main[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return append(dst, ".example"...)
}

// A style is how carefully an author types.
type style uint8

const (
	neat     style = iota // capitals where sentences begin
	lower                 // no capitals
	careless              // as neat, without apostrophes and a last full stop
)

// plain are the bytes that tidy has nothing to do with inside a sentence.
var plain = func() (set [256]bool) {
	for c := range utf8.RuneSelf {
		set[c] = 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
	}
	return set
}()

// tidy rewrites what stands in dst from its start on: one space between words,
// none before a comma or full stop, capitals after the author's style.
func tidy(dst []byte, start int, s style) []byte {
	out := start
	stopped := false // a full stop, ! or ? stands before
	begins := true   // the next letter begins a sentence
	last := byte(' ')
	for i, c := range dst[start:] {
		if !begins && !stopped && (plain[c] || c == ' ' && plain[last]) {
			dst[out] = c
			out++
			last = c
			continue
		}
		switch {
		case c == ' ' && (last == ' ' || last == '\n'), c == '.' && stopped, c == '\'' && s == careless:
			continue
		case c == 'h' && begins && bytes.HasPrefix(dst[start+i:], []byte("http")):
			begins = false
		case (c == ',' || c == '.') && last == ' ' && out > start:
			out--
		}
		accent := last == 0xc3 // the first byte of à to þ and of À to Þ
		switch {
		case s == lower && ('A' <= c && c <= 'Z' || accent && c <= 0x9e):
			c += 0x20
		case s != lower && begins && ('a' <= c && c <= 'z' || accent && c >= 0xa0 && c <= 0xbe):
			c -= 0x20
		}
		dst[out] = c
		out++
		switch {
		case c == '.' || c == '!' || c == '?':
			stopped = true
		case c == '\n', c == ' ' && stopped:
			begins = true
		case c == ' ' || c == '"' || c == '(' || c >= utf8.RuneSelf && !accent: // neither ends nor begins one
		default:
			begins, stopped = false, false
		}
		last = c
	}
	for out > start && (dst[out-1] == ' ' || s == careless && dst[out-1] == '.') {
		out--
	}
	return dst[:out]
}

// appendNumber appends a number in decimal digits.
func appendNumber(dst []byte, n uint64) []byte { return strconv.AppendUint(dst, n, 10) }
