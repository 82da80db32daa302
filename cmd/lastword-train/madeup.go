package main

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// The made-up texts teach the models words that few coded cases hold. They are
// written for this purpose, and weigh less than coded cases.
//
//go:embed madeup/*.txt
var madeUp embed.FS

// readSections reads a made-up file: lines under headings "= name".
func readSections(name string) map[string][]string {
	data, err := madeUp.ReadFile("madeup/" + name)
	if err != nil {
		panic(err)
	}
	sections := map[string][]string{}
	section := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if h, ok := strings.CutPrefix(line, "= "); ok {
			section = h
			continue
		}
		if line != "" && line[0] != '#' {
			sections[section] = append(sections[section], line)
		}
	}
	return sections
}

// redirects are the sections whose sentences send the customer elsewhere, with
// their channel; the section's name is the channel's.
var redirects = []string{"dm", "phone", "email", "branch", "web", "other"}

const (
	madeUpSample = "made up"
	madeUpBrands = 6 // so that the cut of words by brand leaves theirs
	madeUpCases  = 3000
)

// madeUpExamples are the same at every call.
func madeUpExamples() []*example {
	return append(compose("en", madeUpCases, 1), compose("fr", madeUpCases/3, 2)...)
}

func newMadeUp(lang string, n, brand int) *example {
	e := &example{coded: coded{Case: fmt.Sprintf("made up/%s/%d", lang, n), Source: "made up", Sample: madeUpSample, Brand: fmt.Sprintf("made up %d", brand), Weight: 1}}
	e.shown.Language = lang
	e.group = e.Case
	return e
}

// compose makes cases of made-up sentences. The outcome follows from what the
// sentences do, by the codebook's order.
func compose(lang string, n int, seed uint64) []*example {
	replies := readSections("replies." + lang + ".txt")
	posts := readSections("posts." + lang + ".txt")
	followups := readSections("followups." + lang + ".txt")
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(lines []string) string { return lines[r.IntN(len(lines))] }
	chance := func(p float64) bool { return r.Float64() < p }
	var out []*example
	add := func(intent, post, outcome, channel string, sentences []string) {
		e := newMadeUp(lang, len(out), r.IntN(madeUpBrands))
		e.Intent, e.Outcome, e.Channel, e.notIntent = intent, outcome, channel, true
		e.shown.Turns = []codebook.Turn{
			{Author: "customer", Text: post},
			{Author: "brand", Brand: true, Text: strings.Join(sentences, " ")},
		}
		out = append(out, e)
	}
	request := func() (string, string) {
		intent := "complaint"
		switch x := r.Float64(); {
		case x < 0.25:
			intent = "question"
		case x < 0.3:
			intent = "suggestion"
		}
		return intent, pick(posts[intent])
	}
	for range n {
		intent, post := request()
		var s []string
		lead := func() {
			if chance(0.25) {
				s = append(s, pick(replies["apology"]))
			} else if chance(0.2) {
				s = append(s, pick(replies["thanks"]))
			}
		}
		tail := func() {
			if chance(0.15) {
				s = append(s, pick(replies["courtesy"]))
			}
		}
		switch r.IntN(10) {
		case 0, 1: // redirected
			lead()
			if chance(0.2) {
				s = append(s, pick(replies["offer"]))
			}
			channel := redirects[r.IntN(len(redirects))]
			s = append(s, pick(replies[channel]))
			tail()
			add(intent, post, "redirected", channel, s)
		case 2, 3, 4: // resolved
			lead()
			s = append(s, pick(replies["answer"]))
			if chance(0.3) {
				s = append(s, pick(replies["answer"]))
			}
			if chance(0.2) {
				s = append(s, pick(replies["fallback"]))
			} else {
				tail()
			}
			add(intent, post, "resolved", "", s)
		case 5, 6: // open
			lead()
			if chance(0.3) {
				s = append(s, pick(replies["offer"]))
			}
			if chance(0.7) {
				s = append(s, pick(replies["ask"]))
			} else {
				s = append(s, pick(replies["look"]))
				tail()
			}
			add(intent, post, "open", "", s)
		case 7, 8: // boilerplate
			empty := []string{"apology", "offer", "tell_more", "pass_on", "apology", "pass_on"}
			s = append(s, pick(replies[empty[r.IntN(len(empty))]]))
			if chance(0.6) {
				s = append(s, pick(replies[empty[r.IntN(len(empty))]]))
			}
			if chance(0.3) {
				s = append([]string{pick(replies["thanks"])}, s...)
			}
			add(intent, post, "boilerplate", "", s)
		case 9: // not a request
			intent = "praise"
			if chance(0.5) {
				intent = "other"
			}
			s = append(s, pick(replies["pleased"]))
			if chance(0.3) {
				s = append(s, pick(replies["thanks"]))
			}
			add(intent, pick(posts[intent]), "resolved", "", s)
		}
	}
	// What the customer says after the reply: "dropped" if an answer is due.
	for range n / 2 {
		intent, post := request()
		reply, core := "answer", ""
		switch r.IntN(4) {
		case 0:
			reply = "ask"
		case 1:
			reply = []string{"offer", "tell_more", "pass_on", "apology"}[r.IntN(4)]
		}
		core = pick(replies[reply])
		answers := map[string]string{"answer": "resolved", "ask": "open", "offer": "boilerplate", "tell_more": "boilerplate", "pass_on": "boilerplate", "apology": "boilerplate"}
		outcome, reason, after := answers[reply], "", ""
		switch r.IntN(6) {
		case 0, 1:
			after = pick(followups["thanks"])
		case 2:
			after = pick(followups["fails"])
		case 3:
			after = pick(followups["further"])
		case 4:
			if reply == "answer" || reply == "apology" || reply == "pass_on" {
				after = pick(followups["thanks"])
			} else {
				after = pick(followups["details"])
			}
		case 5:
			if reply == "offer" || reply == "tell_more" {
				after = pick(posts["complaint"])
			} else {
				after = pick(followups["further"])
			}
		}
		if !slices.Contains(followups["thanks"], after) {
			outcome, reason = "ignored", "dropped"
		}
		add(intent, post, outcome, "", []string{core})
		e := out[len(out)-1]
		e.Reason = reason
		e.shown.Turns = append(e.shown.Turns, codebook.Turn{Author: "customer", Text: after})
	}
	// Each made-up post once more, so that the intent model has seen it.
	for _, intent := range []string{"question", "complaint", "suggestion", "praise", "other"} {
		for _, p := range posts[intent] {
			e := newMadeUp(lang, len(out), r.IntN(madeUpBrands))
			e.Intent, e.only = intent, "intent"
			e.shown.Turns = []codebook.Turn{{Author: "customer", Text: p}}
			out = append(out, e)
		}
	}
	return out
}
