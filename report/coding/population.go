package coding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/report"
)

// A Unit is a case as far as drawing and measuring look at it.
type Unit struct {
	ID       string
	Brand    string
	Answered bool  // the brand posted in it
	Machine  Codes // what the audit decided
}

// A Population is all cases of a report, by id.
type Population []Unit

// newPopulation puts the units in order, by id. Two with one id are an error: a
// sample could not tell them apart.
func newPopulation(units []Unit) (Population, error) {
	p := Population(units)
	slices.SortFunc(p, func(a, b Unit) int { return strings.Compare(a.ID, b.ID) })
	shared, first := 0, ""
	for i := range p {
		if i > 0 && p[i].ID == p[i-1].ID {
			shared++
			first = cmp.Or(first, p[i].ID)
		}
	}
	if shared > 0 {
		return nil, fmt.Errorf("%d of the %d cases have the id of another, as %s: the posts' ids do not tell them apart, perhaps because a spreadsheet or R rounded them (1.12E+18). "+
			"Export the posts again and audit the file as it comes, or audit with a --mapping that names no id: then every post gets its own", shared, len(p), first)
	}
	return p, nil
}

// ReadPopulation reads a cases.csv. Every row must be good: a population with
// holes is another one.
func ReadPopulation(cases io.Reader) (Population, error) {
	var units []Unit
	for row, err := range report.ReadCases(cases, caseColumns("brand_posts")...) {
		if err != nil {
			return nil, err
		}
		units = append(units, Unit{row.CaseID, row.Brand, row.BrandPosts > 0, codesOf(row)})
	}
	return newPopulation(units)
}

// caseColumns names the columns of a cases.csv that tell a case's id, brand and
// codes, and one more.
func caseColumns(more string) []string {
	names := []string{columnCase, "brand", more}
	for _, v := range Variables {
		names = append(names, v.Name)
	}
	return names
}

// codesOf returns what an audit decided about a case.
func codesOf(row *report.CaseRow) (codes Codes) {
	for i, code := range (Codes{string(row.Intent), string(row.Outcome), string(row.Channel), string(row.Reason)}) {
		codes[i] = strings.TrimSpace(code)
	}
	return codes
}

// find returns the unit with this id, nil if there is none.
func (p Population) find(id string) *Unit {
	i, found := slices.BinarySearchFunc(p, id, func(u Unit, id string) int { return strings.Compare(u.ID, id) })
	if !found {
		return nil
	}
	return &p[i]
}

// Fingerprint identifies the cases and their labels: a sample fits the
// population that it was drawn from and no other.
func (p Population) Fingerprint() string {
	sum := sha256.New()
	for i := range p {
		u := &p[i]
		fmt.Fprintf(sum, "%q %q %t %q %q\n", u.ID, u.Brand, u.Answered, u.Machine[Intent], u.Machine[Outcome])
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// A stratum is the cases of a brand for which the machine has one answer, as far
// as rates look at it: the outcome, and whether the case is a request.
type stratum struct {
	brand   string
	outcome string
	request bool
}

func (u *Unit) stratum() stratum {
	return stratum{u.Brand, u.Machine[Outcome], request(u.Machine[Intent])}
}

func (s stratum) compare(t stratum) int {
	return cmp.Or(
		strings.Compare(s.brand, t.brand),
		strings.Compare(s.outcome, t.outcome),
		cmp.Compare(index(t.request), index(s.request)), // requests come first
	)
}

// String names the stratum in messages.
func (s stratum) String() string {
	if s.request {
		return s.brand + ", requests " + s.outcome
	}
	return s.brand + ", others " + s.outcome
}
