package audit

import "github.com/lastword-audit/lastword/audit/codebook"

// Redirects judges the redirected requests of a brand fairly: some could not
// have been dealt with in public.
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
type redirectTally struct{ redirected, confidential, bounced int }

func (t *redirectTally) add(l *codebook.Label) {
	if l.Outcome != codebook.Redirected {
		return
	}
	t.redirected++
	if l.Confidential != "" {
		t.confidential++
	}
	if l.Bounce != "" {
		t.bounced++
	}
}

func (t *redirectTally) merge(o redirectTally) {
	t.redirected += o.redirected
	t.confidential += o.confidential
	t.bounced += o.bounced
}

func (t *redirectTally) summarise() Redirects {
	return Redirects{
		Confidential: NewRate(t.confidential, t.redirected),
		Avoidable:    NewRate(t.redirected-t.confidential, t.redirected),
		Bounced:      NewRate(t.bounced, t.redirected),
	}
}
