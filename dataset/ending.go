package dataset

import (
	"path"
	"slices"
	"strings"
)

// exportEndings are those of the files that exports come in, packed or not.
var exportEndings = []string{
	".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".xls", ".xlsx",
	".gz", ".zst", ".zip", ".bz2", ".xz",
}

// namedAsExport reports whether a file's name promises posts, whatever is in it.
// Scripts do not: an X archive is full of them. What begins with a dot does not
// either: macOS puts such a file beside every other into a zip.
func namedAsExport(name string) bool {
	file := name[strings.LastIndexAny(name, `/\:`)+1:]
	switch {
	case strings.HasPrefix(file, "."):
		return false
	case xPostsFile.MatchString(file):
		return true
	}
	return slices.Contains(exportEndings, strings.ToLower(path.Ext(file)))
}
