package synth

import (
	"strings"
	"time"
)

// word gives every draft its id and text.
func (g *Generator) word(i uint64, s *story, w *writer, r *random) {
	n := &g.work
	for k := range n.posts {
		d := &n.posts[k]
		switch {
		case d.of < 0 || d.repost:
			d.id = g.appendID(i, k, d.time)
		case d.step.how&repeated != 0:
			d.id = n.posts[d.of].id
		default:
			d.id = g.appendRounded(n.posts[d.of].id)
		}
		if d.step.how&orphan != 0 && d.parent < 0 {
			d.lost = g.appendID(i, k+16, d.time.Add(-11*time.Minute))
			if d.by.brand == 0 {
				d.to = author{person: theFriend}
			}
		}
	}
	for k := range s.steps {
		d := &n.posts[k]
		from := len(n.arena)
		n.writeText(d, w, r)
		d.text = span{from, len(n.arena)}
	}
	for k := len(s.steps); k < len(n.posts); k++ {
		d := &n.posts[k]
		d.text = n.posts[d.of].text
		if d.repost {
			from := len(n.arena)
			n.arena = append(n.arena, "RT @"...)
			n.arena = n.appendHandle(n.arena, n.posts[d.of].by)
			n.arena = append(n.arena, ": "...)
			n.arena = append(n.arena, n.arena[d.text.from:d.text.to]...)
			d.text = span{from, len(n.arena)}
		}
	}
}

// appendID appends the id of post k of thread i: a running number, or one that
// holds the time, as Twitter's do.
func (g *Generator) appendID(i uint64, k int, at time.Time) span {
	n := &g.work
	from := len(n.arena)
	if g.config.NumberedAccounts {
		g.numbered++
		n.arena = appendNumber(n.arena, uint64(g.numbered))
	} else {
		const epoch = 1288834974657 // of Twitter's ids, in Unix milliseconds
		ms := uint64(at.UnixMilli()) + i>>16%1000
		// The last bit keeps the id from being exact in a float64.
		n.arena = appendNumber(n.arena, (ms-epoch)<<22|(i*64+uint64(k)*2+1)&(1<<22-1))
	}
	return span{from, len(n.arena)}
}

// appendRounded appends an id as a program writes it that reads numbers into
// 53 bits, as R and Excel do.
func (g *Generator) appendRounded(id span) span {
	n := &g.work
	if g.config.NumberedAccounts { // too short to be rounded
		return g.appendID(0, 0, time.Time{})
	}
	var exact uint64
	for _, digit := range n.arena[id.from:id.to] {
		exact = exact*10 + uint64(digit-'0')
	}
	from := len(n.arena)
	n.arena = appendNumber(n.arena, uint64(float64(exact)))
	return span{from, len(n.arena)}
}

// writeText words one post: the mentions, the text, and what numbers it.
func (n *scene) writeText(d *draft, w *writer, r *random) {
	how := d.step.how
	rule, speaker, wording, typing := d.step.says, *w, r, neat
	if d.by.brand == 0 {
		typing = n.people[d.by.person].typing
	} else {
		if d.by.brand == 2 {
			speaker.brand, speaker.rival = w.rival, w.brand
			speaker.agent = n.brands[1].speaks(n.language).agent(r)
		}
		if d.to != (author{person: theCustomer}) {
			speaker.name = ""
		}
		if rule == "redirect" {
			rule = "redirect-" + n.channel
		}
		wording = n.macro(speaker.brand, rule, r)
	}

	opens := d.by.brand == 0 && d.parent < 0 && d.lost == span{}
	atEnd := opens && how&(crowd|mute|both) == 0 && r.chance(35)
	if !atEnd {
		n.appendMentions(d)
	}
	start := len(n.arena)
	n.arena = speaker.expand(n.arena, rule, wording)
	n.arena = tidy(n.arena, start, typing)
	switch {
	case atEnd:
		n.arena = append(n.arena, ' ')
		n.appendMentions(d)
		n.arena = n.arena[:len(n.arena)-1]
	case how&part1 != 0:
		n.arena = append(n.arena, " 1/2"...)
	case how&part2 != 0:
		n.arena = append(n.arena, " 2/2"...)
	}
}

// appendMentions appends the handles that a post names, each with a space
// behind it.
func (n *scene) appendMentions(d *draft) {
	switch how := d.step.how; {
	case how&broadcast != 0:
	case how&mute != 0:
		if d.parent >= 0 && n.posts[d.parent].by != d.by {
			n.mention(d.to)
		}
	default:
		if how&crowd != 0 {
			n.mention(author{person: theFriend})
		}
		n.mention(d.to)
		if how&both != 0 {
			n.mention(author{brand: 2})
		}
		if d.by.brand == 0 && d.to.brand == 0 {
			n.mention(author{brand: 1})
		}
	}
}

func (n *scene) mention(a author) {
	n.arena = append(n.arena, '@')
	n.arena = append(n.appendHandle(n.arena, a), ' ')
}

// macro returns the wording of a reply: one of those that the brand keeps
// ready for such replies, the first ones the most, or a free one.
func (n *scene) macro(b *Brand, rule string, r *random) *random {
	switch rule {
	case "boilerplate", "courtesy", "hello", "answered-dm", "acknowledgement", "aside", "aside-dm":
	default:
		if !strings.HasPrefix(rule, "redirect-") {
			return r
		}
	}
	if r.chance(b.Free) {
		return r
	}
	which := min(r.below(b.Macros), r.below(b.Macros))
	n.ready = newRandom(hashString(b.Support)^hashString(rule), uint64(which))
	return &n.ready
}

// appendHandle appends an author's handle.
func (n *scene) appendHandle(dst []byte, a author) []byte {
	if a.brand == 0 {
		h := n.people[a.person].handle
		return append(dst, n.arena[h.from:h.to]...)
	}
	handle, _ := n.brands[a.brand-1].account(a.main)
	return append(dst, handle...)
}
