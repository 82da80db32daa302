package main

import (
	"fmt"
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
	n, begins := 0, 0              // line numbers; begins is 0 between two conversations
	ended := string(data) + "\n\n" // with an empty line behind the last one, too
	for text := range strings.Lines(ended) {
		n++
		text = strings.TrimSpace(text)
		switch {
		case strings.HasPrefix(text, "#"), text == "" && begins == 0:
			continue
		case text == "" && c.outcome == "":
			return nil, fmt.Errorf("%s:%d: the conversation that begins here has no labels: end it with a line such as \"= complaint open\", and leave no line empty before that", name, begins)
		case text == "":
			c.shown.Language = language
			all = append(all, c)
			c, begins = conversation{}, 0
			continue
		}
		if begins == 0 {
			begins = n
		}
		if err := c.add(text); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return all, nil
}

// add takes in the next line of a conversation's file.
func (c *conversation) add(text string) error {
	what, rest, _ := strings.Cut(text, " ")
	switch {
	case c.outcome != "":
		return fmt.Errorf("%q stands behind the labels: leave a line empty before the next conversation", text)
	case what == "=":
		c.intent, c.outcome, _ = strings.Cut(rest, " ")
		if c.outcome == "" || len(c.shown.Turns) == 0 {
			return fmt.Errorf("%q is no intent and outcome of the lines before", rest)
		}
		outcome, detail, _ := strings.Cut(c.outcome, ":")
		return checkLabels(c.intent, outcome, detail)
	}
	who, another := strings.CutSuffix(what, "+")
	act, says, _ := strings.Cut(rest, " ")
	question, known := map[string]string{"C": "tells", "B": "says"}[who]
	if !known || says == "" || answerAt(question, act) < 0 {
		return fmt.Errorf("%q is neither C or B with an act and a sentence nor = with the labels", text)
	}
	c.say(who == "B", another, act, says)
	return nil
}

// say adds a sentence: to the last post, if that is of the same side, or to another.
func (c *conversation) say(brand, another bool, act, says string) {
	turns := c.shown.Turns
	if another || len(turns) == 0 || turns[len(turns)-1].Brand != brand {
		t := codebook.Turn{Author: "customer"}
		if brand {
			t = codebook.Turn{Author: "brand", Brand: true, Recipients: 1}
		}
		c.shown.Turns = append(turns, t)
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
