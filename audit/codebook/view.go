package codebook

// A view is a case as the rules look at it.
type view struct {
	c       *Case
	code    string    // the case's language
	lang    *language // nil if it has no codebook
	replied bool
	reply   []int // turns of the last substantive reply: one, or the parts of one
	after   []int // the customer's turns behind it
	hits    map[int][]hit
	tokens  map[int][]token
}

func (cb *Codebook) view(c *Case) *view {
	v := &view{c: c, hits: map[int][]hit{}, tokens: map[int][]token{}}
	v.code = cb.languageOf(c)
	v.lang = cb.language(v.code)
	last := -1
	for i := range c.Turns {
		if c.Turns[i].Brand {
			v.replied = true
			if last < 0 || !v.courtesy(i) {
				last = i
			}
		}
	}
	if last < 0 {
		return v
	}
	v.reply = []int{last}
	for i := last - 1; i >= 0 && c.Turns[i].Brand; i-- {
		v.reply = append([]int{i}, v.reply...)
	}
	for i := last + 1; i < len(c.Turns); i++ {
		if !c.Turns[i].Brand {
			v.after = append(v.after, i)
		}
	}
	return v
}

func (v *view) lastReply() int {
	if len(v.reply) == 0 {
		return -1
	}
	return v.reply[len(v.reply)-1]
}

// courtesy reports whether a reply closes politely and says nothing else.
func (v *view) courtesy(i int) bool {
	if v.lang == nil || i == 0 {
		return false
	}
	hits := v.find(i)
	if !has(hits, "courtesy") {
		return false
	}
	for _, h := range hits {
		switch classes[h.class].Name {
		case "courtesy", "greeting", "thanks_brand", "fallback", "offer":
		default:
			return false
		}
	}
	return true
}

func (v *view) find(i int) []hit {
	if v.lang == nil {
		return nil
	}
	if _, ok := v.tokens[i]; !ok {
		v.tokens[i] = tokens(nil, v.c.Turns[i].Text)
		who := byCustomer
		if v.c.Turns[i].Brand {
			who = byBrand
		}
		for _, h := range v.lang.phrases.find(nil, v.tokens[i]) {
			if classes[h.class].Who == who {
				v.hits[i] = append(v.hits[i], h)
			}
		}
	}
	return v.hits[i]
}

func (v *view) quote(i int, name string) string {
	n := must(name)
	for _, h := range v.find(i) {
		if int(h.class) == n {
			ts := v.tokens[i]
			return v.c.Turns[i].Text[ts[h.from].start:ts[h.to-1].end]
		}
	}
	return ""
}

func (v *view) text() string {
	if i := v.lastReply(); i >= 0 {
		return v.c.Turns[i].Text
	}
	return ""
}

func has(hits []hit, name string) bool {
	n := must(name)
	for _, h := range hits {
		if int(h.class) == n {
			return true
		}
	}
	return false
}

// intent decides what the customer came for.
func (v *view) intent() (Intent, string, string) {
	if v.lang == nil {
		return NoIntent, "", ""
	}
	for i := range v.c.Turns {
		if v.c.Turns[i].Brand {
			continue
		}
		for _, r := range []struct {
			class  string
			intent Intent
		}{{"fault", Complaint}, {"vent", Complaint}, {"wish", Suggestion}, {"question", Question}, {"praise", Praise}} {
			if has(v.find(i), r.class) {
				return r.intent, r.class, v.quote(i, r.class)
			}
		}
		return Other, "other", ""
	}
	return NoIntent, "", ""
}
