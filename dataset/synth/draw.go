package synth

import (
	"slices"
	"strings"
)

// A draw is a table of the stories that a grammar can tell with an intent and
// an outcome.
type draw struct {
	stories []*story
	weights []int
	topics  [][]*topic // about which each story can be told
}

// A drawKey names a draw. Conversations without a request are not told apart
// by their outcomes: theirs is "".
type drawKey struct{ intent, outcome string }

// drawsOf returns the draws of a grammar.
func drawsOf(g *grammar) map[drawKey]draw {
	draws := map[drawKey]draw{}
	for i := range stories {
		s := &stories[i]
		if s.english && g.language != "en" {
			continue
		}
		for _, intent := range kinds {
			topics := topicsFor(g, s, intent)
			if len(topics) == 0 {
				continue
			}
			key := drawKey{intent: intent}
			if isRequest(intent) {
				key.outcome = s.verdicts[0].outcome
			}
			d := draws[key]
			draws[key] = draw{append(d.stories, s), append(d.weights, s.weight), append(d.topics, topics)}
		}
	}
	return draws
}

// topicsFor returns the topics about which a story can be told with an intent.
func topicsFor(g *grammar, s *story, intent string) []*topic {
	if s.intents == "" && !isRequest(intent) || s.intents != "" && !slices.Contains(strings.Fields(s.intents), intent) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(g.topics[intent]), func(t *topic) bool {
		return s.topic != "" && s.topic != t.name || !t.tells(s)
	})
}

func isRequest(intent string) bool {
	return intent == question || intent == complaint || intent == suggestion
}
