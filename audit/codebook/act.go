package codebook

import "strings"

// An act is what one sentence of a reply does.
type act uint8

const (
	actEmpty    act = iota // a set phrase, nothing of this matter
	actRedirect            // sends the customer elsewhere
	actFallback            // names another channel for when the answer does not help
	actAsk                 // asks about this matter
	actOffer               // asks whatever the matter
	actLook                // says that the matter is being looked into
	actState               // says something of its own
	acts
)

var actNames = [acts]string{"empty", "redirect", "second choice", "ask", "offer", "look into", "state"}

// setPhrases are the classes that say nothing of the matter.
var setPhrases = func() (set [64]bool) {
	for _, name := range []string{"courtesy", "greeting", "apology", "offer", "tell_more", "pass_on", "thanks_customer", "pleased", "if_needed"} {
		set[must(name)] = true
	}
	return set
}()

var (
	asksClass    = must("asks")
	lookingClass = must("looking")
	offerClass   = must("offer")
	tellClass    = must("tell_more")
	pointsClass  = must("points")

	toWeb = uint64(1) << must("to_web")
	toAny = func() (set uint64) {
		for i, c := range classes {
			if c.Channel != "" {
				set |= 1 << i
			}
		}
		return set
	}()
)

// A sentence is a stretch of a reply up to a mark.
type sentence struct {
	from, to int // tokens
	asking   bool
	act      act
	own      int // words that are neither common nor part of a set phrase
	classes  uint64
}

// sentences divides a brand's post and tells each sentence's act.
func (v *view) sentences(turn int) []sentence {
	r := v.read(turn)
	if r.sentences != nil {
		return r.sentences
	}
	start := len(v.acts)
	from := 0
	h := 0
	for k := 0; k <= len(r.tokens); k++ {
		if k < len(r.tokens) && r.tokens[k].kind != mark {
			continue
		}
		if k > from {
			s := sentence{from: from, to: k, asking: k < len(r.tokens) && r.tokens[k].hash == askMark}
			h = v.judge(&s, r, h)
			v.acts = append(v.acts, s)
		}
		from = k + 1
	}
	r.sentences = v.acts[start:len(v.acts):len(v.acts)]
	return r.sentences
}

// judge tells what a sentence does; h is the first hit that may be in it.
func (v *view) judge(s *sentence, r *reading, h int) int {
	conditional, redirect, fallback := false, false, false
	set, content := false, 0
	k := s.from
	for ; h < len(r.hits) && int(r.hits[h].from) < s.to; h++ {
		hit := r.hits[h]
		if int(hit.from) < s.from {
			continue
		}
		c := int(hit.class)
		s.classes |= 1 << c
		if c == ifNeededClass {
			conditional = true
		}
		redirect = redirect || classes[c].Channel != ""
		if setPhrases[c] {
			set = true
			for ; k < int(hit.from); k++ {
				content += v.isOwn(r, k)
			}
			k = max(k, int(hit.to))
		}
	}
	for ; k < s.to; k++ {
		content += v.isOwn(r, k)
	}
	s.own = content
	if redirect && s.classes&toAny == toWeb && s.classes&(1<<pointsClass) != 0 {
		redirect = false // a link to read, not a place to start over
	}
	fallback = redirect && conditional
	redirect = redirect && !conditional
	asks := s.classes&(1<<asksClass) != 0
	generic := s.classes&(1<<offerClass|1<<tellClass) != 0
	switch {
	case redirect:
		s.act = actRedirect
	case fallback:
		s.act = actFallback
	case s.asking && (content >= 2 || asks && content >= 1 || asks && !generic):
		s.act = actAsk
	case s.asking:
		s.act = actOffer
	case s.classes&(1<<lookingClass) != 0:
		s.act = actLook
	case asks && content >= 1 && !set:
		s.act = actAsk
	case set && content <= 2 || content == 0:
		s.act = actEmpty
	default:
		s.act = actState
	}
	return h
}

// isOwn is 1 for a word that is neither common nor short.
func (v *view) isOwn(r *reading, k int) int {
	t := &r.tokens[k]
	switch t.kind {
	case number, phone:
		return 1
	case word:
		if t.end-t.start >= 3 && !v.lang.isCommon(t.hash) {
			return 1
		}
	}
	return 0
}

var (
	factActs = func() (fs [1 << acts]fact) {
		for set := range fs {
			var names []string
			for a := range acts {
				if set&(1<<a) != 0 {
					names = append(names, actNames[a])
				}
			}
			name := "acts:" + strings.Join(names, "+")
			fs[set] = fact{name, keyFact(name)}
		}
		return fs
	}()
	factLastAct = func() (fs [acts]fact) {
		for a, n := range actNames {
			fs[a] = fact{"last act:" + n, keyFact("last act:" + n)}
		}
		return fs
	}()
	factStates = buckets("statements", 0, 1, 2)
	factMost   = buckets("own words of the fullest statement", 0, 2, 4, 6, 9)
)

var (
	factBeforeActs = func() (fs [2][1 << acts]fact) {
		for before := range fs {
			for set := range fs[before] {
				name := strings.TrimPrefix(factActs[set].name, "acts:")
				if before == 1 {
					name = "redirected before, now:" + name
				} else {
					name = "not redirected before, now:" + name
				}
				fs[before][set] = fact{name, keyFact(name)}
			}
		}
		return fs
	}()
	factNoChannel  = fact{"names no channel and no link", keyFact("names no channel and no link")}
	factUnfinished = fact{"a part of the reply is missing", keyFact("a part of the reply is missing")}
)

// redirectedBefore reports whether a reply before the last one sent the
// customer elsewhere.
func (v *view) redirectedBefore() bool {
	for i := range v.reply[0] {
		if !v.c.Turns[i].Brand {
			continue
		}
		for _, s := range v.sentences(i) {
			if s.act == actRedirect {
				return true
			}
		}
	}
	return false
}

// partOf returns the number of a reply's part and how many there are, as in
// "1/2" at its beginning or end; 0, 0 if it has none.
func partOf(text string) (k, n int) {
	s := trimHandles(text)
	if t := trimPart(s); len(t) < len(s) {
		s = strings.TrimPrefix(s, "(")
		return int(s[0] - '0'), int(s[2] - '0')
	}
	for i := len(s) - 3; i >= 0 && i > len(s)-30; i-- {
		if s[i+1] == '/' && byteClass[s[i]] == classDigit && byteClass[s[i+2]] == classDigit &&
			(i == 0 || !isHandleByte(s[i-1]) && s[i-1] != '/') && (i+3 == len(s) || !isHandleByte(s[i+3]) && s[i+3] != '/') {
			return int(s[i] - '0'), int(s[i+2] - '0')
		}
	}
	return 0, 0
}

// actFacts adds what the sentences of the reply do.
func (v *view) actFacts() {
	set, states, most := 0, 0, 0
	last := actEmpty
	for _, i := range v.reply {
		for _, s := range v.sentences(i) {
			set |= 1 << s.act
			if s.act == actState {
				states++
				most = max(most, s.own)
			}
			last = s.act
		}
	}
	v.collect.fact(factActs[set])
	v.collect.fact(factActs[set&^(1<<actEmpty|1<<actOffer|1<<actFallback)])
	before := 0
	if v.redirectedBefore() {
		before = 1
	}
	v.collect.fact(factBeforeActs[before][set&^(1<<actEmpty|1<<actOffer|1<<actFallback)])
	v.collect.fact(factLastAct[last])
	if k, n := partOf(v.c.Turns[v.lastReply()].Text); n > 1 && k < n {
		seen := false
		for _, i := range v.reply {
			if j, m := partOf(v.c.Turns[i].Text); j == m && m == n {
				seen = true
			}
		}
		if !seen {
			v.collect.fact(factUnfinished)
		}
	}
	v.collect.fact(factStates(states))
	v.collect.fact(factMost(most))
}
