package codebook

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// A redirect is judged by two questions that do not touch the outcome.
//
// Was it confidential? It is if the reply asks for personal or account details
// (a name, a card, an account, a phone number, a postcode), or if the customer's
// matter cannot be handled without them: it stands in the brand's books under
// the customer's name, such as a charge, an order or a locked account. All else
// could have been answered in public.
//
// Is it a bounce? It is if the customer had said of the very channel of the
// redirect that it was tried, or came from it. What is said after the redirect
// counts only if it speaks of an earlier time, and that a message was sent only
// if it is said at once, for else the customer may just have done as told.
//
// The phrases are data, handling/phrases.yaml; they label no outcome, and so
// the weighed rules do not see them.

//go:embed handling/phrases.yaml
var handlingFile []byte

// handlingClasses are the classes of the file. The first two are said by the
// brand, the others by the customer.
var handlingClasses = []string{
	"asks_details", "spares_details",
	"own_record", "already", "wrote_dm",
	"tried_dm", "tried_phone", "tried_email", "tried_branch", "tried_web", "tried_other",
}

const (
	asksDetails = iota
	sparesDetails
	ownRecord
	already
	wroteDM
	triedFirst
)

// triedChannels are the channels of the classes from triedFirst on.
var triedChannels = []Channel{DM, Phone, Email, Branch, Web, OtherChannel}

// handlings holds the phrases of each language, of brand and customer.
var handlings = sync.OnceValue(func() map[string]*[2]*automaton {
	var file map[string]map[string][]string
	if err := yaml.Unmarshal(handlingFile, &file); err != nil {
		panic(err)
	}
	all := map[string]*[2]*automaton{}
	for code, classes := range file {
		var books [2]phrasebook
		for name, phrases := range classes {
			class := slices.Index(handlingClasses, name)
			if class < 0 {
				panic("codebook: no handling class " + name)
			}
			for _, p := range phrases {
				slots, err := parsePhrase(p)
				if err != nil {
					panic(fmt.Errorf("handling: %s: %w", p, err))
				}
				books[side(class <= sparesDetails)].add(slots, class)
			}
		}
		all[code] = &[2]*automaton{books[0].compile(), books[1].compile()}
	}
	return all
})

// handling judges the redirect that a label tells of.
func (v *view) handling(l *Label) {
	phrases := handlings()[v.code]
	if l.Outcome != Redirected || phrases == nil {
		return
	}
	tried := triedFirst + slices.Index(triedChannels, l.Channel)
	reply := v.lastReply()
	for i := range v.c.Turns {
		r := v.read(i)
		if v.c.Turns[i].Brand {
			if l.Confidential == "" && slices.Contains(v.reply, i) {
				l.Confidential = v.asked(i, phrases[1].find(nil, r.tokens))
			}
			continue
		}
		hits := phrases[0].find(nil, r.tokens)
		if l.Confidential == "" && i < reply {
			l.Confidential = v.says(i, hits, ownRecord)
		}
		if l.Bounce == "" && (i < reply || v.says(i, hits, already) != "") {
			l.Bounce = v.says(i, hits, tried)
		}
		if l.Bounce == "" && l.Channel == DM && slices.Contains(v.opening, i) {
			l.Bounce = v.says(i, hits, wroteDM)
		}
	}
}

// says quotes the first phrase of a class, "" if there is none.
func (v *view) says(turn int, hits []hit, class int) string {
	for _, h := range hits {
		if int(h.class) == class {
			return v.quote(turn, int(h.from), int(h.to))
		}
	}
	return ""
}

// asked quotes the details that a reply asks for, but for those that it asks
// not to send.
func (v *view) asked(turn int, hits []hit) string {
	for _, h := range hits {
		if int(h.class) != asksDetails {
			continue
		}
		spared := slices.ContainsFunc(hits, func(s hit) bool {
			return int(s.class) == sparesDetails && s.from < h.to && h.from < s.to
		})
		if !spared {
			return v.quote(turn, int(h.from), int(h.to))
		}
	}
	return ""
}
