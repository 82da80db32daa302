package inspect

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// An Account is how an account takes part in an archive. Reposts count as
// posts, and for nothing else.
type Account struct {
	Handle    string `json:"handle"` // as the account is written where it writes itself (of several ways, the first in the order of texts), else where it is mentioned
	Posts     int    `json:"posts"`
	Replies   int    `json:"replies"`   // its posts that reply to or address somebody else
	Addressed int    `json:"addressed"` // others' posts that mention or reply to it

	key      string // how it is compared
	id       string // the platform's, "" if not known; the first in the order of texts if it has several
	named    bool   // it wrote, or a source says that it was replied to: not a mention alone
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
	told   int // replies of which the source or the text says whom they answer
	untold int // and those of which the post alone is known
	began  int // posts that answer nothing
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
	from.named = true
	if p.Author != "" {
		if p.AuthorID != "" && (from.id == "" || p.AuthorID < from.id) {
			from.id = strings.Clone(p.AuthorID)
		}
		if !from.wrote || p.Author < from.Handle {
			from.Handle, from.wrote = strings.Clone(p.Author), true
		}
	}
	if p.Side != dataset.SideUnknown {
		from.side = p.Side
	}
	if p.Repost {
		from.reposts++
		return
	}
	target := dataset.Handle(p.ReplyToAuthor)
	if target == "" && p.ReplyToAuthorID != "" && p.ReplyToAuthorID == p.AuthorID {
		target = key
	}
	var addressed []string
	short := audit.WithoutHost(target) // of an account elsewhere, as texts mention it
	for handle, leading := range audit.Mentions(p.Text) {
		if target != "" && handle == short {
			handle = target
		}
		if target == "" && leading && handle != key {
			target = handle
		}
		if handle != key && !slices.Contains(addressed, handle) {
			addressed = append(addressed, handle)
		}
	}
	if target == "" { // a post that begins with an account replies to that one
		target = dataset.AccountKey("", p.ReplyToAuthorID)
	}
	if target != "" && target != key && !slices.Contains(addressed, target) {
		addressed = append(addressed, target)
	}
	switch {
	case target != "":
		a.told++
	case p.ReplyTo != "":
		a.untold++
		target = "post " + p.ReplyTo // somebody, who is not named
	default:
		a.began++
	}
	if target != "" && target != key {
		from.Replies++
		from.answers.add(target)
	}
	told := dataset.AccountKey(p.ReplyToAuthor, p.ReplyToAuthorID)
	for _, to := range addressed {
		account := a.of(to)
		account.named = account.named || to == told
		account.activity++
		account.Addressed++
		account.askers.add(key)
	}
	if len(a.byKey) > a.most {
		a.thin()
	}
}

// settle puts the counts of an account together that sources name in several ways:
// by its id where they do not tell its handle, and in a text with a host behind it,
// which is part of a handle if an account goes by it, and else belongs to the text.
func (a *accounts) settle() {
	byID := map[string]*Account{}
	for _, x := range a.byKey {
		if x.id == "" {
			continue
		}
		id := dataset.AccountKey("", x.id)
		if other := byID[id]; other == nil || byActivity(x, other) < 0 {
			byID[id] = x
		}
	}
	for key, x := range a.byKey {
		if y := byID[key]; y != nil && y != x {
			y.take(x)
			delete(a.byKey, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(a.byKey)) {
		x := a.byKey[key]
		if short := audit.WithoutHost(key); !x.named && short != key {
			delete(a.byKey, key)
			a.of(short).take(x)
		}
	}
}

// take adds the counts of another account, which is the same.
func (x *Account) take(y *Account) {
	x.Posts += y.Posts
	x.Replies += y.Replies
	x.Addressed += y.Addressed
	x.reposts += y.reposts
	x.activity += y.activity
	x.side = max(x.side, y.side)
	x.answers.join(y.answers)
	x.askers.join(y.askers)
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
		if of(x) == 0 || dataset.HiddenAuthor(x.key) || len(best) == n && before(best[n-1], x) < 0 {
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

// wrote returns how many accounts wrote a post, and how many posts hide theirs.
func (a *accounts) wrote() (n, hidden int) {
	for _, x := range a.byKey {
		switch {
		case dataset.HiddenAuthor(x.key):
			hidden += x.Posts
		case x.Posts > 0:
			n++
		}
	}
	return n, hidden
}

// A distinct counts different names up to mostDistinct, and no further.
type distinct []uint32

const mostDistinct = 100

func (d *distinct) add(name string) { d.join(distinct{hashOf(name)}) }

func hashOf(name string) uint32 { return uint32(xxhash.Sum64String(name)) }

func (d *distinct) join(others distinct) {
	for _, h := range others {
		if len(*d) < mostDistinct && !slices.Contains(*d, h) {
			*d = append(*d, h)
		}
	}
}
