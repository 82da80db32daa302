package synth

import (
	"bufio"
	"cmp"
	"io"
)

// Stats counts what was written.
type Stats struct{ Posts, Cases int }

// Write writes the archive of a config to w in a format, and its truths to
// truth unless that is nil, in constant memory. The format decides how accounts
// are named.
func Write(config Config, format Format, w, truth io.Writer) (Stats, error) {
	config.NumberedAccounts, config.AnsweredOnly = format.NumberedAccounts, format.AnsweredOnly
	if truth == nil {
		truth = io.Discard
	}
	const size = 256 << 10
	posts, truths := bufio.NewWriterSize(w, size), bufio.NewWriterSize(truth, size)
	posts.WriteString(format.header)
	add := format.newEncoder()
	var stats Stats
	for t := range New(config).Threads() {
		_, err := posts.Write(add(posts.AvailableBuffer(), t.Posts))
		for i := range t.Truths {
			_, failed := truths.Write(appendTruth(truths.AvailableBuffer(), format.Name, &t.Truths[i]))
			err = cmp.Or(err, failed)
		}
		if err != nil {
			return stats, err
		}
		stats.Posts += len(t.Posts)
		stats.Cases += len(t.Truths)
	}
	posts.Write(add(nil, nil))
	return stats, cmp.Or(posts.Flush(), truths.Flush())
}
