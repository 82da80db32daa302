package synth

// cast chooses the brand, the story and the topic of thread i.
func (g *Generator) cast(i uint64, r *random) (*story, *topic) {
	n := &g.work
	first := int(i % uint64(len(g.brands)))
	second := first
	if len(g.brands) > 1 {
		second = (first + 1 + r.below(len(g.brands)-1)) % len(g.brands)
	}
	n.index = [2]int{first, second}
	n.brands = [2]*voice{&g.brands[first], &g.brands[second]}
	b := n.brands[0]
	spoken := &b.tongues[r.pick(b.shares)]
	n.language = spoken.language
	n.channel = channels[r.pick(b.Channels[:])]

	intent := kinds[r.pick(kindWeights)]
	outcome := ""
	if isRequest(intent) {
		turn := i / uint64(len(g.brands)) // of this brand
		outcome = outcomes[evenly(turn+mix(g.config.Seed^b.seed)%1000, b.Outcomes[:])]
	}
	table := spoken.draws[drawKey{intent, outcome}]
	for {
		k := r.pick(table.weights)
		s := table.stories[k]
		if s.english && (second == first || n.brands[1].Sector != b.Sector || n.brands[1].speaks("en") == nil) {
			continue // nobody to be the second brand
		}
		return s, table.topics[k][r.below(len(table.topics[k]))]
	}
}

// prepare names the people that the story involves, and the agent.
func (g *Generator) prepare(i uint64, s *story, t *topic, r *random) writer {
	n := &g.work
	n.arena = n.arena[:0]
	w := writer{topic: t, brand: &n.brands[0].Brand, rival: &n.brands[1].Brand, seed: r.Uint64()}
	numbers := [4]uint64{g.person(i) * 4, i*4 + 1, i*4 + 2, i*4 + 3}
	names := firstNames[n.language]
	for k, number := range numbers {
		if !s.involves(k) {
			continue
		}
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
	w.agent = n.brands[0].speaks(n.language).agent(r)
	return w
}

// styles are how people type, as often as they stand here.
var styles = []style{neat, neat, neat, neat, neat, lower, lower, lower, careless, careless}
