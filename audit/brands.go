package audit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/language"

	"github.com/lastword-audit/lastword/dataset"
)

// A Brand is whose service is audited.
type Brand struct {
	Name     string   `yaml:"name"`
	Support  []string `yaml:"support"`  // accounts that answer customers
	Accounts []string `yaml:"accounts"` // the brand's other accounts
	Language string   `yaml:"language"` // usual language of its customers, "" if not given
}

// author is the handle of who wrote a post of a case between the brand and the
// customer; "" for a customer who is known by an id alone, and for a brand of
// several accounts.
func (b *Brand) author(customer string, byBrand bool) string {
	switch {
	case byBrand && len(b.Support) == 1 && len(b.Accounts) == 0:
		return strings.TrimPrefix(b.Support[0], "@")
	case byBrand || strings.HasPrefix(customer, "id:"):
		return ""
	}
	return customer
}

// Brands is the set of audited brands, by name. No handle belongs to two.
type Brands struct {
	list  []Brand
	owner map[string]keyed // by dataset.Handle
	sizes [256]uint64      // lengths of handles, as bits, by first byte: most of other people's are none of these
}

// An account is a handle's place among the brands.
type account struct {
	brand   int
	support bool
}

// A keyed account is one with its handle in dataset.Handle's form.
type keyed struct {
	key string
	account
}

// NewBrands checks the brands and indexes their handles.
func NewBrands(list []Brand) (*Brands, error) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Brand) int { return strings.Compare(a.Name, b.Name) })
	b := &Brands{list: list, owner: map[string]keyed{}}
	for i, brand := range list {
		if brand.Name == "" {
			return nil, errors.New("a brand has no name: write `- name: ...`")
		}
		if i > 0 && list[i-1].Name == brand.Name {
			return nil, fmt.Errorf("brand %q stands twice: put all its accounts under one name", brand.Name)
		}
		if l := brand.Language; l != "" && !languageCode(l) {
			return nil, fmt.Errorf("brand %q has the language %q: write its code, as en or fr", brand.Name, l)
		}
		if len(brand.Support) == 0 {
			return nil, fmt.Errorf("brand %q has no support account: write `support: [handle]`", brand.Name)
		}
		for _, own := range []struct {
			handles []string
			support bool
		}{{brand.Support, true}, {brand.Accounts, false}} {
			for _, h := range own.handles {
				key := dataset.Handle(h)
				if key == "" {
					return nil, fmt.Errorf("brand %q has an empty handle", brand.Name)
				}
				if at, taken := b.owner[key]; taken && at.brand != i {
					return nil, fmt.Errorf("@%s belongs to %q and to %q: a handle has one owner", key, list[at.brand].Name, brand.Name)
				} else if !taken {
					b.owner[key] = keyed{key, account{i, own.support}}
					b.sizes[key[0]] |= sizeBit(len(key))
				}
			}
		}
	}
	return b, nil
}

// languageCode reports whether s may be a code of ISO 639, with or without
// what follows it in BCP 47 ("en", "fr-CA").
func languageCode(s string) bool {
	tag, err := language.Parse(s)
	base, sure := tag.Base()
	return err == nil && sure == language.Exact && base.String() != "und"
}

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
	dec := yaml.NewDecoder(bytes.NewReader(text), yaml.DisallowUnknownField())
	if err := dec.Decode(&content); err != nil && !errors.Is(err, io.EOF) {
		if !brandsKey.Match(text) { // the error would show what else it holds: perhaps posts
			return nil, fmt.Errorf("%s is no brands file: no line of it begins with brands:\n%s", file, brandsFileHelp)
		}
		return nil, fmt.Errorf("brands file %s: %w", file, err)
	}
	if len(content.Brands) == 0 {
		return nil, fmt.Errorf("brands file %s lists no brand.\n%s", file, brandsFileHelp)
	}
	b, err := NewBrands(content.Brands)
	if err != nil {
		return nil, fmt.Errorf("brands file %s: %w", file, err)
	}
	return b, nil
}

// brandsKey finds where a brands file begins, in YAML or in JSON.
var brandsKey = regexp.MustCompile(`(?m)^[{\s]*"?brands"?\s*:`)

const brandsFileHelp = `A brands file looks like this:

  brands:
    - name: Example Bank
      support: [ExampleBankHelp]   # accounts that answer customers
      accounts: [ExampleBank]      # the brand's other accounts, optional
      language: en                 # optional`

// List returns the brands by name. The caller must not change them.
func (b *Brands) List() []Brand { return b.list }

// sizeBit is the bit of a handle's length.
func sizeBit(length int) uint64 { return 1 << (length & 63) }

// find finds the account of a handle without a leading @, in any case; ok is
// false if it is a customer's.
func (b *Brands) find(handle string) (own keyed, ok bool) {
	if handle == "" || b.sizes[lowerByte(handle[0])]&sizeBit(len(handle)) == 0 {
		return keyed{}, false
	}
	var buf [64]byte
	if len(handle) > len(buf) {
		own, ok = b.owner[strings.ToLower(handle)]
		return own, ok
	}
	for i := range len(handle) {
		buf[i] = lowerByte(handle[i])
	}
	own, ok = b.owner[string(buf[:len(handle)])] // no copy
	return own, ok
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// known reports whether a handle is a brand's.
func (b *Brands) known(handle string) bool {
	_, ok := b.find(handle)
	return ok
}

// ownerOf returns the owner of a handle, brand nobody if it is a customer's.
func (b *Brands) ownerOf(handle string) account {
	if own, ok := b.find(handle); ok {
		return own.account
	}
	return account{brand: nobody}
}
