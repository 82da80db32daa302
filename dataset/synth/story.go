package synth

import "slices"

// The words of codebook.md for what is decided about a case. The package that
// applies the codebook stands above this one, so that its types cannot.
const (
	resolved    = "resolved"
	redirected  = "redirected"
	ignored     = "ignored"
	boilerplate = "boilerplate"
	open        = "open"

	noReply = "no_reply"
	dropped = "dropped"

	question   = "question"
	complaint  = "complaint"
	suggestion = "suggestion"
	praise     = "praise"
	other      = "other"
	nothing    = "nothing" // no case at all
)

// intents lists the codebook's intents.
var intents = []string{question, complaint, suggestion, praise, other}

// kinds are what conversations are about, and how often.
var (
	kinds       = append(slices.Clone(intents), nothing)
	kindWeights = []int{31, 50, 6, 7, 6, 3}
)

// outcomes lists the outcomes in the order of [Brand.Outcomes].
var outcomes = []string{resolved, redirected, boilerplate, ignored, open}

// A story is a course that a conversation takes, and what a coder decides
// about its cases: the verdicts are true because the posts are written to them.
type story struct {
	hard     string // the hard case that it holds, "" for a plain course
	weight   int    // how often it is told, beside those with the same outcome
	intents  string // intents that it suits, with spaces; "" for every request
	topic    string // the only topic that it suits, if not ""
	english  bool   // it needs a second brand, and only English is shared by several
	verdicts []verdict
	steps    []step
}

// answered reports whether a brand replies in every case of the story.
func (s *story) answered() bool {
	for i := range s.verdicts {
		if s.verdicts[i].reason == noReply {
			return false
		}
	}
	return len(s.verdicts) > 0
}

// involves reports whether a person of the scene has a part in the story.
func (s *story) involves(person int) bool {
	for i := range s.steps {
		st := &s.steps[i]
		switch {
		case person == theCustomer,
			person == theBystander && st.by == bystander,
			person == theFriend && st.how&(crowd|orphan) != 0,
			person == theRetweeter && st.how&retweeted != 0:
			return true
		}
	}
	return false
}

// A verdict is what is true of one of a story's cases.
type verdict struct {
	outcome string
	channel string // of a redirect; "" if the brand's habit decides
	reason  string // of an ignored case
	intent  string // "" if the topic's
	who     role   // whose case it is: customer or bystander
	rival   bool   // it is a case with the other brand
}

// A role is who writes a post.
type role uint8

const (
	customer role = iota
	brand
	rival     // another brand
	bystander // another customer
)

// A step is one post of a story.
type step struct {
	by   role
	says string // rule of the grammar
	how  manner
	in   uint8 // the cases it belongs to, as bits; 0 means the first, noCase none
}

// noCase marks a post that belongs to no case.
const noCase = 1 << 7

// A manner is how a post is written, linked and timed. The plain manner: the
// customer's first post mentions the support account; every other post
// replies, some minutes or hours later, to the last post of the other side.
type manner uint32

const (
	loose     manner = 1 << iota // replies to no post: joined by its mention and time
	mute                         // mentions no account of the brand
	self                         // replies to the author's own last post
	orphan                       // replies to a post that the archive does not hold
	main                         // to, or from, the brand's other account
	crowd                        // mentions a friend before the one who is meant
	both                         // to both brands
	toOpener                     // replies to the first post, whoever wrote the last
	looped                       // replies to the next post: a loop, broken data
	part1                        // numbered 1/2
	part2                        // numbered 2/2
	at                           // follows within seconds
	overnight                    // follows 9 to 20 hours later
	daysLater                    // follows two to four days later
	repeated                     // stands twice, by its id
	copied                       // stands twice, by author, time and text
	retweeted                    // somebody retweets it
	broadcast                    // to nobody in particular
)

// talk returns the plain steps of a conversation in which the customer begins
// and both sides take turns.
func talk(says ...string) []step {
	steps := make([]step, len(says))
	for i, s := range says {
		steps[i] = step{by: role(i % 2), says: s}
	}
	return steps
}

// one returns the verdict of a story with one case.
func one(outcome string) []verdict { return []verdict{{outcome: outcome}} }

func redirectedTo(channel string) []verdict {
	return []verdict{{outcome: redirected, channel: channel}}
}

func ignoredFor(reason string) []verdict { return []verdict{{outcome: ignored, reason: reason}} }

const social = praise + " " + other

// stories are all courses that a conversation can take.
var stories = []story{
	// Resolved: the answer, the decision, the remedy, the thing done.
	{weight: 40, verdicts: one(resolved), steps: talk("request", "answer")},
	{weight: 14, verdicts: one(resolved), steps: talk("request", "answer", "thanks")},
	{weight: 9, verdicts: one(resolved), steps: talk("request", "ask", "details", "answer")},
	{weight: 5, verdicts: one(resolved), steps: talk("request", "hello", "details", "answer", "thanks")},
	{weight: 5, verdicts: one(resolved), steps: talk("request", "answer-fallback")},
	{weight: 3, verdicts: one(resolved), steps: talk("request", "ask", "details", "answer", "abuse")},
	{weight: 3, verdicts: one(resolved), steps: []step{{by: customer, says: "request"}, {by: brand, says: "looking"}, {by: brand, says: "answer", how: self | overnight}}},
	{hard: "courtesy at the end", weight: 9, verdicts: one(resolved), steps: talk("request", "answer", "thanks", "courtesy")},
	{hard: "confirmation", weight: 5, verdicts: one(resolved), steps: talk("request", "redirect-dm", "settled")},
	{hard: "confirmation", weight: 4, verdicts: one(resolved), steps: talk("request", "ask", "settled", "courtesy")},
	{hard: "confirmation", weight: 2, verdicts: one(resolved), steps: talk("request", "boilerplate", "settled")},
	{hard: "link that answers", weight: 14, intents: question, verdicts: one(resolved), steps: talk("request", "link")},
	{hard: "several people mentioned", weight: 3, verdicts: one(resolved), steps: []step{{by: customer, says: "request", how: crowd}, {by: brand, says: "answer", how: crowd}}},
	{hard: "opening mentions nobody", weight: 3, verdicts: one(resolved), steps: []step{{by: customer, says: "request-about", how: mute}, {by: brand, says: "answer"}}},
	{hard: "bystander", weight: 3, intents: complaint, verdicts: []verdict{{outcome: resolved}, {outcome: ignored, reason: noReply, who: bystander}}, steps: []step{{by: customer, says: "request"}, {by: bystander, says: "me-too", how: toOpener, in: 2}, {by: brand, says: "answer", how: toOpener}}},
	{hard: "numbered replies out of order", weight: 3, verdicts: one(resolved), steps: []step{{by: customer, says: "request"}, {by: brand, says: "aside", how: part2}, {by: brand, says: "answer", how: part1 | at | toOpener}}},
	{hard: "numbered replies", weight: 3, verdicts: one(resolved), steps: []step{{by: customer, says: "request"}, {by: brand, says: "answer", how: part1}, {by: brand, says: "aside", how: part2 | at | self}, {by: customer, says: "thanks"}}},
	{hard: "brand replies to itself", weight: 2, verdicts: one(resolved), steps: []step{{by: customer, says: "request"}, {by: brand, says: "hello"}, {by: brand, says: "answer", how: self}}},
	{hard: "customer replies to itself", weight: 2, verdicts: one(resolved), steps: []step{{by: customer, says: "request"}, {by: customer, says: "nudge", how: self | mute}, {by: brand, says: "answer", how: toOpener}}},
	{hard: "unlinked within the gap", weight: 2, verdicts: one(resolved), steps: []step{{by: customer, says: "request"}, {by: customer, says: "nudge", how: loose | overnight}, {by: brand, says: "answer", how: toOpener}}},
	{hard: "same post twice by id", weight: 2, verdicts: one(resolved), steps: []step{{by: customer, says: "request", how: repeated}, {by: brand, says: "answer", how: repeated}}},
	{hard: "retweet", weight: 1, verdicts: one(resolved), steps: []step{{by: customer, says: "request"}, {by: brand, says: "answer", how: retweeted}}},
	{hard: "parent not in the archive", weight: 2, verdicts: one(resolved), steps: []step{{by: brand, says: "ask", how: orphan}, {by: customer, says: "request"}, {by: brand, says: "answer"}}},
	{hard: "misdirected", weight: 4, verdicts: one(resolved), steps: []step{{by: customer, says: "request", how: main}, {by: brand, says: "answer"}}},
	{hard: "two brands", weight: 4, english: true, topic: "transfer-late", verdicts: []verdict{{outcome: resolved}, {outcome: redirected, channel: "dm", rival: true}}, steps: []step{{by: customer, says: "request-both", how: both, in: 3}, {by: brand, says: "answer"}, {by: rival, says: "redirect-dm", how: toOpener, in: 2}, {by: customer, says: "sent", in: 2}}},

	// Redirected: the matter goes on elsewhere.
	{weight: 60, verdicts: one(redirected), steps: talk("request", "redirect")},
	{weight: 10, verdicts: redirectedTo("dm"), steps: talk("request", "redirect-dm", "sent")},
	{weight: 8, verdicts: one(redirected), steps: talk("request", "redirect", "thanks")},
	{weight: 6, verdicts: one(redirected), steps: talk("request", "hello", "details", "redirect")},
	{weight: 6, verdicts: one(redirected), steps: talk("request", "ask", "details", "redirect")},
	{weight: 3, verdicts: redirectedTo("dm"), steps: talk("request", "redirect-dm", "sent", "answered-dm")},
	{weight: 3, verdicts: one(redirected), steps: talk("request", "answer", "failed", "redirect")},
	{hard: "courtesy at the end", weight: 5, verdicts: one(redirected), steps: talk("request", "redirect", "thanks", "courtesy")},
	{hard: "protest after a redirect", weight: 8, verdicts: one(redirected), steps: talk("request", "redirect", "protest")},
	{hard: "several people mentioned", weight: 3, verdicts: one(redirected), steps: []step{{by: customer, says: "request", how: crowd}, {by: brand, says: "redirect", how: crowd}}},
	{hard: "opening mentions nobody", weight: 3, verdicts: redirectedTo("dm"), steps: []step{{by: customer, says: "request-about", how: mute}, {by: brand, says: "redirect-dm"}, {by: customer, says: "sent"}}},
	{hard: "bystander", weight: 3, intents: complaint, verdicts: one(redirected), steps: []step{{by: customer, says: "request"}, {by: bystander, says: "sympathy", how: toOpener | mute, in: noCase}, {by: brand, says: "redirect", how: toOpener}}},
	{hard: "bystander", weight: 2, intents: complaint, verdicts: []verdict{{outcome: redirected, channel: "dm"}, {outcome: redirected, channel: "dm", who: bystander}}, steps: []step{{by: customer, says: "request"}, {by: brand, says: "redirect-dm"}, {by: bystander, says: "me-too", how: toOpener, in: 2}, {by: brand, says: "redirect-dm", in: 2}}},
	{hard: "numbered replies out of order", weight: 3, verdicts: redirectedTo("dm"), steps: []step{{by: customer, says: "request"}, {by: brand, says: "aside-dm", how: part2}, {by: brand, says: "redirect-dm", how: part1 | at | toOpener}}},
	{hard: "customer replies to itself", weight: 2, verdicts: one(redirected), steps: []step{{by: customer, says: "request"}, {by: customer, says: "nudge", how: self | mute}, {by: brand, says: "redirect"}}},
	{hard: "unlinked within the gap", weight: 3, verdicts: redirectedTo("dm"), steps: []step{{by: customer, says: "request"}, {by: brand, says: "redirect-dm"}, {by: customer, says: "protest", how: loose}}},
	{hard: "unlinked beyond the gap", weight: 3, verdicts: []verdict{{outcome: redirected}, {outcome: ignored, reason: noReply, intent: complaint}}, steps: []step{{by: customer, says: "request"}, {by: brand, says: "redirect"}, {by: customer, says: "still-waiting", how: loose | daysLater, in: 2}}},
	{hard: "same post twice by id", weight: 2, verdicts: one(redirected), steps: []step{{by: customer, says: "request", how: repeated}, {by: brand, says: "redirect"}}},
	{hard: "same post under another id", weight: 3, verdicts: one(redirected), steps: []step{{by: customer, says: "request", how: copied}, {by: brand, says: "redirect", how: copied}}},
	{hard: "parent not in the archive", weight: 2, verdicts: one(redirected), steps: []step{{by: customer, says: "request", how: orphan}, {by: brand, says: "redirect"}}},
	{hard: "reply loop", weight: 2, verdicts: one(redirected), steps: []step{{by: customer, says: "request", how: looped}, {by: brand, says: "redirect"}}},
	{hard: "misdirected", weight: 4, verdicts: redirectedTo("other"), steps: []step{{by: customer, says: "request", how: main}, {by: brand, says: "redirect-support", how: main}}},
	{hard: "misdirected", weight: 3, verdicts: one(redirected), steps: []step{{by: customer, says: "request", how: main}, {by: brand, says: "redirect"}}},
	{hard: "two brands", weight: 3, english: true, topic: "transfer-late", verdicts: []verdict{{outcome: redirected}, {outcome: ignored, reason: noReply, rival: true}}, steps: []step{{by: customer, says: "request-both", how: both, in: 3}, {by: brand, says: "redirect"}}},

	// Boilerplate: a reply for anybody.
	{weight: 60, verdicts: one(boilerplate), steps: talk("request", "boilerplate")},
	{weight: 8, verdicts: one(boilerplate), steps: talk("request", "boilerplate", "thanks")},
	{weight: 8, verdicts: one(boilerplate), steps: talk("request", "boilerplate", "abuse")},
	{weight: 6, verdicts: one(boilerplate), steps: talk("request", "hello")},
	{hard: "courtesy at the end", weight: 6, verdicts: one(boilerplate), steps: talk("request", "boilerplate", "thanks", "courtesy")},
	{hard: "several people mentioned", weight: 2, verdicts: one(boilerplate), steps: []step{{by: customer, says: "request", how: crowd}, {by: brand, says: "boilerplate", how: crowd}}},
	{hard: "misdirected", weight: 4, verdicts: one(boilerplate), steps: []step{{by: customer, says: "request", how: main}, {by: brand, says: "boilerplate", how: main}}},
	{hard: "same post under another id", weight: 2, verdicts: one(boilerplate), steps: []step{{by: customer, says: "request", how: copied}, {by: brand, says: "boilerplate"}}},
	{hard: "retweet", weight: 2, verdicts: one(boilerplate), steps: []step{{by: customer, says: "request", how: retweeted}, {by: brand, says: "boilerplate"}}},

	// Ignored: silence at once, or when the customer came back.
	{weight: 50, verdicts: ignoredFor(noReply), steps: talk("request")},
	{weight: 6, verdicts: ignoredFor(noReply), steps: []step{{by: customer, says: "request"}, {by: customer, says: "nudge", how: self}}},
	{hard: "dropped come-back", weight: 10, verdicts: ignoredFor(dropped), steps: talk("request", "answer", "failed")},
	{hard: "dropped come-back", weight: 7, verdicts: ignoredFor(dropped), steps: talk("request", "ask", "details")},
	{hard: "dropped come-back", weight: 5, verdicts: ignoredFor(dropped), steps: talk("request", "hello", "details")},
	{hard: "dropped come-back", weight: 4, verdicts: ignoredFor(dropped), steps: talk("request", "answer", "objection")},
	{hard: "unlinked within the gap", weight: 4, verdicts: ignoredFor(noReply), steps: []step{{by: customer, says: "request"}, {by: customer, says: "nudge", how: loose}}},
	{hard: "unlinked beyond the gap", weight: 3, verdicts: []verdict{{outcome: ignored, reason: noReply}, {outcome: ignored, reason: noReply, intent: complaint}}, steps: []step{{by: customer, says: "request"}, {by: customer, says: "still-waiting", how: loose | daysLater, in: 2}}},
	{hard: "misdirected", weight: 6, verdicts: ignoredFor(noReply), steps: []step{{by: customer, says: "request", how: main}}},
	{hard: "retweet", weight: 2, verdicts: ignoredFor(noReply), steps: []step{{by: customer, says: "request", how: retweeted}}},

	// Open: worked on when the archive ends.
	{weight: 10, verdicts: one(open), steps: talk("request", "ask")},
	{weight: 6, verdicts: one(open), steps: talk("request", "looking")},
	{weight: 3, verdicts: one(open), steps: talk("request", "looking", "thanks")},
	{weight: 3, verdicts: one(open), steps: talk("request", "hello", "details", "looking")},

	// No request: praise, chatter, reactions.
	{weight: 10, intents: social, verdicts: one(resolved), steps: talk("request", "answer")},
	{weight: 4, intents: praise, verdicts: one(resolved), steps: talk("request", "answer", "thanks")},
	{weight: 6, intents: social, verdicts: one(boilerplate), steps: talk("request", "acknowledgement")},
	{weight: 10, intents: social, verdicts: ignoredFor(noReply), steps: talk("request")},
	{hard: "reaction to a broadcast", weight: 4, intents: other, topic: "news", verdicts: ignoredFor(noReply), steps: []step{{by: brand, says: "broadcast", how: main | broadcast, in: noCase}, {by: customer, says: "request"}}},
	{hard: "retweet", weight: 3, intents: praise, verdicts: one(resolved), steps: []step{{by: customer, says: "request", how: retweeted}, {by: brand, says: "answer"}}},

	// No case: to nobody in particular, or about no brand.
	{weight: 8, intents: nothing, steps: []step{{by: brand, says: "broadcast", how: main | broadcast, in: noCase}}},
	{weight: 3, intents: nothing, steps: []step{{by: brand, says: "broadcast", how: main | broadcast | retweeted, in: noCase}}},
	{weight: 5, intents: nothing, steps: []step{{by: customer, says: "chatter", how: mute | loose, in: noCase}}},
}
