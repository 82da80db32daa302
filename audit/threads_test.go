package audit

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// rootsOf finds the roots of posts that are given as id and link, with this
// many bytes of memory.
func rootsOf(t testing.TB, links [][2]uint64, budget int64) []uint64 {
	t.Helper()
	th := newThreader(t.TempDir(), 16, budget)
	for _, l := range links {
		if err := th.add(l[0], l[1]); err != nil {
			t.Fatal(err)
		}
	}
	roots := make([]uint64, len(links))
	err := th.roots(func(seq, root uint64) error {
		roots[seq] = root
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return roots
}

const (
	enough = 1 << 30
	little = 100 // less than two nodes
)

func TestRoots(t *testing.T) {
	for _, test := range []struct {
		name  string
		links [][2]uint64 // id, and what it points to
		want  []uint64
	}{
		{"a chain", [][2]uint64{{1, 1}, {2, 1}, {3, 2}, {4, 3}}, []uint64{1, 1, 1, 1}},
		{"a missing top", [][2]uint64{{2, 1}, {3, 2}, {4, 1}}, []uint64{1, 1, 1}},
		{"two trees", [][2]uint64{{1, 1}, {2, 1}, {5, 5}, {6, 5}}, []uint64{1, 1, 5, 5}},
		{"a loop has its smallest id", [][2]uint64{{7, 8}, {8, 9}, {9, 7}}, []uint64{7, 7, 7}},
		{"and so has what leads into it", [][2]uint64{{3, 7}, {7, 8}, {8, 7}, {2, 3}}, []uint64{7, 7, 7, 7}},
		{"a loop of two", [][2]uint64{{8, 7}, {7, 8}}, []uint64{7, 7}},
		{"a copy without its link", [][2]uint64{{2, 2}, {2, 1}, {1, 1}, {3, 2}}, []uint64{2, 1, 1, 1}},
	} {
		for _, budget := range []int64{enough, little} {
			got := rootsOf(t, test.links, budget)
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("%s, budget %d: post %d has root %d, want %d", test.name, budget, test.links[i][0], got[i], test.want[i])
				}
			}
		}
	}
}

func TestRootsOfLongChainsInAnyOrder(t *testing.T) {
	const n = 100_000
	links := make([][2]uint64, n)
	for i := range links {
		links[i] = [2]uint64{hash(strconv.Itoa(i)), hash(strconv.Itoa(max(i-1, 0)))}
	}
	top := links[0][0]
	rand.Shuffle(n, func(i, j int) { links[i], links[j] = links[j], links[i] })
	for _, budget := range []int64{enough, 1 << 20} {
		for i, root := range rootsOf(t, links, budget) {
			if root != top {
				t.Fatalf("budget %d: post %d of one chain has another root", budget, i)
			}
		}
	}
}

func FuzzRoots(f *testing.F) {
	f.Add([]byte{1, 2, 2, 3, 3, 1, 4, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		var links [][2]uint64
		for i := 0; i+1 < len(b); i += 2 {
			links = append(links, [2]uint64{uint64(b[i]), uint64(b[i+1])})
		}
		want := map[uint64]uint64{}
		for i, root := range rootsOf(t, links, enough) {
			want[links[i][0]<<8|links[i][1]] = root
		}
		rand.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
		for _, budget := range []int64{enough, little} {
			for i, root := range rootsOf(t, links, budget) {
				if want[links[i][0]<<8|links[i][1]] != root {
					t.Fatalf("%v: the order of posts or the budget of %d changes the root of %d", links, budget, links[i][0])
				}
			}
		}
	})
}
