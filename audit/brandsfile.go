package audit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/text/unicode/norm"

	"github.com/lastword-audit/lastword/dataset"
)

// ReadBrands reads a brands file. Its errors name the file and the line.
func ReadBrands(file string) (*Brands, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("brands file: %w", err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // as Windows' Notepad writes it
	list, documents, err := parseBrands(file, text)
	switch {
	case err != nil && !brandsKey.Match(text) && !errors.Is(err, dataset.ErrNotUTF8): // the error would show what else it holds: perhaps posts
		return nil, fmt.Errorf("%s is no brands file: no line of it begins with brands:\n%s", file, brandsFileHelp)
	case err != nil:
		return nil, err
	case len(documents) > 1:
		return nil, fmt.Errorf("brands file %s:%d: a second list begins here, behind ---, and would not be read: put all brands into one", file, lineOf(documents[1]))
	case len(list) == 0:
		return nil, fmt.Errorf("brands file %s lists no brand.\n%s", file, brandsFileHelp)
	}
	for i := range list { // a space too many is not seen, nor how an accent is stored
		list[i].Name = norm.NFC.String(strings.Join(strings.Fields(list[i].Name), " "))
	}
	b, err := NewBrands(list)
	if err == nil {
		err = cmp.Or(oneSpelling(list), noAddress(list))
	}
	if wrong, ok := errors.AsType[*mistake](err); ok {
		return nil, fmt.Errorf("brands file %s:%d: %w", file, lineAt(documents[0], wrong.path), err)
	}
	return b, err
}

// parseBrands returns the brands of the first document of a brands file, and all
// documents.
func parseBrands(file string, text []byte) (list []Brand, documents []ast.Node, err error) {
	if line, err := dataset.CheckYAML(text); err != nil {
		return nil, nil, fmt.Errorf("brands file %s:%d: %w", file, line, err)
	}
	parsed, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, nil, misread(file, err)
	}
	for _, d := range parsed.Docs {
		if d.Body != nil && d.Body.Type() != ast.DirectiveType {
			documents = append(documents, d.Body)
		}
	}
	if len(documents) == 0 {
		return nil, nil, nil
	}
	var content struct {
		Brands []Brand `yaml:"brands"`
	}
	if err := yaml.NodeToValue(documents[0], &content, yaml.DisallowUnknownField()); err != nil {
		return nil, nil, misread(file, err)
	}
	return content.Brands, documents, nil
}

// oneSpelling finds a brand that stands there under two spellings, and would be
// reported as two brands.
func oneSpelling(list []Brand) error {
	spelt := map[string]string{}
	for i := range list {
		name := list[i].Name
		key := strings.ToLower(name)
		if other, twice := spelt[key]; twice {
			return wrongAt(i, ".name", "brand %q is %q spelt otherwise: put all its accounts under one name", name, other)
		}
		spelt[key] = name
	}
	return nil
}

// profile finds the handle in the address of an account.
var profile = regexp.MustCompile(`(?i)^(?:https?://)?(?:www\.|mobile\.)?(?:twitter|x)\.com/@?(\w+)`)

// noAddress finds an address where a handle belongs.
func noAddress(list []Brand) error {
	for i := range list {
		for _, own := range list[i].handles() {
			for k, h := range own.handles {
				if handle := profile.FindStringSubmatch(strings.TrimSpace(h)); handle != nil {
					return wrongAt(i, own.at(k), "brand %q has an address for a handle: write %s, not %s", list[i].Name, handle[1], h)
				}
			}
		}
	}
	return nil
}

// misread says what is wrong with a brands file that is no list of brands.
func misread(file string, err error) error {
	if wrong, ok := errors.AsType[*yaml.TypeError](err); ok { // in the words of Go
		return fmt.Errorf("brands file %s:%d: one word belongs here: write `name: Example Bank` and `language: en`, and the handles in one pair of brackets", file, wrong.Token.Position.Line)
	}
	kind, ok := errors.AsType[*yaml.UnexpectedNodeTypeError](err)
	if !ok {
		for _, slip := range slips {
			if strings.Contains(err.Error(), slip.said) {
				return fmt.Errorf("brands file %s: %w\n%s", file, err, slip.remedy)
			}
		}
		return fmt.Errorf("brands file %s: %w", file, err)
	}
	if at := kind.Token; at.Prev != nil && at.Prev.Prev != nil && kind.Actual != ast.MappingType {
		if field := at.Prev.Prev.Value; field == "support" || field == "accounts" {
			return fmt.Errorf("brands file %s:%d: %s is a list: write `%s: [%s]`", file, at.Position.Line, field, field, at.Value)
		}
	}
	return fmt.Errorf("brands file %s: %w\n%s", file, err, brandsFileHelp)
}

// slips are what is often wrong in a brands file, in the words of the YAML reader,
// and what to do about it.
var slips = []struct{ said, remedy string }{
	{"found character '\t'", "Indent with spaces, not with tabs."},
	{"'@' is a reserved character", `Write handles without @, or in quotes: "@ExampleBankHelp".`},
	{"value is not allowed in this context", `Indent support, accounts and language as far as name, and write a name that holds a colon in quotes.`},
}

// lineOf is the line on which a value stands.
func lineOf(value ast.Node) int { return value.GetToken().Position.Line }

// lineAt is the line on which a path's value stands; 1 if it is not there.
func lineAt(document ast.Node, path string) int {
	p, err := yaml.PathString(path)
	if err != nil {
		return 1
	}
	value, err := p.FilterNode(document)
	if err != nil || value == nil {
		return 1
	}
	return lineOf(value)
}

// brandsKey finds where a brands file begins, in YAML or in JSON.
var brandsKey = regexp.MustCompile(`(?m)^[{\s]*"?brands"?\s*:`)

const brandsFileHelp = `A brands file looks like this:

  brands:
    - name: Example Bank
      support: [ExampleBankHelp]   # accounts that answer customers
      accounts: [ExampleBank]      # the brand's other accounts, optional
      language: en                 # optional`
