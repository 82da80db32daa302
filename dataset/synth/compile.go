package synth

import (
	"errors"
	"fmt"
	"maps"
	"strings"
)

// compileShared compiles the rules that topics of an intent share, as far as
// they need none of a topic's own.
func compileShared(shared, own rules, intent string) (*compiler, error) {
	c := &compiler{source: rules{}, done: map[string]node{}, doing: map[string]bool{}, lists: map[string]*list{}}
	for _, scope := range []rules{shared, own} {
		for name, alternatives := range scope {
			if c.source[name] != nil {
				return nil, fmt.Errorf("rule %q is already defined for the language", name)
			}
			c.source[name] = ofVariant(alternatives, intent)
		}
	}
	return c, c.all()
}

// compileTopic compiles a topic's own rules, and the shared ones that need them.
func compileTopic(source topicSource, common *compiler) (*topic, error) {
	c := compiler{source: maps.Clone(common.source), done: maps.Clone(common.done), doing: map[string]bool{}, lists: maps.Clone(common.lists)}
	for name, alternatives := range source.rules {
		if c.source[name] != nil {
			return nil, fmt.Errorf("rule %q is already defined for all topics", name)
		}
		c.source[name] = alternatives
	}
	if err := c.all(); err != nil {
		return nil, err
	}
	for name := range source.rules {
		if _, known := c.done[name]; !known && !isFilling(name) {
			return nil, fmt.Errorf("rule %q needs one that is not there", name)
		}
	}
	return &topic{name: source.name, intent: source.intent, rules: c.done}, nil
}

// A missingRule is the name of a rule that nothing defines.
type missingRule string

func (m missingRule) Error() string { return fmt.Sprintf("no rule %q", string(m)) }

// A compiler turns rules into nodes.
type compiler struct {
	source rules
	done   map[string]node
	doing  map[string]bool // rules that are being compiled
	lists  map[string]*list
}

// all compiles every rule but those that need one that is not there.
func (c *compiler) all() error {
	for name := range c.source {
		if isFilling(name) {
			continue
		}
		if _, err := c.rule(name); err != nil && !errors.As(err, new(missingRule)) {
			return err
		}
	}
	return nil
}

func isFilling(name string) bool { return name == strings.ToUpper(name) }

// rule compiles the rule with this name: a choice of its alternatives.
func (c *compiler) rule(name string) (node, error) {
	if n, known := c.done[name]; known {
		return n, nil
	}
	if c.doing[name] {
		return node{}, fmt.Errorf("rule %q contains itself", name)
	}
	alternatives := c.source[name]
	if alternatives == nil {
		return node{}, missingRule(name)
	}
	c.doing[name] = true
	defer delete(c.doing, name)
	n, err := c.choice(alternatives)
	if err != nil {
		return n, fmt.Errorf("rule %q: %w", name, err)
	}
	c.done[name] = n
	return n, nil
}

// choice compiles alternatives.
func (c *compiler) choice(alternatives []string) (node, error) {
	n := node{kind: choice, parts: make([]node, len(alternatives))}
	for i, text := range alternatives {
		var err error
		if n.parts[i], err = c.text(text); err != nil {
			return n, err
		}
	}
	return n, nil
}

// text compiles one alternative.
func (c *compiler) text(text string) (node, error) {
	var parts []node
	for text != "" {
		i := strings.IndexAny(text, "{[")
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			parts = append(parts, node{literal: text[:i]})
			text = text[i:]
			continue
		}
		end := closing(text)
		if end < 0 {
			return node{}, fmt.Errorf("unclosed %c in %q", text[0], text)
		}
		n, err := c.bracket(text[0], text[1:end])
		if err != nil {
			return n, err
		}
		parts = append(parts, n)
		text = text[end+1:]
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return node{kind: sequence, parts: parts}, nil
}

// bracket compiles what stands between { and }, or between [ and ].
func (c *compiler) bracket(open byte, inner string) (node, error) {
	if open == '[' {
		return c.choice(splitTop(inner))
	}
	if f, known := computedFillings[inner]; known {
		return node{kind: computed, filling: f}, nil
	}
	if !isFilling(inner) {
		return c.rule(inner)
	}
	if c.source[inner] == nil {
		return node{}, missingRule(inner)
	}
	if c.lists[inner] == nil {
		c.lists[inner] = &list{seed: hashString(inner), alternatives: c.source[inner]}
	}
	return node{kind: listed, list: c.lists[inner]}, nil
}

// closing returns where the bracket that begins the text closes, -1 if it
// does not.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// splitTop splits at each | that stands in no bracket.
func splitTop(text string) []string {
	var parts []string
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '|':
			if depth == 0 {
				parts = append(parts, text[from:i])
				from = i + 1
			}
		}
	}
	return append(parts, text[from:])
}
