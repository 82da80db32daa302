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
			"Posts by bystanders are no part of it, and an audited brand is another one's customer only where that one answers it."},
		{"Copy", "A post that the archive holds several times, under one id or with one author, time and text, counts once. Of its copies counts the one whose id lost no digits, then one that has a time, then the longest text, then one that names the post it replies to, then the earliest."},
		{"Left out", "A post that is in no case: no audited brand (it is neither by one nor to one), broadcast (a brand's, to nobody in particular), repost (someone else's words), duplicate (see Copy), outside window (its case does not open in the window), earlier case (the customer had a later one, and only the last counts)."},
		{"Request", "A case that asks a question, makes a complaint or suggests something. Praise and chatter are counted as cases, but they are in no rate of an outcome, one of the rankings aside."},
		{"resolved", "The last reply answers this customer: the information, an explanation, a decision (a clear no counts), a remedy, or word that the thing was done. Also where the customer says in public that the matter is settled."},
		{"redirected", "The last reply sends the customer to another channel, or says that the matter goes on there, so that it cannot be closed in public."},
		{"boilerplate", "The last reply could be sent unchanged to any other customer."},
		{"ignored", "The brand never replied in public (no_reply), or the customer came back with something that needs an answer and got none (dropped)."},
		{"open", "The last reply is about this customer's matter, does not close it, and the archive ends there. It belongs to none of the study's four outcomes; it is counted, shown and kept in the denominator."},
		{"Confidence", "How sure the rule that decided is of the outcome, from 0 to 100 %. Read the cases of which it is least sure first: most of its errors are among them."},
		{"Two denominators", "Every outcome is given as a share of all requests and, beside it, of the answered requests. The second is the 2012 study's way: it judged the replies that banks sent."},
		{"Interval", "Each rate has its 95 % interval after Wilson (1927), Journal of the American Statistical Association 22:209–212. Were the audit repeated on other cases of the same kind, about 19 of 20 such intervals would hold the true rate. Few cases make a wide interval. It holds the chance of which cases there are, and not the machine's errors in labelling them: people code a sample (lastword sample), and lastword correct gives rates without those errors."},
		{"Too recent", "A request without a reply that was opened closer to the archive's end than nine in ten first replies take: one may still have come. It counts as ignored; the sheet Cases marks it (too_recent)."},
		{"Caveats", "Why a case may not be what it looks, in the column of this name. " + caveatsInWords()},
		{"Withheld", "A number is withheld, and the reason given, where the source cannot show it: an archive collected from a brand's replies, or one account's own archive, holds no request that got no reply, and one that lacks the brand's replies makes requests look ignored that were not. " +
			"Withheld are then the shares of outcomes among all requests and, with what got no reply, what was dropped."},
		{"Coverage", "The share of a brand's replies that the archive holds, of those that posts in the archive refer to, whatever the window. A reply counts once, though some posts name it by its id and some by what rounding left of it. Low coverage makes cases look ignored that were not, and the answered ones are those whose reply happens to be there: their rates and times may be far from those of all."},
		{"Template", "A reply that stands, names, handles, numbers, links, signatures and salutations aside, in replies to many customers."},
		{"Misdirected", "A request that was opened to an account of the brand that is not its support account; of those whose first post says to which account it was written. Withheld of a brand of which support accounts alone are named: what is written to its others is then in no case."},
		{"Confidential", "A redirect whose reply asks for personal or account details (name, card, account, order, phone number, postcode), or that answers a request which cannot be handled without them, such as a charge or a locked account. The others are called avoidable: nothing in their posts shows that the matter could not have been dealt with in public."},
		{"Had tried it", "A redirected customer who had said in public that the channel was tried, or came from it (bounce)."},
		{"By customer", "Requests of one customer need not end independently. Beside Wilson's interval stands one from 2,000 resamples of whole customers (Davison and Hinkley 1997, section 3.8; fixed seed); where it is more than a tenth wider, trust it. Counted once, a customer stands for the last request."},
		{"Comparison", "Every pair of brands with enough requests: the difference of their rates with Newcombe's interval (1998, method 10), the mid-p value of Fisher's exact test, and that value adjusted after Holm (1979) over all pairs for the same outcome and denominator. Below 0.05 the difference is more than chance explains. Each request is taken as independent of the others, and as rightly labelled: where one customer has many, or the machine errs more with one brand than with the other, a difference can look surer than it is."},
		{"Ranking", "The order of the brands depends on what the resolved are a share of. The sheet Ranking shows it under each definition; brands with too few cases are left out. Neighbours may differ by chance: the sheet Comparisons tells."},
		{"Mechanical", "How alike and how regular a brand's replies are. A template may be the right answer, and people work shifts: the figures are no verdict."},
		{"First reply", fmt.Sprintf("The time from the customer's first post to the brand's first post after it, of the requests that have one in the archive: what got no reply is in neither the median nor the 90 %%. The median has an interval from %d such requests on, the time within which 90 %% of the first replies came from %d on.",
			stats.CasesForQuantile(0.5, audit.Level), stats.CasesForQuantile(0.9, audit.Level))},
		{"From cases.csv", "Rates can be counted again from cases.csv, or from the Parquet file. Requests are the cases whose intent is question, complaint or suggestion, which leaves out the unknown; answered ones have one or more brand_posts; channel, confidential and bounce are of the redirected requests, first_response_seconds of the requests. " +
			"What is a share of single replies (Templates, Mechanical), Coverage and what Misdirected is a share of need the posts: template_id is the last reply's, and misdirected is false, too, where the first post does not say to which account it was written, and in all cases of a brand without accounts beside support. Read ids as text: R, Excel and, in a column with empty cells, pandas keep some 15 digits of a number. " +
			"In the CSV an apostrophe stands before a text that a spreadsheet would run as a formula, as one that begins with @: take the first of such a cell away."},
		{"Yardstick", "Javelin Strategy & Research, 2012: about 5,500 replies of three US banks over seven weeks. Closed in public: Citi 36 %, Wells Fargo 11 %, Bank of America 3 % of conversations. Compare with the share resolved of answered requests."},
	}
}

// caveats say why a case may not be what it looks.
var caveats = []struct {
	name audit.Caveat
	why  string
}{
	{audit.CaveatLowCoverage, "it looks ignored, in an archive that is not shown to hold most of the brand's replies"},
	{audit.CaveatUnlinked, "it looks ignored, but most of the brand's replies do not say what they answer, or name a post that is not there"},
	{audit.CaveatFromReplies, "it has no reply, in an archive that was collected from replies"},
	{audit.CaveatTooRecent, "it has no reply, and was opened so close to the archive's end that one may still have come"},
	{audit.CaveatDamagedLinks, "ids of its posts lost digits, so that posts may be missing from it or be in it wrongly"},
	{audit.CaveatNoRequest, "the archive holds the brand's side alone, and the intent is guessed from that"},
}

// Caveat returns a caveat with what it means.
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
