package inspect

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// An Account is how an account takes part in an archive. Reposts count as
// posts, and for nothing else.
type Account struct {
	Handle    string `json:"handle"` // as the account is written where it writes itself, else where it is mentioned
	Posts     int    `json:"posts"`
	Replies   int    `json:"replies"`   // its posts that reply to or address somebody else
	Addressed int    `json:"addressed"` // others' posts that mention or reply to it

	key      string // how it is compared
	reposts  int
	side     dataset.Side
	wrote    bool     // Handle is spelt as the account spells it
	answers  distinct // whom it replies to
	askers   distinct // who addresses it
	activity int      // the counter of the summary
}

// accounts counts the accounts of a stream of posts in bounded memory. It is
// a Misra-Gries summary whose counters are lowered in batches (Anderson et al.,
// "A High-Performance Algorithm for Identifying Frequent Items in Data
// Streams", 2017): an account with more than missed activities is in it, and its
// counts are at most missed too low. As long as there are no more accounts than
// most, missed is 0 and every count is exact.
type accounts struct {
	most   int
	byKey  map[string]*Account
	missed int
}

func newAccounts(most int) *accounts {
	return &accounts{most: most, byKey: map[string]*Account{}}
}

// add counts a post.
func (a *accounts) add(p *dataset.Post) {
	key := dataset.AccountKey(p.Author, p.AuthorID)
	if key == "" {
		return
	}
	from := a.of(key)
	from.activity++
	from.Posts++
	if !from.wrote {
		from.Handle, from.wrote = cmp.Or(strings.Clone(p.Author), from.Handle), true
	}
	if p.Side != dataset.SideUnknown {
		from.side = p.Side
	}
	if p.Repost {
		from.reposts++
		return
	}
	target := dataset.AccountKey(p.ReplyToAuthor, p.ReplyToAuthorID)
	var addressed []string
	if target != "" && target != key {
		addressed = append(addressed, target)
	}
	audit.Mentions(p.Text, func(handle string, leading bool) bool {
		if target == "" && leading && handle != key {
			target = handle
		}
		if handle != key && !slices.Contains(addressed, handle) {
			addressed = append(addressed, handle)
		}
		return true
	})
	if target == "" && p.ReplyTo != "" {
		target = "post " + p.ReplyTo // somebody, who is not named
	}
	if target != "" && target != key {
		from.Replies++
		from.answers.add(target)
	}
	for _, to := range addressed {
		account := a.of(to)
		account.activity++
		account.Addressed++
		account.askers.add(key)
	}
	if len(a.byKey) > a.most {
		a.thin()
	}
}

func (a *accounts) of(key string) *Account {
	x := a.byKey[key]
	if x == nil {
		key = strings.Clone(key)
		x = &Account{Handle: key, key: key}
		a.byKey[key] = x
	}
	return x
}

// thin lowers all counters by the median and drops the accounts that have
// nothing left: half of them, at least. Accounts that a format marks as a
// brand's stay.
func (a *accounts) thin() {
	counters := make([]int, 0, len(a.byKey))
	for _, x := range a.byKey {
		counters = append(counters, x.activity)
	}
	slices.Sort(counters)
	cut := counters[len(counters)/2]
	for key, x := range a.byKey {
		if x.activity -= cut; x.activity <= 0 && x.side != dataset.SideBrand {
			delete(a.byKey, key)
		}
	}
	a.missed += cut
}

// top returns the n accounts with the most of something, those with none of it
// left out.
func (a *accounts) top(n int, of func(*Account) int) []Account {
	var best []*Account // in order, n at most
	before := func(x, y *Account) int {
		return cmp.Or(cmp.Compare(of(y), of(x)), strings.Compare(x.key, y.key))
	}
	for _, x := range a.byKey {
		if of(x) == 0 || len(best) == n && before(best[n-1], x) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, x, before)
		best = slices.Insert(best, at, x)
		best = best[:min(n, len(best))]
	}
	list := make([]Account, len(best))
	for i, x := range best {
		list[i] = *x
	}
	return list
}

// wrote returns how many accounts wrote a post.
func (a *accounts) wrote() (n int) {
	for _, x := range a.byKey {
		if x.Posts > 0 {
			n++
		}
	}
	return n
}

// A distinct counts different names up to mostDistinct, and no further.
type distinct []uint32

const mostDistinct = 100

func (d *distinct) add(name string) {
	h := uint32(xxhash.Sum64String(name))
	if len(*d) < mostDistinct && !slices.Contains(*d, h) {
		*d = append(*d, h)
	}
}
