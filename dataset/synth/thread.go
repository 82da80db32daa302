package synth

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// A scene is the work space in which one thread is written. Its posts speak of
// each other by index until all texts, ids and handles are cut out of one
// string.
type scene struct {
	brands   [2]*brandTexts // the brand, and the rival if the story has one
	index    [2]int         // of these in the generator's brands
	language string
	channel  string    // of its redirect, if it has one
	people   [4]person // customer, friend, bystander, and who retweets
	ready    random    // wording of a macro
	posts    []draft
	arena    []byte
}

// The people of a scene.
const (
	theCustomer = iota
	theFriend
	theBystander
	theRetweeter
)

// A person is a customer's account.
type person struct {
	handle span
	id     span
	typing style
}

// A span is a part of the scene's arena.
type span struct{ from, to int }

func (s span) of(text string) string { return text[s.from:s.to] }

// An author is a person, or an account of a brand.
type author struct {
	brand  int // 1 the brand, 2 the rival, 0 a person
	main   bool
	person int
}

// A draft is a post of a scene.
type draft struct {
	step   *step
	by     author
	time   time.Time
	id     span
	text   span
	parent int  // index of the post it replies to, -1 if it replies to none
	lost   span // id of the parent that the archive lacks, if it is one
	to     author
	in     uint8 // the cases it belongs to
	of     int   // index of the post that it repeats or retweets, -1 if none
	repost bool
}

// write writes thread i into g.thread, unless the archive leaves it out.
func (g *Generator) write(i uint64) bool {
	r := newRandom(g.config.Seed, i)
	s, t := g.cast(i, &r)
	if g.config.AnsweredOnly && !s.answered() {
		return false
	}
	w := g.prepare(i, t, &r)
	opened := g.opening(i, &r)
	g.play(s, opened, &r)
	g.word(i, s, &w, &r)
	g.finish(s, t)
	return true
}

// cast chooses the brand, the story and the topic of thread i.
func (g *Generator) cast(i uint64, r *random) (*story, *topic) {
	n := &g.work
	first := int(i % uint64(len(g.brands)))
	second := first
	if len(g.brands) > 1 {
		second = (first + 1 + r.below(len(g.brands)-1)) % len(g.brands)
	}
	n.index = [2]int{first, second}
	n.brands = [2]*brandTexts{&g.brands[first], &g.brands[second]}
	b := n.brands[0]
	grammar := b.grammars[r.pick(b.shares)]
	n.language = grammar.language
	n.channel = channels[r.pick(b.Channels[:])]

	intent := kinds[r.pick(kindWeights)]
	outcome := ""
	if isRequest(intent) {
		turn := i / uint64(len(g.brands)) // of this brand
		outcome = outcomes[evenly(turn+mix(g.config.Seed^b.seed)%1000, b.Outcomes[:])]
	}
	table := grammar.draws[drawKey{intent, outcome}]
	for {
		k := r.pick(table.weights)
		s := table.stories[k]
		if s.english && (second == first || n.brands[1].Sector != b.Sector || !speaks(n.brands[1], "en")) {
			continue // nobody to be the second brand
		}
		return s, table.topics[k][r.below(len(table.topics[k]))]
	}
}

func speaks(b *brandTexts, language string) bool {
	return slices.ContainsFunc(b.grammars, func(g *grammar) bool { return g.language == language })
}

// prepare names the people and the agent of thread i.
func (g *Generator) prepare(i uint64, t *topic, r *random) writer {
	n := &g.work
	n.arena = n.arena[:0]
	w := writer{topic: t, brand: &n.brands[0].Brand, rival: &n.brands[1].Brand, seed: r.Uint64()}
	numbers := [4]uint64{g.person(i) * 4, i*4 + 1, i*4 + 2, i*4 + 3}
	names := firstNames[n.language]
	for k, number := range numbers {
		h := mix(number ^ g.config.Seed<<32)
		name := names[h%uint64(len(names))]
		if k == theCustomer {
			w.name = name
		}
		from := len(n.arena)
		if g.config.NumberedAccounts {
			n.arena = appendNumber(n.arena, 115712+number)
		} else {
			n.arena = appendHandle(n.arena, name, h>>16, number)
		}
		to := len(n.arena)
		n.arena = appendNumber(n.arena, 4_000_000_000+number)
		n.people[k] = person{handle: span{from, to}, id: span{to, len(n.arena)}, typing: styles[h>>40%uint64(len(styles))]}
	}
	w.agent = agentSignature(w.brand, n.language, r)
	return w
}

// styles are how people type, as often as they stand here.
var styles = []style{neat, neat, neat, neat, neat, lower, lower, lower, careless, careless}

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
			speaker.agent = agentSignature(w.rival, n.language, r)
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
	return append(dst, n.brands[a.brand-1].handle(a.main)...)
}

// finish cuts the posts and truths out of the scene.
func (g *Generator) finish(s *story, t *topic) {
	n := &g.work
	text := string(n.arena)
	g.thread.Posts = g.thread.Posts[:0]
	for k := range n.posts {
		g.thread.Posts = append(g.thread.Posts, g.post(text, &n.posts[k]))
	}
	verdicts := s.verdicts
	g.thread.Truths = slices.Grow(g.thread.Truths[:0], len(verdicts))[:len(verdicts)]
	for k := range verdicts {
		g.truth(&g.thread.Truths[k], text, s, t, k)
	}
}

// post turns a draft into a post.
func (g *Generator) post(text string, d *draft) Post {
	n := &g.work
	p := Post{Post: dataset.Post{ID: d.id.of(text), Time: d.time, Text: d.text.of(text), Language: n.language, Repost: d.repost}}
	p.Author, p.AuthorID = n.account(text, d.by)
	p.Side = dataset.SideCustomer
	if d.by.brand != 0 {
		p.Side = dataset.SideBrand
	}
	switch {
	case d.lost != (span{}):
		p.ReplyTo = d.lost.of(text)
		p.ReplyToAuthor, p.ReplyToAuthorID = n.account(text, d.to)
	case d.parent >= 0:
		parent := &n.posts[d.parent]
		p.ReplyTo = parent.id.of(text)
		p.ReplyToAuthor, p.ReplyToAuthorID = n.account(text, parent.by)
	}
	p.Conversation = n.root(text, d)
	if d.repost {
		p.RepostOf = n.posts[d.of].id.of(text)
	}
	p.again = d.of >= 0 && !d.repost
	p.brands = 1 << n.index[0]
	switch {
	case d.by.brand == 2:
		p.brands = 1 << n.index[1]
	case d.step.how&both != 0:
		p.brands |= 1 << n.index[1]
	}
	return p
}

// root returns the id that a draft's conversation goes by: that of the first
// post that is there, or of the lost one before it.
func (n *scene) root(text string, d *draft) string {
	for range n.posts { // a loop ends somewhere
		if d.lost != (span{}) {
			return d.lost.of(text)
		}
		if d.parent < 0 || d.step.how&looped != 0 {
			break
		}
		d = &n.posts[d.parent]
	}
	return d.id.of(text)
}

// account returns an author's handle and stable id.
func (n *scene) account(text string, a author) (handle, id string) {
	if a.brand == 0 {
		p := &n.people[a.person]
		return p.handle.of(text), p.id.of(text)
	}
	b := n.brands[a.brand-1]
	return b.handle(a.main), b.id(a.main)
}

// truth fills in what is true of the story's case k.
func (g *Generator) truth(t *Truth, text string, s *story, about *topic, k int) {
	n := &g.work
	v := &s.verdicts[k]
	ids := t.PostIDs[:0]
	for i := range n.posts {
		if d := &n.posts[i]; d.in>>k&1 != 0 {
			ids = append(ids, d.id.of(text))
		}
	}
	*t = Truth{PostIDs: ids, Intent: cmp.Or(v.intent, about.intent), Outcome: v.outcome, Reason: v.reason, Hard: s.hard}
	b := n.brands[0]
	if v.rival {
		b = n.brands[1]
	}
	t.Brand = b.Name
	who := theCustomer
	if v.who == bystander {
		who = theBystander
	}
	t.Customer = n.people[who].handle.of(text)
	if t.Outcome == redirected {
		t.Channel = cmp.Or(v.channel, n.channel)
	}
}
