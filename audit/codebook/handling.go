package codebook

import (
	_ "embed"
	"fmt"
	"maps"
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

// handlingClasses are the registry of the file's classes. Those with a channel say
// that it was tried.
var handlingClasses = []class{
	asksDetails:   {"asks_details", byBrand, "", "asks for personal or account details", ""},
	sparesDetails: {"spares_details", byBrand, "", "names details that are not asked for", ""},
	ownRecord:     {"own_record", byCustomer, "", "has a matter that stands in the brand's books under the customer's name", ""},
	already:       {"already", byCustomer, "", "speaks of an earlier time", ""},
	wroteDM:       {"wrote_dm", byCustomer, "", "sent a private message; counts in the first posts alone", ""},
	{"tried_dm", byCustomer, "", "got nowhere by private message", DM},
	{"tried_phone", byCustomer, "", "tried the phone", Phone},
	{"tried_email", byCustomer, "", "tried email", Email},
	{"tried_branch", byCustomer, "", "went there in person", Branch},
	{"tried_web", byCustomer, "", "tried the form, the chat, the app or the site", Web},
	{"tried_other", byCustomer, "", "was with the other account before", OtherChannel},
}

const (
	asksDetails = iota
	sparesDetails
	ownRecord
	already
	wroteDM
)

// handlingPhrases are the file's phrases by language and class.
var handlingPhrases = sync.OnceValue(func() map[string]map[string][]string {
	var file map[string]map[string][]string
	if err := yaml.Unmarshal(handlingFile, &file); err != nil {
		panic(err)
	}
	for code, classes := range file {
		for name := range classes {
			if !slices.ContainsFunc(handlingClasses, func(c class) bool { return c.Name == name }) {
				panic("codebook: no handling class " + name + " in " + code)
			}
		}
	}
	return file
})

// handlings finds the phrases of each language, those of customer and brand.
var handlings = sync.OnceValue(func() map[string]*[2]*automaton {
	all := map[string]*[2]*automaton{}
	for code, phrases := range handlingPhrases() {
		books := phrasebooks(handlingClasses, phrases)
		all[code] = &[2]*automaton{books[0].compile(), books[1].compile()}
	}
	return all
})

// Judged reports whether the case is a redirect of which can be told whether it was
// confidential or a bounce: in a language that an analyst adds no phrase tells.
func (l *Label) Judged() bool { return l.Outcome == Redirected && handlings()[l.Language] != nil }

// handling prints how redirects are judged.
func (d *printer) handling() {
	d.printf("\n## Redirects: confidential, or a bounce\n\nA redirect is confidential if the reply has a phrase of `asks_details` that overlaps none of `spares_details`, or if a post of the customer before it has one of `own_record`. It is a bounce if a post of the customer has a phrase of the `tried_` class of the redirect's channel; a post behind the reply counts only if it has one of `already` too. For `dm`, a phrase of `wrote_dm` in the customer's first posts counts as well. A redirect in a language without such phrases is not judged.\n")
	for _, code := range slices.Sorted(maps.Keys(handlingPhrases())) {
		for _, c := range handlingClasses {
			d.phrases(fmt.Sprintf("%s (`%s`)", c.Name, code), c, handlingPhrases()[code][c.Name])
		}
	}
}

// handling judges the redirect that a label tells of.
func (v *view) handling(l *Label) {
	if l.Outcome != Redirected {
		return
	}
	tried := slices.IndexFunc(handlingClasses, func(c class) bool { return c.Channel == l.Channel })
	reply := v.lastReply()
	for i := range v.c.Turns {
		if v.c.Turns[i].Brand {
			if l.Confidential == "" && slices.Contains(v.reply, i) {
				l.Confidential = v.asked(i, v.judge(i))
			}
			continue
		}
		hits := v.judge(i)
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

// judge finds the phrases of a turn by which redirects are judged. They are valid
// until it is called again.
func (v *view) judge(turn int) []hit {
	phrases := handlings()[v.code]
	if phrases == nil {
		return nil
	}
	v.judged = phrases[side(v.c.Turns[turn].Brand)].find(v.judged[:0], v.read(turn).tokens)
	return v.judged
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
			return v.phrase(turn, h)
		}
	}
	return ""
}
