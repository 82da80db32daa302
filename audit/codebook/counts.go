package codebook

// counts are the facts of a text that are counted.
type counts struct {
	words, asks, shouts, links, numbers, phones, emails, handles, capitals, upper int
	endsAsking                                                                    bool
}

func (n *counts) read(ts []token) {
	start := true
	for _, t := range ts {
		switch t.kind {
		case word:
			n.words++
			n.endsAsking = false
			if t.capital && !start {
				n.capitals++
			}
			if t.upper && t.end-t.start > 2 {
				n.upper++
			}
		case number:
			n.numbers++
			n.endsAsking = false
		case phone:
			n.phones++
			n.endsAsking = false
		case email:
			n.emails++
			n.endsAsking = false
		case link:
			n.links++
		case handle:
			n.handles++
		case mark:
			switch t.hash {
			case askMark:
				n.asks++
				n.endsAsking = true
			case shoutMark:
				n.shouts++
			}
		}
		start = t.kind == mark
	}
}

// facts adds how long a text is, and what stands in it besides words.
func (n *counts) facts(c *collector) {
	c.fact(factLength(n.words))
	c.fact(factAsks(n.asks))
	c.fact(factShouts(n.shouts))
	c.fact(factLinks(n.links))
	c.fact(factNumbers(n.numbers))
}

var (
	askMark   = hashByte(hashSeed, '?')
	shoutMark = hashByte(hashSeed, '!')
	stopMark  = hashByte(hashSeed, '.')
)

// Facts that more than one question sees.
var (
	factLength      = buckets("length", 0, 3, 6, 10, 15, 20, 30, 45)
	factAsks        = buckets("question marks", 0, 1)
	factShouts      = buckets("exclamation marks", 0, 1, 3)
	factLinks       = buckets("links", 0, 1)
	factNumbers     = buckets("numbers", 0, 1, 3)
	factPosts       = buckets("posts", 1, 2, 3)
	factShared      = buckets("words shared with the customer", 0, 1, 2, 4)
	factNames       = buckets("names of things", 0, 1, 3)
	factPhone       = newFact("phone number")
	factEmail       = newFact("mail address")
	factOtherHandle = newFact("names another account")
	factOwnHandle   = newFact("names its own account")
	factEndsAsking  = newFact("ends with a question")
	factUpper       = newFact("shouts in capitals")
)
