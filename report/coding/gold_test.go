package coding

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func readGoldFiles(t testing.TB) ([]Gold, []Found) {
	t.Helper()
	f, err := os.Open("testdata/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := ReadGold("gold.jsonl", f)
	if err != nil {
		t.Fatal(err)
	}
	c, err := os.Open("testdata/cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	cases, err := ReadFound(c)
	if err != nil {
		t.Fatal(err)
	}
	return gold, cases
}

// The files are made up; what is expected is what score.py, the script that
// comes with the project's hand-coded cases, prints for them under Python 3.
func TestScoreGoldIsScorePy(t *testing.T) {
	gold, cases := readGoldFiles(t)
	s := ScoreGold(gold, cases)
	if s.Cases != 13 || s.Found != 11 || s.Exact != 8 {
		t.Errorf("found %d of %d, %d exactly; want 11 of 13, 8", s.Found, s.Cases, s.Exact)
	}
	if s.Channels.Right != 2 || s.Channels.Of != 3 {
		t.Errorf("channel right in %d of %d redirects, want 2 of 3", s.Channels.Right, s.Channels.Of)
	}
	got := map[string]string{}
	for _, score := range s.Scores {
		line := fmt.Sprintf("n %d accuracy %.3f macro-F1 %.3f kappa %.3f", score.Cases, *score.Accuracy.Value, *score.MacroF1.Value, *score.Kappa.Value)
		for _, l := range score.Labels {
			line += fmt.Sprintf(" %s %.2f", l.Label, *l.F1.Value)
		}
		got[score.Group+" "+score.Variable] = line
	}
	want := map[string]string{
		"all outcome":    "n 13 accuracy 0.615 macro-F1 0.555 kappa 0.519 boilerplate 0.50 ignored 0.67 open 0.00 redirected 0.75 resolved 0.86",
		"all intent":     "n 13 accuracy 0.692 macro-F1 0.681 kappa 0.563 complaint 0.83 other 1.00 praise 1.00 question 0.57 suggestion 0.00",
		"random outcome": "n 9 accuracy 0.778 macro-F1 0.841 kappa 0.690 ignored 0.67 redirected 0.86 resolved 1.00",
		"random intent":  "n 9 accuracy 0.778 macro-F1 0.852 kappa 0.647 complaint 0.89 other 1.00 question 0.67",
		"hard outcome":   "n 4 accuracy 0.250 macro-F1 0.250 kappa 0.077 boilerplate 0.50 open 0.00",
		"hard intent":    "n 4 accuracy 0.500 macro-F1 0.417 kappa 0.385 complaint 0.67 praise 1.00 question 0.00 suggestion 0.00",
		"first outcome":  "n 7 accuracy 0.714 macro-F1 0.520 kappa 0.611 boilerplate 0.00 ignored 1.00 open 0.00 redirected 0.80 resolved 0.80",
		"first intent":   "n 7 accuracy 0.857 macro-F1 0.886 kappa 0.767 complaint 0.86 other 1.00 question 0.80",
		"second outcome": "n 6 accuracy 0.500 macro-F1 0.583 kappa 0.419 boilerplate 0.67 ignored 0.00 redirected 0.67 resolved 1.00",
		"second intent":  "n 6 accuracy 0.500 macro-F1 0.450 kappa 0.357 complaint 0.80 praise 1.00 question 0.00 suggestion 0.00",
	}
	for name, line := range want {
		if got[name] != line {
			t.Errorf("%s\n got %s\nwant %s", name, got[name], line)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d scores, want %d", len(got), len(want))
	}
}

// A coded case is the one that is most like it, whatever their order, and however often
// a post is named; without a sample or a source it is of no group.
func TestScoreGoldFinds(t *testing.T) {
	for _, tt := range []struct {
		gold  []string
		cases []Found
		want  string // the outcome found
		exact int
	}{
		{[]string{"1", "2", "3", "4"}, []Found{{ID: "b", PostIDs: []string{"1"}}, {ID: "a", PostIDs: []string{"2", "3", "4"}}}, "a", 0},
		{[]string{"1", "2", "3", "4"}, []Found{{ID: "a", PostIDs: []string{"1", "2"}}, {ID: "b", PostIDs: []string{"3", "4"}}}, "b", 0},
		{[]string{"1", "1", "2"}, []Found{{ID: "a", PostIDs: []string{"2", "1"}}}, "a", 1},
		{[]string{"1", "2"}, []Found{{ID: "a", PostIDs: []string{"1", "2", "2"}}}, "a", 1},
		{[]string{"1", "2", "3"}, []Found{{ID: "a", PostIDs: []string{"1", "1"}}}, "", 0},
		{[]string{"1", "1", "1", "2"}, []Found{{ID: "a", PostIDs: []string{"2"}}}, "a", 0},
	} {
		for i := range tt.cases {
			tt.cases[i].Brand, tt.cases[i].Codes[Outcome] = "aurora bank", tt.cases[i].ID
		}
		s := ScoreGold([]Gold{{Brand: "Aurora Bank", PostIDs: tt.gold, Intent: "praise", Outcome: "open"}}, tt.cases)
		if labels := s.Scores[0].Confusion.Labels; !slices.Contains(labels, tt.want) || s.Exact != tt.exact || len(s.Scores) != 2 {
			t.Errorf("%v: found %q, %d exactly, with %d scores; want %q and %d, with 2", tt.gold, labels, s.Exact, len(s.Scores), tt.want, tt.exact)
		}
	}
}

func TestReadGoldErrors(t *testing.T) {
	const good = `{"brand":"Aurora Bank","post_ids":["1"],"intent":"praise","outcome":"open"}` + "\n"
	for _, test := range []struct{ text, want string }{
		{"", "g holds no coded case"},
		{"\n\n", "g holds no coded case"},
		{good + "{\n", "g:2: not a coded case as JSON"},
		{`{"brand":"Aurora Bank","intent":"praise","outcome":"open"}`, "g:1: a coded case needs a brand and post_ids"},
		{good + `{"brand":"A","post_ids":["1"],"intent":"praize","outcome":"open"}`, `g:2: intent: "praize" is no word of the codebook`},
		{`{"brand":"A","post_ids":["1"],"intent":"Praise","outcome":"open"}`, `g:1: intent: "Praise" is no word of the codebook`},
		{`{"brand":"A","post_ids":["1"],"intent":"praise"}`, "g:1: outcome is missing"},
		{`{"brand":"A","post_ids":[1],"intent":"praise","outcome":"open"}`, "g:1: not a coded case as JSON: the field post_ids holds the wrong kind of value, number"},
		{`["A"]`, "g:1: not a coded case as JSON: it is the wrong kind of value, array"},
		{"PK\x03\x04\x14\n", "g is a workbook or a zip, not cases coded elsewhere"},
		{"\x1f\x8b\x08\x00", "g is compressed: unpack it first"},
		{"\xff\xfe{\x00\"\x00b\x00r\x00a\x00n\x00d\x00", "g:1: is not UTF-8, so that its letters would be garbled: save the file again as UTF-8"},
		{good + strings.Replace(good, "Aurora", "Soci\xe9t\xe9", 1), "g:2: is not UTF-8"},
	} {
		_, err := ReadGold("g", strings.NewReader(test.text))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: error %v, want %q in it", test.text, err, test.want)
		}
	}
	if gold, err := ReadGold("g", strings.NewReader("\ufeff"+strings.TrimSpace(good))); err != nil || len(gold) != 1 {
		t.Errorf("with a mark in front and no newline at the end: %v, %v", gold, err)
	}
}

func TestReadFound(t *testing.T) {
	const head = "\ufeffoutcome,post_ids,brand,more,intent,case_id,channel,reason\r\n"
	got, err := ReadFound(strings.NewReader(head + "redirected,1 2,'=Aurora,\"x\r\ny\", praise,'=Aurora/1,dm,\r\n"))
	if err != nil || len(got) != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	if want := (Found{"=Aurora/1", "=Aurora", []string{"1", "2"}, Codes{"praise", "redirected", "dm", ""}}); fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got[0], want)
	}
	for _, test := range []struct{ text, want string }{
		{"", "line 1: empty"},
		{head + "open,1,B,,praise,B/1,,\r\nopen,\"1,10248E+18\",B,,praise,B/1,,\r\n", "case B/1: post_ids: 1,10248E+18 is what a spreadsheet makes of an id"},
		{"brand,outcome\n", "line 1: no column case_id: of a cases.csv, the columns case_id, brand, post_ids, intent, outcome, channel and reason are needed"},
		{head + "redirected,1\r\n", "line 2: 2 cells, not the header's 8"},
		{head + "redirected,\"1", "line 2"},
	} {
		if _, err := ReadFound(strings.NewReader(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: error %v, want %q in it", test.text, err, test.want)
		}
	}
}

func FuzzReadGold(f *testing.F) {
	f.Add(`{"case":"a/1","sample":"hard","brand":"Aurora Bank","post_ids":["1","2"],"intent":"question","outcome":"redirected","channel":"dm"}`)
	f.Add("{}\n\n[]")
	f.Fuzz(func(t *testing.T, text string) {
		gold, err := ReadGold("g", strings.NewReader(text))
		if err == nil && len(gold) == 0 {
			t.Error("neither cases nor an error")
		}
		for _, g := range gold {
			if err := g.check(); err != nil {
				t.Errorf("let through: %v", err)
			}
		}
	})
}
