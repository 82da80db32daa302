package audit

import "github.com/lastword-audit/lastword/audit/codebook"

// Redirects judges the redirected requests of a brand fairly: some could not
// have been dealt with in public. Those that cannot be judged do not count.
type Redirects struct {
	// Confidential redirects ask for personal or account details, or answer a
	// request that cannot be handled without them; the others are Avoidable.
	Confidential Rate `json:"confidential"`
	Avoidable    Rate `json:"avoidable"`
	// Bounced customers had said that they tried the channel they are sent to,
	// or came from it.
	Bounced Rate `json:"bounced"`
}

// A redirectTally counts redirected requests.
type redirectTally struct{ judged, unjudged, confidential, bounced int }

func (t *redirectTally) add(l *codebook.Label) {
	if l.Outcome != codebook.Redirected {
		return
	}
	if !l.Judged() {
		t.unjudged++
		return
	}
	t.judged++
	if l.Confidential != "" {
		t.confidential++
	}
	if l.Bounce != "" {
		t.bounced++
	}
}

func (t *redirectTally) merge(o redirectTally) {
	t.judged += o.judged
	t.unjudged += o.unjudged
	t.confidential += o.confidential
	t.bounced += o.bounced
}

func (t *redirectTally) summarise() Redirects {
	r := Redirects{
		Confidential: NewRate(t.confidential, t.judged),
		Avoidable:    NewRate(t.judged-t.confidential, t.judged),
		Bounced:      NewRate(t.bounced, t.judged),
	}
	if t.judged == 0 && t.unjudged > 0 {
		const why = "no phrases tell it in a language that --codebook adds"
		r.Confidential.withhold(why)
		r.Avoidable.withhold(why)
		r.Bounced.withhold(why)
	}
	return r
}
