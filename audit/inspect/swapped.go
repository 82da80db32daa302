package inspect

import (
	"fmt"
	"strings"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// shaped are the fields that show by the shape of their values that another column is
// read for them, and what the values are then. A conversation's id may be its title.
var shaped = [...]struct {
	field dataset.Field
	of    func(*dataset.Post) string
	wrong func(string) bool
	is    string
}{
	{dataset.FieldID, func(p *dataset.Post) string { return p.ID }, sentence, "a sentence"},
	{dataset.FieldAuthor, func(p *dataset.Post) string { return p.Author }, sentence, "a sentence"},
	{dataset.FieldReplyTo, func(p *dataset.Post) string { return p.ReplyTo }, sentence, "a sentence"},
	{dataset.FieldReplyToAuthor, func(p *dataset.Post) string { return p.ReplyToAuthor }, sentence, "a sentence"},
	{dataset.FieldText, func(p *dataset.Post) string { return p.Text }, bare, "one word or number"},
}

// sentence reports whether a value has more words than a name.
func sentence(s string) bool { return strings.Count(strings.TrimSpace(s), " ") >= 5 }

// bare reports whether a text is an id or a handle by its looks. A link may be all that
// a post says, and some scripts set no spaces.
func bare(s string) bool {
	odd := func(r rune) bool { return r <= ' ' || r > '~' }
	return !strings.ContainsFunc(s, odd) && !strings.Contains(s, "://")
}

const fewPosts = 5 // prove nothing

// A shape counts the values of a field, and those of a wrong shape.
type shape struct {
	filled, wrong int
	first         string   // of a wrong shape
	different     distinct // of a wrong shape
}

func (s *shape) add(value string, wrong func(string) bool) {
	if value == "" {
		return
	}
	s.filled++
	if wrong(value) {
		if s.wrong++; s.wrong == 1 {
			s.first = strings.Clone(value)
		}
		s.different.add(value)
	}
}

// another reports whether nearly all values are another column's by their shape, and not
// the same few again and again, as a page's long name.
func (s *shape) another() bool {
	return s.filled >= fewPosts && 10*s.wrong >= 9*s.filled && 2*len(s.different) >= min(s.wrong, mostDistinct)
}

// columns count what shows that those of a file are taken for each other.
type columns struct {
	shapes  [len(shaped)]shape
	posts   int
	noID    int // posts without an id of their own
	replies int // posts that say what they reply to
}

func (c *columns) add(p *dataset.Post) {
	for i := range shaped {
		c.shapes[i].add(shaped[i].of(p), shaped[i].wrong)
	}
	c.posts++
	if p.Damage&dataset.MadeID != 0 {
		c.noID++
	}
	if p.ReplyTo != "" {
		c.replies++
	}
}

// swapped says what shows it, nil if nothing does.
func (c *columns) swapped() (signs []string) {
	for i := range shaped {
		if s := &c.shapes[i]; s.another() {
			signs = append(signs, fmt.Sprintf("the %s is %s in %s of %s posts, as “%s”",
				shaped[i].field, shaped[i].is, audit.Thousands(s.wrong), audit.Thousands(s.filled), cut(strings.Join(strings.Fields(s.first), " "), 40)))
		}
	}
	if c.posts >= fewPosts && 10*c.noID >= c.posts && c.noID < c.posts && c.replies == c.posts {
		signs = append(signs, fmt.Sprintf("every post has a %s, though %s of %s have no %s",
			dataset.FieldReplyTo, audit.Thousands(c.noID), audit.Thousands(c.posts), dataset.FieldID))
	}
	return signs
}
