package codebook

import (
	"iter"
	"slices"
	"strings"
	"sync"
)

// A view is a case as the rules look at it. Views are reused: see [viewPool].
type view struct {
	cb      *Codebook
	c       *Case
	code    string    // the case's language
	lang    *language // nil if it has no codebook
	replied bool
	opening []int // the customer's turns before the brand's first
	first   []int // the brand's first turn, if there is one
	reply   []int // turns of the last substantive reply: one, or the parts of one
	after   []int // the customer's turns behind it
	closed  bool  // the brand's courtesy stands behind those

	customers []string // accounts that wrote a post of the case as a customer
	others    []int    // by turn: the other side's last before it, -1 if there is none

	reads  []reading  // by turn; made when first asked for
	tokens []token    // of all readings
	other  []token    // of a text that is read for its language alone
	common []int      // by language, its common words in the case
	hits   []hit      // of all readings
	all    []sentence // of all readings
	judged []hit      // of one reading, see judge

	customer    bloom // the customer's words before a turn
	wordsBefore int   // the turn

	words   collector // of a sentence
	facts   []fact    // of a sentence
	recall  recall
	collect collector // of the case

	answers [questions]answer // of the questions about the case
}

// understood reports whether what some turns say can be told: the models weigh words
// of the case's language, or a phrase that an analyst added stands in one.
func (v *view) understood(turns []int) bool {
	return v.cb.models[askSays].languages[v.code] || slices.ContainsFunc(turns, func(i int) bool { return len(v.read(i).stated) > 0 })
}

// A reading is what is known of one turn's text by itself.
type reading struct {
	cut    bool // into tokens
	done   bool
	text   string // without handles, salutation and signature if the brand's
	link   bool   // a link was cut from the end
	tokens []token
	hits   []hit
	stated []hit // phrases that an analyst added

	sentences []sentence // made when first asked for
}

var viewPool = sync.Pool{New: func() any { return new(view) }}

func (cb *Codebook) view(c *Case) *view {
	v := viewPool.Get().(*view)
	v.reset(cb, c)
	v.divide()
	return v
}

func (v *view) release() {
	v.c, v.cb, v.lang = nil, nil, nil
	clear(v.reads) // they hold texts, and the answers quote them
	clear(v.customers)
	clear(v.answers[:])
	viewPool.Put(v)
}

func (v *view) reset(cb *Codebook, c *Case) {
	v.cb, v.c = cb, c
	v.customers = c.appendCustomers(v.customers[:0])
	v.others = v.others[:0]
	last := [2]int{-1, -1} // by side
	for i := range c.Turns {
		s := side(c.Turns[i].Brand)
		v.others = append(v.others, last[1-s])
		last[s] = i
	}
	v.opening, v.first, v.reply, v.after, v.closed = v.opening[:0], v.first[:0], v.reply[:0], v.after[:0], false
	v.tokens, v.hits, v.all = v.tokens[:0], v.hits[:0], v.all[:0]
	if cap(v.reads) < len(c.Turns) {
		v.reads = make([]reading, len(c.Turns))
	}
	v.reads = v.reads[:len(c.Turns)]
	v.customer, v.wordsBefore = bloom{}, 0
	v.code = v.languageOf(c)
	v.lang = cb.language(v.code)
}

// divide finds the parts of the case: opening, last substantive reply, what
// the customer said after it.
func (v *view) divide() {
	first, last := -1, -1
	for i := range v.c.Turns {
		if !v.c.Turns[i].Brand {
			if first < 0 {
				v.opening = append(v.opening, i)
			}
			continue
		}
		if first < 0 {
			first = i
			v.first = append(v.first, i)
		}
		last = i
	}
	v.replied = last >= 0
	if len(v.opening) == 0 { // the archive begins with the brand's post
		for i := range v.c.Turns {
			if !v.c.Turns[i].Brand {
				v.opening = append(v.opening, i)
			}
		}
	}
	if last < 0 {
		return
	}
	at := last
	for at > first && (!v.c.Turns[at].Brand || v.courtesy(at)) {
		at--
	}
	if !v.c.Turns[at].Brand || v.courtesy(at) {
		at = last // nothing but courtesies
	}
	from := at
	for from > 0 && v.c.Turns[from-1].Brand && !v.courtesy(from-1) {
		from-- // posts in a row are one reply
	}
	for i := from; i <= at; i++ {
		v.reply = append(v.reply, i)
	}
	for i := at + 1; i < len(v.c.Turns); i++ {
		if !v.c.Turns[i].Brand {
			v.after = append(v.after, i)
		}
		v.closed = v.c.Turns[i].Brand
	}
}

// lastReply is the last turn of the last substantive reply, -1 if there is none.
func (v *view) lastReply() int {
	if len(v.reply) == 0 {
		return -1
	}
	return v.reply[len(v.reply)-1]
}

// courtesy reports whether a reply closes politely and says nothing else: one
// of its sentences is a farewell, and none of the others does more than to
// thank, to offer help or to name a second choice.
func (v *view) courtesy(i int) bool {
	if v.lang == nil || i == 0 {
		return false
	}
	farewell := false
	for _, s := range v.sentences(i) {
		switch s.act {
		case actClose:
			farewell = true
		case actThanks, actOffer, actSecond, actBit:
			farewell = farewell || s.acts[actClose] >= likelyFarewell
		default:
			return false
		}
	}
	return farewell
}

// likelyFarewell is how probably a sentence is a farewell that may make a reply
// a courtesy, though it more probably does something else that a courtesy may.
const likelyFarewell = 0.3

// read reads a turn: the words and the phrases of whoever wrote it.
func (v *view) read(i int) *reading {
	r := &v.reads[i]
	if r.done {
		return r
	}
	r.done = true
	v.cut(i)
	if v.lang == nil {
		return r
	}
	v.lang.tell(r.tokens)
	who := side(v.c.Turns[i].Brand)
	from := len(v.hits)
	v.hits = v.lang.phrases[who].find(v.hits, r.tokens)
	r.hits = v.hits[from:len(v.hits):len(v.hits)]
	if a := v.lang.stated[who]; a != nil {
		r.stated = a.find(nil, r.tokens)
	}
	return r
}

// cut cuts a turn's text into tokens.
func (v *view) cut(i int) *reading {
	r := &v.reads[i]
	if r.cut {
		return r
	}
	r.cut = true
	t := &v.c.Turns[i]
	r.text = t.bounded()
	if t.Brand {
		text, begun := v.trimAddress(r.text)
		if !begun {
			text = trimOpening(text)
		}
		r.text, _, r.link = trimClosing(text)
	}
	from := len(v.tokens)
	v.tokens = tokens(v.tokens, r.text)
	r.tokens = v.tokens[from:len(v.tokens):len(v.tokens)]
	for n := range r.tokens {
		if k := &r.tokens[n]; k.kind == handle && strings.EqualFold(r.text[k.start+1:k.end], t.Author) {
			k.kind, k.hash = own, hashSpecial(own)
		}
	}
	return r
}

// whole returns a turn's text, with the opening and closing of a reply, and its
// tokens, which are valid until it is called again.
func (v *view) whole(i int) (string, []token) {
	t := &v.c.Turns[i]
	if !t.Brand {
		r := v.cut(i)
		return r.text, r.tokens
	}
	v.other = tokens(v.other[:0], t.bounded())
	return t.bounded(), v.other
}

// bounded is what is read of a post's text.
func (t *Turn) bounded() string { return t.Text[:min(len(t.Text), longestText)] }

// beginIn are the phrases that begin at tokens from ≤ i < to.
func beginIn(hits []hit, from, to int) iter.Seq[hit] {
	return func(yield func(hit) bool) {
		for _, h := range hits {
			if int(h.from) >= from && int(h.from) < to && !yield(h) {
				return
			}
		}
	}
}

// asks reports whether a question mark stands in the text.
func (r *reading) asks() bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool { return t.hash == askMark })
}

// trimAddress cuts the handles that a reply is addressed to, and a quoted post
// behind the reply ("Thanks! RT @name: ..."). A handle that begins a sentence
// ("@bank_help will be in touch") is no address, and begun says that one does.
func (v *view) trimAddress(s string) (trimmed string, begun bool) {
	if i := strings.Index(s, "RT @"); i > 0 {
		s = s[:i]
	}
	for {
		s = strings.TrimLeft(s, " .\n")
		n := handleLength(s)
		if n == 0 {
			return s, false
		}
		rest := strings.TrimLeft(s[n:], " ")
		if rest != "" && rest[0] >= 'a' && rest[0] <= 'z' && !v.takesPart(s[1:n]) && !hasFold(rest, "http") {
			return s, true
		}
		s = s[n:]
	}
}

// takesPart reports whether an account wrote a post of the case as a customer;
// an account is known by its handle only where the source has handles.
func (v *view) takesPart(name string) bool { return hasHandle(v.customers, name) }

// longestText bounds what is read of one post, in bytes.
const longestText = 16 << 10

func side(brand bool) int {
	if brand {
		return 1
	}
	return 0
}

// quote is the part of a turn's text that some of its tokens come from.
func (v *view) quote(turn, from, to int) string {
	r := v.read(turn)
	if from >= to || to > len(r.tokens) {
		return ""
	}
	return strings.TrimSpace(r.text[r.tokens[from].start:r.tokens[to-1].end])
}

// phrase quotes a phrase of a turn.
func (v *view) phrase(turn int, h hit) string { return v.quote(turn, int(h.from), int(h.to)) }

// says quotes the first phrase of a class, "" if there is none.
func (v *view) says(turn int, hits []hit, class int) string {
	for _, h := range hits {
		if int(h.class) == class {
			return v.phrase(turn, h)
		}
	}
	return ""
}
