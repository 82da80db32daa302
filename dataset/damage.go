package dataset

import "strings"

// Damage is the set of things that an export, or a spreadsheet on its way,
// did to one post.
type Damage uint16

// The damages.
const (
	// RoundedID: the id has at most 15 significant digits, as Excel and R
	// leave them, and no URL to read it from. About one sound id of 18
	// digits in a thousand looks the same, so an input's [DamageCounts]
	// leaves out as many as chance explains.
	RoundedID Damage = 1 << iota
	// RoundedReply: the same of the id that the post replies to, so that the
	// link may lead nowhere or to another post.
	RoundedReply
	// RecoveredID: the id was rounded or missing and read from the post's URL.
	RecoveredID
	// MadeID: the source has no id; one was made from author, time and text.
	MadeID
	// TruncatedText: the export cut the text ("… https://t.co/"), or a spreadsheet
	// left nothing but an error of it ("#NAME?").
	TruncatedText
	// LostCharacters: bytes that are no UTF-8 and no Windows-1252 either, or that
	// an earlier tool had already replaced by U+FFFD.
	LostCharacters
	// NoTime: the time is missing or unreadable.
	NoTime
	// NoZone: the time names no zone and the format does not fix one, so
	// [Options].Location was assumed.
	NoZone
	// NoAuthor: neither a handle nor an id says who wrote it.
	NoAuthor
	// MovedTime: some program had moved the time by quarters of an hour, as it does
	// that takes it for another zone's; it was set by the id.
	MovedTime
	// Windows1252: bytes that are no UTF-8 were read as that code page's, and
	// none is lost.
	Windows1252
)

var damageNames = []string{
	"rounded id", "rounded reply", "recovered id", "made id", "truncated text",
	"lost characters", "no time", "no zone", "no author", "moved time", "Windows-1252",
}

// String returns the names of the damages in d, set apart by commas.
func (d Damage) String() string {
	var names []string
	for i, name := range damageNames {
		if d&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// DamageCounts counts the damaged posts of one input, by damage.
type DamageCounts struct {
	RoundedIDs     int `json:"rounded_ids"`
	RoundedReplies int `json:"rounded_replies"`
	RecoveredIDs   int `json:"recovered_ids"`
	MadeIDs        int `json:"made_ids"`
	TruncatedTexts int `json:"truncated_texts"`
	LostCharacters int `json:"lost_characters"`
	NoTimes        int `json:"no_times"`
	NoZones        int `json:"no_zones"`
	NoAuthors      int `json:"no_authors"`
	MovedTimes     int `json:"moved_times"`
	Windows1252    int `json:"windows_1252"`
}

// fields returns the counts in the order of the damages.
func (c *DamageCounts) fields() [11]*int {
	return [...]*int{
		&c.RoundedIDs, &c.RoundedReplies, &c.RecoveredIDs, &c.MadeIDs, &c.TruncatedTexts,
		&c.LostCharacters, &c.NoTimes, &c.NoZones, &c.NoAuthors, &c.MovedTimes, &c.Windows1252,
	}
}

// add counts the damages of one post.
func (c *DamageCounts) add(d Damage) {
	for i, n := range c.fields() {
		if d&(1<<i) != 0 {
			*n++
		}
	}
}

// Add adds the counts of other posts.
func (c *DamageCounts) Add(o DamageCounts) {
	theirs := o.fields()
	for i, n := range c.fields() {
		*n += *theirs[i]
	}
}
