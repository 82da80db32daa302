package main

import (
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
	"github.com/lastword-audit/lastword/report"
)

func newConvertCommand() *cobra.Command {
	var s settings
	var out string
	var quiet, force bool
	cmd := &cobra.Command{
		Use:   "convert INPUT... -o FILE",
		Short: "Write exported posts in one schema, as Parquet, JSONL or CSV",
		Long: `convert reads exported timelines as audit does, and writes their posts to one
file: each post once, whole, in the order of time. Reposts are kept, and marked.

The name of the file decides its form: .parquet (for DuckDB, pandas, Polars),
.jsonl or .csv; the last two also with .gz or .zst. The file is written whole or
not at all, and only its owner can read it.

audit finds the same cases and rates in it. It counts fewer posts, because the
copies are gone, and fewer replies in the coverage where the ids of copies had
lost all but a few digits.

The columns follow. What a post lacks is null, or an empty cell. In a CSV an
apostrophe before a text, as in '@ann hello, stops spreadsheets from running it as
a formula:

` + schemaHelp(),
		Example: `  lastword convert archive/ -o posts.parquet
  lastword convert export-*.csv -o posts.jsonl.zst`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, inputs []string) error {
			if err := free(out, force); err != nil {
				return err
			}
			return convert(cmd, inputs, &s, out, quiet)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&out, "out", "o", "", "`file` to write: .parquet, .jsonl or .csv")
	s.registerReading(flags)
	flags.BoolVar(&force, "force", false, "replace the file if it is there")
	flags.BoolVarP(&quiet, "quiet", "q", false, "print nothing but errors")
	return cmd
}

// schemaHelp describes the columns for the help text.
func schemaHelp() string {
	var b strings.Builder
	for _, c := range dataset.Schema() {
		fmt.Fprintf(&b, "  %-19s %-10s %s\n", c.Name, c.Type, c.Meaning)
	}
	return strings.TrimRight(b.String(), "\n")
}

func convert(cmd *cobra.Command, inputs []string, s *settings, out string, quiet bool) error {
	encoding, compression, err := encodingOf(out)
	if err != nil {
		return usageError{err}
	}
	if err := placed("--out", out); err != nil {
		return err
	}
	if said := leftBeside(out); said != "" && !quiet {
		fmt.Fprintf(cmd.ErrOrStderr(), "! %s\n", report.Terminal(said))
	}
	memory := defaultMemory()
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory))

	files, done, err := openInputs(cmd, inputs, s, quiet)
	if err != nil {
		return err
	}
	defer files.Close()
	if err := apartFrom(out, files.Names()); err != nil {
		return usageError{err}
	}
	posts, err := audit.Unique(cmd.Context(), files, memory, filepath.Dir(out))
	done()
	if err != nil {
		return err
	}
	defer posts.Close()
	unread := notRead(files.Files)
	if posts.Read == 0 {
		return failedFor(fmt.Errorf("no post could be read, so %s is not written%s", out, trouble(posts.Trouble)), unread)
	}
	err = writeFile(out, private, func(w io.Writer) error {
		return compressed(w, compression, func(w io.Writer) error {
			return writePosts(cmd.Context(), w, encoding, files.Formats(), posts)
		})
	})
	if err != nil || quiet {
		return err
	}
	_, err = fmt.Fprint(cmd.OutOrStdout(), converted(posts, out, unread))
	return err
}

// encodingOf reads off a file's name how posts are written to it.
func encodingOf(out string) (encoding, compression string, err error) {
	if out == "" {
		return "", "", errors.New("--out is missing: name the file to write, as -o posts.parquet")
	}
	name := out
	if ext := filepath.Ext(name); ext == ".gz" || ext == ".zst" {
		compression = ext
		name = strings.TrimSuffix(name, ext)
	}
	encoding = strings.TrimPrefix(filepath.Ext(name), ".")
	switch {
	case encoding == "parquet" && compression != "":
		return "", "", fmt.Errorf("--out %s: Parquet is compressed within; name the file without %s", out, compression)
	case encoding != "parquet" && encoding != "jsonl" && encoding != "csv":
		return "", "", fmt.Errorf("--out %s: the name must end in .parquet, .jsonl or .csv, the last two also with .gz or .zst", out)
	}
	return encoding, compression, nil
}

// openedInputs are inputs, and the private folder for what workbooks unpack to.
type openedInputs struct {
	*dataset.Files
	temp string
}

// Close closes the inputs and removes the folder, with what the library is still
// unpacking to it.
func (in *openedInputs) Close() error {
	return errors.Join(in.Files.Close(), os.RemoveAll(in.temp))
}

// openInputs opens the inputs and shows how far they are read until done.
func openInputs(cmd *cobra.Command, inputs []string, s *settings, quiet bool) (files *openedInputs, done func(), err error) {
	reading, err := s.reading()
	if err != nil {
		return nil, nil, err
	}
	temp, err := os.MkdirTemp(reading.TempDir, ".lastword-sheets-*")
	if err == nil { // else a large workbook cannot be unpacked, and will say so
		reading.TempDir = temp
	}
	progress := func(int64) {}
	reading.Stdin = cmd.InOrStdin()
	reading.Done = cmd.Context().Done()
	reading.Progress = func(n int64) { progress(n) }
	opened, err := dataset.Open(inputs, reading)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(temp))
	}
	progress, done = newProgress(cmd.ErrOrStderr(), opened.Size(), quiet)
	return &openedInputs{opened, temp}, done, nil
}

// apartFrom makes sure that the file to be written is none of the inputs.
func apartFrom(out string, inputs []string) error {
	there, err := os.Stat(out)
	if err != nil {
		return nil // it is not there yet, or writing it will say why not
	}
	for _, name := range inputs {
		if info, err := os.Stat(name); err == nil && os.SameFile(there, info) {
			return fmt.Errorf("--out %s is one of the inputs: name another file, so that no post is lost", out)
		}
	}
	return nil
}

// compressed passes what write writes through the compression that a file's
// ending names, if any.
func compressed(w io.Writer, ending string, write func(io.Writer) error) error {
	var c io.WriteCloser
	var err error
	switch ending {
	case ".gz":
		c = gzip.NewWriter(w)
	case ".zst":
		c, err = zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) // the same bytes on any machine
	default:
		return write(w)
	}
	if err != nil {
		return err
	}
	return cmp.Or(write(c), c.Close())
}

func writePosts(ctx context.Context, w io.Writer, encoding string, formats []*dataset.Format, posts *audit.Posts) error {
	out, err := dataset.NewPostWriter(w, encoding, formats)
	if err != nil {
		return err
	}
	for p, err := range posts.All() {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if err := out.Write(p); err != nil {
			return err
		}
	}
	return out.Close()
}

// trouble names the first problem, if any, behind a statement.
func trouble(first *dataset.Problem) string {
	if first == nil {
		return ""
	}
	return fmt.Sprintf("; the first problem: %v", first)
}

// converted says what came of a conversion.
func converted(posts *audit.Posts, out string, unread []string) string {
	var b strings.Builder
	for _, said := range unread {
		fmt.Fprintln(&b, said)
	}
	fmt.Fprintf(&b, "posts in %s: %d\n", out, posts.Read-posts.Copies)
	if posts.Copies > 0 {
		fmt.Fprintf(&b, "copies left out: %d\n", posts.Copies)
	}
	if posts.Problems > 0 {
		fmt.Fprintf(&b, "records that could not be read, or not in full: %d%s\n", posts.Problems, trouble(posts.Trouble))
	}
	return b.String()
}
