package codebook

// A placed feature is one of a model's, with its value and place.
type placed struct {
	feature int32 // its row
	value   float32
	span    span
}

// A collector takes the features of one question about one case, each once however
// often it appears: it adds up their weights, keeps the ones that weighed for the evidence, and, for
// training, lists their names.
type collector struct {
	m       *linear
	scores  [mostColumns]float32 // of the bias and of the features that have a value
	plain   tally                // of those that are just there
	total   [mostColumns]float32 // what sum returned
	found   []placed             // known features that have a place, in order of appearance
	pending []uint64             // keys of features that are just there and have no place
	counted []uint64             // a bit for each feature
	marked  []int32              // features whose bits are set
	naming  bool
	names   []Feature
}

func (c *collector) start(m *linear) {
	c.m = m
	c.found, c.pending = c.found[:0], c.pending[:0]
	if m == nil {
		return
	}
	copy(c.scores[:], m.bias)
	c.plain = tally{}
	for _, feature := range c.marked {
		c.counted[feature/64] = 0
	}
	c.marked = c.marked[:0]
	if n := len(m.rows)/64 + 1; len(c.counted) < n {
		c.counted = make([]uint64, n)
	}
}

// add counts a feature that is just there and has no place.
func (c *collector) add(key uint64) { c.pending = append(c.pending, key) }

// settle weighs the features that were added. It looks for all of them before it
// weighs the first: they lie far apart in memory, which is waited for once so.
func (c *collector) settle() {
	before := len(c.marked)
	for _, key := range c.pending {
		if feature := c.m.table.find(key); feature >= 0 {
			c.mark(feature)
		}
	}
	for _, feature := range c.marked[before:] {
		c.plain.add(&c.m.rows[feature], c.m.words)
	}
	c.pending = c.pending[:0]
}

// weigh counts a fact with its value and place.
func (c *collector) weigh(f fact, x float32, s span) {
	if c.m == nil {
		return
	}
	feature := int(c.m.facts[f])
	if feature < 0 || !c.mark(feature) {
		return
	}
	if s.turn >= 0 {
		c.found = append(c.found, placed{int32(feature), x, s})
	}
	r := &c.m.rows[feature]
	if x == 1 { // as of every phrase
		c.plain.add(r, c.m.words)
		return
	}
	x *= hundredth
	for i := range c.m.answers {
		c.scores[i] += float32(x * float32(r.weight(i))) // rounded, so that no machine multiplies and adds in one
	}
}

// mark marks a feature as counted, and reports whether it was not.
func (c *collector) mark(feature int) bool {
	word, bit := &c.counted[feature/64], uint64(1)<<(feature%64)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	c.marked = append(c.marked, int32(feature))
	return true
}

// sum returns the scores of all features, of which those that are just there
// count as a share each. They are valid until the next sum.
func (c *collector) sum(share float32) []float32 {
	c.settle()
	total := c.total[:len(c.m.answers)]
	share *= hundredth
	for k := range total {
		total[k] = c.scores[k] + float32(share*float32(c.plain.sum(k)))
	}
	return total
}

// fact counts a fact that is just there and has no place.
func (c *collector) fact(f fact) { c.value(f, 1, span{turn: -1}) }

func (c *collector) value(f fact, x float32, s span) {
	c.weigh(f, x, s)
	if c.naming {
		c.names = append(c.names, Feature{f.name(), float64(x)})
	}
}

// name lists a feature that is just there.
func (c *collector) name(s string) { c.names = append(c.names, Feature{s, 1}) }
