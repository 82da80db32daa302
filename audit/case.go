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
	Customer    string // handle, or the platform's id where no handle is known
	Language    string // the brand's usual language, "" if not given
	Turns       []codebook.Turn
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
	// CaveatTooRecent: without a reply, but too close to the archive's end.
	CaveatTooRecent Caveat = "too_recent"
	// CaveatDamagedLinks: ids of its posts lost digits, so that posts may be
	// missing from the case or be in it wrongly.
	CaveatDamagedLinks Caveat = "damaged_links"
	// CaveatNoRequest: no post of the customer is in the archive, so that the
	// intent is read from the brand's reply.
	CaveatNoRequest Caveat = "no_customer_post"
)

// OpenedAt is the time of the first post.
func (c *Case) OpenedAt() time.Time { return c.Turns[0].Time }

// LastPostAt is the latest time of a post, zero if none has one.
func (c *Case) LastPostAt() (last time.Time) {
	for i := range c.Turns {
		if t := c.Turns[i].Time; t.After(last) {
			last = t
		}
	}
	return last
}

// InTime returns the turns in time order, which Turns leaves where numbered
// replies arrived out of order. A turn without a time keeps its place.
func (c *Case) InTime() []codebook.Turn {
	turns := c.Turns
	for i := 1; i < len(turns); i++ {
		for j := i; j > 0 && later(&turns[j-1], &turns[j]); j-- {
			if &turns[0] == &c.Turns[0] {
				turns = slices.Clone(turns)
			}
			turns[j-1], turns[j] = turns[j], turns[j-1]
		}
	}
	return turns
}

func later(a, b *codebook.Turn) bool {
	if a.Time.IsZero() || b.Time.IsZero() {
		return false
	}
	if c := a.Time.Compare(b.Time); c != 0 {
		return c > 0
	}
	return compareIDs(a.ID, b.ID) > 0
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
	var request *codebook.Turn
	for i := range c.Turns {
		t := &c.Turns[i]
		switch {
		case !t.Brand:
			if request == nil {
				request = t
			}
		case request == nil: // the brand spoke first
		case request.Time.IsZero() || t.Time.IsZero():
			return 0, false
		case !t.Time.Before(request.Time):
			return t.Time.Sub(request.Time), true
		}
	}
	return 0, false
}

// Shown is what the codebook was shown of the case.
func (c *Case) Shown() *codebook.Case {
	return &codebook.Case{Language: c.Language, Turns: c.Turns}
}
