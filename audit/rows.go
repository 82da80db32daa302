package audit

import (
	"errors"
	"iter"
	"slices"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/spill"
)

// A Row is what is kept of a case.
type Row struct {
	Bytes   []byte // as Options.Row appended them
	Caveats []Caveat
}

// Rows yields what Options.Row kept of the cases, by brand, opening time and id,
// some thousand at a time. Several goroutines can range over blocks at once, and
// more than once. A row is valid until the next one of its block.
func (a *Audit) Rows() iter.Seq2[iter.Seq2[*Row, error], error] {
	if a.rows {
		return a.records()
	}
	return func(yield func(iter.Seq2[*Row, error], error) bool) {
		yield(nil, errors.New("the audit was run without Options.Row: it has Cases, and no Rows"))
	}
}

// records yields what is kept of the cases, as Rows does.
func (a *Audit) records() iter.Seq2[iter.Seq2[*Row, error], error] {
	return func(yield func(iter.Seq2[*Row, error], error) bool) {
		if a.cases == nil {
			yield(nil, errors.New("the audit is closed: its cases are gone"))
			return
		}
		for section, err := range a.cases.Sections() {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(a.block(section), nil) {
				return
			}
		}
	}
}

// Cases yields the cases, of an audit without Options.Row, in the order of Rows.
// It can be ranged over more than once. A case is valid until the next one, its texts
// too; of its label the intent, outcome, channel, reason, language and rules stay.
func (a *Audit) Cases() iter.Seq2[*Case, error] {
	return func(yield func(*Case, error) bool) {
		if a.rows {
			yield(nil, errors.New("the audit was run with Options.Row: it has Rows, and no Cases"))
			return
		}
		var c Case
		own := words{}
		for block, err := range a.records() {
			if err != nil {
				yield(nil, err)
				return
			}
			for row, err := range block {
				if err != nil {
					yield(nil, err)
					return
				}
				c.unpack(row.Bytes, a.brands, own)
				c.Caveats = append(c.Caveats[:0], row.Caveats...)
				if !yield(&c, nil) {
					return
				}
			}
		}
	}
}

func (a *Audit) block(section iter.Seq2[spill.Item, error]) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		var row Row
		for item, err := range section {
			if err == nil {
				row.Bytes = item.Record[1:]
				row.Caveats = a.caveats(row.Caveats[:0], item.Record[0], item.Key)
			}
			if !yield(&row, err) || err != nil {
				return
			}
		}
	}
}

// A record of a case is what is kept of it behind a byte that tells its caveats,
// some of which depend on the whole archive.
const (
	markDamaged = 1 << iota
	markNoRequest
	markUnanswered
	markDropped
)

// appendRecord appends a case's record.
func (r *run) appendRecord(b []byte, c *Case, brand int) []byte {
	mark := byte(0)
	if slices.Contains(c.Caveats, CaveatDamagedLinks) {
		mark |= markDamaged
	}
	if c.Request() == nil {
		mark |= markNoRequest
	}
	if !c.Answered() {
		mark |= markUnanswered
	}
	if c.Label.Reason == codebook.Dropped {
		mark |= markDropped
	}
	b = append(b, mark)
	if r.Row != nil {
		return r.Row(b, c)
	}
	return c.pack(b, brand)
}

// caveats appends the caveats of a case with this mark and key.
func (a *Audit) caveats(list []Caveat, mark byte, key []byte) []Caveat {
	if mark&markDamaged != 0 {
		list = append(list, CaveatDamagedLinks)
	}
	if mark&markNoRequest != 0 {
		list = append(list, CaveatNoRequest)
	}
	if mark&(markUnanswered|markDropped) == 0 {
		return list
	}
	brand, opened := takeMoment(key)
	d := a.doubts[brand]
	unanswered := mark&markUnanswered != 0
	// An archive collected from replies holds what followed on them.
	if d.caveat != "" && (unanswered || d.caveat != CaveatFromReplies) {
		list = append(list, d.caveat)
	}
	if unanswered && opened > d.recent {
		list = append(list, CaveatTooRecent)
	}
	return list
}
