package synth

import "strconv"

// A voice is a brand with all that it needs to speak.
type voice struct {
	Brand
	seed      uint64
	supportID string // stable ids of its accounts
	mainID    string
	tongues   []tongue // nil if there is no grammar for its sector
	shares    []int    // of the tongues
}

// A tongue is a language in which a brand speaks.
type tongue struct {
	*grammar
	agents []string // their signatures
}

func newVoice(b Brand) voice {
	id := func(handle string) string {
		return strconv.FormatUint(100_000_000+hashString(handle)%400_000_000, 10)
	}
	v := voice{Brand: b, seed: hashString(b.Support), supportID: id(b.Support), mainID: id(b.Main)}
	for _, share := range b.Languages {
		for _, g := range grammars() {
			if g.language == share.Language && g.sector == b.Sector {
				v.tongues = append(v.tongues, tongue{g, agents(&b, g.language)})
				v.shares = append(v.shares, share.Percent)
			}
		}
	}
	return v
}

// speaks returns the brand's tongue for a language, nil if it has none.
func (v *voice) speaks(language string) *tongue {
	for i := range v.tongues {
		if v.tongues[i].language == language {
			return &v.tongues[i]
		}
	}
	return nil
}

// agent returns the signature of one of the agents; now and then one forgets it.
func (t *tongue) agent(r *random) string {
	if len(t.agents) == 0 || r.chance(6) {
		return ""
	}
	return t.agents[r.below(len(t.agents))]
}

// account returns the handle and the stable id of one of the brand's accounts.
func (v *voice) account(main bool) (handle, id string) {
	if main {
		return v.Main, v.mainID
	}
	return v.Support, v.supportID
}
