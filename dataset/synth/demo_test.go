package synth

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

const demoFolder = "../../testdata/demo"

// The repository's demo is what the generator writes now. After a change to a
// story or grammar: go run ./cmd/lastword synth --out testdata/demo
func TestDemoIsCurrent(t *testing.T) {
	demo := Demo(DemoSeed)
	files := append(demo.Files, File{"../demo-truth.jsonl", demo.Truth})
	size := 0
	for _, f := range files {
		stored, err := os.ReadFile(filepath.Join(demoFolder, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		size += len(stored)
		if !bytes.Equal(plainBytes(t, f.Name, stored), plainBytes(t, f.Name, f.Data)) {
			t.Errorf("%s differs from what the generator writes; run: go run ./cmd/lastword synth --out testdata/demo", f.Name)
		}
	}
	entries, err := os.ReadDir(demoFolder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(demo.Files) {
		t.Errorf("%s holds %d files, want the demo's %d and nothing else", demoFolder, len(entries), len(demo.Files))
	}
	if size > 1.75e6 {
		t.Errorf("the demo is %d bytes; keep it small enough for a repository", size)
	}
}

// plainBytes undoes gzip, whose bytes a new Go version may change.
func plainBytes(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	if !strings.HasSuffix(name, ".gz") {
		return data
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// A demoCase is a line of the truth.
type demoCase struct {
	Case, Brand, Customer, Intent, Outcome, Channel, Reason, Hard string

	PostIDs []string `json:"post_ids"`
	posts   []*dataset.Post
}

// readDemo returns the demo's cases with their posts as dataset reads them,
// and every copy of every post.
func readDemo(t *testing.T) (cases []demoCase, copies map[string][]*dataset.Post) {
	t.Helper()
	copies = map[string][]*dataset.Post{}
	for _, p := range readBack(t, "", demoFolder) {
		copies[p.ID] = append(copies[p.ID], &p)
	}
	lines := json.NewDecoder(bytes.NewReader(Demo(DemoSeed).Truth))
	for lines.More() {
		var c demoCase
		if err := lines.Decode(&c); err != nil {
			t.Fatal(err)
		}
		for _, id := range c.PostIDs {
			if copies[id] == nil {
				t.Fatalf("%s: post %s is in no file of the demo", c.Case, id)
			}
			c.posts = append(c.posts, copies[id][0])
		}
		cases = append(cases, c)
	}
	return cases, copies
}

// The demo mirrors the study: its size, its weeks, and the shares of requests
// that the three banks closed in public.
func TestDemoMirrorsTheStudy(t *testing.T) {
	cases, copies := readDemo(t)
	if n := len(copies); n < 5300 || n > 5700 {
		t.Errorf("%d posts, want about 5,500", n)
	}
	var first, last time.Time
	requests, closed := map[string]int{}, map[string]int{}
	for _, c := range cases {
		if at := c.posts[0].Time; first.IsZero() || at.Before(first) {
			first = at
		}
		if at := c.posts[0].Time; at.After(last) {
			last = at
		}
		if c.Intent == praise || c.Intent == other {
			continue
		}
		requests[c.Brand]++
		if c.Outcome == resolved {
			closed[c.Brand]++
		}
	}
	if days := last.Sub(first).Hours() / 24; days < 49 || days > 54 {
		t.Errorf("cases open over %.1f days, want seven weeks", days)
	}
	for brand, want := range map[string]float64{"Tarnhollow Bank": 36, "Banque Orvelle": 11, "Marlowick Savings": 3} {
		got := 100 * float64(closed[brand]) / float64(requests[brand])
		if got < want-1.5 || got > want+1.5 {
			t.Errorf("%s closed %d of %d requests, %.1f %%; want about %.0f %%", brand, closed[brand], requests[brand], got, want)
		}
	}
}

// Every kind of label occurs, in both languages.
func TestDemoHoldsEveryLabel(t *testing.T) {
	cases, _ := readDemo(t)
	seen := map[string]int{}
	for _, c := range cases {
		for _, label := range []string{c.Intent, c.Outcome, c.Channel, c.Reason} {
			seen[label]++
		}
		if c.Brand == "Banque Orvelle" {
			seen["fr "+c.Outcome]++
		}
	}
	for _, label := range slices.Concat(intents, outcomes, channels, []string{noReply, dropped}) {
		if seen[label] < 10 {
			t.Errorf("%d cases are %s, want at least ten", seen[label], label)
		}
	}
	for _, outcome := range outcomes {
		if seen["fr "+outcome] < 10 {
			t.Errorf("%d cases of the French bank are %s, want at least ten", seen["fr "+outcome], outcome)
		}
	}
}

var (
	mention  = regexp.MustCompile(`@(\w+)`)
	demoSide = func() map[string]string {
		owner := map[string]string{}
		for _, b := range DemoBrands() {
			owner[b.Support], owner[b.Main] = b.Name, b.Name
		}
		return owner
	}()
)

// bySide returns a case's posts by its brand, or by its customer.
func (c *demoCase) bySide(ofBrand bool) []*dataset.Post {
	var posts []*dataset.Post
	for _, p := range c.posts {
		if (demoSide[p.Author] == c.Brand) == ofBrand {
			posts = append(posts, p)
		}
	}
	return posts
}

// The demo holds every hard case of the story table, and the posts show what
// makes it hard.
func TestDemoHoldsEveryHardCase(t *testing.T) {
	cases, copies := readDemo(t)
	answers := map[string][]*dataset.Post{} // by parent
	reposts := map[string]bool{}            // texts that stand in a retweet
	said := map[string]map[string]bool{}    // ids by author, time and text
	for _, all := range copies {
		for _, p := range all {
			answers[p.ReplyTo] = append(answers[p.ReplyTo], p)
			if p.Repost {
				_, text, _ := strings.Cut(p.Text, ": ")
				reposts[text] = true
			}
			key := p.Author + p.Time.String() + p.Text
			if said[key] == nil {
				said[key] = map[string]bool{}
			}
			said[key][p.ID] = true
		}
	}
	anyPost := func(c *demoCase, holds func(p *dataset.Post) bool) bool { return slices.ContainsFunc(c.posts, holds) }
	numbered := func(c *demoCase, n string) int {
		return slices.IndexFunc(c.posts, func(p *dataset.Post) bool { return strings.HasSuffix(p.Text, n) })
	}
	selfReply := func(posts []*dataset.Post) bool {
		return slices.ContainsFunc(posts, func(p *dataset.Post) bool {
			return p.ReplyTo != "" && copies[p.ReplyTo] != nil && copies[p.ReplyTo][0].Author == p.Author
		})
	}
	unlinkedAfter := func(c *demoCase, i int) time.Duration {
		if i >= len(c.posts) || c.posts[i].ReplyTo != "" {
			return -1
		}
		return c.posts[i].Time.Sub(c.posts[i-1].Time)
	}
	byCustomer := map[string][]*demoCase{}
	byOpener := map[string][]*demoCase{}
	for i := range cases {
		c := &cases[i]
		byCustomer[c.Brand+c.Customer] = append(byCustomer[c.Brand+c.Customer], c)
		byOpener[c.PostIDs[0]] = append(byOpener[c.PostIDs[0]], c)
	}

	shows := map[string]func(c *demoCase) bool{
		"several people mentioned": func(c *demoCase) bool {
			return anyPost(c, func(p *dataset.Post) bool {
				m := mention.FindStringSubmatch(p.Text)
				return demoSide[p.Author] == c.Brand && m != nil && m[1] != c.Customer
			})
		},
		"opening mentions nobody": func(c *demoCase) bool {
			return !mention.MatchString(c.posts[0].Text) && c.posts[0].ReplyTo == "" && len(c.bySide(true)) > 0
		},
		"bystander": func(c *demoCase) bool {
			return slices.ContainsFunc(c.posts, func(p *dataset.Post) bool {
				return slices.ContainsFunc(answers[p.ID], func(a *dataset.Post) bool {
					return demoSide[a.Author] == "" && a.Author != c.Customer
				}) || p.ReplyTo != "" && demoSide[copies[p.ReplyTo][0].Author] == "" && copies[p.ReplyTo][0].Author != c.Customer
			})
		},
		"misdirected": func(c *demoCase) bool {
			return slices.ContainsFunc(DemoBrands(), func(b Brand) bool {
				return b.Name == c.Brand && strings.Contains(c.posts[0].Text, "@"+b.Main)
			})
		},
		"two brands": func(c *demoCase) bool {
			pair := byOpener[c.PostIDs[0]]
			return len(pair) == 2 && pair[0].Brand != pair[1].Brand
		},
		"numbered replies": func(c *demoCase) bool {
			return numbered(c, " 1/2") >= 0 && numbered(c, " 2/2") > numbered(c, " 1/2")
		},
		"numbered replies out of order": func(c *demoCase) bool {
			return numbered(c, " 2/2") >= 0 && numbered(c, " 1/2") > numbered(c, " 2/2")
		},
		"retweet": func(c *demoCase) bool { return anyPost(c, func(p *dataset.Post) bool { return reposts[p.Text] }) },
		"same post twice by id": func(c *demoCase) bool {
			return anyPost(c, func(p *dataset.Post) bool { return len(copies[p.ID]) > 1 })
		},
		"same post under another id": func(c *demoCase) bool {
			return anyPost(c, func(p *dataset.Post) bool { return len(said[p.Author+p.Time.String()+p.Text]) > 1 })
		},
		"parent not in the archive": func(c *demoCase) bool {
			return c.posts[0].ReplyTo != "" && copies[c.posts[0].ReplyTo] == nil
		},
		"brand replies to itself":    func(c *demoCase) bool { return selfReply(c.bySide(true)) },
		"customer replies to itself": func(c *demoCase) bool { return selfReply(c.bySide(false)) },
		"reply loop": func(c *demoCase) bool {
			parent := copies[c.posts[0].ReplyTo]
			return parent != nil && parent[0].ReplyTo == c.posts[0].ID
		},
		"unlinked within the gap": func(c *demoCase) bool {
			gap := max(unlinkedAfter(c, 1), unlinkedAfter(c, 2))
			return gap > 0 && gap < 24*time.Hour
		},
		"unlinked beyond the gap": func(c *demoCase) bool { return len(byCustomer[c.Brand+c.Customer]) > 1 },
		"courtesy at the end": func(c *demoCase) bool {
			return len(c.posts) >= 4 && demoSide[c.posts[len(c.posts)-1].Author] == c.Brand
		},
		"confirmation":             func(c *demoCase) bool { return c.Outcome == resolved && len(c.bySide(false)) > 1 },
		"dropped come-back":        func(c *demoCase) bool { return demoSide[c.posts[len(c.posts)-1].Author] == "" },
		"protest after a redirect": func(c *demoCase) bool { return c.Outcome == redirected && len(c.bySide(false)) > 1 },
		"link that answers": func(c *demoCase) bool {
			return strings.Contains(c.posts[len(c.posts)-1].Text, "https://go.example/")
		},
		"reaction to a broadcast": func(c *demoCase) bool {
			parent := copies[c.posts[0].ReplyTo]
			return parent != nil && demoSide[parent[0].Author] == c.Brand && !slices.Contains(c.PostIDs, parent[0].ID)
		},
	}
	found := map[string]int{}
	for i := range cases {
		c := &cases[i]
		if c.Hard == "" {
			continue
		}
		holds, known := shows[c.Hard]
		if !known {
			t.Fatalf("no check for the hard case %q", c.Hard)
		}
		found[c.Hard]++
		if !holds(c) {
			t.Errorf("%s: its posts do not show %q", c.Case, c.Hard)
		}
	}
	for _, hard := range slices.Sorted(maps.Keys(shows)) {
		if found[hard] == 0 {
			t.Errorf("no case with: %s", hard)
		}
	}
}
