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

	"github.com/cespare/xxhash/v2"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

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
		return nil, fmt.Errorf("%s is damaged, or of another version (%w): delete the folder if it is a report, and audit again", name, WrongJSON(err))
	}
	if m.Tool != Tool {
		return nil, fmt.Errorf("%s: written by %q, not by %s", name, m.Tool, Tool)
	}
	return &m, nil
}

// ReadSummary reads the summary.json of the report in dir. Its error names the file.
func ReadSummary(dir string) (*audit.Summary, error) {
	name := filepath.Join(dir, summaryName)
	f, err := openFile(dir, summaryName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is not there: audit again into the same folder", name)
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	var s audit.Summary
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("%s is damaged, or of another version (%w): audit again into the same folder", name, WrongJSON(err))
	}
	return &s, nil
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
