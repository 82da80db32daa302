package synth

import "io"

// Stats counts what was written.
type Stats struct{ Posts, Cases int }

// flushAt is the size from which on bytes are handed on to the writer.
const flushAt = 1 << 18

// Write writes the archive of a config to w in a format, and its truths to
// truth unless that is nil, in constant memory. The format decides how accounts
// are named.
func Write(config Config, format Format, w, truth io.Writer) (Stats, error) {
	config.NumberedAccounts, config.AnsweredOnly = format.NumberedAccounts, format.AnsweredOnly
	if truth == nil {
		truth = io.Discard
	}
	var stats Stats
	add := format.newEncoder()
	posts, truths := []byte(format.header), []byte(nil)
	flush := func(limit int) error {
		if len(posts) >= limit {
			if _, err := w.Write(posts); err != nil {
				return err
			}
			posts = posts[:0]
		}
		if len(truths) >= limit {
			if _, err := truth.Write(truths); err != nil {
				return err
			}
			truths = truths[:0]
		}
		return nil
	}
	for t := range New(config).Threads() {
		posts = add(posts, t.Posts)
		stats.Posts += len(t.Posts)
		stats.Cases += len(t.Truths)
		for i := range t.Truths {
			truths = appendTruth(truths, format.Name, &t.Truths[i])
		}
		if err := flush(flushAt); err != nil {
			return stats, err
		}
	}
	posts = add(posts, nil)
	return stats, flush(0)
}
