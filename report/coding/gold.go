package coding

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lastword-audit/lastword/dataset"
	"github.com/lastword-audit/lastword/report"
)

// A Gold is a case that was coded elsewhere: one line of a gold file, JSON with
// these fields. It is known by its posts, since case ids can differ.
type Gold struct {
	Case    string   `json:"case"`
	Source  string   `json:"source"` // the archive
	Sample  string   `json:"sample"` // how it was drawn, as random or hard
	Brand   string   `json:"brand"`
	PostIDs []string `json:"post_ids"`
	Intent  string   `json:"intent"`
	Outcome string   `json:"outcome"`
	Channel string   `json:"channel"` // of a redirect
	Reason  string   `json:"reason"`  // of an ignored case
}

// ReadGold reads a gold file. A line at fault is an error that names it: a truth
// with holes is another one.
func ReadGold(name string, r io.Reader) ([]Gold, error) {
	in := bufio.NewReader(r)
	switch head, _ := in.Peek(2); string(head) {
	case "PK":
		return nil, fmt.Errorf("%s is a workbook or a zip, not cases coded elsewhere as JSON, one a line: coders' sheets are read without --gold", name)
	case "\x1f\x8b":
		return nil, fmt.Errorf("%s is compressed: unpack it first. --gold takes cases coded elsewhere as JSON, one a line", name)
	}
	var gold []Gold
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if line := bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff"))); len(line) > 0 {
			if !utf8.Valid(line) {
				return nil, fmt.Errorf("%s:%d: %w", name, n, dataset.ErrNotUTF8)
			}
			var g Gold
			if err := json.Unmarshal(line, &g); err != nil {
				return nil, fmt.Errorf("%s:%d: not a coded case as JSON: %w", name, n, report.WrongJSON(err))
			}
			if err := g.check(); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			gold = append(gold, g)
		}
		if err != nil {
			break
		}
	}
	if len(gold) == 0 {
		return nil, fmt.Errorf("%s holds no coded case: it has one JSON object a line, with brand, post_ids, intent and outcome", name)
	}
	return gold, nil
}

func (g *Gold) check() error {
	if g.Brand == "" || len(g.PostIDs) == 0 {
		return errors.New("a coded case needs a brand and post_ids")
	}
	for i, code := range g.codes() {
		v := &Variables[i]
		word, ok := v.parse(code)
		switch {
		case !ok || word != code:
			return fmt.Errorf("%s: %q is no word of the codebook; the words are %s", v.Name, code, strings.Join(v.List(), ", "))
		case word == "" && v.Of == "":
			return fmt.Errorf("%s is missing", v.Name)
		}
	}
	return nil
}

func (g *Gold) codes() Codes { return Codes{g.Intent, g.Outcome, g.Channel, g.Reason} }

// A Found is a case that an audit found, as far as coded ones are compared with it.
type Found struct {
	ID      string
	Brand   string
	PostIDs []string
	Codes   Codes
}

// ReadFound reads a cases.csv. It needs no more than its columns case_id, brand,
// post_ids, intent, outcome, channel and reason, so that other tools' cases can
// be compared too. Ids that a spreadsheet rounded are an error.
func ReadFound(r io.Reader) ([]Found, error) {
	var cases []Found
	for row, err := range report.ReadCases(r, caseColumns("post_ids")...) {
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(row.PostIDs, roundedID.MatchString); i >= 0 {
			return nil, fmt.Errorf("case %s: post_ids: %s is what a spreadsheet makes of an id, whose last digits are lost: give the file as the audit wrote it, or its report", row.CaseID, row.PostIDs[i])
		}
		cases = append(cases, Found{strings.TrimSpace(row.CaseID), strings.TrimSpace(row.Brand), row.PostIDs, codesOf(row)})
	}
	return cases, nil
}

// roundedID is a long id as spreadsheets show it: 1.12E+18.
var roundedID = regexp.MustCompile(`^[0-9]+([.,][0-9]+)?E\+[0-9]+$`)

// A GoldScore is how well an audit finds coded cases, and labels them.
type GoldScore struct {
	Cases  int     `json:"cases"`
	Found  int     `json:"found"` // with at least half of their posts
	Exact  int     `json:"exact"` // with exactly the same posts
	Scores []Score `json:"scores"`
	// Channels counts the redirects that were found to be redirects, and those
	// of them with the right channel.
	Channels struct {
		Right int `json:"right"`
		Of    int `json:"of"`
	} `json:"channels"`
}

// ScoreGold compares the cases of audits with coded ones. A coded case is the
// brand's case that shares most posts with it (the greatest share of the posts
// of either; of equals the last by id), if that has half of its posts; else it
// was not found, and every label of it is wrong. There is a score for all
// cases, for each sample and for each source.
func ScoreGold(gold []Gold, cases []Found) *GoldScore {
	s := &GoldScore{Cases: len(gold)}
	found := s.match(gold, cases)
	for _, g := range groups(gold) {
		for _, variable := range []int{Outcome, Intent} {
			var truth, got []string
			for i := range gold {
				if g.has(&gold[i]) {
					truth, got = append(truth, gold[i].codes()[variable]), append(got, found[i][variable])
				}
			}
			s.Scores = append(s.Scores, newScore(g.name, Variables[variable].Name, truth, got))
		}
	}
	redirected := Variables[Channel].Of
	for i := range gold {
		if gold[i].Outcome == redirected && found[i][Outcome] == redirected {
			s.Channels.Of++
			if gold[i].Channel == found[i][Channel] {
				s.Channels.Right++
			}
		}
	}
	return s
}

// match counts the coded cases that are found, and returns what was found of each:
// nothing of one that is not.
func (s *GoldScore) match(gold []Gold, cases []Found) []Codes {
	byPost := map[string][]*Found{}
	for i := range cases {
		c := &cases[i]
		for _, id := range unique(c.PostIDs) {
			byPost[id] = append(byPost[id], c)
		}
	}
	found := make([]Codes, len(gold))
	for i := range gold {
		c, exact := gold[i].find(byPost)
		if c == nil {
			continue
		}
		s.Found++
		if exact {
			s.Exact++
		}
		found[i] = c.Codes
	}
	return found
}

// find returns the case that the coded one is, nil if there is none, and
// whether both have the same posts.
func (g *Gold) find(byPost map[string][]*Found) (found *Found, exact bool) {
	want := unique(g.PostIDs)
	shared := map[*Found]int{}
	var near []*Found
	for _, id := range want {
		for _, c := range byPost[id] {
			if !strings.EqualFold(c.Brand, g.Brand) {
				continue
			}
			if shared[c]++; shared[c] == 1 {
				near = append(near, c)
			}
		}
	}
	best, same := -1.0, false
	for _, c := range near {
		both := shared[c]
		either := len(want) + len(unique(c.PostIDs)) - both
		likeness := float64(both) / float64(either)
		if likeness > best || likeness == best && c.ID > found.ID {
			best, found, same = likeness, c, both == either
		}
	}
	if found == nil || 2*shared[found] < len(want) {
		return nil, false
	}
	return found, same
}

// unique returns the ids, each once.
func unique(ids []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(ids)))
}

// A group is a part of the coded cases.
type group struct {
	name string
	has  func(*Gold) bool
}

// groups returns all cases, then each sample, then each source, by name.
func groups(gold []Gold) []group {
	list := []group{{"all", func(*Gold) bool { return true }}}
	for _, of := range []func(*Gold) string{
		func(g *Gold) string { return g.Sample },
		func(g *Gold) string { return g.Source },
	} {
		var names []string
		for i := range gold {
			names = append(names, of(&gold[i]))
		}
		for _, name := range unique(names) {
			if name != "" {
				list = append(list, group{name, func(g *Gold) bool { return of(g) == name }})
			}
		}
	}
	return list
}
