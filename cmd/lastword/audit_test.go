package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/audit"
)

// What falls short of what the user set is told, and nothing that just meets it.
func TestShortfall(t *testing.T) {
	s := &audit.Summary{Problems: 5, Brands: []audit.BrandSummary{
		{Name: "Alder", Cases: 9, Coverage: audit.Coverage{Rate: audit.NewRate(3, 4)}},
		{Name: "Birch", Cases: 9, Coverage: audit.Coverage{Rate: audit.NewRate(0, 0)}}, // nobody refers to a reply
		{Name: "Cypress"},
	}}
	cut := []string{"Not read to the end: a.csv."}
	for _, tt := range []struct {
		flags auditFlags
		lost  []string
		named bool
		want  []string // what each line begins with
	}{
		{auditFlags{maxProblems: -1}, cut, true, nil},
		{auditFlags{maxProblems: 5}, nil, true, nil},
		{auditFlags{maxProblems: 4}, nil, true, []string{"5 bad records, more than the 4 of --max-problems"}},
		{auditFlags{maxProblems: 5}, cut, true, []string{"an unknown number of records is lost, perhaps more than the 5"}},
		{auditFlags{maxProblems: -1, requireCoverage: 0.75}, nil, false, nil},
		{auditFlags{maxProblems: -1, requireCoverage: 0.76}, nil, false, []string{"the archive holds fewer of the replies that it refers to than the 0.76 of --require-coverage: Alder (3 of 4);"}},
		{auditFlags{maxProblems: -1, requireCoverage: 0.75}, nil, true, []string{"no case of Cypress, of which --require-coverage wants some"}},
		{auditFlags{maxProblems: 0, requireCoverage: 1}, cut, true, []string{"5 bad records", "an unknown number", "the archive holds fewer", "no case of Cypress"}},
	} {
		var got []string
		if err := tt.flags.shortfall(s, tt.lost, tt.named); err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				got = append(got, line)
			}
		}
		if !slices.EqualFunc(got, tt.want, strings.HasPrefix) {
			t.Errorf("%+v: %q, want %q", tt.flags, got, tt.want)
		}
	}
}

// The workbook lists the bad records.
func TestProblemsAreListed(t *testing.T) {
	dir := t.TempDir()
	posts, out := filepath.Join(dir, "posts.csv"), filepath.Join(dir, "report")
	const text = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n" +
		"1,7001,True,Sun Mar 01 09:00:00 +0000 2026,@AlderHelp are you open?,,\n" +
		"2,AlderHelp,False,soon,@7001 We are.,,1\n"
	if err := os.WriteFile(posts, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	if code := run(t.Context(), []string{"audit", "--quiet", "--out", out, posts}, nil, io.Discard, &stderr); code != exitOK {
		t.Fatal(code, &stderr)
	}
	book, err := excelize.OpenFile(filepath.Join(out, "report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Problems")
	if err != nil || !strings.Contains(fmt.Sprint(rows), "soon") {
		t.Errorf("the sheet Problems says %q, %v", rows, err)
	}
}
