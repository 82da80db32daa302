package report

import (
	"cmp"
	"fmt"
	"iter"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/lastword-audit/lastword/audit"
)

const separateCases = "the intervals and p-values hold for separate cases alone. Audit each with --since and --until so that every case is in one."

// sharedCases says how many cases are in both sides, "" if none is; where they
// cannot be counted, that there may be some.
func sharedCases(a, b *Side) string {
	if !overlap(&a.Summary.Window, &b.Summary.Window) {
		return ""
	}
	shared, ofA, ofB, err := countShared(a, b)
	switch {
	case err != nil:
		return fmt.Sprintf("They cover the same time in part, so they may share cases, and how many cannot be counted (%v); %s", err, separateCases)
	case shared == 0:
		return ""
	}
	return fmt.Sprintf("They share cases: %s of the %s of %s and the %s of %s; %s",
		audit.Thousands(shared), audit.Thousands(ofA), a.Name, audit.Thousands(ofB), b.Name, separateCases)
}

// overlap reports whether a case of one window may be in the other: it is where it
// was opened, which was when one of its posts was written.
func overlap(a, b *audit.Window) bool {
	before := func(a, b *audit.Window) bool {
		start := cmp.Or(b.First, b.Since)
		return start != nil && (a.Until != nil && !a.Until.After(*start) || a.Last != nil && a.Last.Before(*start))
	}
	return !before(a, b) && !before(b, a)
}

// countShared counts the cases of two sides, and those that have their id in
// common.
func countShared(a, b *Side) (shared, ofA, ofB int, err error) {
	ids := map[uint64]bool{} // hashes: there may be millions
	for id, err := range a.caseIDs() {
		if err != nil {
			return 0, 0, 0, err
		}
		ofA++
		ids[id] = true
	}
	for id, err := range b.caseIDs() {
		if err != nil {
			return 0, 0, 0, err
		}
		ofB++
		if ids[id] {
			shared++
		}
	}
	return shared, ofA, ofB, nil
}

// caseIDs yields a hash of the id of each of the side's cases.
func (s *Side) caseIDs() iter.Seq2[uint64, error] {
	return func(yield func(uint64, error) bool) {
		f, err := OpenCases(s.dir)
		if err != nil {
			yield(0, err)
			return
		}
		defer f.Close()
		for row, err := range ReadCases(f, "case_id", "opened_at") {
			if err != nil {
				yield(0, fmt.Errorf("%s: %w", f.Name(), err))
				return
			}
			if holds(&s.Summary.Window, row.OpenedAt) && !yield(xxhash.Sum64String(row.CaseID), nil) {
				return
			}
		}
	}
}

// holds reports whether a case that was opened then is in the window.
func holds(w *audit.Window, opened time.Time) bool {
	return (w.Since == nil || !opened.Before(*w.Since)) && (w.Until == nil || opened.Before(*w.Until))
}
