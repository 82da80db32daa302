package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/stats"
)

// glossary says what the report's words mean, where an unlinked post joins a case
// within a gap.
func glossary(gap time.Duration) []term {
	return []term{
		{"Question", "Of the customers who wrote to a brand in public with a request, how many could see it closed there and then, in public? " +
			"Each case is judged at the brand's last substantive public reply."},
		{"Case", "One customer's conversation with one brand: every public post of that customer to the brand's accounts and of the brand to that customer, in one conversation. " +
			"Posts belong together by reply links and conversation ids" + audit.GapWords(gap) + ". " +
			"Posts by bystanders are not part of it. An audited brand is the customer of another only where that one answers it."},
		{"Copy", "A post that the archive holds several times, under one id or with one author, time and text, counts once. The copy that counts is the one whose id lost no digits; among several, one that has a time, then the longest text, then one that names the post it replies to, then one whose time has its seconds, then the earliest."},
		{"Left out", "A post that is in no case, and why: no audited brand (it is neither by one nor to one); broadcast (a brand's, to nobody in particular); repost (someone else's words); duplicate (see Copy); outside window (its case does not open in the window); earlier case (the customer had a later one, and only the last counts)."},
		{"Request", "A case that asks a question, makes a complaint or suggests something. Praise and chatter are counted as cases, but no rate of an outcome includes them, except in one of the rankings."},
		{"resolved", "The last reply answers this customer: the information, an explanation, a decision (a clear no counts), a remedy, or word that the thing was done. Also where the customer says in public that the matter is settled."},
		{"redirected", "The last reply sends the customer to another channel, or says that the matter goes on there, so that it cannot be closed in public."},
		{"boilerplate", "The last reply could be sent unchanged to any other customer."},
		{"ignored", "The brand never replied in public (no_reply), or the customer came back with something that needs an answer and got none (dropped)."},
		{"open", "The last reply is about this customer's matter, does not close it, and the archive ends there. It belongs to none of the study's four outcomes; it is counted, shown and kept in the denominator."},
		{"Confidence", "How sure the rule that decided is of the outcome, from 0 to 100 % (0 to 1 in cases.csv). Read the least sure cases first: most errors are among them."},
		{"Two denominators", "Every outcome is given as a share of all requests and, beside it, of the answered requests. The second is the 2012 study's way: it judged the replies that banks sent."},
		{"Interval", "Each rate has its 95 % interval after Wilson (1927), Journal of the American Statistical Association 22:209–212. Were the audit repeated on other cases of the same kind, about 19 of 20 such intervals would hold the true rate. Few cases make a wide interval. It covers chance alone, not the machine's errors in labelling: for these, have people code a sample (lastword sample), and lastword correct gives the rates without them."},
		{"Too recent", "A request without a reply that was opened closer to the archive's end than nine in ten first replies take: one may still have come. It counts as ignored; the sheet Cases marks it (too_recent)."},
		{"Caveats", "Why a case may not be what it looks, in the column of this name. " + caveatsInWords()},
		{"Withheld", "A number that the source cannot show is withheld, and the reason given. An archive collected from a brand's replies, or one account's own archive, holds no request that got no reply; one that lacks the brand's replies makes requests look ignored that were not. " +
			"Then the shares of outcomes among all requests are withheld, and all that was ignored, dropped cases included."},
		{"Coverage", "Of a brand's replies that posts in the archive refer to, in the window or not, the share that the archive holds. A reply counts once, even if some posts name it by its id and some by what rounding left of it. Low coverage makes cases look ignored that were not, and the answered requests are then those whose reply happens to be there: their rates and times may be far from those of all."},
		{"Template", "A reply that stands, names, handles, numbers, links, signatures and salutations aside, in replies to many customers."},
		{"Misdirected", "A request that was opened to an account of the brand that is no support account. It is a share of the requests whose first post says to which account it was written. It is withheld for a brand of which support accounts alone are named: what is written to its other accounts is then in no case."},
		{"Confidential", "A redirect whose reply asks for personal or account details (name, card, account, order, phone number, postcode), or that answers a request which cannot be handled without them, such as a charge or a locked account. The others are called avoidable: nothing in their posts shows that the matter could not have been dealt with in public. In a language that --codebook adds, no redirect is judged."},
		{"Had tried it", "A redirected customer who had said in public that they had tried that channel, or came from it (bounce)."},
		{"By customer", "Requests of one customer may end alike, and are then less than independent evidence. Beside Wilson's interval stands one from 2,000 resamples of whole customers (Davison and Hinkley 1997, section 3.8; fixed seed); where it is more than a tenth wider, trust it. Where each customer counts once, it is with the last request."},
		{"Comparison", "Every pair of brands with enough requests: the difference of their rates with Newcombe's interval (1998, method 10), the mid-p value of Fisher's exact test, and that value adjusted after Holm (1979) over all pairs for the same outcome and denominator. Below 0.05 the difference is more than chance explains. Each request is taken as independent of the others, and as rightly labelled: where one customer has many, or the machine errs more with one brand than with the other, a difference can look surer than it is."},
		{"Ranking", "The order of the brands depends on what the resolved are counted as a share of. The sheet Ranking shows it for each definition; brands with too few cases are left out. Neighbours may differ by chance: the sheet Comparisons tells."},
		{"Mechanical", "How alike and how regular a brand's replies are. A template may be the right answer, and people work shifts: the figures are no verdict."},
		{"First reply", fmt.Sprintf("The time from the customer's first post to the brand's first post after it. Requests without a reply in the archive are in neither the median nor the 90th percentile. The median has an interval if there are at least %d replies, the 90th percentile if there are at least %d.",
			stats.CasesForQuantile(0.5, audit.Level), stats.CasesForQuantile(0.9, audit.Level))},
		{"From cases.csv", "Rates can be counted again from cases.csv, or from the Parquet file. Requests are the cases whose intent is question, complaint or suggestion, not unknown. Answered requests have one or more brand_posts. Count channel over redirected requests, confidential and bounce over those where the cell is not empty, and first_response_seconds over requests. " +
			"Shares of single replies (Templates, Mechanical), Coverage and the denominator of Misdirected need the posts: template_id is the last reply's, and misdirected is also false where the first post does not say to which account it was written, and in all cases of a brand without accounts beside support. Read ids as text: R, Excel and, in a column with empty cells, pandas keep some 15 digits of a number. " +
			"In the CSV an apostrophe stands before a text that a spreadsheet would run as a formula, such as one that begins with @: remove it."},
		{"Yardstick", "Javelin Strategy & Research, 2012: about 5,500 replies of three US banks over seven weeks. Closed in public: Citi 36 %, Wells Fargo 11 %, Bank of America 3 % of conversations. Compare with the share resolved of answered requests."},
	}
}

// caveats say why a case may not be what it looks.
var caveats = []struct {
	name audit.Caveat
	why  string
}{
	{audit.CaveatLowCoverage, "it looks ignored, but the archive is not shown to hold most of the brand's replies"},
	{audit.CaveatUnlinked, "it looks ignored, but most of the brand's replies do not say what they answer, or name a post that is not there"},
	{audit.CaveatFromReplies, "it has no reply, but the archive was collected from replies"},
	{audit.CaveatTooRecent, "it has no reply, but was opened so close to the archive's end that one may still have come"},
	{audit.CaveatDamagedLinks, "ids of its posts lost digits, so that posts may be missing from it or be in it wrongly"},
	{audit.CaveatNoRequest, "the archive holds the brand's side alone, and the intent is guessed from that"},
}

// Caveat returns a caveat's name and what it means, as one text.
func Caveat(name audit.Caveat) string {
	for _, c := range caveats {
		if c.name == name {
			return fmt.Sprintf("%s: %s", name, c.why)
		}
	}
	return string(name)
}

func caveatsInWords() string {
	var all []string
	for _, c := range caveats {
		all = append(all, Caveat(c.name)+".")
	}
	return strings.Join(all, " ")
}
