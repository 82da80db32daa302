package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cespare/xxhash/v2"

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
	Name     string `json:"name"` // path as given; inside a zip, its path, a colon and the member's
	Format   string `json:"format"`
	Mapping  string `json:"mapping,omitempty"` // name of the mapping that it was read by
	Size     int64  `json:"size"`              // bytes; of a zip's member, unpacked
	SHA256   string `json:"sha256"`            // of those bytes, in hex
	Posts    int    `json:"posts"`
	Problems int    `json:"problems"`
	Cut      string `json:"cut,omitempty"` // why it was not read to the end
}

// ReadManifest reads the manifest of the report in dir. Without one, or with
// one that another tool wrote, the error says so.
func ReadManifest(dir string) (*Manifest, error) {
	if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no folder %s: name the folder of a report", dir)
	} else if err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is a file: name the folder of a report", dir)
	}
	name := filepath.Join(dir, manifestName)
	data, err := dataset.ReadRegular(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s holds no %s: it is not a report of %s", dir, manifestName, Tool)
	case errors.Is(err, dataset.ErrIrregular):
		return nil, fmt.Errorf("%w: %s is not a report of %s", err, dir, Tool)
	case err != nil:
		return nil, err
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("%s is damaged (%w): delete the folder if it is a report, and audit again", name, err)
	}
	if m.Tool != Tool {
		return nil, fmt.Errorf("%s: written by %q, not by %s", name, m.Tool, Tool)
	}
	return &m, nil
}

const restoreIt = "audit again into the same folder to restore it, and keep what you edit elsewhere"

// Edited says which of the files that other programs read have changed since the
// audit wrote the report in dir, "" if none has.
func Edited(dir string) (string, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return "", err
	}
	var edited []string
	for _, name := range m.Files {
		if name != summaryName && !strings.HasPrefix(name, "cases.") {
			continue
		}
		f, err := openFile(dir, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // said where it is needed
		} else if err != nil {
			return "", err
		}
		same, err := m.asWritten(name, f)
		f.Close()
		if err != nil {
			return "", err
		}
		if !same {
			edited = append(edited, name)
		}
	}
	if len(edited) == 0 {
		return "", nil
	}
	return fmt.Sprintf("%s is not as the audit wrote it, for somebody changed %s: %s.", dir, strings.Join(edited, " and "), restoreIt), nil
}

// openFile opens a file that the audit wrote into the report in dir.
func openFile(dir, name string) (*os.File, error) {
	f, err := dataset.OpenRegular(filepath.Join(dir, name))
	if errors.Is(err, dataset.ErrIrregular) {
		err = fmt.Errorf("%w: %s", err, restoreIt)
	}
	return f, err
}

// asWritten reports whether what r reads is what the audit wrote into a file.
func (m *Manifest) asWritten(file string, r io.Reader) (bool, error) {
	sum := xxhash.New()
	if _, err := io.Copy(sum, r); err != nil {
		return false, err
	}
	was := m.Sums[file]
	return was == "" || was == fmt.Sprintf("%x", sum.Sum(nil)), nil
}
