package dataset

import (
	"cmp"
	"math"
)

// An Input tells what one input held, once it has been read.
type Input struct {
	Name      string // file, "archive.zip:member", or "-"
	Format    string // name of its format, "" if it is empty
	Mapping   string // name of the mapping that it was read by, "" if there is none
	Size      int64  // bytes, compressed if the file is; of a zip's member, unpacked
	SHA256    string // of those bytes, in hex
	LongTexts string // SHA-256 of an X archive's long texts beside it, in hex, "" if there are none
	Posts     int
	Problems  int
	Others    int          // records that are no public posts by the format's own marks: page nodes, private or deleted posts, notices, a table's header once more
	Damage    DamageCounts // of the posts

	noTime *Problem // the first with a time, nil if there is none
	cut    *Problem // that the input is not read to its end, nil if it is
}

// Cut returns the problem that the input ends early, or could not be read to its
// end, so that any number of posts may be missing; else nil.
func (in *Input) Cut() *Problem { return in.cut }

// TimesLost returns the first problem with a time if so many posts of the input
// lack one that their shape must be to blame, not the posts; else nil.
func (in *Input) TimesLost() *Problem {
	const many = 0.1
	if float64(in.Damage.NoTimes) <= many*float64(in.Posts) {
		return nil
	}
	return in.noTime
}

// input is an Input on its way.
type input struct {
	*source
	recognition
	failed error       // why it cannot be read at all
	index  int         // among the inputs
	settle func(*Post) // completes the posts in their order; nil if none need it
	passed int         // lines, or records where they are counted, before the next block

	tally          Input
	suspectIDs     int // of the rounded ids, those that may be sound
	suspectReplies int
}

// add completes a block by what stood before it, and adds it to what the input held.
// The blocks come in their order, one at a time.
func (in *input) add(out *batch) {
	if in.settle != nil {
		for i := range out.posts {
			in.settle(&out.posts[i])
		}
	}
	for i := range out.posts {
		out.posts[i].Line += in.passed
	}
	for _, p := range out.problems {
		p.Line += in.passed
	}
	in.passed += out.passed
	in.tally.Posts += len(out.posts)
	in.tally.Problems += len(out.problems)
	in.tally.Others += out.others
	in.tally.Damage.Add(out.damage)
	in.tally.cut = cmp.Or(in.tally.cut, out.cut)
	for _, p := range out.problems {
		if in.tally.noTime == nil && p.Field == FieldCreatedAt.String() {
			in.tally.noTime = p.Problem
		}
	}
	in.suspectIDs += out.suspectIDs
	in.suspectReplies += out.suspectReplies
}

// total returns what the input held, once it has been read. Ids that end in as
// many zeros as rounding leaves are not counted as rounded if there are no more
// of them than chance explains.
func (in *input) total() Input {
	all := in.tally
	if byChance(in.suspectIDs, all.Posts) {
		all.Damage.RoundedIDs -= in.suspectIDs
	}
	if byChance(in.suspectReplies, all.Posts) {
		all.Damage.RoundedReplies -= in.suspectReplies
	}
	return all
}

// byChance reports whether n of so many ids may end in three zeros by chance:
// no more than five standard deviations above the one in a thousand that is
// expected.
func byChance(n, ids int) bool {
	mean := float64(ids) / 1000
	return float64(n) <= 1+mean+5*math.Sqrt(mean)
}
