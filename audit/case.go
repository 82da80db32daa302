package audit

import (
	"slices"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// A Case is one customer's conversation with one brand, labelled.
type Case struct {
	ID          string // brand and first post id, as "brand/id"
	Brand       string
	Customer    string          // handle, or the platform's id where no handle is known; of an unknown author, "post:" and the post's id
	Language    string          // the brand's usual language, "" if not given
	Turns       []codebook.Turn // as codebook.Case has them
	Label       codebook.Label
	TemplateID  string // template of the last reply, "" if it is not one
	OpenedTo    string // the brand's account that the customer's first post is addressed to, "" if none
	Misdirected bool   // OpenedTo is not a support account
	Caveats     []Caveat
}

// A Caveat is a reason to doubt what a case shows.
type Caveat string

// The caveats.
const (
	// CaveatLowCoverage: ignored as far as the archive shows, but it lacks most
	// of the brand's replies.
	CaveatLowCoverage Caveat = "low_coverage"
	// CaveatFromReplies: the archive was collected from the brand's replies, so
	// that its cases without one are no sample.
	CaveatFromReplies Caveat = "collected_from_replies"
	// CaveatUnlinked: ignored as far as times show, but most of the brand's replies
	// do not say what they answer, or name a post that is not there.
	CaveatUnlinked Caveat = "unlinked_replies"
	// CaveatTooRecent: without a reply, but too close to the archive's end.
	CaveatTooRecent Caveat = "too_recent"
	// CaveatDamagedLinks: ids of its posts lost digits, so that posts may be
	// missing from the case or be in it wrongly.
	CaveatDamagedLinks Caveat = "damaged_links"
	// CaveatNoRequest: no post of the customer is in the archive, so that the
	// intent is read from the brand's reply.
	CaveatNoRequest Caveat = "no_customer_post"
)

// OpenedAt is the time of the first post that has one, zero if none has.
func (c *Case) OpenedAt() time.Time {
	for _, t := range c.InTime() {
		if !t.Time.IsZero() {
			return t.Time
		}
	}
	return time.Time{}
}

// LastPostAt is the latest time of a post, zero if none has one.
func (c *Case) LastPostAt() (last time.Time) {
	for i := range c.Turns {
		if t := c.Turns[i].Time; t.After(last) {
			last = t
		}
	}
	return last
}

// InTime returns the turns in the order in which they were written, which Turns
// leaves where the numbered parts of a reply arrived out of order.
func (c *Case) InTime() []codebook.Turn {
	turns := c.Turns
	for i := 1; i < len(turns); i++ {
		for j := i; j > 0 && outOfTurn(&turns[j-1], &turns[j]); j-- {
			if &turns[0] == &c.Turns[0] {
				turns = slices.Clone(turns)
			}
			turns[j-1], turns[j] = turns[j], turns[j-1]
		}
	}
	return turns
}

// outOfTurn reports whether of two posts of the brand in a row the second came first.
func outOfTurn(a, b *codebook.Turn) bool {
	return a.Brand && b.Brand && !b.Time.IsZero() && a.Time.After(b.Time)
}

// Answered reports whether the brand posted in the case.
func (c *Case) Answered() bool {
	for i := range c.Turns {
		if c.Turns[i].Brand {
			return true
		}
	}
	return false
}

// LastReply is the last substantive reply of the brand, nil if there is none.
func (c *Case) LastReply() *codebook.Turn {
	if c.Label.LastReply < 0 {
		return nil
	}
	return &c.Turns[c.Label.LastReply]
}

// Request is the customer's first post, nil if the archive holds none.
func (c *Case) Request() *codebook.Turn {
	for i := range c.Turns {
		if !c.Turns[i].Brand {
			return &c.Turns[i]
		}
	}
	return nil
}

// FirstResponse is the time from the customer's first post to the brand's
// first post after it; ok is false where there is no such reply, or the source
// does not say when one of the two was written.
func (c *Case) FirstResponse() (d time.Duration, ok bool) {
	request := slices.IndexFunc(c.Turns, func(t codebook.Turn) bool { return !t.Brand })
	if request < 0 {
		return 0, false
	}
	asked := c.Turns[request].Time
	after := c.Turns[request:]
	for i := range after {
		if after[i].Brand {
			answered := earliest(after[i:])
			return answered.Sub(asked), !asked.IsZero() && !answered.IsZero() && !answered.Before(asked)
		}
	}
	return 0, false
}

// earliest is when the first of a reply's numbered parts was written, with which
// the turns begin; zero if the source does not say.
func earliest(turns []codebook.Turn) time.Time {
	first := turns[0].Time
	for i := range turns {
		if !turns[i].Brand {
			break
		}
		if t := turns[i].Time; !t.IsZero() && t.Before(first) {
			first = t
		}
	}
	return first
}

// Shown is what the codebook was shown of the case.
func (c *Case) Shown() *codebook.Case {
	return &codebook.Case{Language: c.Language, Turns: c.Turns}
}
