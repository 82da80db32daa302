package audit

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/dataset"
)

// An activity is how an account takes part in an archive.
type activity struct {
	Handle    string
	Replies   int // posts of the account that reply to or address somebody
	Addressed int // others' posts that mention the account or reply to it

	named bool // it wrote, or a source says that it was replied to: not a mention alone
}

// activities counts the accounts' activity.
type activities map[string]*activity

func (a activities) of(handle string) *activity {
	x := a[handle]
	if x == nil {
		x = &activity{Handle: strings.Clone(handle)}
		a[x.Handle] = x
	}
	return x
}

func (a activities) add(p *post) {
	key, to := p.authorKey(), p.replyToAuthor
	self := to != "" && (to == key || to == dataset.AccountKey("", p.authorID))
	addressed := !self && (p.replyTo != "" || to != "")
	for m := range mentions(p.text, anyHandle) {
		if handle := lower(m.handle); handle != key {
			addressed = addressed || m.leading
			if m.leading && strings.HasPrefix(to, "id:") {
				to = "" // the mention names the same account, with its handle
			}
			if handle != to && handle != WithoutHost(to) {
				a.of(handle).Addressed++
			}
		}
	}
	if to != "" && !self {
		x := a.of(to)
		x.Addressed++
		x.named = true
	}
	if key != "" {
		x := a.of(key)
		x.named = true
		if addressed {
			x.Replies++
		}
	}
}

// settle counts what was mentioned with a host behind it, and is no account, as
// mentioned without: the host belongs to the text.
func (a activities) settle() {
	for _, handle := range slices.Sorted(maps.Keys(a)) {
		if x, short := a[handle], WithoutHost(handle); short != handle && !x.named {
			delete(a, handle)
			a.of(short).Addressed += x.Addressed
		}
	}
}

// likeliest returns the accounts that most look like a brand's: those that
// answer much and are addressed much.
func (a activities) likeliest(n int) []activity {
	list := make([]activity, 0, len(a))
	for _, x := range a {
		if x.Replies+x.Addressed > 0 && !dataset.HiddenAuthor(x.Handle) {
			list = append(list, *x)
		}
	}
	slices.SortFunc(list, func(x, y activity) int {
		return cmp.Or(
			cmp.Compare(y.Replies+y.Addressed, x.Replies+x.Addressed),
			strings.Compare(x.Handle, y.Handle),
		)
	})
	return list[:min(n, len(list))]
}

// noBrands is the error of an archive that does not mark its brands.
func (r *run) noBrands() error {
	found := activities{}
	for part := range r.log.Len() {
		err := r.log.Drain(part, func(record []byte) error {
			var p post
			p.unpack(record[4:])
			found.add(&p)
			return nil
		})
		if err != nil {
			return err
		}
	}
	var b strings.Builder
	found.settle()
	const most = 10
	if list := found.likeliest(most); len(list) > 0 {
		b.WriteString("\nThese accounts answer and are addressed most:\n\n")
		for _, x := range list {
			fmt.Fprintf(&b, "  %-24s %6d replies written, %6d times addressed\n", x.Handle, x.Replies, x.Addressed)
		}
	}
	return fmt.Errorf("%w: the format does not mark which accounts are a brand's, so name them in a file and give it with --brands; `lastword inspect --write-brands brands.yaml` with the same inputs drafts one.%s\n%s",
		ErrNoBrands, b.String(), brandsFileHelp)
}
