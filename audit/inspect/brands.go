package inspect

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// A Brand is a likely brand, and what an audit of it would find.
type Brand struct {
	Name     string   `json:"name"`
	Support  []string `json:"support"`
	Accounts []string `json:"accounts"`
	Guessed  bool     `json:"guessed"` // that the accounts are one brand's: their handles begin alike

	Posts     int `json:"posts"` // of all its accounts, reposts aside
	Replies   int `json:"replies"`
	Addressed int `json:"addressed"`

	audit.Survey
}

// mostBrands bounds the likely brands that the format does not mark.
const mostBrands = 50

// likelyBrands returns the brands that the formats mark, each with its one
// account, and of other formats' accounts those that look like one. marked says that
// there are none of these. The most active comes first.
func (a *accounts) likelyBrands(posts int) (brands []Brand, marked bool) {
	brands = []Brand{}
	var list []*Account
	for _, x := range a.byKey {
		if x.side == dataset.SideBrand {
			list = append(list, x)
		}
	}
	for _, x := range list {
		brands = append(brands, brandOf([]*Account{x}, nil))
	}
	chosen, answerer := a.choose(posts)
	if len(list) > 0 { // who is but mentioned may be anybody
		chosen = slices.DeleteFunc(chosen, func(x *Account) bool { return x.side != dataset.SideUnknown || !x.wrote })
	}
	var likely []Brand
	for _, group := range groupByHandle(chosen) {
		likely = append(likely, brandOf(group, answerer))
	}
	likely = sortBrands(likely)
	likely = likely[:min(mostBrands, len(likely))]
	return sortBrands(append(brands, likely...)), len(list) > 0 && len(likely) == 0
}

// choose returns the accounts that look like a brand's, and which of them
// answer.
//
// An account that answers replies to many different accounts, is addressed by
// several, and more than those whom it answers: a customer of several brands writes to
// accounts that are addressed by more. It also writes little else. None but the first
// is asked of one that wrote nearly all posts. Where most
// replies do not tell whom they answer, nobody is addressed: there it is a page, of
// which much of what they stand below is its own, and a fair part of all posts its
// replies. Where such accounts write a fair part of the posts, the archive holds the
// brands' replies; another account is then only taken if it is addressed about as much
// as the most addressed one. Where hardly anybody answers, the archive is a search for
// handles, and an account that is addressed by many different accounts is a brand that
// was searched for.
func (a *accounts) choose(posts int) (chosen []*Account, answerer map[*Account]bool) {
	const (
		fewPeople  = 10  // a brand answers as many in any archive but a small one
		manyPeople = 15  // and is addressed by as many
		fairPart   = 0.1 // of the posts are answers if the archive holds the brands' replies
	)
	mostAnswered, mostAsked, mostAddressed := 0, 0, 0
	for _, x := range a.byKey {
		mostAnswered = max(mostAnswered, len(x.answers))
		mostAsked = max(mostAsked, len(x.askers))
		mostAddressed = max(mostAddressed, x.Addressed)
	}
	needAnswers := between(2, mostAnswered/10, fewPeople)
	needAskers := between(3, mostAsked*manyPeople/mostDistinct, manyPeople)
	answerer = map[*Account]bool{}
	answers := 0
	owner := a.owner(posts)
	asks := a.customers()
	for _, x := range a.byKey {
		asked := len(x.askers) >= between(1, needAnswers/2, 5) && 4*len(x.askers) >= len(x.answers) && !asks(x)
		page := a.untold > a.told && a.isPage(x) && float64(x.Replies) >= fairPart*float64(posts)
		if len(x.answers) >= needAnswers && (x == owner || (asked || page) && 2*x.Replies >= x.Posts-x.reposts) {
			answerer[x] = true
			answers += x.Replies
			chosen = append(chosen, x)
		}
	}
	held := float64(answers) >= fairPart*float64(posts)
	var others []*Account
	for _, x := range a.byKey {
		switch {
		case answerer[x] || len(x.askers) < needAskers:
		case !held || 4*x.Addressed >= mostAddressed:
			chosen = append(chosen, x)
		default:
			others = append(others, x)
		}
	}
	chosen = append(chosen, alikeAny(others, chosen)...)
	slices.SortFunc(chosen, byActivity)
	return chosen, answerer
}

// customers returns what reports whether an account is a customer by those to whom it
// writes: most are addressed by more accounts than it is.
func (a *accounts) customers() func(x *Account) bool {
	askers := make(map[uint32]int, len(a.byKey))
	for _, x := range a.byKey {
		askers[hashOf(x.key)] = len(x.askers)
		if x.id != "" {
			askers[hashOf(dataset.AccountKey("", x.id))] = len(x.askers)
		}
	}
	return func(x *Account) bool {
		above := 0
		for _, to := range x.answers {
			if askers[to] > len(x.askers) {
				above++
			}
		}
		return 2*above > len(x.answers)
	}
}

// owner returns the account that wrote nearly all posts, nil if there is none.
func (a *accounts) owner(posts int) *Account {
	const few, nearlyAll = 5, 0.95
	if posts < few {
		return nil
	}
	for _, x := range a.byKey {
		if float64(x.Posts-x.reposts) >= nearlyAll*float64(posts) {
			return x
		}
	}
	return nil
}

// isPage reports whether an account began much of what the others answer. Who began one
// thread and answers in it may be anybody.
func (a *accounts) isPage(x *Account) bool {
	const few = 3
	began := x.Posts - x.reposts - x.Replies
	return began >= few && 4*began >= a.began
}

func between(low, x, high int) int { return min(max(low, x), high) }

func byActivity(x, y *Account) int {
	return cmp.Or(cmp.Compare(y.Replies+y.Addressed, x.Replies+x.Addressed), strings.Compare(x.key, y.key))
}

func sortBrands(brands []Brand) []Brand {
	slices.SortFunc(brands, func(a, b Brand) int {
		return cmp.Or(cmp.Compare(b.Replies+b.Addressed, a.Replies+a.Addressed), strings.Compare(a.Name, b.Name))
	})
	return brands
}

// groupByHandle puts accounts whose handles are alike together. All that are alike to
// one with a longer name are alike to each other, so that the shortest name tells the
// group.
func groupByHandle(list []*Account) [][]*Account {
	names := map[string]bool{}
	for _, x := range list {
		names[stem(x.key)] = true
	}
	groups := map[string][]*Account{}
	for _, x := range list {
		first := x.key // whose name is but a letter
		for name := range beginnings(stem(x.key)) {
			if names[name] {
				first = name
				break
			}
		}
		groups[first] = append(groups[first], x)
	}
	return slices.Collect(maps.Values(groups))
}

// alikeAny returns those whose handles are alike to any of the others'.
func alikeAny(list, others []*Account) (found []*Account) {
	names, begun := map[string]bool{}, map[string]bool{}
	for _, y := range others {
		own := stem(y.key)
		names[own] = true
		for name := range beginnings(own) {
			begun[name] = true
		}
	}
	for _, x := range list {
		own := stem(x.key)
		longer := false // than one of the others'
		for name := range beginnings(own) {
			longer = longer || names[name]
		}
		if longer || begun[own] {
			found = append(found, x)
		}
	}
	return found
}

// What brands put around their name in handles: in those of accounts that serve
// customers, and in others.
var (
	service = regexp.MustCompile(`^ask_?|_?(help|helps|helpers|support|supports|cares?|services?|serve|assist|answers|hilft|aide|sav)$`)
	purpose = regexp.MustCompile(`_?(customer|online|news|press|community|official|offers)$`)
)

// stem returns what a handle says of the brand's name.
func stem(handle string) string {
	for {
		s := strings.Trim(purpose.ReplaceAllString(service.ReplaceAllString(handle, ""), ""), "_")
		if s == handle || s == "" {
			return handle
		}
		handle = s
	}
}

// beginnings yields the names, the shortest first, that are alike to a longer one, or
// the same: two handles look like one brand's if one's name begins with the other's.
func beginnings(name string) iter.Seq[string] {
	const sure = 4 // letters; a shorter beginning is chance
	return func(yield func(string) bool) {
		for n := 2; n <= len(name); n++ {
			if (n >= sure || n == len(name) || name[n] == '_') && !yield(name[:n]) {
				return
			}
		}
	}
}

// brandOf makes a brand of accounts. Those that answer, or whose handle says
// so, are its support accounts, or else the one that is addressed most.
func brandOf(group []*Account, answerer map[*Account]bool) Brand {
	slices.SortFunc(group, byActivity)
	b := Brand{Support: []string{}, Accounts: []string{}, Guessed: len(group) > 1}
	serves := func(x *Account) bool { return answerer[x] || service.MatchString(x.key) }
	if !slices.ContainsFunc(group, serves) {
		serves = func(x *Account) bool { return x == group[0] }
	}
	for _, x := range group {
		if serves(x) {
			b.Support = append(b.Support, x.Handle)
		} else {
			b.Accounts = append(b.Accounts, x.Handle)
		}
		b.Posts += x.Posts - x.reposts
		b.Replies += x.Replies
		b.Addressed += x.Addressed
	}
	b.Name = b.Support[0]
	return b
}

// brandsFile returns a brands file with the likely brands, for a person to
// check.
func (a *Archive) brandsFile() string {
	var b strings.Builder
	b.WriteString("# Written by `lastword inspect`. Check it: leave out what is no brand, put the\n" +
		"# accounts of one owner together, and those that answer customers under support.\n")
	if len(a.Brands) == 0 {
		b.WriteString("# No account of this archive looks like a brand's.\n")
	}
	b.WriteString("brands:\n")
	for i := range a.Brands {
		x := &a.Brands[i]
		fmt.Fprintf(&b, "  # %s, %s of them replies; addressed %s times\n", audit.Counted(x.Posts, "post"), audit.Thousands(x.Replies), audit.Thousands(x.Addressed))
		if x.Guessed {
			b.WriteString("  # put together because the handles begin alike: are they one owner's?\n")
		}
		fmt.Fprintf(&b, "  - name: %s\n    support: [%s]\n", yamlText(x.Name), yamlList(x.Support))
		if len(x.Accounts) > 0 {
			fmt.Fprintf(&b, "    accounts: [%s]\n", yamlList(x.Accounts))
		}
		if audit.LanguageCode(a.language) { // the posts may say English, or anything
			fmt.Fprintf(&b, "    language: %s\n", a.language)
		}
	}
	return b.String()
}

func yamlList(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = yamlText(s)
	}
	return strings.Join(quoted, ", ")
}

// plainYAML are handles that YAML takes for nothing but text.
var plainYAML = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{3,}$`)

func yamlText(s string) string {
	switch strings.ToLower(s) {
	case "null", "true", "false":
		return strconv.Quote(s)
	}
	if plainYAML.MatchString(s) {
		return s
	}
	return strconv.Quote(s)
}
