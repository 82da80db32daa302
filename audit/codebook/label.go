package codebook

import "time"

// A Turn is one public post of a case.
type Turn struct {
	ID         string
	Author     string // handle of the account that posted it, without @; "" if unknown. It matters where a text names it
	Brand      bool   // the brand's post, else the customer's
	Text       string
	Time       time.Time
	Language   string // the post's own mark, "" if the source has none
	Recipients int    // customers who got this reply's template from the brand; 0 if not counted
}

// A Case is what a coder is shown: one customer's conversation with one brand.
type Case struct {
	Language string // the brand's usual language, for turns without a mark; "" if unknown
	Turns    []Turn // by time, but each behind the one that it replies to; numbered replies by their numbers
}

// An Intent is what the customer came for.
type Intent string

// The intents. The first three are requests.
const (
	Question   Intent = "question"
	Complaint  Intent = "complaint"
	Suggestion Intent = "suggestion"
	Praise     Intent = "praise"
	Other      Intent = "other"
	NoIntent   Intent = "unknown" // in a language without a codebook, or in an added one without a phrase
)

// Request reports whether cases of this intent are the denominator of rates.
func (i Intent) Request() bool { return i == Question || i == Complaint || i == Suggestion }

// An Outcome is where the case stands at the brand's last public reply.
type Outcome string

// The outcomes.
const (
	Resolved    Outcome = "resolved"
	Redirected  Outcome = "redirected"
	Ignored     Outcome = "ignored"
	Boilerplate Outcome = "boilerplate"
	Open        Outcome = "open"
	NoOutcome   Outcome = "unknown" // in a language without a codebook, or in an added one without a phrase
)

// A Channel is where a redirect sends the customer.
type Channel string

// The channels. [Channels] says what they mean.
const (
	DM           Channel = "dm"
	Phone        Channel = "phone"
	Email        Channel = "email"
	Branch       Channel = "branch"
	Web          Channel = "web"
	OtherChannel Channel = "other"
)

// A Reason tells the two ways of being ignored apart.
type Reason string

// The reasons.
const (
	NoReply Reason = "no_reply" // the brand never replied in public
	Dropped Reason = "dropped"  // the customer came back and got silence
)

// A Label is what was decided about a case, and why.
type Label struct {
	Intent   Intent
	Outcome  Outcome
	Channel  Channel // of a redirect, else ""
	Reason   Reason  // of an ignored case, else ""
	Language string  // what the case is written in, "" if that cannot be told

	Rule       string  // rule that decided the outcome
	Evidence   string  // the words that decided it, quoted from Turns[EvidenceAt]
	EvidenceAt int     // index of the turn, -1 if no single turn decided
	LastReply  int     // index of the last substantive reply, -1 if there is none
	IntentRule string  // "weighed", or "" if the intent is unknown
	IntentSays string  // the words that decided it
	Confidence float64 // 0 to 1: how sure the rule is of the outcome; 0 if the outcome is unknown

	// Of a redirect that can be [Label.Judged]; they do not touch the outcome:
	Confidential string // the words that ask for personal details or name a matter that needs them, "" if it was avoidable
	Bounce       string // the customer's words that they tried that channel or came from it, "" if there are none
}
