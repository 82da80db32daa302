package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/dataset"
)

// A router finds the pairs (brand, customer) that the posts of one
// conversation belong to. It needs nothing outside the conversation, so that
// conversations can be routed anywhere, in any order.
//
// A brand's post belongs to the customer whose post it replies to, however
// many people it mentions; if that post is not in the archive, to the account
// it says it replies to, else to the first one it addresses. What a brand or a
// customer replies to their own post goes where that post goes.
//
// A customer's post belongs to every brand that it mentions, replies to, or is
// answered by. A post that names nobody is a case all the same if the brand
// answered it.
type router struct {
	brands  *Brands
	handles map[string]string // of brands' accounts, by the key of their id alone

	// Per conversation, reused.
	posts     []post
	owner     []account // brand -1: a customer
	keys      []string  // authorKey
	parent    []int32   // the post replied to, -1 if it is not here
	thread    sets      // an author's replies to themselves
	to        [][]addressee
	customers []string          // whom a brand's post answers, by thread
	ids       firsts[string]    // of posts
	rounded   map[byline]int32  // the first of an author with a rounded id
	authors   map[string]string // authorKey by the key of the id alone
	referred  map[reference]bool
	seen      map[string]bool // brands' accounts that a post is by or to, in any conversation
	renamed   map[renaming]bool
}

// A renaming is an account that no brand has and that writes under the id of one that a
// brand has, both by their handles: it is the same one, after it changed its handle or
// before.
type renaming struct{ account, other string }

// An addressee is a brand that a customer's post belongs to.
type addressee struct {
	brand   int
	account string // the account that the post names or replies to, "" if none
	support bool   // that account is a support account
}

// A byline is an id and whose post it is of those that rounding left under it.
type byline struct {
	id     string
	author string // authorKey
}

// A reference is a brand's post that another post replies to.
type reference struct {
	brand int
	id    string
}

// A delivery is a post on its way to a pair.
type delivery struct {
	post     *post
	brand    int
	customer string // a dataset.AccountKey
	byBrand  bool
	account  string // brand's account that a customer's post is addressed to, "" if none
	support  bool   // account is a support account; of a brand's post, its author
	shared   bool   // it goes to other pairs as well
}

// A routing takes what a router finds.
type routing interface {
	deliver(delivery) error
	drop(p *post, reason string)
	refer(brand int, id string, present bool) error // a brand's post that others reply to, once each
}

const nobody = -1

// route routes the conversation that the posts make up.
func (r *router) route(posts []post, to routing) error {
	sortPosts(posts)
	r.prepare(posts)
	for i := range posts {
		if r.owner[i].brand == nobody {
			r.addressees(i)
		} else {
			r.customer(i)
		}
	}
	if err := r.refer(to); err != nil {
		return err
	}
	for i := range posts {
		if err := r.deliver(i, to); err != nil {
			return err
		}
	}
	return nil
}

// sortPosts sorts posts by comparePosts. Most conversations have two or three.
func sortPosts(posts []post) {
	if len(posts) > 12 {
		slices.SortFunc(posts, func(a, b post) int { return comparePosts(&a, &b) })
		return
	}
	for i := 1; i < len(posts); i++ {
		for j := i; j > 0 && comparePosts(&posts[j], &posts[j-1]) < 0; j-- {
			posts[j], posts[j-1] = posts[j-1], posts[j]
		}
	}
}

// comparePosts is the order of posts in time. Posts that compare equal differ at
// most in the file that they stand in, and are interchangeable.
func comparePosts(a, b *post) int {
	if c := cmp.Compare(a.second, b.second); c != 0 {
		return c
	}
	if c := compareIDs(a.id, b.id); c != 0 {
		return c
	}
	return cmp.Or(
		strings.Compare(a.author, b.author),
		strings.Compare(a.text, b.text),
		strings.Compare(a.replyTo, b.replyTo),
		strings.Compare(a.replyToAuthor, b.replyToAuthor),
		strings.Compare(a.language, b.language),
		strings.Compare(a.authorID, b.authorID),
		cmp.Compare(a.side, b.side),
		cmp.Compare(a.damage, b.damage),
	)
}

// compareIDs orders ids as numbers where they are numbers of any size.
func compareIDs(a, b string) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// prepare finds each post's author, what it replies to, and its thread.
func (r *router) prepare(posts []post) {
	r.reset(posts)
	for i := range posts {
		if posts[i].author == "" { // another may tell the handle
			r.nameAuthors()
			break
		}
	}
	for i := range posts {
		r.enter(i)
	}
	for i := range posts {
		q := r.parentOf(i)
		r.parent[i] = q
		if q != nobody && r.same(i, int(q)) {
			r.thread[r.root(i)] = int32(r.root(int(q)))
		}
	}
}

// reset makes room for a conversation.
func (r *router) reset(posts []post) {
	n := len(posts)
	r.posts = posts
	r.owner = slices.Grow(r.owner[:0], n)[:n]
	r.keys = slices.Grow(r.keys[:0], n)[:n]
	r.parent = slices.Grow(r.parent[:0], n)[:n]
	r.thread = slices.Grow(r.thread[:0], n)[:n]
	r.to = slices.Grow(r.to[:0], n)[:n]
	r.customers = slices.Grow(r.customers[:0], n)[:n]
	r.ids.reset()
	if r.referred == nil {
		r.referred, r.authors, r.seen = map[reference]bool{}, map[string]string{}, map[string]bool{}
		r.rounded, r.renamed = map[byline]int32{}, map[renaming]bool{}
	}
	clear(r.rounded)
	clear(r.referred)
	clear(r.authors)
}

// nameAuthors notes the authors who write under a handle, before all else.
func (r *router) nameAuthors() {
	for i := range r.posts {
		if p := &r.posts[i]; p.author != "" && p.authorID != "" {
			r.authors[dataset.AccountKey("", p.authorID)], _ = r.author(p)
		}
	}
}

// enter notes post i by its author and its id.
func (r *router) enter(i int) {
	p := &r.posts[i]
	r.keys[i], r.owner[i] = r.author(p)
	byBrand := r.owner[i].brand != nobody
	if byBrand {
		r.see(r.keys[i])
	}
	if p.authorID != "" && p.author != "" {
		id := dataset.AccountKey("", p.authorID)
		r.authors[id] = r.keys[i]
		if byBrand { // which may go by both
			r.see(id)
		} else {
			r.noteRenaming(p, r.handles[id])
		}
	}
	r.thread[i] = int32(i)
	r.to[i] = r.to[i][:0]
	r.customers[i] = ""
	if first := r.ids.find(p.id); first != nobody && r.same(i, int(first)) && (!p.rounded() || p.text == r.posts[first].text) {
		r.thread[i] = first // a copy goes where the post goes
	}
	r.ids.add(p.id)
	if p.rounded() {
		by := byline{p.id, r.keys[i]}
		if _, ok := r.rounded[by]; !ok {
			r.rounded[by] = int32(i)
		}
	}
}

// noteRenaming notes the author of a post under the id of this account, if a brand has
// it. Where a program rounded the posts' ids, the long ids of several people became one.
func (r *router) noteRenaming(p *post, account string) {
	if !r.brands.known(account) || p.rounded() && len(p.authorID) > exactDigits {
		return
	}
	if !r.renamed[renaming{account, p.author}] {
		r.renamed[renaming{account, strings.Clone(p.author)}] = true
	}
}

// parentOf returns the post that post i replies to, or nobody.
func (r *router) parentOf(i int) int32 {
	p := &r.posts[i]
	if p.replyTo == "" {
		return nobody
	}
	q := r.ids.find(p.replyTo)
	switch {
	case q == nobody:
		return nobody
	case r.posts[q].rounded():
		if q = r.named(p, q); q == nobody || p.id == p.replyTo && r.same(i, int(q)) {
			return nobody
		}
	case p.id == p.replyTo:
		return nobody
	}
	return q
}

// named returns which post p replies to of those that rounding left under one id: one
// by whom p says it replies to, else by an account it begins with; the first if p names
// no account.
func (r *router) named(p *post, first int32) int32 {
	by := func(key string) int32 {
		if own, ok := r.brands.find(key); ok {
			key = own.key
		}
		if i, ok := r.rounded[byline{p.replyTo, key}]; ok {
			return i
		}
		return nobody
	}
	if key := r.target(p); key != "" {
		return by(key)
	}
	found := first
	for m := range mentions(p.text, r.brands.known) {
		if !m.leading {
			break
		}
		if found = by(lower(m.handle)); found != nobody {
			break
		}
	}
	return found
}

// author returns the key of a post's author and whose account it is.
func (r *router) author(p *post) (key string, own account) {
	if own, ok := r.brands.find(p.author); ok {
		return own.key, own.account
	}
	if key = p.authorKey(); key == "" {
		// Two that nobody is named for need not be one customer's, and each has its answer.
		return "post:" + p.id, account{brand: nobody}
	}
	key = r.handleOf(key)
	return key, r.brands.ownerOf(key)
}

// same reports whether two posts are by one author; a brand's accounts are one.
func (r *router) same(i, j int) bool {
	if r.owner[i].brand != nobody {
		return r.owner[i].brand == r.owner[j].brand
	}
	return r.keys[i] == r.keys[j]
}

// root returns the post that stands for i's thread.
func (r *router) root(i int) int { return int(r.thread.of(int32(i))) }

// handleOf returns the handle of an account that a source names by its id alone, and
// that no brand goes by: as it wrote here, or as a brand did anywhere. It returns the
// key where there is none.
func (r *router) handleOf(key string) string {
	if !strings.HasPrefix(key, "id:") || r.brands.known(key) {
		return key
	}
	return cmp.Or(r.authors[key], r.handles[key], key)
}

// target is the account that a post says it replies to, "" if it does not. One that is
// known by its id alone may be the one that the post begins with.
func (r *router) target(p *post) string {
	key := r.handleOf(p.replyToAuthor)
	if !strings.HasPrefix(key, "id:") || r.brands.known(key) {
		return key
	}
	return cmp.Or(lower(r.begins(p)), key)
}

// begins is the account that a post begins with, "" if with none.
func (r *router) begins(p *post) string {
	for m := range mentions(p.text, r.brands.known) {
		if m.leading {
			return m.handle
		}
		break
	}
	return ""
}

// addressees notes the brands that the customer's post i belongs to.
func (r *router) addressees(i int) {
	p, thread := &r.posts[i], r.root(i)
	if q := r.parent[i]; q != nobody && r.owner[q].brand != nobody {
		r.address(i, r.owner[q], r.keys[q])
	} else if key := r.target(p); key != "" {
		if own := r.brands.ownerOf(key); own.brand != nobody {
			r.address(i, own, key)
		}
	}
	for m := range mentions(p.text, r.brands.known) {
		if own, ok := r.brands.find(m.handle); ok {
			r.address(i, own.account, own.key)
		}
	}
	for _, a := range r.to[i] {
		r.address(thread, account{brand: a.brand}, "")
	}
}

// address notes that post i belongs to a brand: it is addressed to this account of
// it, or, if the handle is "", to none that is known. A support account counts before
// another one.
func (r *router) address(i int, own account, handle string) {
	r.see(handle)
	for k := range r.to[i] {
		if a := &r.to[i][k]; a.brand == own.brand {
			if a.account == "" || own.support && !a.support {
				a.account, a.support = handle, own.support
			}
			return
		}
	}
	r.to[i] = append(r.to[i], addressee{own.brand, handle, own.support})
}

// see notes that a brand's account is in the archive.
func (r *router) see(key string) {
	if r.seen[key] {
		return
	}
	if own, ok := r.brands.find(key); ok {
		r.seen[own.key] = true // key may go with the post
	}
}

// customer notes whom the brand's post i answers, for its thread.
func (r *router) customer(i int) {
	brand, thread := r.owner[i].brand, r.root(i)
	q := int(r.parent[i])
	if q != nobody && !r.same(i, q) {
		if r.owner[q].brand != nobody {
			// Two brands in one customer's conversation.
			if person := r.addressed(i, true); person != "" {
				r.customers[thread] = person
				return
			}
		}
		r.customers[thread] = r.keys[q]
		r.address(r.root(q), account{brand: brand}, "")
		return
	}
	if r.customers[thread] == "" && q == nobody {
		r.customers[thread] = r.addressed(i, false)
	}
}

// addressed returns the first account other than the brand's own that the
// brand's post i says it is addressed to; people only leaves out other brands.
func (r *router) addressed(i int, people bool) string {
	p, brand := &r.posts[i], r.owner[i].brand
	fits := func(own account) bool {
		return own.brand != brand && (!people || own.brand == nobody)
	}
	if key := r.target(p); key != "" && fits(r.brands.ownerOf(key)) {
		return key
	}
	for m := range mentions(p.text, r.brands.known) {
		if !m.leading {
			break
		}
		if fits(r.brands.ownerOf(m.handle)) {
			return lower(m.handle)
		}
	}
	return ""
}

// refer reports the brands' posts that others' posts reply to.
func (r *router) refer(to routing) error {
	for i := range r.posts {
		p := &r.posts[i]
		if p.replyTo == "" {
			continue
		}
		ref := reference{nobody, p.replyTo}
		q := r.parent[i]
		if q != nobody {
			ref.brand = r.owner[q].brand
		} else if key := r.target(p); key != "" {
			ref.brand = r.brands.ownerOf(key).brand
		} else {
			ref.brand = r.brands.ownerOf(r.begins(p)).brand
		}
		if ref.brand == nobody || ref.brand == r.owner[i].brand || r.referred[ref] {
			continue
		}
		r.referred[ref] = true
		if err := to.refer(ref.brand, ref.id, q != nobody); err != nil {
			return err
		}
	}
	return nil
}

// deliver hands post i to its pairs.
func (r *router) deliver(i int, to routing) error {
	p, own, thread := &r.posts[i], r.owner[i], r.root(i)
	customer := r.customers[thread] // of the brand whose post it is
	pairs := len(r.to[thread])
	if customer != "" {
		pairs++
	}
	switch {
	case pairs > 0:
	case own.brand == nobody:
		to.drop(p, DroppedUnaddressed)
	default:
		to.drop(p, DroppedBroadcast)
	}
	// Another brand may have answered this one, as its customer.
	for _, t := range r.to[thread] {
		d := delivery{post: p, brand: t.brand, customer: r.keys[i], shared: pairs > 1}
		for _, a := range r.to[i] {
			if a.brand == t.brand {
				d.account, d.support = a.account, a.support
			}
		}
		if err := to.deliver(d); err != nil {
			return err
		}
	}
	if customer == "" {
		return nil
	}
	return to.deliver(delivery{post: p, brand: own.brand, customer: customer, byBrand: true, support: own.support, shared: pairs > 1})
}
