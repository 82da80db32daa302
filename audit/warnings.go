package audit

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit/stats"
	"github.com/lastword-audit/lastword/dataset"
)

// warnings says in words what a reader of the numbers must know.
func (r *run) warnings(s *Summary, inputs []dataset.Input) []string {
	list := []string{}
	warn := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }

	lost, untimed := LostTimes(inputs)
	if lost > 0 {
		warn("Do not trust these numbers: %s.", untimed)
	}
	if s.Problems > 0 {
		warn("Bad records, which could not be read, or not in full: %d. The report lists them as problems; the first is %s.", s.Problems, r.problems[0].Error())
	}
	outside := s.Posts.Dropped[DroppedOutside]
	switch {
	case s.Posts.Used > 0:
	case outside > 0:
		warn("No case was opened in the window. %d posts belong to cases that were opened before or after it.", outside)
	default:
		warn("No post belongs to a case: check that the brands' handles are those of the archive (an account that it knows by an id alone is written id:1234).")
	}
	if strangers := r.strangers(); len(strangers) > 0 && s.Posts.Used > 0 {
		warn("No post of %s is by or to an audited brand. If brands to audit are there, name them in the file of --brands; `lastword inspect --write-brands brands.yaml` drafts one.", few(strangers))
	}
	damage := damageOf(inputs)
	if n := s.Posts.Moved; n > 0 {
		warn("The times of %d of %d posts were not those that their ids hold (Twitter's begin with the time), but off by whole hours or quarters, up to days: some program had moved them. The ids' times count for these.", n, s.Posts.Read)
	}
	if n := damage.RoundedIDs + damage.RoundedReplies; n > 0 {
		warn("%d ids look rounded by a program that keeps 15 digits of a number (R, Excel); their reply links may be lost, and a post whose link leads nowhere is put to the post before it in the same customer's case, if it follows within --gap. Posts that stand there under several ids count once.", n)
	}
	if r.unlike > 0 {
		warn("Posts left out as duplicates, though only the id and the author are those of another post, and not the time and the text: %d. Check that the ids are those of posts.", r.unlike)
	}
	if r.edited > 0 {
		warn("Posts left out as duplicates, though they have another text than the post that counts under their id: %d. Of such copies the one with the longest text counts, as a rule: see Copy on the sheet Method.", r.edited)
	}
	if n := damage.TruncatedTexts; n > 0 {
		warn("%d texts were cut short by the export; what was cut cannot be judged.", n)
	}
	if n := damage.NoTimes - lost; n > 0 {
		warn("%d posts have no time; they take part in cases only through reply links.", n)
	}
	if n := s.Posts.Misdated; n > 0 {
		warn("Posts whose time is before that of the post that they reply to: %d. Some clock of this archive is wrong. Cases follow the reply links, and these times count as unknown, but others may be wrong as well.", n)
	}
	if first := s.Window.First; first != nil {
		if strays := r.years.strays(first.Year()); len(strays) > 0 {
			warn("Times that may be wrong: %s. They move the period, the trend or which requests are too recent: look at them, and correct them or leave these posts out.", strings.Join(strays, "; "))
		}
	}
	var silent, unasked, thin, textless, dated, unlinked, adrift, unlabelled, undetermined, foreign []string
	for i := range s.Brands {
		b := &s.Brands[i]
		switch {
		case b.Cases == 0:
			silent = append(silent, b.Name)
		case b.Requests == 0:
			unasked = append(unasked, b.Name)
		case b.Requests < r.Limits.ThinRequests:
			thin = append(thin, fmt.Sprintf("%s (%d)", b.Name, b.Requests))
		}
		if words := r.tallies[i].texts.words(); words != "" {
			textless = append(textless, fmt.Sprintf("%s (%s)", b.Name, words))
		}
		if r.tallies[i].manner.daysOnly() {
			dated = append(dated, b.Name)
		}
		if mostUnlinked(b.Unlinked, b.Replies) {
			unlinked = append(unlinked, b.Name)
		}
		if t := r.tallies[i]; t.mostAdrift() {
			adrift = append(adrift, fmt.Sprintf("%s (%d of %d)", b.Name, t.adrift, b.Replies))
		}
		if n := b.Unlabelled - b.Undetermined; n > 0 {
			unlabelled = append(unlabelled, fmt.Sprintf("%s (%d)", b.Name, n))
		}
		if n := r.tallies[i].scripts[latin]; n > 0 {
			undetermined = append(undetermined, fmt.Sprintf("%s (%d)", b.Name, n))
		}
		if words := scriptWords(r.tallies[i].scripts); words != "" {
			foreign = append(foreign, fmt.Sprintf("%s (%s)", b.Name, words))
		}
	}
	if len(textless) > 0 {
		warn("Posts without a text say nothing, but their cases are labelled all the same: %s. Check that the archive's texts are whole, and that they are read from the right column.", few(textless))
	}
	if len(dated) > 0 {
		warn("The replies of %s all have the same time of day, as dates without one have: response times of less than a day, and the hours with replies, mean nothing.", few(dated))
	}
	if unseen := unseenRequests(s.Brands); len(unseen) > 0 {
		warn("Of some requests the archive holds the reply and no post of the customer: %s. What the customer came for is guessed from the reply.", few(unseen))
	}
	if low := understated(s.Brands); len(low) > 0 {
		warn("A request of which only the reply is there can only count as answered, so the share ignored is too low: %s.", few(low))
	}
	switch {
	case len(silent) == 0 || s.Posts.Used == 0 && outside > 0:
	case outside > 0:
		warn("No case of %s was opened in the window.", few(silent))
	default:
		warn("No case of %s: their accounts neither wrote nor were addressed in this archive.", few(silent))
	}
	if unseen := r.unseenAccounts(s.Brands); len(unseen) > 0 {
		warn("No post is by or to %s: check the spelling in the brands file, or what the archive was collected by.", few(unseen))
	}
	if len(unasked) > 0 {
		warn("No case of %s is known to be a request (a question, complaint or suggestion), so there are no rates of it.", few(unasked))
	}
	if len(thin) > 0 {
		const halfWidth = 0.1
		warn("Fewer than %d requests to %s: their rates are little more than anecdotes. About %d requests would be needed for an interval of ±%.0f points.",
			r.Limits.ThinRequests, few(thin), stats.CasesForHalfWidth(0.5, halfWidth, Level), 100*halfWidth)
	}
	if wide := clustering(s.Brands, r.Limits); len(wide) > 0 {
		warn("Some customers of %s have many requests that end alike: resampled by customer, the intervals are wider than those shown. Trust the wider ones, on the sheet Denominators and in customers of summary.json.", few(wide))
	}
	if wrong := r.wrongLanguages(s.Brands); len(wrong) > 0 {
		warn("The most used replies are in another language than the brands file says: %s. Posts that are not marked with a language are judged by the file's: correct it there, or leave it out.", few(wrong))
	}
	if silent := silentPeriods(s); len(silent) > 0 {
		warn("Periods without a reply to any request, where by chance a brand that answers as many as this one would hardly have had one: %s. Replies of that time may not be in the archive, and what looks ignored may have been answered.", few(silent))
	}
	if late := waiting(s.Brands); len(late) > 0 {
		warn("Requests so late in the archive that a reply may still have come count as ignored: %s. Set --until to an earlier day, so that the archive goes on beyond the window.", few(late))
	}
	if lacking := sparse(s.Brands, r.Limits.Coverage); len(lacking) > 0 {
		warn("The archive holds few of the replies that its posts refer to, and not a random few: rates of answered requests and times to the first reply are of those alone: %s.", few(lacking))
	}
	if unknown := unreferred(s.Brands); len(unknown) > 0 {
		warn("Nobody refers to a reply of %s, so that nothing shows whether the archive holds them all: what looks ignored may have been answered.", few(unknown))
	}
	if len(unlinked) > 0 {
		warn("Most replies of %s do not say what they answer: they are put to the customer's post before them, if they follow within --gap. What looks ignored may have been answered later.", few(unlinked))
	}
	if len(adrift) > 0 {
		warn("Most replies name a post that is not in the archive, though one of the same customer stands before them without a reply: %s. Check the ids of posts, and of the posts that they reply to.", few(adrift))
	}
	if len(unlabelled) > 0 {
		warn("Cases in a language without a codebook are counted, but in no rate: %s.", few(unlabelled))
	}
	if len(undetermined) > 0 {
		warn("Cases whose words do not tell their language are counted, but in no rate: %s. If a brand answers in one language, say so in the brands file (language: en).", few(undetermined))
	}
	if len(foreign) > 0 {
		warn("Cases in other letters than Latin, or in none, are counted, but in no rate: %s. No codebook tells their language.", few(foreign))
	}
	return list
}

func damageOf(inputs []dataset.Input) (all dataset.DamageCounts) {
	for _, in := range inputs {
		all.Add(in.Damage)
	}
	return all
}

// LostTimes says which inputs have lost so many times that their shape must be
// to blame, and counts these.
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
	return n, fmt.Sprintf("%d of the %d posts of %s have no time that can be read: they take part in cases only through reply links. The first is %v", n, of, few(files), first)
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
					list = append(list, fmt.Sprintf("%s (of %s)", h, brands[i].Name))
				}
			}
		}
	}
	return list
}

// wrongLanguages says which brands have another language in the brands file than
// their most used replies.
func (r *run) wrongLanguages(brands []BrandSummary) []string {
	var list []string
	for i := range brands {
		said, _, _ := strings.Cut(strings.ToLower(r.Brands.list[i].Language), "-")
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
				list = append(list, fmt.Sprintf("%s (%s, not %s)", brands[i].Name, code, said))
			}
		}
	}
	return list
}

// unseenRequests names the brands of which more than a few requests are known
// by their replies alone.
func unseenRequests(brands []BrandSummary) []string {
	const share = 0.05
	var list []string
	for i := range brands {
		if b := &brands[i]; float64(b.Unseen) > share*float64(b.Requests) {
			list = append(list, fmt.Sprintf("%s (%d of %d)", b.Name, b.Unseen, b.Requests))
		}
	}
	return list
}

// understated names the brands whose share of ignored requests is shown though
// many of the requests are known by their replies alone.
func understated(brands []BrandSummary) []string {
	const share = 0.1
	var list []string
	for i := range brands {
		b := &brands[i]
		ignored := &b.Outcomes.Ignored
		if ignored.OfRequests.Rate != nil && b.Unseen > 0 && float64(b.Unseen) >= share*float64(b.Requests) {
			list = append(list, fmt.Sprintf("%s (%d of %d requests, but %d of the %d that are there)", b.Name, ignored.N, b.Requests, ignored.N, b.Requests-b.Unseen))
		}
	}
	return list
}

// few names the first of many.
func few(names []string) string {
	const most = 8
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
