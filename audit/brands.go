package audit

import (
	"fmt"
	"slices"
	"strings"

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
	case byBrand || strings.HasPrefix(customer, "id:") || strings.HasPrefix(customer, "post:"):
		return ""
	}
	return customer
}

// Brands is the set of audited brands, sorted by name. No handle belongs to two.
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
	if err := check(list); err != nil {
		return nil, err
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Brand) int { return compareNames(a.Name, b.Name) })
	b := &Brands{list: list, owner: map[string]keyed{}}
	for i, brand := range list {
		for _, own := range brand.handles() {
			for _, h := range own.handles {
				key := dataset.Handle(h)
				if _, taken := b.owner[key]; !taken {
					b.owner[key] = keyed{key, account{i, own.support}}
					b.sizes[key[0]] |= sizeBit(len(key))
				}
			}
		}
	}
	return b, nil
}

// The handles of a brand that are of one kind.
type handles struct {
	field   string // of the brands file
	handles []string
	support bool
}

// at is the path of the k-th of them in their brand.
func (h *handles) at(k int) string { return fmt.Sprintf(".%s[%d]", h.field, k) }

func (b *Brand) handles() [2]handles {
	return [...]handles{{"support", b.Support, true}, {"accounts", b.Accounts, false}}
}

// A mistake is what is wrong with a list of brands.
type mistake struct {
	path string // where, as YAML paths are written: $.brands[1].support[0]
	msg  string
}

func (m *mistake) Error() string { return m.msg }

func wrongAt(brand int, at, format string, args ...any) error {
	return &mistake{fmt.Sprintf("$.brands[%d]%s", brand, at), fmt.Sprintf(format, args...)}
}

// check finds the first mistake in a list of brands.
func check(list []Brand) error {
	named := map[string]bool{}
	owners := map[string]string{}
	for i := range list {
		b := &list[i]
		wrong := func(at, format string, args ...any) error { return wrongAt(i, at, format, args...) }
		switch {
		case b.Name == "":
			return wrong("", "a brand has no name: write `- name: ...`")
		case named[b.Name]:
			return wrong(".name", "brand %q stands twice: put all its accounts under one name", b.Name)
		case b.Language != "" && !LanguageCode(b.Language):
			return wrong(".language", "brand %q has the language %q: write its code, as en or fr", b.Name, b.Language)
		case len(b.Support) == 0:
			return wrong(".name", "brand %q has no support account: write `support: [handle]`", b.Name)
		}
		named[b.Name] = true
		for _, own := range b.handles() {
			for k, h := range own.handles {
				at := own.at(k)
				key := dataset.Handle(h)
				owner, taken := owners[key]
				switch {
				case key == "":
					return wrong(at, "brand %q has an empty handle: write the account's, or leave it out", b.Name)
				case taken && owner != b.Name:
					return wrong(at, "@%s belongs to %q and to %q: a handle has one owner", key, owner, b.Name)
				}
				owners[key] = b.Name
			}
		}
	}
	return nil
}

// LanguageCode reports whether s may be a code of ISO 639, with or without
// what follows it in BCP 47 ("en", "fr-CA"), which asks for the shortest code ("fr",
// not "fra").
func LanguageCode(s string) bool {
	tag, err := language.Parse(s)
	base, sure := tag.Base()
	own := s[:strings.IndexAny(s+"-", "-_")]
	return err == nil && sure == language.Exact && base.String() != "und" && len(own) <= len(base.String())
}

// List returns the brands by name. The caller must not change them.
func (b *Brands) List() []Brand { return b.list }

// Handles are the accounts of each brand, by its name, in [dataset.Handle]'s form and
// sorted; none of no brands.
func (b *Brands) Handles() map[string][]string {
	if b == nil {
		return nil
	}
	all := map[string][]string{}
	for handle, own := range b.owner {
		name := b.list[own.brand].Name
		all[name] = append(all[name], handle)
	}
	for _, handles := range all {
		slices.Sort(handles)
	}
	return all
}

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
