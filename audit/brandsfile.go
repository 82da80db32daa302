package audit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
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
	var content struct {
		Brands []Brand `yaml:"brands"`
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // as Windows' Notepad writes it
	if line, err := dataset.CheckYAML(text); err != nil && !brandsKey.Match(text) && !errors.Is(err, dataset.ErrNotUTF8) {
		return nil, noBrandsFile(file)
	} else if err != nil {
		return nil, fmt.Errorf("brands file %s:%d: %w", file, line, err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text), yaml.DisallowUnknownField())
	if err := dec.Decode(&content); err != nil && !errors.Is(err, io.EOF) {
		if !brandsKey.Match(text) { // the error would show what else it holds: perhaps posts
			return nil, noBrandsFile(file)
		}
		return nil, misread(file, err)
	}
	if line := secondDocument(text); line > 0 {
		return nil, fmt.Errorf("brands file %s:%d: a second list begins here, behind ---, and would not be read: put all brands into one", file, line)
	}
	if len(content.Brands) == 0 {
		return nil, fmt.Errorf("brands file %s lists no brand.\n%s", file, brandsFileHelp)
	}
	for i := range content.Brands { // a space too many is not seen, nor how an accent is stored
		name := &content.Brands[i].Name
		*name = norm.NFC.String(strings.Join(strings.Fields(*name), " "))
	}
	b, err := NewBrands(content.Brands)
	if err == nil {
		err = cmp.Or(oneSpelling(content.Brands), noAddress(content.Brands))
	}
	if wrong, ok := errors.AsType[*mistake](err); ok {
		return nil, fmt.Errorf("brands file %s:%d: %w", file, lineOf(text, wrong.path), err)
	}
	return b, err
}

func noBrandsFile(file string) error {
	return fmt.Errorf("%s is no brands file: no line of it begins with brands:\n%s", file, brandsFileHelp)
}

// secondDocument returns the line on which the second document of a YAML file begins,
// 0 if there is none.
func secondDocument(text []byte) (line int) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return 0
	}
	first := true
	for _, d := range file.Docs {
		switch {
		case d.Body == nil || d.Body.Type() == ast.DirectiveType:
		case first:
			first = false
		default:
			return d.Body.GetToken().Position.Line
		}
	}
	return 0
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
}

// lineOf returns the line on which a path's value stands; 1 if it is not there.
func lineOf(text []byte, path string) int {
	p, err := yaml.PathString(path)
	if err != nil {
		return 1
	}
	node, err := p.ReadNode(bytes.NewReader(text))
	if err != nil {
		return 1
	}
	return node.GetToken().Position.Line
}

// brandsKey finds where a brands file begins, in YAML or in JSON.
var brandsKey = regexp.MustCompile(`(?m)^[{\s]*"?brands"?\s*:`)

const brandsFileHelp = `A brands file looks like this:

  brands:
    - name: Example Bank
      support: [ExampleBankHelp]   # accounts that answer customers
      accounts: [ExampleBank]      # the brand's other accounts, optional
      language: en                 # optional`
