package inspect

import (
	"fmt"
	"strings"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// A File is what one input of an archive is.
type File struct {
	Name   string         `json:"name"`
	Format string         `json:"format"` // its name, as --format takes it, or "mapping"; "" if the file is empty
	Title  string         `json:"title"`  // as people call the format
	Sure   Sure           `json:"sure"`
	Why    string         `json:"why,omitempty"` // why it is not sure
	Lacks  []Lack         `json:"lacks"`         // fields that no post has
	Limits dataset.Limits `json:"limits"`        // what no archive in this format can show

	Posts     int                  `json:"posts"`
	Reposts   int                  `json:"reposts"`
	Problems  int                  `json:"problems"`
	Others    int                  `json:"others"` // records that are no public posts
	First     *time.Time           `json:"first"`
	Last      *time.Time           `json:"last"`
	Languages Languages            `json:"languages"`
	Accounts  Accounts             `json:"accounts"`
	Damage    dataset.DamageCounts `json:"damage"`

	swapped []string // what shows that its columns are taken for each other
}

// Accounts are the accounts of a file.
type Accounts struct {
	Wrote     int       `json:"wrote"`  // accounts that wrote a post
	Hidden    int       `json:"hidden"` // posts whose account the source hides
	Most      []Account `json:"post_most"`
	Addressed []Account `json:"addressed_most"`
	// Missed is 0 if every account was counted. Otherwise there are more of them
	// than Wrote, and counts by account are at most this too low.
	Missed int `json:"missed_activity"`
}

// Sure is how sure a file's format is.
type Sure string

// How sure a format is.
const (
	SureGiven  Sure = "given"    // the user named it
	SureYes    Sure = "sure"     // its marks are there, and its fields are filled
	SureLikely Sure = "likely"   // its marks are there, but fields that it should have never hold a value
	SureDoubt  Sure = "doubtful" // it is empty, or too many of its records could not be read in full
)

// A Lack is a field that no post of a file has.
type Lack struct {
	Field    string `json:"field"`
	Expected bool   `json:"expected"` // the format has it, but not this file
}

// told are the fields that a file may lack.
var told = []struct {
	field dataset.Field
	of    func(*dataset.Post) bool
}{
	{dataset.FieldAuthor, func(p *dataset.Post) bool { return p.Author != "" }},
	{dataset.FieldAuthorID, func(p *dataset.Post) bool { return p.AuthorID != "" }},
	{dataset.FieldCreatedAt, func(p *dataset.Post) bool { return !p.Time.IsZero() }},
	{dataset.FieldReplyTo, func(p *dataset.Post) bool { return p.ReplyTo != "" }},
	{dataset.FieldReplyToAuthor, func(p *dataset.Post) bool { return p.ReplyToAuthor != "" }},
	{dataset.FieldConversation, func(p *dataset.Post) bool { return p.Conversation != "" }},
	{dataset.FieldLanguage, func(p *dataset.Post) bool { return p.Language != "" }},
}

// A fileCounter counts the posts of one file.
type fileCounter struct {
	name        string
	reposts     int
	first, last *time.Time
	end         *time.Time // of the last post that is no repost
	filled      []int      // posts that have each of the told fields
	columns     columns
	languages   *languageCounter
	counting    *accounts // nil when the file has been read
	accounts    Accounts
}

func newFileCounter(name string, cb *codebook.Codebook) *fileCounter {
	return &fileCounter{
		name:      strings.Clone(name),
		filled:    make([]int, len(told)),
		languages: newLanguageCounter(cb),
		counting:  newAccounts(mostAccounts),
	}
}

// settle keeps what is told of the accounts, and frees the rest.
func (c *fileCounter) settle() {
	if c.counting == nil {
		return
	}
	c.counting.settle()
	wrote, hidden := c.counting.wrote()
	c.accounts = Accounts{
		Wrote:     wrote,
		Hidden:    hidden,
		Most:      c.counting.top(mostTop, func(x *Account) int { return x.Posts }),
		Addressed: c.counting.top(mostTop, func(x *Account) int { return x.Addressed }),
		Missed:    c.counting.missed,
	}
	c.counting = nil
}

func (c *fileCounter) add(p *dataset.Post) {
	span(&c.first, &c.last, p.Time)
	for i := range told {
		if told[i].of(p) {
			c.filled[i]++
		}
	}
	c.columns.add(p)
	c.counting.add(p)
	if p.Repost {
		c.reposts++
		return
	}
	c.languages.add(p)
	extend(&c.end, p.Time)
}

// describeFiles puts together what is known of every file, and of all of them.
func (a *Archive) describeFiles(inputs []dataset.Input, counters map[string]*fileCounter, given bool) {
	a.Files = make([]File, len(inputs))
	for i := range inputs {
		in := &inputs[i]
		c := counters[in.Name]
		if c == nil {
			c = newFileCounter(in.Name, nil)
		}
		c.settle()
		f := describe(in, c, given)
		a.Files[i] = f
		a.Posts += f.Posts
		a.Reposts += f.Reposts
		a.Damage.Add(f.Damage)
		if f.First != nil {
			span(&a.First, &a.Last, *f.First)
			span(&a.First, &a.Last, *f.Last)
		}
		if c.end != nil {
			extend(&a.end, *c.end)
		}
	}
	if len(a.Files) > 0 {
		a.language = a.Files[0].Languages.usual()
	}
	for i := range a.Files {
		if a.Files[i].Posts > 0 && a.Files[i].Languages.usual() != a.language {
			a.language = ""
		}
	}
}

func describe(in *dataset.Input, c *fileCounter, given bool) File {
	f := File{
		Name: in.Name, Format: in.Format, Title: dataset.FormatLabel(in.Format, in.Mapping), Lacks: []Lack{}, Limits: dataset.Limits{},
		Posts: in.Posts, Reposts: c.reposts, Problems: in.Problems, Others: in.Others,
		First: c.first, Last: c.last, Languages: c.languages.languages(), Accounts: c.accounts, Damage: in.Damage, swapped: c.columns.swapped(),
	}
	format := dataset.FormatByName(in.Format)
	if format != nil {
		f.Title = format.Title
		f.Limits = append(f.Limits, format.Limits...)
	}
	for i := range told {
		if in.Posts > 0 && c.filled[i] == 0 {
			f.Lacks = append(f.Lacks, Lack{told[i].field.String(), format != nil && !format.Converted() && format.Where(told[i].field) != nil})
		}
	}
	f.Sure, f.Why = f.sure(given)
	return f
}

// sure judges how sure the format is.
func (f *File) sure(given bool) (Sure, string) {
	const manyProblems = 0.1
	var missing []string
	for _, l := range f.Lacks {
		if l.Expected {
			missing = append(missing, l.Field)
		}
	}
	switch {
	case f.Format == "":
		return SureDoubt, "the file is empty, or cannot be read"
	case float64(f.Problems) > manyProblems*float64(f.Posts+f.Problems):
		return SureDoubt, fmt.Sprintf("%d of its records could not be read in full", f.Problems)
	case given:
		return SureGiven, ""
	case len(missing) > 0:
		return SureLikely, fmt.Sprintf("its marks are there, but no post has %s: edited, or cut down?", listOf(missing, "or"))
	}
	return SureYes, ""
}

// listOf writes names as a list with this word before the last.
func listOf(names []string, word string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " " + word + " " + names[n-1]
	}
	return strings.Join(names, "")
}
