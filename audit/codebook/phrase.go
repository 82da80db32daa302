package codebook

import (
	"fmt"
	"strings"
)

// Phrase notation, as the language files write it:
//
//	send us a dm         the words one after the other; case, accents and
//	                     apostrophes do not matter
//	(please) dm us       a word in parentheses may be missing
//	send|drop us a note  alternatives
//	call * number        * stands for any one word
//	try .. again         .. stands for none to three words
//	visit {link}         {link}, {number}, {phone}, {handle}, {email}
//	which version ?      ? and ! stand for themselves
//
// A phrase must hold a word that is neither * nor "..", and begins and ends
// with one.

// A slot is one place of a phrase: the tokens that may stand there. Any stands
// for every word; a gap for up to gapWords of them.
type slot struct {
	words    []string
	optional bool
	any, gap bool
}

const (
	gapWords   = 3
	mostSpells = 4096 // spellings of one phrase: more is a mistake
	mostPhrase = 32   // words of one phrase
)

// parsePhrase reads the notation and returns every spelling of the phrase, each
// a list of words; "*" is any word.
func parsePhrase(text string) ([][]string, error) {
	var slots []slot
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return nil, fmt.Errorf("the phrase is empty: write words, or leave the line out")
	}
	if len(fields) > mostPhrase {
		return nil, fmt.Errorf("the phrase has %d words: a phrase has %d at most", len(fields), mostPhrase)
	}
	for _, f := range fields {
		switch f {
		case "*":
			slots = append(slots, slot{any: true})
			continue
		case "..":
			slots = append(slots, slot{gap: true})
			continue
		}
		optional := strings.HasPrefix(f, "(") && strings.HasSuffix(f, ")")
		if optional {
			f = f[1 : len(f)-1]
		}
		if strings.ContainsAny(f, "()*") {
			return nil, fmt.Errorf("%q: parentheses go around one word, as in (please), and * stands alone", f)
		}
		s := slot{optional: optional}
		for alt := range strings.SplitSeq(f, "|") {
			if alt == "" {
				return nil, fmt.Errorf("%q: a word is missing beside |", f)
			}
			s.words = append(s.words, alt)
		}
		slots = append(slots, s)
	}
	if fixed(slots[0]) == 0 || fixed(slots[len(slots)-1]) == 0 {
		return nil, fmt.Errorf("a phrase begins and ends with a word that must be there, not with *, .. or (word)")
	}
	spellings := [][]string{nil}
	for _, s := range slots {
		var next [][]string
		for _, head := range spellings {
			add := func(tail ...string) {
				next = append(next, append(head[:len(head):len(head)], tail...))
			}
			switch {
			case s.any:
				add("*")
			case s.gap:
				for n := range gapWords + 1 {
					add([]string{"*", "*", "*"}[:n]...)
				}
			default:
				if s.optional {
					add()
				}
				for _, w := range s.words {
					add(w)
				}
			}
		}
		if len(next) > mostSpells {
			return nil, fmt.Errorf("the phrase has more than %d spellings: use fewer alternatives", mostSpells)
		}
		spellings = next
	}
	return spellings, nil
}

// fixed is 1 if a slot holds a word that must be there.
func fixed(s slot) int {
	if s.any || s.gap || s.optional {
		return 0
	}
	return 1
}

// specials are the tokens that a phrase names in braces.
var specials = map[string]kind{"{number}": number, "{phone}": phone, "{handle}": handle, "{link}": link, "{email}": email}

// hashes turns one spelling into token hashes; 0 is any word. A written word
// may be several tokens ("don't").
func hashes(spelling []string) ([]uint64, error) {
	var out []uint64
	for _, w := range spelling {
		if w == "*" {
			out = append(out, 0)
			continue
		}
		if k, ok := specials[w]; ok {
			out = append(out, hashSpecial(k))
			continue
		}
		if strings.ContainsAny(w, "{}") {
			return nil, fmt.Errorf("%q: only {number}, {phone}, {handle}, {link} and {email} stand in braces", w)
		}
		ts := tokens(nil, w)
		if len(ts) == 0 {
			return nil, fmt.Errorf("%q holds no letter, number, ? or !", w)
		}
		for _, t := range ts {
			out = append(out, t.hash)
		}
	}
	return out, nil
}

// A trie holds the spellings of all phrases of one language: one automaton
// whose states are the phrases' beginnings.
type trie struct {
	edges  map[edge]uint32
	states []state
}

type edge struct {
	from uint32
	word uint64
}

type state struct {
	any     uint32  // state after any word, 0 if none
	classes []uint8 // phrases that end here
}

func newTrie() *trie { return &trie{edges: map[edge]uint32{}, states: make([]state, 1)} }

func (t *trie) add(spelling []uint64, class int) {
	at := uint32(0)
	for _, h := range spelling {
		next := t.states[at].any
		if h != 0 {
			next = t.edges[edge{at, h}]
		}
		if next == 0 {
			next = uint32(len(t.states))
			t.states = append(t.states, state{})
			if h != 0 {
				t.edges[edge{at, h}] = next
			} else {
				t.states[at].any = next
			}
		}
		at = next
	}
	for _, c := range t.states[at].classes {
		if int(c) == class {
			return
		}
	}
	t.states[at].classes = append(t.states[at].classes, uint8(class))
}

// A hit is a phrase found: its class, and its tokens.
type hit struct {
	class    uint8
	from, to int16 // tokens from ≤ i < to
}

// find appends the phrases of a text to hits, by where they begin. Of the
// phrases of a class that begin at one token the longest counts.
func (t *trie) find(hits []hit, ts []token) []hit {
	for i := range ts {
		if next, ok := t.edges[edge{0, ts[i].hash}]; ok {
			hits = t.walk(hits, ts, i, i+1, next)
		}
	}
	return hits
}

func (t *trie) walk(hits []hit, ts []token, from, at int, s uint32) []hit {
	for _, c := range t.states[s].classes {
		hits = addHit(hits, hit{c, int16(from), int16(at)})
	}
	if at == len(ts) {
		return hits
	}
	if next, ok := t.edges[edge{s, ts[at].hash}]; ok {
		hits = t.walk(hits, ts, from, at+1, next)
	}
	if next := t.states[s].any; next != 0 && ts[at].kind != mark {
		hits = t.walk(hits, ts, from, at+1, next)
	}
	return hits
}

func addHit(hits []hit, h hit) []hit {
	for i := len(hits) - 1; i >= 0 && hits[i].from == h.from; i-- {
		if hits[i].class == h.class {
			hits[i].to = max(hits[i].to, h.to)
			return hits
		}
	}
	return append(hits, h)
}
