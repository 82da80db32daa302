package audit

import (
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"github.com/lastword-audit/lastword/audit/spill"
)

// conversationsOf numbers the conversations of posts that are given as id and
// link, in the order of their first posts.
func conversationsOf(t testing.TB, links [][2]uint64) []int {
	t.Helper()
	pool := spill.NewPool(t.TempDir(), 1<<10, 1<<10)
	defer pool.Close()
	th := threader{links: pool.NewPartitions(16, 1), forest: newForest(len(links))}
	for i, l := range links {
		if err := th.add(0, uint32(i), l[0], l[1]); err != nil {
			t.Fatal(err)
		}
	}
	var all sync.WaitGroup
	for part := range 16 {
		all.Go(func() {
			if err := th.unite(part); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	numbers := map[uint32]int{}
	conversations := make([]int, len(links))
	for i := range links {
		root := th.forest.root(uint32(i))
		if _, known := numbers[root]; !known {
			numbers[root] = len(numbers)
		}
		conversations[i] = numbers[root]
	}
	return conversations
}

func TestConversations(t *testing.T) {
	for _, test := range []struct {
		name  string
		links [][2]uint64 // id, and what it points to
		want  []int
	}{
		{"a chain", [][2]uint64{{1, 1}, {2, 1}, {3, 2}, {4, 3}}, []int{0, 0, 0, 0}},
		{"a missing top", [][2]uint64{{2, 1}, {3, 2}, {4, 1}}, []int{0, 0, 0}},
		{"two trees", [][2]uint64{{1, 1}, {5, 5}, {2, 1}, {6, 5}}, []int{0, 1, 0, 1}},
		{"a loop", [][2]uint64{{7, 8}, {8, 9}, {9, 7}}, []int{0, 0, 0}},
		{"what leads into a loop", [][2]uint64{{3, 7}, {7, 8}, {8, 7}, {2, 3}}, []int{0, 0, 0, 0}},
		{"a copy without its link", [][2]uint64{{2, 2}, {2, 1}, {1, 1}, {3, 2}}, []int{0, 1, 1, 1}},
		{"two copies without their link", [][2]uint64{{2, 2}, {2, 1}, {1, 1}, {2, 2}, {3, 2}}, []int{0, 1, 1, 0, 1}},
		{"copies without any link", [][2]uint64{{2, 2}, {2, 2}, {3, 2}}, []int{0, 0, 0}},
		{"two posts under one id that lost digits", [][2]uint64{{2, 1}, {2, 3}, {4, 2}}, []int{0, 1, 0}},
	} {
		got := conversationsOf(t, test.links)
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("%s: post %d is in conversation %d, want %d", test.name, test.links[i][0], got[i], test.want[i])
			}
		}
	}
}

func TestLongChainsInAnyOrder(t *testing.T) {
	const n = 100_000
	links := make([][2]uint64, n)
	for i := range links {
		links[i] = [2]uint64{hash(strconv.Itoa(i)), hash(strconv.Itoa(max(i-1, 0)))}
	}
	rand.Shuffle(n, func(i, j int) { links[i], links[j] = links[j], links[i] })
	for i, conversation := range conversationsOf(t, links) {
		if conversation != 0 {
			t.Fatalf("post %d of one chain is in another conversation", i)
		}
	}
}

func FuzzConversations(f *testing.F) {
	f.Add([]byte{1, 2, 2, 3, 3, 1, 4, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		var links [][2]uint64
		for i := 0; i+1 < len(b); i += 2 {
			links = append(links, [2]uint64{uint64(b[i]), uint64(b[i+1])})
		}
		want := conversationsOf(t, links)
		order := rand.Perm(len(links))
		shuffled := make([][2]uint64, len(links))
		for i, k := range order {
			shuffled[i] = links[k]
		}
		got := conversationsOf(t, shuffled)
		for i := range links {
			for j := range i {
				if (want[order[i]] == want[order[j]]) != (got[i] == got[j]) {
					t.Fatalf("%v: the order of posts changes whether %v and %v are in one conversation", links, shuffled[i], shuffled[j])
				}
			}
		}
	})
}
