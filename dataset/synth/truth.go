package synth

// appendTruth appends a truth as a line of JSON, in the shape of hand-coded
// cases: case, source, sample (hard or random), brand, post_ids, intent,
// outcome, then what the outcome has: channel or reason, and the hard case.
func appendTruth(dst []byte, source string, t *Truth) []byte {
	field := func(before, s string) { dst = appendJSON(append(dst, before...), s) }
	field(`{"case":`, t.Case())
	field(`,"source":`, source)
	if t.Hard != "" {
		dst = append(dst, `,"sample":"hard"`...)
	} else {
		dst = append(dst, `,"sample":"random"`...)
	}
	field(`,"brand":`, t.Brand)
	field(`,"customer":`, t.Customer)
	dst = append(dst, `,"post_ids":[`...)
	for i, id := range t.PostIDs {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSON(dst, id)
	}
	field(`],"intent":`, t.Intent)
	field(`,"outcome":`, t.Outcome)
	if t.Channel != "" {
		field(`,"channel":`, t.Channel)
	}
	if t.Reason != "" {
		field(`,"reason":`, t.Reason)
	}
	if t.Hard != "" {
		field(`,"hard":`, t.Hard)
	}
	return append(dst, '}', '\n')
}
