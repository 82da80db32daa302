package report

import (
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// Tool is the name by which a manifest says who wrote it.
const Tool = "lastword"

const (
	manifestName = "manifest.json"
	summaryName  = "summary.json"
)

// A Manifest says what was read, how, and by what: enough to repeat the audit,
// and for a later command to find the inputs again and see whether they have
// changed.
type Manifest struct {
	Tool         string              `json:"tool"`               // always [Tool]; set by Write
	Version      string              `json:"version"`            // of the tool
	Codebook     string              `json:"codebook"`           // version of the codebook
	Arguments    []string            `json:"arguments"`          // the inputs as they were given
	Settings     map[string]string   `json:"settings"`           // every flag in force, by name
	SettingFiles map[string]string   `json:"setting_files"`      // SHA-256 in hex of the brands and the mapping file, by flag
	Accounts     map[string][]string `json:"accounts,omitempty"` // of each brand in the brands file, sorted
	Window       audit.Window        `json:"window"`
	Inputs       []Input             `json:"inputs"` // in the order in which they were given
	NotRead      []dataset.Unread    `json:"not_read,omitempty"`
	Posts        audit.PostCounts    `json:"posts"`
	Problems     int                 `json:"problems"` // bad records
	Files        []string            `json:"files"`    // what the folder holds, sorted; set by Write
	Sums         map[string]string   `json:"sums"`     // xxHash64 in hex of these files but the manifest, by name, to tell whether one was edited: set by Write
	RanAt        time.Time           `json:"ran_at"`   // all that differs between two runs on the same input
}

// An Input is one file that was read.
type Input struct {
	Name      string `json:"name"` // path as given; inside a zip, its path, a colon and the member's
	Format    string `json:"format"`
	Mapping   string `json:"mapping,omitempty"`           // name of the mapping that it was read by
	Size      int64  `json:"size"`                        // bytes; of a zip's member, unpacked
	SHA256    string `json:"sha256"`                      // of those bytes, in hex
	LongTexts string `json:"long_texts_sha256,omitempty"` // of an X archive's long texts beside it
	Posts     int    `json:"posts"`
	Problems  int    `json:"problems"`
	Cut       string `json:"cut,omitempty"` // why it was not read to the end
}
