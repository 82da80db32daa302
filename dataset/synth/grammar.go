package synth

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// The grammars are data: grammar/LANGUAGE.txt holds what every sector of a
// language shares, grammar/LANGUAGE-SECTOR.txt what is talked about in it.
//
//	# a comment
//	rule:
//		one alternative a line, behind a tab
//		with {another-rule}, [one|of|these|] in place, and {FILLINGS}
//	topic card-declined complaint
//	request:
//		the rules below a topic are the topic's own
//
// Alternatives of a topic's rules may begin with a variant's name ("abroad> "):
// they meet only alternatives of the same variant or of none, so that the
// answer is one to what was asked. In shared rules the variant is the topic's
// intent: nobody is sorry for a question.
//
// A shared rule may speak of {matter}, or of whatever else a topic defines: it
// is then the rule of those topics. A name in capitals is a filling: drawn once a case, so that the amount that a customer
// names is the one that the reply names. % in a filling is a digit.
//
//go:embed grammar/*.txt
var grammarFiles embed.FS

// A node is a piece of a text, or a tree of them.
type node struct {
	kind    kind
	filling filling
	literal string
	parts   []node // of a choice or a sequence
	list    *list
}

// A kind says which of a node's fields count.
type kind uint8

const (
	literal  kind = iota
	choice        // one of its parts
	sequence      // its parts, one after the other
	listed        // a filling of the grammar
	computed      // a filling that the generator computes
)

// A filling is something that a case fixes for all its texts.
type filling uint8

// The fillings that the generator computes; the others are lists of the grammar.
const (
	fillName  filling = iota // the customer's first name
	fillSign                 // the agent's signature, in the brand's style
	fillBrand                // the brand's name
	fillHelp                 // its support account, with @
	fillMain                 // its other account, with @
	fillRival                // the other brand's name
	fillPhone                // a phone number
	fillEmail                // a mail address
	fillURL                  // a link
)

var computedFillings = map[string]filling{
	"NAME": fillName, "SIGN": fillSign, "BRAND": fillBrand, "HELP": fillHelp, "MAIN": fillMain,
	"RIVAL": fillRival, "PHONE": fillPhone, "EMAIL": fillEmail, "URL": fillURL,
}

// A topic is a matter that customers raise, with everything that is said
// about it, by rule.
type topic struct {
	name   string
	intent string
	rules  map[string]node
}

// tells reports whether the topic has all that is said in the story: nobody
// answers an advertisement.
func (t *topic) tells(s *story) bool {
	for i := range s.steps {
		rule := s.steps[i].says
		if rule == "redirect" {
			rule = "redirect-dm"
		}
		if _, known := t.rules[rule]; !known {
			return false
		}
	}
	return true
}

// A list is a filling of the grammar.
type list struct {
	seed         uint64 // tells the draws of a case's lists apart
	alternatives []string
}

// A grammar holds the topics of a language and sector.
type grammar struct {
	language string
	sector   string
	topics   map[string][]*topic // by intent, in the order of the file
	draws    map[drawKey]draw
}

// rules are the alternatives of each rule, as written.
type rules map[string][]string

// loadGrammars compiles every grammar file. The files are part of the
// program, so that a fault in one is a fault of the program: a test compiles
// them all.
func loadGrammars(files fs.FS) ([]*grammar, error) {
	names, err := fs.Glob(files, "grammar/*-*.txt")
	if err != nil {
		return nil, err
	}
	var grammars []*grammar
	for _, name := range names {
		language, sector, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".txt"), "-")
		shared, topics, err := parseGrammar(files, "grammar/"+language+".txt")
		if err != nil {
			return nil, err
		}
		own, ownTopics, err := parseGrammar(files, name)
		if err != nil {
			return nil, err
		}
		topics = append(topics, ownTopics...)
		g := &grammar{language: language, sector: sector, topics: map[string][]*topic{}}
		common := map[string]*compiler{}
		for _, t := range topics {
			if common[t.intent] == nil {
				if common[t.intent], err = compileShared(shared, own, t.intent); err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
			}
			for _, v := range t.variants() {
				compiled, err := compileTopic(v, common[t.intent])
				if err != nil {
					return nil, fmt.Errorf("%s: topic %s: %w", name, v.name, err)
				}
				g.topics[t.intent] = append(g.topics[t.intent], compiled)
			}
		}
		g.draws = drawsOf(g)
		grammars = append(grammars, g)
	}
	return grammars, nil
}

// A topicSource is a topic as written.
type topicSource struct {
	name, intent string
	rules        rules
}

// variantMark stands between the name of an alternative's variant and its text.
const variantMark = "> "

// variants returns the topic once for each variant that its alternatives name,
// or itself if they name none.
func (t topicSource) variants() []topicSource {
	names := map[string]bool{}
	for _, alternatives := range t.rules {
		for _, a := range alternatives {
			if name, _, marked := strings.Cut(a, variantMark); marked {
				names[name] = true
			}
		}
	}
	if len(names) == 0 {
		return []topicSource{t}
	}
	var variants []topicSource
	for _, name := range slices.Sorted(maps.Keys(names)) {
		v := topicSource{name: t.name + "/" + name, intent: t.intent, rules: rules{}}
		for rule, alternatives := range t.rules {
			v.rules[rule] = ofVariant(alternatives, name, t.intent)
		}
		variants = append(variants, v)
	}
	return variants
}

// ofVariant returns the texts of the alternatives of these variants or of none.
func ofVariant(alternatives []string, variants ...string) []string {
	var texts []string
	for _, a := range alternatives {
		name, text, marked := strings.Cut(a, variantMark)
		switch {
		case !marked:
			texts = append(texts, a)
		case slices.Contains(variants, name):
			texts = append(texts, text)
		}
	}
	return texts
}

// parseGrammar reads one file: the rules before the first topic, and the topics.
func parseGrammar(files fs.FS, name string) (rules, []topicSource, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, nil, err
	}
	shared := rules{}
	var topics []topicSource
	into, rule := shared, ""
	for i, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "\t") && rule != "":
			into[rule] = append(into[rule], strings.TrimSpace(line))
		case words[0] == "topic" && len(words) == 3:
			into, rule = rules{}, ""
			topics = append(topics, topicSource{name: words[1], intent: words[2], rules: into})
		case len(words) == 1 && strings.HasSuffix(line, ":"):
			rule = strings.TrimSuffix(line, ":")
			if into[rule] != nil {
				return nil, nil, fmt.Errorf("%s:%d: rule %q is already defined; join the two", name, i+1, rule)
			}
		default:
			return nil, nil, fmt.Errorf("%s:%d: want a rule (name:), an alternative (behind a tab) or a topic (topic NAME INTENT), got %q", name, i+1, line)
		}
	}
	return shared, topics, nil
}
