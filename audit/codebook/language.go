package codebook

import "strings"

// A language is an entry of the book, compiled.
type language struct {
	code, name string
	hash       uint64        // of the code, for features
	phrases    [2]*automaton // the customer's, the brand's
	common     map[uint64]bool
}

// base is the language of a BCP 47 tag: "en" of "en-GB".
func base(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	if tag == "und" || tag == "" || len(tag) > 3 { // und: undetermined; "qme", "zxx": no language
		return ""
	}
	if tag[0] == 'q' || tag == "zxx" || tag == "mul" || tag == "art" {
		return ""
	}
	return strings.ToLower(tag)
}

// languageOf is the language of a case: the mark that the brand's or, without
// one, the customer's posts carry, else the brand's usual language, else what
// the texts look like, else "".
func (cb *Codebook) languageOf(c *Case) string {
	for _, brand := range []bool{false, true} {
		for i := range c.Turns {
			if t := &c.Turns[i]; t.Brand == brand {
				if code := base(t.Language); code != "" {
					return code
				}
			}
		}
	}
	if code := base(c.Language); code != "" {
		return code
	}
	return cb.detect(c)
}

// enoughWords is how many of a language's common words make it that language.
const enoughWords = 2

// detect tells the language by its common words: the one that has most of
// them in the case, if there are enough and no other has as many.
func (cb *Codebook) detect(c *Case) string {
	var buf [128]token
	counts := make([]int, len(cb.languages))
	for i := range c.Turns {
		for _, t := range tokens(buf[:0], c.Turns[i].Text) {
			if t.kind != word {
				continue
			}
			for n, l := range cb.languages {
				if l.common[t.hash] {
					counts[n]++
				}
			}
		}
	}
	best, second, at := 0, 0, -1
	for n, k := range counts {
		if k > best {
			best, second, at = k, best, n
		} else if k > second {
			second = k
		}
	}
	if best < enoughWords || best == second {
		return ""
	}
	return cb.languages[at].code
}
