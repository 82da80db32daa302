package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
	"github.com/lastword-audit/lastword/report"
)

// auditFlags are audit's flags beside the settings: what is done with what is
// found.
type auditFlags struct {
	out             string
	memory          string
	cases           string
	quiet, json     bool
	maxProblems     int
	requireCoverage float64
}

func newAuditCommand() *cobra.Command {
	var s settings
	var f auditFlags
	cmd := &cobra.Command{
		Use:   "audit INPUT...",
		Short: "Audit exported timelines and write a report",
		Long: `audit reads exported timelines and writes a report: a workbook, charts, the
cases as CSV, the measures as JSON, and a manifest of what was read and how.

An INPUT is a file, a folder, a glob, or - for standard input; files may be
compressed (gzip, zstd) or be a zip. The format is recognised from the content.

The report's folder is written whole or not at all. An older report in its place
is replaced.

For a report by month, give each audit an archive that begins days before the month
and ends days after it, and name the month with --since and --until: each case counts
once, in the month in which it opened, with all its posts. Cut at the month's ends, a
case would count in both months, and what was answered late would look ignored.

A CSV or JSON of no known format needs a --mapping, a file that says where its
fields are:

  fields:
    id: ticket              # a column, or a path into a JSON object: user.name
    author: [handle, nick]  # several: the first that holds a value
    created_at: date
    text: body
    reply_to_id: parent
  time: 02/01/2006 15:04    # how 2 January 2006, 15:04 looks there, or excel for
                            # days as 46027.375; without it, the usual shapes are read
  timezone: Europe/Paris    # of times that name no zone
  text: [entities]          # what to undo: entities (&amp;), html, newlines (\n), r (<U+2019>)
  list: data.items          # of JSON pages: where each holds the list of its records

Its other fields: author_id, reply_to_author, reply_to_author_id, conversation_id,
language, is_repost, truncated, and url, the post's address, from which an id is
read that is missing or was rounded.`,
		Example: `  lastword audit --out report posts.csv
  lastword audit --brands banks.yaml --since 2026-01-01 --until 2026-02-01 --out january archive/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, inputs []string) error {
			return runAudit(cmd, inputs, &s, &f)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.out, "out", "lastword-report", "`folder` to write the report to")
	s.register(flags)
	flags.StringVar(&f.memory, "memory", "", "memory to keep to: a `size` such as 512MB; posts beyond it go to disk. The program itself takes some 200MB, and four bytes a post, whatever the size (default: a quarter of the machine's, or 512MB on Windows and macOS)")
	flags.StringVar(&f.cases, "cases", string(report.CasesCSV), "`form` in which the cases are written: csv, csv.gz, parquet or none")
	flags.IntVar(&f.maxProblems, "max-problems", -1, "end with code 3 if more records than this `number` are bad, or an input was not read or not to its end, which loses any number of them (-1: never)")
	flags.Float64Var(&f.requireCoverage, "require-coverage", 0, "end with code 3 if the archive holds less than this `share` of a brand's replies that its posts refer to (where they refer to none, the share is unknown and passes), or no case at all of a brand in the brands file")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print nothing but errors")
	flags.BoolVar(&f.json, "json", false, "print summary.json on standard output instead of the table")
	return cmd
}

func runAudit(cmd *cobra.Command, inputs []string, s *settings, f *auditFlags) error {
	memory, err := f.check()
	if err != nil {
		return usageError{err}
	}
	// The collector rests until the heap nears the budget, and then keeps it
	// from growing further.
	const headroom = 0.92 // for what is not the runtime's: the program itself
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(int64(headroom * float64(memory))))
	defer debug.SetGCPercent(debug.SetGCPercent(400))

	folder, err := report.Begin(f.out)
	if errors.Is(err, report.ErrBusy) {
		return err
	}
	if err != nil {
		return usageError{err}
	}
	defer folder.Discard()
	s.temp = folder.Temp()
	if s.brands == "" {
		if s.brands, err = brandsIn(inputs); err != nil {
			return usageError{err}
		}
	}
	options, err := s.auditing()
	if err != nil {
		return usageError{err}
	}
	options.Memory, options.TempDir, options.Row = memory, filepath.Dir(f.out), report.AppendRow
	found, files, err := auditInputs(cmd, inputs, s, options, f.quiet)
	if err != nil {
		return err
	}
	defer found.Close()

	rep, err := makeReport(cmd, inputs, &options, found, files)
	if err != nil {
		return err
	}
	rep.CasesAs = report.CaseFormat(f.cases)
	if err := folder.Write(cmd.Context(), rep); err != nil {
		return err
	}
	if err := printResult(cmd.OutOrStdout(), found.Summary, f); err != nil {
		return err
	}
	return f.shortfall(found.Summary, lost(files), options.Brands != nil)
}

// check finds values that the flags cannot have, and returns the memory to keep to.
func (f *auditFlags) check() (memory int64, err error) {
	memory = defaultMemory()
	if f.memory != "" {
		if memory, err = parseMemory(f.memory); err != nil {
			return 0, fmt.Errorf("--memory: %w", err)
		}
	}
	switch {
	case f.requireCoverage < 0 || f.requireCoverage > 1:
		return 0, fmt.Errorf("--require-coverage %g: must be a share between 0 and 1", f.requireCoverage)
	case f.maxProblems < -1:
		return 0, fmt.Errorf("--max-problems %d: must be a number of records, or -1", f.maxProblems)
	case !slices.Contains(report.CaseFormats, report.CaseFormat(f.cases)):
		return 0, fmt.Errorf("--cases %s: must be csv, csv.gz, parquet or none", f.cases)
	}
	return memory, nil
}

// auditInputs reads the inputs by the settings and audits them.
func auditInputs(cmd *cobra.Command, inputs []string, s *settings, options audit.Options, quiet bool) (*audit.Audit, *dataset.Files, error) {
	files, done, err := openInputs(cmd, inputs, s, quiet)
	if err != nil {
		return nil, nil, err
	}
	defer files.Close()
	defer done()
	options.Size = files.Size()
	found, err := audit.Run(cmd.Context(), files, options)
	unread := notRead(files.Files)
	if errors.Is(err, audit.ErrNoBrands) {
		return nil, nil, usageError{failedFor(err, unread)}
	}
	if err != nil {
		return nil, nil, failedFor(err, unread)
	}
	if len(files.Unknown()) > unreadNamed {
		unread[len(unread)-1] += " The sheet Problems lists them all."
	}
	found.Summary.Warnings = slices.Insert(found.Summary.Warnings, 0, unread...)
	return found, files.Files, nil
}

// makeReport puts together what is written about an audit by these options.
func makeReport(cmd *cobra.Command, inputs []string, options *audit.Options, found *audit.Audit, files *dataset.Files) (*report.Report, error) {
	settings := record(cmd.Flags())
	sums, err := hashes(settings)
	if err != nil {
		return nil, err
	}
	manifest := report.Manifest{
		Version:      version,
		Codebook:     options.Codebook.Version(),
		Arguments:    inputs,
		Settings:     settings,
		SettingFiles: sums,
		Accounts:     options.Brands.Handles(),
		Window:       found.Summary.Window,
		Posts:        found.Summary.Posts,
		Problems:     found.Summary.Problems,
		NotRead:      unread(files),
		RanAt:        time.Now().UTC().Truncate(time.Second),
	}
	for _, in := range files.Inputs() {
		input := report.Input{
			Name: in.Name, Format: in.Format, Mapping: in.Mapping, Size: in.Size, SHA256: in.SHA256, LongTexts: in.LongTexts, Posts: in.Posts, Problems: in.Problems,
		}
		if p := in.Cut(); p != nil {
			input.Cut = p.Error()
		}
		manifest.Inputs = append(manifest.Inputs, input)
	}
	cleanTexts(found.Summary)
	return &report.Report{
		Summary:  found.Summary,
		Manifest: manifest,
		Options:  *options,
		Cases:    found.Rows(),
		Problems: found.Problems,
	}, nil
}

// cleanTexts makes the summary's texts those of the workbook and the cases.
func cleanTexts(s *audit.Summary) {
	clean := func(text *string) { *text = report.Printable(*text) }
	for i := range s.Brands {
		b := &s.Brands[i]
		clean(&b.Mechanical.LongestRun.Text)
		for j := range b.Templates.Top {
			clean(&b.Templates.Top[j].Text)
		}
	}
}

// printResult ends an audit on standard output.
func printResult(w io.Writer, s *audit.Summary, f *auditFlags) error {
	switch {
	case f.json:
		return report.WriteSummary(raw(w), s)
	case f.quiet:
		return nil
	}
	if err := report.Table(w, s); err != nil {
		return err
	}
	if len(s.Warnings) > 0 {
		fmt.Fprintln(w, "\nRead this first:")
		for _, warning := range s.Warnings {
			fmt.Fprintf(w, "- %s\n", warning)
		}
	}
	_, err := fmt.Fprintf(w, "\nThe report is in %s; start with %s.\n", f.out, filepath.Join(f.out, "report.xlsx"))
	return err
}

// shortfall says what is less than the user set as acceptable, nil if nothing. Lost
// says of which inputs records are lost; the brands are named if a file lists them.
func (f *auditFlags) shortfall(s *audit.Summary, lost []string, named bool) error {
	short := slices.Concat(f.bad(s.Problems, lost), f.uncovered(s.Brands, named))
	if len(short) == 0 {
		return nil
	}
	return shortfall{errors.New(strings.Join(short, "\n"))}
}

// bad says what --max-problems does not accept.
func (f *auditFlags) bad(problems int, lost []string) (short []string) {
	if f.maxProblems < 0 {
		return nil
	}
	if problems > f.maxProblems {
		short = append(short, fmt.Sprintf("%s, more than the %d of --max-problems; the report is written, and lists them", audit.Counted(problems, "bad record"), f.maxProblems))
	}
	if len(lost) > 0 {
		short = append(short, fmt.Sprintf("an unknown number of records is lost, perhaps more than the %d of --max-problems; the report is written without them. %s",
			f.maxProblems, strings.Join(lost, "\n")))
	}
	return short
}

// uncovered says what --require-coverage does not accept.
func (f *auditFlags) uncovered(brands []audit.BrandSummary, named bool) (short []string) {
	var low, silent []string
	for i := range brands {
		b := &brands[i]
		if c := b.Coverage; c.Rate.Rate != nil && *c.Rate.Rate < f.requireCoverage {
			low = append(low, fmt.Sprintf("%s (%d of %d)", b.Name, c.N, c.Of))
		}
		if named && b.Cases == 0 && f.requireCoverage > 0 {
			silent = append(silent, b.Name)
		}
	}
	if len(low) > 0 {
		short = append(short, fmt.Sprintf("the archive holds fewer of the replies that it refers to than the %g of --require-coverage: %s; the report is written",
			f.requireCoverage, strings.Join(low, ", ")))
	}
	if len(silent) > 0 {
		short = append(short, fmt.Sprintf("no case of %s, of which --require-coverage wants some: check the handles in the brands file, and --since and --until if they are set; the report is written",
			strings.Join(silent, ", ")))
	}
	return short
}
