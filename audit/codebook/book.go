package codebook

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	yamltoken "github.com/goccy/go-yaml/token"
)

//go:embed languages/*.yaml
var languageFiles embed.FS

// A book is what the language files say: for every language its name, its
// commonest words and its phrases. It is plain data, as written; [compile]
// makes it run.
type book map[string]*entry

// An entry is one language of a book.
type entry struct {
	name    string
	common  []string            // by which the language is told from others
	typical []string            // by which it is told too, though they say what a case is about
	phrases map[string][]string // class name → phrases as written
}

func (b book) languages() []string {
	var codes []string
	for code := range b {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// beyond are the phrases that another entry of the language, nil if there is none,
// lacks.
func (e *entry) beyond(other *entry) map[string][]string {
	if other == nil {
		return e.phrases
	}
	more := map[string][]string{}
	for class, phrases := range e.phrases {
		for _, p := range phrases {
			if !slices.Contains(other.phrases[class], p) {
				more[class] = append(more[class], p)
			}
		}
	}
	return more
}

func (b book) clone() book {
	c := book{}
	for code, e := range b {
		n := &entry{name: e.name, common: slices.Clone(e.common), typical: slices.Clone(e.typical), phrases: map[string][]string{}}
		for class, phrases := range e.phrases {
			n.phrases[class] = slices.Clone(phrases)
		}
		c[code] = n
	}
	return c
}

// A BookError is a mistake in a codebook file.
type BookError struct {
	File string
	Line int
	Msg  string // what is wrong and what is allowed
}

// Error returns the mistake with its place, as "file:line: message".
func (e *BookError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// A bookReader merges one file into a book; the first mistake ends it.
type bookReader struct {
	file string
	book book
}

func (r *bookReader) fail(n ast.Node, format string, args ...any) error {
	line := 1
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		line = n.GetToken().Position.Line
	}
	return &BookError{r.file, line, fmt.Sprintf(format, args...)}
}

// merge reads a codebook file into the book: each language's phrases are
// added, those under "replace" take the place of what was there, those under
// "without" are taken out.
func (r *bookReader) merge(data []byte) error {
	f, err := parser.ParseBytes(bytes.TrimPrefix(data, []byte("\ufeff")), 0)
	if err != nil {
		return r.syntax(err)
	}
	found := false
	for _, doc := range f.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.NullType || doc.Body.Type() == ast.CommentType {
			continue
		}
		found = true
		err := r.each(doc.Body, "a codebook file lists languages by their code, as in \"en:\"", r.language)
		if err != nil {
			return err
		}
	}
	if !found {
		return &BookError{r.file, 1, "the file holds nothing: a codebook file lists languages by their code, as in \"en:\""}
	}
	return nil
}

// syntax turns the parser's error into a BookError.
func (r *bookReader) syntax(err error) error {
	line := 1
	msg, _, _ := strings.Cut(err.Error(), "\n")
	if n, _ := fmt.Sscanf(msg, "[%d:", &line); n == 1 {
		if _, rest, ok := strings.Cut(msg, "] "); ok {
			msg = rest
		}
	}
	return &BookError{r.file, line, "not valid YAML: " + msg}
}

// each calls do for every key of a mapping, in the file's order.
func (r *bookReader) each(n ast.Node, want string, do func(key ast.Node, name string, value ast.Node) error) error {
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if err := do(v.Key, v.Key.GetToken().Value, v.Value); err != nil {
				return err
			}
		}
		return nil
	case *ast.NullNode:
		return r.fail(n, "nothing stands below this: %s; indent what belongs to it", want)
	}
	return r.fail(n, "expected a mapping: %s", want)
}

// scalar is what a node says, if that is one text.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.NullNode:
		if n.Token.Type == yamltoken.ImplicitNullType {
			return "", true // nothing is written there
		}
		return n.Token.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true // a word that YAML takes for something else: no, yes, 24
	}
	return "", false
}

func (r *bookReader) language(key ast.Node, code string, value ast.Node) error {
	e := r.book[code]
	if e == nil {
		switch {
		case slices.Contains(entryKeys, code):
			return r.fail(key, "%q belongs below a language: write it there, as below \"en:\"", code)
		case !isCode(code):
			return r.fail(key, "%q is no language code: %suse one of ISO 639, such as en, fr or de", code, r.book.didYouMean(code))
		}
		e = &entry{phrases: map[string][]string{}}
	}
	allowed := "allowed are " + strings.Join(entryKeys, ", ")
	err := r.each(inOrder(value), allowed, func(key ast.Node, name string, value ast.Node) error {
		switch name {
		case "name":
			text, ok := scalar(value)
			if !ok {
				return r.fail(value, "name: expected the language's name")
			}
			e.name = text
			return nil
		case "common", "typical":
			text, ok := scalar(value)
			if !ok {
				return r.fail(value, "%s: expected words of the language on one line", name)
			}
			words := &e.common
			if name == "typical" {
				words = &e.typical
			}
			*words = append(*words, strings.Fields(text)...)
			return nil
		case "phrases", "replace", "without":
			return r.each(value, knownClasses(), func(key ast.Node, class string, value ast.Node) error {
				return r.class(e, name, key, class, value)
			})
		}
		if classIndex(name) >= 0 {
			return r.fail(key, "%q is a class of phrases: write it below phrases, replace or without", name)
		}
		return r.fail(key, "%q is not known here: %s", name, allowed)
	})
	if err != nil {
		return err
	}
	if e.name == "" {
		if len(code) > 2 { // few languages have such a code, and many typos
			return r.fail(key, "%q is the code of a language that lastword does not know: %ssay its name here, as \"name: …\"", code, r.book.didYouMean(code))
		}
		e.name = code
	}
	r.book[code] = e
	return nil
}

// entryKeys are what a codebook file may say of a language, in the order in which it is
// heeded, wherever it stands: what replaces a class does not replace what is added to it.
var entryKeys = []string{"name", "common", "typical", "replace", "without", "phrases"}

// inOrder puts what a file says of a language in the order of entryKeys.
func inOrder(entry ast.Node) ast.Node {
	if m, ok := entry.(*ast.MappingNode); ok {
		place := func(v *ast.MappingValueNode) int { return slices.Index(entryKeys, v.Key.GetToken().Value) }
		slices.SortStableFunc(m.Values, func(a, b *ast.MappingValueNode) int { return cmp.Compare(place(a), place(b)) })
	}
	return entry
}

func knownClasses() string {
	return "the classes of phrases are " + strings.Join(classNames(), ", ")
}

func (r *bookReader) class(e *entry, how string, key ast.Node, class string, value ast.Node) error {
	if classIndex(class) < 0 {
		return r.fail(key, "%q is no class of phrases that a codebook file may change: %s%s", class, maybe(strings.Join(likelyClasses(class), " or ")), knownClasses())
	}
	list, ok := value.(*ast.SequenceNode)
	if !ok {
		return r.fail(value, "%s: expected a list, one phrase a line, each after \"- \"", class)
	}
	if how == "replace" {
		e.phrases[class] = nil
	}
	for _, n := range list.Values {
		p, ok := scalar(n)
		if !ok {
			return r.fail(n, "%s: expected a phrase; put quotes around one that holds : # { or }", class)
		}
		at := slices.Index(e.phrases[class], p)
		if how == "without" {
			if at < 0 {
				return r.fail(n, "%s has no phrase %q: %swrite it as `lastword codebook` prints it", class, p, maybe(Nearest(strings.ToLower(p), e.phrases[class])))
			}
			e.phrases[class] = slices.Delete(e.phrases[class], at, at+1)
			continue
		}
		if _, err := parsePhrase(p); err != nil {
			return r.fail(n, "%s: %v", class, err)
		}
		if at < 0 {
			e.phrases[class] = append(e.phrases[class], p)
		}
	}
	return nil
}

// builtIn reads the embedded language files.
func builtIn() book {
	b := book{}
	names, err := languageFiles.ReadDir("languages")
	if err != nil {
		panic(err)
	}
	for _, n := range names {
		path := "languages/" + n.Name()
		data, err := languageFiles.ReadFile(path)
		if err != nil {
			panic(err)
		}
		if err := (&bookReader{path, b}).merge(data); err != nil {
			panic(err)
		}
	}
	return b
}
