package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// An assembler makes posts of the raw values of one input's records. It is
// safe for concurrent use.
type assembler struct {
	file   string
	format *Format
	clock  clock
	owner  account // author of every post, where the format does not say
	whole  longTexts
	hasID  bool // the input has a field for the ids of posts
	// byRecord says that positions count records, not lines.
	byRecord bool
}

// An account is a handle and the platform's id of it.
type account struct{ handle, id string }

// A batch holds the records of one block, in order. Their positions count from
// its beginning.
type batch struct {
	posts    []Post
	problems []placedProblem
	passed   int      // lines of the block, or records where they are counted
	others   int      // records that are no posts
	cut      *Problem // that the input ends within a record, nil if it does not
	valid    bool     // the block is UTF-8, so that each text in it is
	damage   DamageCounts

	suspectIDs, suspectReplies int // of the rounded ids in damage, those that may be so by chance
}

// A placedProblem is a problem and how many posts stand before it.
type placedProblem struct {
	after int
	*Problem
}

// grow makes room for the posts of a block of lines, few of which are shorter
// than 100 bytes.
func (b *batch) grow(s string) {
	b.posts = slices.Grow(b.posts, min(strings.Count(s, "\n"), len(s)/100)+2)
}

func (b *batch) problem(file string, line int, field, format string, args ...any) {
	b.problems = append(b.problems, placedProblem{len(b.posts), &Problem{
		Pos: Pos{File: file, Line: line}, Field: field, Msg: fmt.Sprintf(format, args...),
	}})
}

// endsEarly notes that the input ends within the record that begins on this line.
func (b *batch) endsEarly(file string, line int, within string) {
	b.fail(file, line, "ends early, within %s: what should follow is missing; get the whole file", within)
}

// fail notes what ended the reading of the input.
func (b *batch) fail(file string, line int, format string, args ...any) {
	b.problem(file, line, "", format, args...)
	b.cut = b.problems[len(b.problems)-1].Problem
}

// add appends the post that v holds, and a problem for every field of it that
// cannot be read.
func (a *assembler) add(out *batch, v *values, line int, amend func(*Post)) {
	out.posts = append(out.posts, Post{Pos: Pos{File: a.file, Line: line}})
	if !a.read(out, &out.posts[len(out.posts)-1], v, amend) {
		out.posts = out.posts[:len(out.posts)-1]
		return
	}
	if d := out.posts[len(out.posts)-1].Damage; d != 0 {
		out.damage.add(d)
	}
}

// read fills in the post that v holds; false if it is none.
func (a *assembler) read(out *batch, p *Post, v *values, amend func(*Post)) bool {
	a.readText(p, v)
	a.readIDs(p, v, out)
	p.Author = cleanHandle(v[FieldAuthor])
	p.AuthorID, _ = cleanID(v[FieldAuthorID])
	p.ReplyToAuthor = cleanHandle(v[FieldReplyToAuthor])
	p.ReplyToAuthorID, _ = cleanLink(v[FieldReplyToAuthorID])
	p.Conversation, _ = cleanLink(v[FieldConversation])
	p.Language = cleanLanguage(v[FieldLanguage])
	p.Repost = truthy(v[FieldRepost]) || a.format.repostByText && strings.HasPrefix(p.Text, "RT @")

	if p.ID == "" && p.Text == "" {
		a.problem(out, p, "", "has neither an id nor a text: not a post")
		return false
	}
	if amend != nil {
		amend(p)
	}
	if a.format.finish != nil && !a.format.finish(v, p) {
		out.others++
		return false
	}
	if !out.valid {
		p.repair()
	}
	if p.Author == "" && p.AuthorID == "" {
		p.Author, p.AuthorID = a.owner.handle, a.owner.id
		if p.Author == "" {
			p.Damage |= NoAuthor
			a.problem(out, p, FieldAuthor.String(), "is empty: the post is kept, but belongs to nobody")
		}
	}
	a.readTime(out, p, v[FieldCreatedAt])
	a.whole.complete(p)
	if p.ID == "" {
		p.ID = madeID(p)
		p.Damage |= MadeID
		if a.hasID {
			a.problem(out, p, FieldID.String(), "is empty: the post is kept under the id %s, made of its author, time and text", p.ID)
		}
	}
	return true
}

// repair makes all strings of a post valid UTF-8.
func (p *Post) repair() {
	for _, s := range p.strings() {
		if utf8.ValidString(*s) {
			continue
		}
		if *s = repairUTF8(*s); strings.Contains(*s, "\uFFFD") {
			p.Damage |= LostCharacters
		} else {
			p.Damage |= Windows1252
		}
	}
}

// problem notes what is wrong with the post that is being read.
func (a *assembler) problem(out *batch, p *Post, field, format string, args ...any) {
	out.posts = out.posts[:len(out.posts)-1] // the problem stands before the post
	out.problem(a.file, p.Line, field, format, args...)
	out.posts = out.posts[:len(out.posts)+1]
}

func (a *assembler) readText(p *Post, v *values) {
	p.Text = v[FieldText]
	if rules := a.format.rules; rules != 0 {
		p.Text = rules.plain(p.Text)
	}
	if strings.IndexByte(p.Text, '\r') >= 0 {
		p.Text = lineEnds.Replace(p.Text)
	}
	if isSheetError(p.Text) {
		p.Text = ""
		p.Damage |= TruncatedText
	}
	if truthy(v[FieldTruncated]) || cutText(p.Text) {
		p.Damage |= TruncatedText
	}
	if strings.IndexByte(p.Text, "\uFFFD"[0]) >= 0 && strings.Contains(p.Text, "\uFFFD") {
		p.Damage |= LostCharacters
	}
}

func (a *assembler) readIDs(p *Post, v *values, tally *batch) {
	id, lost := cleanID(v[FieldID])
	floats := false // the program that wrote the ids of this post keeps 53 bits of them
	p.ID = id
	if url := v[FieldURL]; url != "" {
		switch whole := idFromURL(url); {
		case whole == "":
		case whole == id:
			lost = exact
		case id == "" || sameButRounded(id, whole):
			p.ID, lost, floats = whole, exact, isFloat(id)
			p.Damage |= RecoveredID
		}
	}
	if lost != exact {
		p.Damage |= RoundedID
	}
	if lost == suspect {
		tally.suspectIDs++
	}
	if p.ReplyTo, lost = cleanLink(v[FieldReplyTo]); lost != exact || floats && isFloat(p.ReplyTo) {
		p.Damage |= RoundedReply
	}
	if lost == suspect {
		tally.suspectReplies++
	}
}

// noTime is what tools write that keep times as numbers and have none: no post is
// as old.
var noTime = time.Unix(0, 0)

func (a *assembler) readTime(out *batch, p *Post, s string) {
	t, zoned, ok := a.clock.read(s)
	if !ok || t.Equal(noTime) {
		p.Damage |= NoTime
		a.problem(out, p, FieldCreatedAt.String(), "%s", a.timeTrouble(s))
		return
	}
	p.Time = t
	switch {
	case a.format.snowflakes && restoreTime(p, s, a.clock.location()):
		p.Damage |= MovedTime
	case !zoned:
		p.Damage |= NoZone
	}
	if a.clock.contradicts(s) {
		a.problem(out, p, FieldCreatedAt.String(), "%s", a.orderTrouble(s))
	}
}

func (a *assembler) timeTrouble(s string) string {
	_, _, ok := a.clock.read(s)
	switch {
	case ok: // noTime
		return fmt.Sprintf("%q stands for a time that is missing: the post is kept without one", shorten(s))
	case missing(s):
		return "is empty: the post is kept without a time"
	case a.clock.layout != "" && layoutFits(a.clock.layout, s):
		return fmt.Sprintf("%q names a zone that is not known: the post is kept without a time; write in the mapping file where it is the time, as timezone: Europe/Paris", shorten(s))
	case a.clock.layout != "":
		return fmt.Sprintf("%q does not fit the mapping's time, %q: the post is kept without one; correct the layout there", shorten(s), a.clock.layout)
	case a.clock.looksSerial(s):
		return fmt.Sprintf("%q may be a day's number, as Excel stores dates: the post is kept without a time; if it is, write time: excel in a mapping file", shorten(s))
	case shortYear.MatchString(strings.TrimSpace(s)):
		return fmt.Sprintf("%q has a year of two digits: the post is kept without a time; name the layout in a mapping file", shorten(s))
	}
	return fmt.Sprintf("%q is not a time that can be read for sure: the post is kept without one; name the layout in a mapping file", shorten(s))
}

func layoutFits(layout, s string) bool {
	_, err := time.Parse(layout, strings.TrimSpace(s))
	return err == nil
}

// orderTrouble says that a time shows another order than its column is read in.
func (a *assembler) orderTrouble(s string) string {
	const said = "%q has the %s first, but 05/11/2023 is read in this column as %s: times of other posts may be wrong; name the layout in a mapping file, as time: 02/01/2006 15:04 or time: 01/02/2006 15:04"
	if a.clock.order == dayFirst {
		return fmt.Sprintf(said, shorten(s), "month", "5 November, not May 11")
	}
	return fmt.Sprintf(said, shorten(s), "day", "May 11, not 5 November")
}

// madeID returns an id for a post whose source has none. It depends on the
// post alone, so that a copy of the post elsewhere gets the same one.
func madeID(p *Post) string {
	sum := sha256.Sum256([]byte(p.Author + "\x00" + p.AuthorID + "\x00" + p.Time.String() + "\x00" + p.Text))
	return "made-" + hex.EncodeToString(sum[:8])
}

func cleanHandle(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "@")
	if missing(s) {
		return ""
	}
	return s
}

// cleanLanguage returns a language tag, its code as languageCode has it, and "" for
// one that tells no language. What no code begins, as "Français", stays as it is.
func cleanLanguage(s string) string {
	if missing(s) {
		return ""
	}
	if len(s) <= 3 {
		return languageCode(s)
	}
	s = strings.TrimSpace(s)
	end := strings.IndexAny(s+"-", "-_") // some write "fr_CA"
	if end > 3 {
		return s
	}
	code := languageCode(s[:end])
	if code == "" {
		return ""
	}
	return code + strings.ReplaceAll(s[end:], "_", "-")
}

// languageCode returns a language's code, "" for those that mean none:
// undetermined, no linguistic content, and Twitter's own for texts of links,
// emoji or tags only. Of a language that has a code of two letters it is that one:
// some detectors write "fra".
func languageCode(s string) string {
	switch s {
	case "und", "zxx", "mul", "art", "qam", "qct", "qht", "qme", "qst":
		return ""
	case "in": // Twitter keeps some codes that were renamed long ago
		return "id"
	case "iw":
		return "he"
	case "tl":
		return "fil"
	}
	if plain := strings.ToLower(strings.TrimSpace(s)); plain != s {
		return languageCode(plain)
	}
	if len(s) == 3 {
		if tag, err := language.Parse(s); err == nil { // knows "fre" and "ger" too
			base, _ := tag.Base()
			return base.String()
		}
	}
	return s
}

// shorten cuts a value so that a message can quote it.
func shorten(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
