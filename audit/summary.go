package audit

import "time"

// A Summary is the whole result of an audit, and the contents of
// summary.json. Fields are added freely and never change their meaning.
type Summary struct {
	Brands   []BrandSummary `json:"brands"` // by name
	Window   Window         `json:"window"`
	Unit     Unit           `json:"unit"`   // what counts as one
	Inputs   []InputSummary `json:"inputs"` // by name
	Posts    PostCounts     `json:"posts"`
	Problems int            `json:"problems"` // bad records
	Warnings []string       `json:"warnings"`

	// Comparisons holds every pair of brands that have enough requests, by
	// denominator, outcome and the brands' names.
	Comparisons []Comparison `json:"comparisons"`
	NotCompared []LeftOut    `json:"not_compared"`
	Ranking     []Ranking    `json:"ranking"`
	Trend       []Trend      `json:"trend"` // by brand and time
	TrendBy     Period       `json:"trend_by"`
	TrendWhy    string       `json:"trend_why,omitempty"` // why by that, if nobody asked for it
	// Method says in one paragraph what this audit did, for a paper.
	Method string `json:"method"`
}

// A Window is the time that the audit covers.
type Window struct {
	Since *time.Time `json:"since"` // as set, null if not
	Until *time.Time `json:"until"`
	First *time.Time `json:"first"` // first and last post of a case, null if there is none
	Last  *time.Time `json:"last"`
	// Begins and Ends are the archive's first and last post, of a case or not.
	Begins *time.Time `json:"begins"`
	Ends   *time.Time `json:"ends"`
}

// An InputSummary is what one input held.
type InputSummary struct {
	Name     string `json:"name"`
	Format   string `json:"format"`
	Mapping  string `json:"mapping,omitempty"` // name of the mapping that it was read by
	Posts    int    `json:"posts"`
	Problems int    `json:"problems"`
}

// PostCounts accounts for every record that was read:
// Read = Used + the sum of Dropped.
type PostCounts struct {
	Read    int            `json:"read"`
	Used    int            `json:"used"`    // in a case
	Dropped map[string]int `json:"dropped"` // by reason: see DropReasons
	// Misdated is how many of the used posts have a time before that of the post
	// that they reply to.
	Misdated int `json:"misdated"`
	// Moved is how many of the posts read have the time that their id holds, as some
	// program had moved theirs: see [dataset.MovedTime].
	Moved int `json:"moved"`
}

// The reasons for which a post is in no case.
const (
	DroppedRepost      = "repost"           // a retweet: someone else's words
	DroppedDuplicate   = "duplicate"        // stands there twice, by id or by author, time and text
	DroppedOutside     = "outside window"   // its case does not open in the window
	DroppedUnaddressed = "no audited brand" // neither by nor to a brand that is audited
	DroppedBroadcast   = "broadcast"        // the brand's post to nobody in particular
	DroppedEarlierCase = "earlier case"     // --unit customer: the customer had a later case
)

// DropReasons lists the reasons in the order in which they are shown.
var DropReasons = []string{DroppedUnaddressed, DroppedBroadcast, DroppedRepost, DroppedDuplicate, DroppedOutside, DroppedEarlierCase}

// A BrandSummary is what was measured of one brand.
type BrandSummary struct {
	Name     string `json:"name"`
	Cases    int    `json:"cases"`
	Requests int    `json:"requests"` // cases whose intent is question, complaint or suggestion
	Answered int    `json:"answered"` // requests with a public reply

	Outcomes      Outcomes       `json:"outcomes"` // of the requests
	Intents       map[string]int `json:"intents"`  // cases by intent
	Channels      []Count        `json:"channels"` // redirected requests by channel, most first
	FirstResponse Times          `json:"first_response_seconds"`
	Templates     Templates      `json:"templates"`
	Misdirected   Misdirected    `json:"misdirected"`
	Coverage      Coverage       `json:"coverage"`
	// TooRecent is the share of the requests that have no reply and are so
	// close to the archive's end that they may still have been waiting: younger
	// than the 90th percentile of the time to the first reply.
	TooRecent  Rate `json:"too_recent"`
	Unlabelled int  `json:"unlabelled"` // cases in a language without a codebook, or in an unknown one
	// Undetermined are those of the unlabelled whose words do not tell the language.
	Undetermined int `json:"undetermined"`
	// Unphrased are those in a language that an analyst's codebook adds, of which no
	// phrase stands where it would decide.
	Unphrased int `json:"unphrased,omitempty"`
	Unseen    int `json:"requests_unseen"`  // requests known only by the reply: the archive holds no post of the customer
	Replies   int `json:"replies"`          // the brand's posts in cases
	Unlinked  int `json:"replies_unlinked"` // of these, posts that nothing but time ties to their case

	Redirects  Redirects  `json:"redirects"` // the redirected requests
	Customers  Customers  `json:"customers"`
	Mechanical Mechanical `json:"mechanical"`
}

// Misdirected describes the requests that were opened to an account of the
// brand that is not a support account, and what became of them. Of a brand of which
// no such account is named, the rate is withheld, and nothing else is found.
type Misdirected struct {
	Requests Rate           `json:"requests"` // of the requests whose opening account is known
	Outcomes map[string]int `json:"outcomes"`
	Accounts []Count        `json:"accounts"` // by the account they were opened to
}

// Coverage is the share of a brand's replies that the archive holds, of those
// that posts in the archive refer to.
type Coverage struct {
	Rate
	// TooLow says that it may be below the limit, so that what looks ignored is withheld.
	TooLow bool `json:"too_low"`
}
