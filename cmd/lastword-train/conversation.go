package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// A conversation is a made-up case as its file writes it, a line a sentence
// with what it does, and at its end what a coder would say of the case:
//
//	C fault My card was declined twice this morning @northbank
//	B sorry Oh no, Mia!
//	B ask Were you asked for your PIN? ^JK
//	= complaint open
//
// "C+" and "B+" begin another post of the same side. An outcome has its channel
// or reason behind a colon: "redirected:dm".
type conversation struct {
	shown           codebook.Case
	lines           [][]line // by turn
	intent, outcome string
}

// A line is a sentence that ends at a place in its post.
type line struct {
	end int
	act string
}

// readConversations reads a file of conversations, divided by empty lines.
func readConversations(name, language string, data []byte) ([]conversation, error) {
	var all []conversation
	var c conversation
	side := ""
	n := 0
	for text := range strings.Lines(string(data)) {
		n++
		text = strings.TrimSpace(text)
		if text == "" || text[0] == '#' {
			continue
		}
		what, rest, _ := strings.Cut(text, " ")
		if what == "=" {
			c.intent, c.outcome, _ = strings.Cut(rest, " ")
			c.shown.Language = language
			if !slices.Contains(codebook.Answers("intent"), c.intent) || c.outcome == "" || len(c.shown.Turns) == 0 {
				return nil, fmt.Errorf("%s:%d: %q is no intent and outcome of the lines before", name, n, rest)
			}
			all = append(all, c)
			c, side = conversation{}, ""
			continue
		}
		who := strings.TrimSuffix(what, "+")
		act, says, _ := strings.Cut(rest, " ")
		question, known := map[string]string{"C": "tells", "B": "says"}[who]
		if !known || says == "" || !slices.Contains(codebook.Answers(question), act) {
			return nil, fmt.Errorf("%s:%d: %q is neither C or B with an act and a sentence nor = with the labels", name, n, text)
		}
		c.say(who == "B", what != side, act, says)
		side = who
	}
	return all, nil
}

// say adds a sentence, to the last post or to one of its own.
func (c *conversation) say(brand, post bool, act, says string) {
	if post {
		t := codebook.Turn{Author: "customer"}
		if brand {
			t = codebook.Turn{Author: "brand", Brand: true, Recipients: 1}
		}
		c.shown.Turns = append(c.shown.Turns, t)
		c.lines = append(c.lines, nil)
	}
	last := len(c.shown.Turns) - 1
	t := &c.shown.Turns[last]
	t.Text = strings.TrimLeft(t.Text+" "+says, " ")
	c.lines[last] = append(c.lines[last], line{len(t.Text), act})
}

// example is the conversation as it is learned from.
func (c *conversation) example(name string, brand int) *example {
	e := &example{
		coded: coded{Case: name, Source: "made up", Sample: madeUpSample, Brand: fmt.Sprintf("made up %d", brand), Intent: c.intent, Weight: 1},
		shown: c.shown,
		group: name,
	}
	e.Outcome, e.Channel, _ = strings.Cut(c.outcome, ":")
	if e.Outcome == "ignored" {
		e.Reason, e.Channel = e.Channel, ""
	}
	for i, sentences := range codebook.Default().Sentences(&c.shown) {
		var acts []string
		for _, s := range sentences {
			acts = append(acts, c.actAt(i, s.End))
		}
		e.acts = append(e.acts, acts)
	}
	return e
}

// actAt is the act of the line that a place of a post is in.
func (c *conversation) actAt(turn, end int) string {
	lines := c.lines[turn]
	for _, l := range lines {
		if end <= l.end {
			return l.act
		}
	}
	return lines[len(lines)-1].act
}
