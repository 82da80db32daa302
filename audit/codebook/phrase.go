package codebook

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Phrase notation, as the language files write it:
//
//	send us a dm         the words one after the other; case and accents do
//	                     not matter, and an apostrophe divides a word
//	(please) dm us       a word in parentheses may be missing
//	send|drop us a note  alternatives
//	call * number        * stands for any one word
//	try .. again         .. stands for none to three words
//	visit {link}         {link}, {number}, {phone}, {handle}, {email};
//	                     {own} is the handle of the account that wrote the post
//	which version ?      ? and ! stand for themselves
//
// A phrase begins with a word that must be there, and does not end with * or
// "..".

// A slot is one place of a phrase: the words that may stand there, each as its
// tokens.
type slot struct {
	words    [][]uint64
	optional bool
	any, gap bool
}

const (
	gapWords   = 3
	mostPhrase = 32 // words of one phrase
)

// parsePhrase reads the notation.
func parsePhrase(text string) ([]slot, error) {
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return nil, fmt.Errorf("the phrase is empty: write words, or leave the line out")
	}
	if len(fields) > mostPhrase {
		return nil, fmt.Errorf("the phrase has %d words: a phrase has %d at most", len(fields), mostPhrase)
	}
	var slots []slot
	for i, f := range fields {
		if said := writtenPhone(fields[i:]); said != "" {
			return nil, fmt.Errorf("%q: a text has a phone number as one word: write {phone}, which finds any", said)
		}
		switch f {
		case "*":
			slots = append(slots, slot{any: true})
			continue
		case "..":
			slots = append(slots, slot{gap: true})
			continue
		}
		s := slot{optional: strings.HasPrefix(f, "(") && strings.HasSuffix(f, ")")}
		if s.optional {
			f = f[1 : len(f)-1]
		}
		if strings.ContainsAny(f, "()*") {
			return nil, fmt.Errorf("%q: parentheses go around one word, as in (please), and * stands alone", f)
		}
		for alternative := range strings.SplitSeq(f, "|") {
			hs, err := wordHashes(alternative)
			if err != nil {
				return nil, err
			}
			s.words = append(s.words, hs)
		}
		slots = append(slots, s)
	}
	if last := &slots[len(slots)-1]; !slots[0].fixed() || last.any || last.gap {
		return nil, fmt.Errorf("a phrase begins with a word that must be there, and its last is not * or .. but a word")
	}
	return slots, nil
}

// writtenPhone is the phone number that words begin with, if it is several of them.
func writtenPhone(words []string) string {
	if c := words[0][0]; c != '+' && byteClass[c] != classDigit {
		return ""
	}
	said := strings.Join(words, " ")
	if ts := tokens(nil, said); len(ts) > 0 && ts[0].kind == phone && int(ts[0].end) > len(words[0]) {
		return said[:ts[0].end]
	}
	return ""
}

// fixed reports whether a word must stand in the slot, and which.
func (s *slot) fixed() bool { return !s.any && !s.gap && !s.optional }

// specials are the tokens that a phrase names in braces.
var specials = map[string]kind{"{number}": number, "{phone}": phone, "{handle}": handle, "{own}": own, "{link}": link, "{email}": email}

// wordHashes are the tokens of a written word, several for "don't".
func wordHashes(w string) ([]uint64, error) {
	if k, ok := specials[w]; ok {
		return []uint64{hashSpecial(k)}, nil
	}
	if strings.ContainsAny(w, "{}") {
		return nil, fmt.Errorf("%q: only {number}, {phone}, {handle}, {own}, {link} and {email} stand in braces", w)
	}
	ts := tokens(nil, w)
	if strings.HasSuffix(w, ".") { // as that of "p.m.", which ends no sentence where more words follow
		ts = tokens(nil, w+" on")
		ts = ts[:len(ts)-1]
	}
	var hs []uint64
	for _, t := range ts {
		hs = append(hs, t.hash)
	}
	if len(hs) == 0 {
		return nil, fmt.Errorf("%q holds no letter, number or mark", w)
	}
	return hs, nil
}

// An automaton finds all phrases of one side of one language in one pass. It is
// deterministic: from each state, the next token leads to one state, found by
// one look-up, however many phrases are under way.
type automaton struct {
	edges  table // edge → where it leads
	states []state
}

// A step leads to a state, twice whose number it is, and one more if a phrase
// ends there; most states can be left unseen so.
type step uint32

func (s step) state() uint32 { return uint32(s >> 1) }

func (s step) ends() bool { return s&1 != 0 }

// edgeKey is the key of the edge from a state on a word.
func edgeKey(from uint32, word uint64) uint64 {
	return mix(word + uint64(from)*0x9e3779b97f4a7c15)
}

// next is the step on a word, 0 if no phrase goes on with it.
func (a *automaton) next(from uint32, t *token) step {
	if to := a.edges.find(edgeKey(from, t.hash)); to >= 0 {
		return step(to)
	}
	if t.kind != mark {
		return a.states[from].any
	}
	return 0
}

type state struct {
	any     step    // on a word without an edge, 0: nowhere
	classes []uint8 // phrases that end here
}

// A node is a place in a phrase, before they are made one automaton.
type node struct {
	on    []edgeTo
	skips []int // places that need no token
	any   int   // where any word leads, -1: nowhere
	class int   // the phrase ends here, -1: not yet
}

type edgeTo struct {
	word uint64
	to   int
}

// A phrasebook collects phrases for an automaton.
type phrasebook struct {
	nodes  []node
	starts []int
}

func (b *phrasebook) node() int {
	b.nodes = append(b.nodes, node{any: -1, class: -1})
	return len(b.nodes) - 1
}

func (b *phrasebook) add(slots []slot, class int) {
	at := b.node()
	b.starts = append(b.starts, at)
	anyWord := func() {
		next := b.node()
		b.nodes[at].any = next
		at = next
	}
	for _, s := range slots {
		from := at
		switch {
		case s.any:
			anyWord()
			continue
		case s.gap:
			var ends []int
			for range gapWords {
				ends = append(ends, at)
				anyWord()
			}
			for _, e := range ends {
				b.nodes[e].skips = append(b.nodes[e].skips, at)
			}
			continue
		}
		to := b.node()
		for _, w := range s.words {
			at = from
			for i, h := range w {
				next := to
				if i < len(w)-1 {
					next = b.node()
				}
				b.nodes[at].on = append(b.nodes[at].on, edgeTo{h, next})
				at = next
			}
		}
		at = to
		if s.optional {
			b.nodes[from].skips = append(b.nodes[from].skips, to)
		}
	}
	b.nodes[at].class = class
}

// compile makes the automaton: its states are the sets of places where one may
// be at once.
func (b *phrasebook) compile() *automaton {
	a := &automaton{}
	sets := subsets{book: b, a: a, known: map[string]step{}}
	sets.intern(b.starts)
	var keys []uint64
	var to []int32 // steps
	var wild, next []int
	var on []edgeTo
	for s := 0; s < len(sets.places); s++ {
		wild, on = wild[:0], on[:0]
		for _, p := range sets.places[s] {
			n := &b.nodes[p]
			if n.any >= 0 {
				wild = append(wild, n.any)
			}
			on = append(on, n.on...)
		}
		if len(wild) > 0 {
			a.states[s].any = sets.intern(wild)
		}
		slices.SortFunc(on, func(x, y edgeTo) int { return cmp.Compare(x.word, y.word) })
		for rest := on; len(rest) > 0; {
			word := rest[0].word
			next = next[:0]
			for len(rest) > 0 && rest[0].word == word {
				next = append(next, rest[0].to)
				rest = rest[1:]
			}
			if word != askMark && word != shoutMark && word != stopMark {
				next = append(next, wild...)
			}
			keys = append(keys, edgeKey(uint32(s), word))
			to = append(to, int32(sets.intern(next)))
		}
	}
	a.edges = newTable(keys, to)
	return a
}

// Subsets are the sets of a book's places that are states of its automaton.
type subsets struct {
	book   *phrasebook
	a      *automaton
	known  map[string]step // by the set's places
	places [][]int         // by state

	closed []int  // the set at hand; its memory is used again, as most are known
	key    []byte // its places
}

// intern returns the step to the state of these places, a new one if need be.
func (s *subsets) intern(places []int) step {
	s.closed = s.book.close(s.closed[:0], places)
	s.key = s.key[:0]
	for _, p := range s.closed {
		s.key = binary.AppendUvarint(s.key, uint64(p))
	}
	if to, ok := s.known[string(s.key)]; ok {
		return to
	}
	to := step(len(s.a.states) << 1)
	var st state
	for _, p := range s.closed {
		if c := s.book.nodes[p].class; c >= 0 && !slices.Contains(st.classes, uint8(c)) {
			st.classes = append(st.classes, uint8(c))
		}
	}
	if len(st.classes) > 0 {
		to++
	}
	s.known[string(s.key)] = to
	s.a.states = append(s.a.states, st)
	s.places = append(s.places, slices.Clone(s.closed))
	return to
}

// close appends the places, and those that are reached from them without a
// token, to out, which is empty, and sorts.
func (b *phrasebook) close(out, places []int) []int {
	out = append(out, places...)
	for i := 0; i < len(out); i++ {
		out = append(out, b.nodes[out[i]].skips...)
		if len(out) > 4*len(b.nodes) {
			slices.Sort(out)
			out = slices.Compact(out)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A hit is a phrase found: its class, and its tokens.
type hit struct {
	class    uint8
	from, to int16 // tokens from ≤ i < to
}

// find appends the phrases of a text to hits, by where they begin. Of the
// phrases of a class that begin at one token the longest counts.
func (a *automaton) find(hits []hit, ts []token) []hit {
	for i := range ts {
		first := len(hits)
		s := a.next(0, &ts[i])
		for at := i + 1; s != 0; at++ {
			if s.ends() {
				for _, c := range a.states[s.state()].classes {
					hits = addHit(hits, first, hit{c, int16(i), int16(at)})
				}
			}
			if at == len(ts) {
				break
			}
			s = a.next(s.state(), &ts[at])
		}
	}
	return hits
}

// addHit adds a hit, or lengthens the one of its class among hits[first:].
func addHit(hits []hit, first int, h hit) []hit {
	for i := first; i < len(hits); i++ {
		if hits[i].class == h.class {
			hits[i].to = h.to
			return hits
		}
	}
	return append(hits, h)
}
