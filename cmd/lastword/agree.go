package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/report"
	"github.com/lastword-audit/lastword/report/coding"
)

func newAgreeCommand() *cobra.Command {
	var gold string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "agree CODED... [REPORT] | agree --gold FILE CASES...",
		Short: "Tell how far coders agree, and the machine with them",
		Long: `agree reads coded sheets back and tells how far the coders agree on intent,
outcome, channel and reason, overall and for each of their words: percent
agreement, Cohen's kappa, Krippendorff's alpha with bootstrap intervals, and the
confusion matrix. With the REPORT that the cases were drawn from, it compares the
machine with the coders too.

A CODED file is the workbook that sample wrote, a copy that a coder filled, or a
sheet exported as CSV; several are read together. A cell that is blank (a dash or NA
is, too), or holds no word of the codebook, is left out and reported with its sheet
and row.

The machine is compared with the coders' consensus: the word on a sheet named
Adjudicated, else that of more than half of the coders. Where two coders differ
there is no consensus, and the case is listed.

With --gold, the cases that audits found (cases.csv, or the report that holds it)
are scored against cases that were coded elsewhere: a file of one JSON object a
line with case, source, sample, brand, post_ids, intent, outcome, channel and
reason.`,
		Example: `  lastword agree coding.xlsx report
  lastword agree anna.xlsx ben.csv coding.xlsx report --json
  lastword agree --gold coded.jsonl report/cases.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var result text
			var err error
			if gold != "" {
				result, err = scoreGold(gold, args)
			} else {
				result, err = agree(args)
			}
			if err != nil {
				return err
			}
			return printText(cmd.OutOrStdout(), result, asJSON)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&gold, "gold", "", "`file` of cases that were coded elsewhere")
	flags.BoolVar(&asJSON, "json", false, "print JSON instead of text")
	return cmd
}

// A text is a result that people read.
type text interface{ WriteText(io.Writer) error }

// printText prints a result as text or as JSON.
func printText(w io.Writer, result text, asJSON bool) error {
	if !asJSON {
		return result.WriteText(w)
	}
	return report.WriteJSON(raw(w), result)
}

// agree compares the coders of files and, where a report is among them, the machine.
func agree(args []string) (*coding.Result, error) {
	files, dir, err := splitReport(args)
	if err != nil {
		return nil, err
	}
	coded, err := readCoding(files)
	if err != nil {
		return nil, err
	}
	result := &coding.Result{Agreement: coded.Agree(), Problems: coded.Problems}
	if dir == "" {
		return result, nil
	}
	population, err := readPopulation(dir)
	if err != nil {
		return nil, err
	}
	result.OtherReport = !coded.Fits(population)
	result.NotInReport = coded.Missing(population)
	result.Machine, err = coded.Score(population)
	return result, err
}

// splitReport tells the report's folder, "" if there is none, from the files.
func splitReport(args []string) (files []string, dir string, err error) {
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, "", usageError{fmt.Errorf("there is no file or folder %s: name coded files and the folder of a report", arg)}
		case err != nil:
			return nil, "", usageError{err}
		case !info.IsDir():
			files = append(files, arg)
		case dir != "":
			return nil, "", usageError{fmt.Errorf("%s and %s are folders: name one report", dir, arg)}
		default:
			dir = arg
		}
	}
	if dir != "" {
		if _, err := report.ReadManifest(dir); err != nil {
			return nil, "", usageError{err}
		}
	}
	if len(files) == 0 {
		return nil, "", usageError{errors.New("no coded file is named: give the workbook that sample wrote and coders filled")}
	}
	return files, dir, nil
}

// readCoding reads coded files together.
func readCoding(names []string) (*coding.Coding, error) {
	var files []coding.File
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, usageError{err}
		}
		defer f.Close()
		files = append(files, coding.File{Name: name, Reader: f})
	}
	return coding.Read(files...)
}

// readPopulation reads the cases of a report.
func readPopulation(dir string) (coding.Population, error) {
	f, err := report.OpenCases(dir)
	if err != nil {
		return nil, usageError{err}
	}
	defer f.Close()
	population, err := coding.ReadPopulation(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return population, nil
}

// scoreGold scores audits against a gold file.
func scoreGold(gold string, audits []string) (*coding.GoldScore, error) {
	f, err := os.Open(gold)
	if err != nil {
		return nil, usageError{err}
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, usageError{fmt.Errorf("%s is a folder: --gold takes a file of coded cases, and the reports stand behind it", gold)}
	}
	truth, err := coding.ReadGold(gold, f)
	if err != nil {
		return nil, err
	}
	var cases []coding.Found
	for _, name := range audits {
		found, err := readFound(name)
		if err != nil {
			return nil, err
		}
		cases = append(cases, found...)
	}
	score := coding.ScoreGold(truth, cases)
	if score.Found == 0 {
		return nil, fmt.Errorf("none of the %d cases of %s is among the %d of %s, by brand and post_ids: name the report of the archive in which they were coded",
			score.Cases, gold, len(cases), strings.Join(audits, ", "))
	}
	return score, nil
}

// readFound reads the cases of a report, or of a cases.csv.
func readFound(name string) ([]coding.Found, error) {
	open := os.Open
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		open = report.OpenCases
	}
	f, err := open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usageError{fmt.Errorf("there is no file or folder %s: name a cases.csv or the folder of a report", name)}
	case err != nil:
		return nil, usageError{err}
	}
	defer f.Close()
	cases, err := coding.ReadFound(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return cases, nil
}
