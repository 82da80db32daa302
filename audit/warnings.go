package audit

import (
	"maps"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit/stats"
	"github.com/lastword-audit/lastword/dataset"
)

// warnings says in words what a reader of the numbers must know: of the posts, and
// then of the brands.
func (r *run) warnings(s *Summary, inputs []dataset.Input) []string {
	w := warner{}
	r.warnOfPosts(&w, s, inputs)
	r.warnOfBrands(&w, s)
	return w
}

// A warner collects warnings.
type warner []string

func (w *warner) warn(format string, args ...any) { *w = append(*w, sprintf(format, args...)) }

// of warns of those that are named, by a format for their names, if there are any.
func (w *warner) of(names []string, format string) {
	if len(names) > 0 {
		w.warn(format, few(names))
	}
}

// count warns of so many, by a format for their number, if there are any.
func (w *warner) count(n int, format string) {
	if n > 0 {
		w.warn(format, n)
	}
}

// warnOfPosts says what was lost on the way from the archive into cases.
func (r *run) warnOfPosts(w *warner, s *Summary, inputs []dataset.Input) {
	lost, untimed := LostTimes(inputs)
	if lost > 0 {
		w.warn("Do not trust these numbers: %s.", untimed)
	}
	if s.Problems > 0 {
		w.warn("Bad records, which could not be read, or not in full: %d. The report lists them as problems; the first is %s.", s.Problems, r.problems[0].Error())
	}
	switch outside := s.Posts.Dropped[DroppedOutside]; {
	case s.Posts.Used > 0:
		w.of(r.strangers(), "No post of %s is by or to an audited brand. If brands to audit are there, name them in the file of --brands; `lastword inspect --write-brands brands.yaml` drafts one.")
	case outside > 0:
		w.warn("No case was opened in the window. %s %s to cases that were opened before or after it.", Counted(outside, "post"), verb(outside, "belongs", "belong"))
	case 2*s.Posts.Dropped[DroppedRepost] > s.Posts.Read:
		w.warn("No post belongs to a case: %d of %d are marked as reposts, which are left out. Check the column or field that marks them.", s.Posts.Dropped[DroppedRepost], s.Posts.Read)
	default:
		w.warn("No post belongs to a case: check that the brands' handles are those of the archive (an account that it knows by an id alone is written id:1234).")
	}
	if n := s.Posts.Moved; n > 0 {
		w.warn("The times of %d of %d posts were not those that their ids hold (Twitter's begin with the time), but off by whole hours or quarters, up to days: some program had moved them. The ids' times count for these.", n, s.Posts.Read)
	}
	damage := damageOf(inputs)
	w.count(damage.RoundedIDs+damage.RoundedReplies, "Ids that look rounded by a program that keeps 15 to 17 digits of a number (Excel, R, pandas): %d. Their reply links may be lost, and a post whose link leads nowhere is put to the post before it in the same customer's case, if it follows within --gap. Posts that stand there under several ids count once.")
	if n := r.shared.cases; n > 0 {
		w.warn("Cases that have the id of another, as %s/%s: %d. These ids were rounded, so no coding can be matched with the cases, and `lastword sample` draws none: export the posts again, or audit with a --mapping that names no id.",
			s.Brands[r.shared.brand].Name, r.shared.id, n)
	}
	w.count(r.unlike, "Posts left out as duplicates, though only the id and the author are those of another post, and not the time and the text: %d. Check that the ids are those of posts.")
	w.count(r.edited, "Posts left out as duplicates, though they have another text than the post that counts under their id: %d. Of such copies the one with the longest text counts, as a rule: see Copy on the sheet Method.")
	w.count(damage.TruncatedTexts, "Texts that were cut short by the export: %d. What was cut cannot be judged.")
	w.count(damage.NoTimes-lost, "Posts without a time, which take part in cases only through reply links: %d.")
	w.count(s.Posts.Misdated, "Posts whose time is before that of the post that they reply to: %d. Some clock of this archive is wrong. Cases follow the reply links, and these times count as unknown, but others may be wrong as well.")
	if first := s.Window.First; first != nil {
		if strays := r.years.strays(first.Year()); len(strays) > 0 {
			w.warn("Times that may be wrong: %s. They move the period, the trend or which requests are too recent: look at them, and correct them or leave these posts out.", strings.Join(strays, "; "))
		}
	}
}

// warnOfBrands says what makes the numbers of some brands less than they look.
func (r *run) warnOfBrands(w *warner, s *Summary) {
	w.of(brandsWith(s.Brands, func(i int, _ *BrandSummary) string { return r.tallies[i].texts.words() }),
		"Posts without a text say nothing, but their cases are labelled all the same: %s. Check that the archive's texts are whole, and that they are read from the right column.")
	w.of(brandsThat(s.Brands, func(i int, _ *BrandSummary) bool { return r.tallies[i].manner.daysOnly() }),
		"The replies of %s all have the same time of day, as dates without one have: response times of less than a day, and the hours with replies, mean nothing.")
	w.of(unseenRequests(s.Brands), "Of some requests the archive holds the reply and no post of the customer: %s. What the customer came for is guessed from the reply.")
	w.of(understated(s.Brands), "A request of which only the reply is there can only count as answered, so the share ignored is too low: %s.")
	w.of(brandsThat(s.Brands, func(i int, b *BrandSummary) bool { return b.Cases == 0 && !r.isSeen(i) }),
		"No case of %s: their accounts neither wrote nor were addressed in this archive. Check the spelling in the brands file, or what the archive was collected by.")
	silent := brandsThat(s.Brands, func(i int, b *BrandSummary) bool { return b.Cases == 0 && r.isSeen(i) })
	switch outside := s.Posts.Dropped[DroppedOutside]; {
	case outside == 0:
		w.of(silent, "No case of %s: what their accounts wrote was to nobody in particular, and nobody wrote to them.")
	case s.Posts.Used > 0:
		w.of(silent, "No case of %s was opened in the window.")
	}
	w.of(r.unseenAccounts(s.Brands), "No post is by or to %s: check the spelling in the brands file, or what the archive was collected by.")
	w.of(r.renamedAccounts(), "Accounts that are in no brand's list write under the id of one that is, as after a change of its handle: %s. Their posts count as other people's: if they are the brand's, add these handles to the brands file.")
	w.of(brandsWith(s.Brands, func(i int, _ *BrandSummary) string { return r.tallies[i].answeredElsewhere() }),
		"Most replies come from accounts that do not stand under support in the brands file: %s. What customers write to these counts as misdirected: put the accounts that answer under support.")
	w.of(brandsThat(s.Brands, func(_ int, b *BrandSummary) bool { return b.Cases > 0 && b.Requests == 0 }),
		"No case of %s is known to be a request (a question, complaint or suggestion), so there are no rates of it.")
	if thin := thin(s.Brands, r.Limits.ThinRequests); len(thin) > 0 {
		const halfWidth = 0.1
		w.warn("Fewer than %d requests to %s: their rates are little more than anecdotes. About %d requests would be needed for an interval of ±%.0f points.",
			r.Limits.ThinRequests, few(thin), stats.CasesForHalfWidth(0.5, halfWidth, Level), 100*halfWidth)
	}
	w.of(clustering(s.Brands, r.Limits), "Some customers of %s have many requests that end alike: resampled by customer, the intervals are wider than those shown. Trust the wider ones, on the sheet Denominators and in customers of summary.json.")
	w.of(r.wrongLanguages(s.Brands), "The most used replies are in another language than the brands file says: %s. Posts that are not marked with a language are judged by the file's: correct it there, or leave it out.")
	w.of(silentPeriods(s), "Periods in which the share of requests that have a reply is less than half of what it is at other times, by more than chance explains: %s. Replies of that time may not be in the archive, and what looks ignored may have been answered.")
	w.of(slices.Concat(s.Waiting(), waitingIn(s)), "Requests so late in the archive that a reply may still have come count as ignored: %s. Set --until to an earlier day, so that the archive goes on beyond the window.")
	w.of(sparse(s.Brands, r.Limits.Coverage), "The archive holds few of the replies that its posts refer to, and not a random few: rates of answered requests and times to the first reply are of those alone: %s.")
	w.of(unreferred(s.Brands), "Nobody refers to a reply of %s, so that nothing shows whether the archive holds them all: what looks ignored may have been answered.")
	w.of(brandsThat(s.Brands, func(_ int, b *BrandSummary) bool { return mostUnlinked(b.Unlinked, b.Replies) }),
		"Most replies of %s do not say what they answer: they are put to the customer's post before them, if they follow within --gap. What looks ignored may have been answered later.")
	w.of(adrift(s.Brands, r.tallies), "Most replies name a post that is not in the archive, though one of the same customer stands before them without a reply: %s. Check the ids of posts, and of the posts that they reply to.")
	labelled := r.Codebook.LabelledLanguages()
	w.of(brandsWith(s.Brands, func(i int, _ *BrandSummary) string { return countWords(r.tallies[i].languages, labelled...) }),
		"Cases in a language without a codebook are counted, but in no rate: %s. The codes are the posts' own marks or, where they have none, what their words tell. How to add a language: lastword codebook --help.")
	w.of(brandsWith(s.Brands, func(_ int, b *BrandSummary) string { return some(b.Unphrased) }),
		"Cases in a language that --codebook adds are in the rates only if its phrases stand both in what the customer came with and in the reply or behind it. Counted, but in no rate, are of %s. Add phrases to that file.")
	w.of(brandsWith(s.Brands, func(i int, _ *BrandSummary) string { return some(r.tallies[i].scripts[latin]) }),
		"Cases whose words do not tell their language are counted, but in no rate: %s. If a brand answers in one language, say so in the brands file (language: en).")
	w.of(brandsWith(s.Brands, func(i int, _ *BrandSummary) string { return countWords(r.tallies[i].scripts, latin) }),
		"Cases in other letters than Latin, or in none, are counted, but in no rate: %s. No codebook tells their language.")
}

// brandsThat names the brands of which something is true.
func brandsThat(brands []BrandSummary, is func(i int, b *BrandSummary) bool) (names []string) {
	for i := range brands {
		if b := &brands[i]; is(i, b) {
			names = append(names, b.Name)
		}
	}
	return names
}

// answeredElsewhere says how many replies come from accounts that are no support
// accounts, "" unless most do.
func (t *tally) answeredElsewhere() string {
	if 2*t.elsewhere <= t.replies {
		return ""
	}
	return sprintf("%d of %d", t.elsewhere, t.replies)
}

// brandsWith names the brands of which there is something to say, each with that.
func brandsWith(brands []BrandSummary, words func(i int, b *BrandSummary) string) (names []string) {
	for i := range brands {
		b := &brands[i]
		if said := words(i, b); said != "" {
			names = append(names, sprintf("%s (%s)", b.Name, said))
		}
	}
	return names
}

// moreThanFew says "n of all", "" if so few are no reason to warn: what is odd in an
// archive is seldom everywhere.
func moreThanFew(n, all int) string {
	const few = 0.05
	if float64(n) <= few*float64(all) {
		return ""
	}
	return sprintf("%d of %d", n, all)
}

// some is a number in digits, "" for none.
func some(n int) string {
	if n <= 0 {
		return ""
	}
	return Thousands(n)
}

// thin lists the brands with fewer requests than some number.
func thin(brands []BrandSummary, least int) []string {
	return brandsWith(brands, func(_ int, b *BrandSummary) string {
		if b.Requests < least {
			return some(b.Requests)
		}
		return ""
	})
}

// adrift lists the brands most of whose replies name a post that is not there.
func adrift(brands []BrandSummary, tallies []*tally) []string {
	return brandsWith(brands, func(i int, b *BrandSummary) string {
		if tallies[i].mostAdrift() {
			return sprintf("%d of %d", tallies[i].adrift, b.Replies)
		}
		return ""
	})
}

func damageOf(inputs []dataset.Input) (all dataset.DamageCounts) {
	for _, in := range inputs {
		all.Add(in.Damage)
	}
	return all
}

// LostTimes counts the inputs in which so many posts lack a time that the shape of
// the times must be to blame, and says which they are.
func LostTimes(inputs []dataset.Input) (n int, words string) {
	var files []string
	var first *dataset.Problem
	of := 0
	for _, in := range inputs {
		lost := in.TimesLost()
		if lost == nil {
			continue
		}
		if first == nil || lost.File < first.File {
			first = lost
		}
		files = append(files, in.Name)
		n += in.Damage.NoTimes
		of += in.Posts
	}
	if n == 0 {
		return 0, ""
	}
	slices.Sort(files)
	return n, sprintf("%d of the %d posts of %s have no time that can be read: they take part in cases only through reply links. The first is %v", n, of, few(files), first)
}

// strangers are the files that hold nothing of the audited brands.
func (r *run) strangers() []string {
	var list []string
	for name, file := range r.files {
		if !r.audited[file] {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// isSeen reports whether a post is by or to an account of a brand.
func (r *run) isSeen(brand int) bool {
	for _, own := range r.Brands.list[brand].handles() {
		if slices.ContainsFunc(own.handles, func(h string) bool { return r.seen[dataset.Handle(h)] }) {
			return true
		}
	}
	return false
}

// unseenAccounts are the accounts that are not in the archive, of brands that are.
func (r *run) unseenAccounts(brands []BrandSummary) []string {
	var list []string
	told := maps.Clone(r.seen)
	for i := range brands {
		if brands[i].Cases == 0 {
			continue // said of the brand as a whole
		}
		for _, own := range r.Brands.list[i].handles() {
			for _, h := range own.handles {
				if key := dataset.Handle(h); !told[key] {
					told[key] = true
					list = append(list, sprintf("%s (of %s)", h, brands[i].Name))
				}
			}
		}
	}
	return list
}

// renamedAccounts are the accounts that seem to be a brand's under another handle, each
// with the one that is in the brand's list.
func (r *run) renamedAccounts() []string {
	var list []string
	for x := range r.renamed {
		own := r.Brands.ownerOf(x.account)
		list = append(list, sprintf("@%s (@%s, of %s)", x.other, x.account, r.Brands.list[own.brand].Name))
	}
	slices.Sort(list)
	return list
}

// wrongLanguages says which brands have another language in the brands file than
// their most used replies.
func (r *run) wrongLanguages(brands []BrandSummary) []string {
	var list []string
	for i := range brands {
		said := strings.ToLower(r.Brands.list[i].Language)
		said = said[:strings.IndexAny(said+"-", "-_")]
		if !slices.Contains(r.Codebook.Languages(), said) {
			continue // its replies would be taken for another's
		}
		replies, all := map[string]int{}, 0
		for _, t := range brands[i].Templates.Top {
			replies[r.Codebook.Detect(t.Text)] += t.Replies
			all += t.Replies
		}
		for _, code := range r.Codebook.Languages() {
			if code != said && 2*replies[code] > all {
				list = append(list, sprintf("%s (%s, not %s)", brands[i].Name, code, said))
			}
		}
	}
	return list
}

// unseenRequests names the brands of which more than a few requests are known
// by their replies alone.
func unseenRequests(brands []BrandSummary) []string {
	return brandsWith(brands, func(_ int, b *BrandSummary) string { return moreThanFew(b.Unseen, b.Requests) })
}

// understated names the brands whose share of ignored requests is shown though
// many of the requests are known by their replies alone.
func understated(brands []BrandSummary) []string {
	const share = 0.1
	return brandsWith(brands, func(_ int, b *BrandSummary) string {
		ignored := &b.Outcomes.Ignored
		if ignored.OfRequests.Rate != nil && b.Unseen > 0 && float64(b.Unseen) >= share*float64(b.Requests) {
			return sprintf("%d of %d requests, but %d of the %d that are there", ignored.N, b.Requests, ignored.N, b.Requests-b.Unseen)
		}
		return ""
	})
}

// few names the first of many.
func few(names []string) string {
	const most = 8
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
