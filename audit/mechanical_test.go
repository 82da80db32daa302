package audit

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/spill"
)

// A reply is at this second, to whom it may concern, with this skeleton.
type aReply struct {
	second   int64
	id       string
	skeleton uint64
}

func runOf(t *testing.T, replies []aReply) skeletonRun {
	t.Helper()
	pool := spill.NewPool(t.TempDir(), 0, 64) // to the disk, all but at once
	defer pool.Close()
	s := pool.NewSorter(1, 0)
	for _, i := range rand.Perm(len(replies)) {
		r := replies[i]
		p := &pairPost{post: post{id: r.id, second: r.second}, skeleton: r.skeleton}
		if err := addReply(s, 0, 1, p); err != nil {
			t.Fatal(err)
		}
	}
	runs, err := longestRuns(s, 2, 2, func(k templateKey) bool { return 0 < k.skeleton && k.skeleton < 10 })
	if err != nil {
		t.Fatal(err)
	}
	if runs[0].n != 0 {
		t.Errorf("a brand without replies has a run of %d", runs[0].n)
	}
	return runs[1]
}

// A brand's run counts, though the brand before has a longer one.
func TestLongestRunOfEachBrand(t *testing.T) {
	pool := spill.NewPool(t.TempDir(), 1<<20, 1<<10)
	defer pool.Close()
	s := pool.NewSorter(1, 0)
	for brand, skeletons := range [][]uint64{{5, 5, 5}, {77, 6, 6, 77, 6, 77}, {7}} {
		for i, skeleton := range skeletons {
			p := &pairPost{post: post{id: strconv.Itoa(i + 1), second: int64(i)}, skeleton: skeleton}
			if err := addReply(s, 0, brand, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	runs, err := longestRuns(s, 1, 3, func(k templateKey) bool { return k.skeleton < 10 })
	if err != nil {
		t.Fatal(err)
	}
	want := []skeletonRun{{0, 5, 3, 0, 2}, {1, 6, 2, 1, 2}, {2, 7, 1, 0, 0}}
	if !slices.Equal(runs, want) {
		t.Errorf("%+v, want %+v", runs, want)
	}
}

func TestLongestRun(t *testing.T) {
	for _, tt := range []struct {
		name    string
		replies []aReply
		want    skeletonRun
	}{
		{"none", nil, skeletonRun{}},
		{"the longest of two", []aReply{{1, "a", 5}, {2, "b", 5}, {3, "c", 6}, {4, "d", 6}, {5, "e", 6}}, skeletonRun{1, 6, 3, 3, 5}},
		{"of two as long the first", []aReply{{1, "a", 5}, {2, "b", 5}, {3, "c", 6}, {4, "d", 6}}, skeletonRun{1, 5, 2, 1, 2}},
		{"another reply ends it", []aReply{{1, "a", 5}, {2, "b", 77}, {3, "c", 5}}, skeletonRun{1, 5, 1, 1, 1}},
		{"one without words ends it", []aReply{{1, "a", 5}, {2, "b", 0}, {3, "c", 5}, {4, "d", 5}}, skeletonRun{1, 5, 2, 3, 4}},
		{"a reply to two customers is one", []aReply{{1, "a", 5}, {1, "a", 5}, {2, "b", 5}}, skeletonRun{1, 5, 2, 1, 2}},
		{"what is no template makes no run", []aReply{{1, "a", 77}, {2, "b", 77}}, skeletonRun{}},
		{"before 1970, too", []aReply{{-5, "a", 5}, {-4, "b", 5}, {1, "c", 77}}, skeletonRun{1, 5, 2, -5, -4}},
		{"a reply without a time has no place", []aReply{{noTime, "a", 5}, {1, "b", 5}}, skeletonRun{1, 5, 1, 1, 1}},
	} {
		if got := runOf(t, tt.replies); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// Runs are found section by section, and go on from one to the next.
func TestLongestRunOfMany(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var replies []aReply
	skeleton, n, longest := uint64(1), 0, skeletonRun{}
	for second := range int64(40_000) {
		if random.IntN(40) == 0 {
			skeleton, n = skeleton%4+1, 0
		}
		replies = append(replies, aReply{second, "a", skeleton})
		if n++; n > longest.n {
			longest = skeletonRun{1, skeleton, n, second - int64(n) + 1, second}
		}
	}
	if got := runOf(t, replies); got != longest || longest.n < 100 {
		t.Errorf("%+v, want %+v", got, longest)
	}
}

func TestMechanical(t *testing.T) {
	x := newTally()
	for range 9 {
		x.add(aCase(someDay, codebook.Resolved)) // at nine
	}
	x.manner.signed = 9
	chat := aCase("2012-03-05 23:30", codebook.Resolved)
	chat.Label.Intent = codebook.Other
	x.add(chat)
	m := x.mechanical(&Templates{Share: NewRate(5, 10), Distinct: 2}, skeletonRun{})
	if m.Signed.N != 9 || m.Signed.Of != 10 || m.ToNonRequests.N != 1 || *m.TemplatesPerHundred != 20 {
		t.Errorf("%+v", m)
	}
	if m.Hours[9] != 9 || m.Hours[23] != 1 || m.ActiveHours != 2 {
		t.Errorf("hours %v, %d active", m.Hours, m.ActiveHours)
	}
	for _, want := range []string{"50.0 % (5 of 10;", "90.0 % (9 of 10;", "are signed", "2 of the 24 hours"} {
		if !strings.Contains(m.Reading, want) {
			t.Errorf("no %q in %q", want, m.Reading)
		}
	}
	if got := newTally().mechanical(&Templates{}, skeletonRun{}).Reading; got != "No reply." {
		t.Errorf("without a reply: %q", got)
	}
}
