package synth

import "time"

// play turns the story's steps into drafts: who writes when, in reply to what.
func (g *Generator) play(s *story, opened time.Time, r *random) {
	n := &g.work
	n.posts = n.posts[:0]
	now := opened
	for k := range s.steps {
		st := &s.steps[k]
		if k > 0 {
			now = now.Add(g.delay(st, r))
		}
		n.posts = append(n.posts, n.draft(st, now))
	}
	for k := range s.steps {
		if s.steps[k].how&looped != 0 {
			n.posts[k].parent = k + 1
		}
	}
	for k := range s.steps {
		n.repeat(k, s.steps[k].how, r)
	}
}

// delay returns the time between a post and the one before it.
func (g *Generator) delay(st *step, r *random) time.Duration {
	var seconds int
	switch {
	case st.how&at != 0:
		seconds = r.between(4, 50)
	case st.how&overnight != 0:
		seconds = r.between(9*3600, 20*3600)
	case st.how&daysLater != 0:
		seconds = r.between(48*3600, 90*3600)
	case st.by == brand || st.by == rival:
		half := g.work.brands[0].Pace * 60
		seconds = 30 + r.between(half/8, half)
		if r.chance(50) {
			seconds += r.below(6 * half)
		}
	default:
		seconds = r.between(40, 5400)
		if r.chance(15) {
			seconds += r.below(4 * 3600)
		}
	}
	return time.Duration(seconds) * time.Second
}

// draft links one step's post to those before it.
func (n *scene) draft(st *step, now time.Time) draft {
	d := draft{step: st, by: st.author(), time: now, of: -1, in: st.in}
	switch d.in {
	case 0:
		d.in = 1
	case noCase:
		d.in = 0
	}
	d.to = author{brand: 1, main: st.how&main != 0}
	if d.by.brand != 0 {
		d.to = author{person: theCustomer}
	}
	d.parent = n.parent(&d)
	if d.parent >= 0 && n.posts[d.parent].by != d.by {
		d.to = n.posts[d.parent].by
	}
	return d
}

// parent returns the index of the post that d replies to, -1 for none.
func (n *scene) parent(d *draft) int {
	how := d.step.how
	switch {
	case len(n.posts) == 0 || how&(loose|broadcast) != 0:
		return -1
	case how&toOpener != 0:
		return 0
	}
	for k := len(n.posts) - 1; k >= 0; k-- {
		p := &n.posts[k]
		if how&self != 0 {
			if p.by == d.by {
				return k
			}
			continue
		}
		sameCase := p.in&d.in != 0 || p.step.how&broadcast != 0
		if sameCase && (p.by.brand == 0) != (d.by.brand == 0) {
			return k
		}
	}
	return -1
}

// author returns whose post the step is.
func (st *step) author() author {
	switch st.by {
	case brand:
		return author{brand: 1, main: st.how&main != 0}
	case rival:
		return author{brand: 2}
	case bystander:
		return author{person: theBystander}
	}
	return author{person: theCustomer}
}

// repeat adds the repetitions of post k that its step asks for.
func (n *scene) repeat(k int, how manner, r *random) {
	again := n.posts[k]
	again.of, again.in = k, 0
	switch {
	case how&(repeated|copied) != 0:
		n.posts = append(n.posts, again)
	case how&retweeted != 0:
		again.repost, again.parent = true, -1
		again.by = author{person: theRetweeter}
		again.time = again.time.Add(time.Duration(r.between(60, 7200)) * time.Second)
		n.posts = append(n.posts, again)
	}
}
