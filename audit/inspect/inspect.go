// Package inspect says what an archive is before it is audited: what is in it,
// which accounts are likely brands, and what an audit can and cannot tell.
package inspect

import (
	"context"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// Options says how to inspect.
type Options struct {
	Audit audit.Options // codebook, whose languages are detected, gap, limits, memory and folder for what exceeds it
	Given bool          // the format was named or described, not recognised
}

// An Archive is what was found.
type Archive struct {
	Files    []File               `json:"files"` // in reading order
	Posts    int                  `json:"posts"`
	Reposts  int                  `json:"reposts"` // of the posts
	Problems int                  `json:"problems"`
	First    *time.Time           `json:"first"` // times of the first and last post, null if none has one
	Last     *time.Time           `json:"last"`
	Damage   dataset.DamageCounts `json:"damage"`
	Trouble  []*dataset.Problem   `json:"first_problems"` // the first of the problems

	Brands []Brand `json:"brands"` // likely ones, the most active first
	Marked bool    `json:"marked"` // the formats mark them
	// MissedActivity is 0 if every account was counted exactly. Otherwise counts
	// of accounts are at most this too low.
	MissedActivity int `json:"missed_activity"`

	Findings  []Finding `json:"findings"`
	Suggested string    `json:"brands_file"` // a brands file with the likely brands

	language string     // that nearly all posts are in, "" if there is none
	end      *time.Time // of the last post that is no repost
	strays   []string   // posts whose times may be wrong
}

// Bounds of what is kept.
const (
	mostAccounts = 1 << 16 // of the archive, and of the file being read; with all that is known of them, some 60 MB at most
	mostTrouble  = 5
	mostTop      = 5
)

// Run reads src to its end and says what it is. Memory is bounded: what is
// counted by account is exact up to 65536 accounts, and bounded beyond.
func Run(ctx context.Context, src audit.Source, o Options) (*Archive, error) {
	if o.Audit.Codebook == nil {
		o.Audit.Codebook = codebook.Default()
	}
	w := &watcher{Source: src, cb: o.Audit.Codebook, accounts: newAccounts(mostAccounts), files: map[string]*fileCounter{}}
	a := &w.archive
	a.Trouble = []*dataset.Problem{} // in JSON a list, if there is none
	survey, err := audit.RunSurvey(ctx, w, o.Audit, func() (*audit.Brands, error) {
		a.describeFiles(src.Inputs(), w.files, o.Given)
		w.accounts.settle()
		a.MissedActivity = w.accounts.missed
		a.Brands, a.Marked = w.accounts.likelyBrands(a.Posts - a.Reposts)
		list := make([]audit.Brand, len(a.Brands))
		for i, b := range a.Brands {
			list[i] = audit.Brand{Name: b.Name, Support: b.Support, Accounts: b.Accounts}
		}
		return audit.NewBrands(list)
	})
	if err != nil {
		return nil, err
	}
	byName := map[string]audit.Survey{}
	for _, s := range survey.Brands {
		byName[s.Brand] = s
	}
	for i := range a.Brands {
		a.Brands[i].Survey = byName[a.Brands[i].Name]
	}
	a.strays = survey.Strays
	a.judge(o.Audit.Codebook, src.Inputs())
	a.Suggested = a.brandsFile()
	return a, nil
}

// A watcher counts the posts that pass through it.
type watcher struct {
	audit.Source
	cb       *codebook.Codebook
	archive  Archive
	accounts *accounts
	files    map[string]*fileCounter
	file     *fileCounter // of the last post
}

// Scan implements dataset.Reader.
func (w *watcher) Scan() bool {
	if !w.Source.Scan() {
		return false
	}
	switch r := w.Record().(type) {
	case *dataset.Problem:
		w.archive.Problems++
		if len(w.archive.Trouble) < mostTrouble {
			w.archive.Trouble = append(w.archive.Trouble, r)
		}
	case *dataset.Post:
		w.accounts.add(r)
		w.count(r)
	}
	return true
}

func (w *watcher) count(p *dataset.Post) {
	if w.file == nil || w.file.name != p.File {
		if w.file != nil {
			w.file.settle()
		}
		w.file = newFileCounter(p.File, w.cb)
		w.files[w.file.name] = w.file
	}
	w.file.add(p)
}

// span widens a span of time to hold t.
func span(first, last **time.Time, t time.Time) {
	if t.IsZero() {
		return
	}
	if *first == nil || t.Before(**first) {
		*first = &t
	}
	extend(last, t)
}

// extend moves the end of a span of time to t if that is later.
func extend(last **time.Time, t time.Time) {
	if !t.IsZero() && (*last == nil || t.After(**last)) {
		*last = &t
	}
}
