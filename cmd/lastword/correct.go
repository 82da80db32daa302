package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/report"
	"github.com/lastword-audit/lastword/report/coding"
)

// correctFlags are the flags of the correct command.
type correctFlags struct {
	coder string
	book  workbookFile
	json  bool
}

func newCorrectCommand() *cobra.Command {
	var f correctFlags
	cmd := &cobra.Command{
		Use:   "correct REPORT CODED...",
		Short: "Correct a report's rates for the machine's errors",
		Long: `correct reads cases that sample drew and people coded. Beside each rate of the
report it gives the rate that the coders would have found had they read every
case, with its interval: the prediction-powered estimate, weighted by how probably
each case was drawn, and that of Rogan and Gladen, for those who expect it. What
each is, and when not to use it, is printed beneath.

The coders' word is the one on a sheet named Adjudicated, else that of more than
half of them. Where coders differ and nothing is adjudicated, correct stops:
without such cases only the easy ones would be left.`,
		Example: `  lastword correct report coding.xlsx
  lastword correct report anna.xlsx ben.xlsx adjudicated.csv -o corrected.xlsx`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.OutOrStdout(), args)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.coder, "coder", "", "`name` of the sheet whose word to take, in place of a consensus")
	flags.StringVarP(&f.book.name, "out", "o", "", "`file` to write the rates to: a workbook, .xlsx")
	flags.BoolVar(&f.book.force, "force", false, "replace the workbook if it is there")
	flags.BoolVar(&f.json, "json", false, "print JSON instead of text")
	return cmd
}

func (f *correctFlags) run(stdout io.Writer, args []string) error {
	files, dir, err := splitReport(args)
	switch {
	case err != nil:
		return err
	case dir == "":
		return usageError{fmt.Errorf("no report is named: %s is a file", args[0])}
	}
	if err := f.book.free(); err != nil {
		return err
	}
	coded, err := readCoding(files)
	if err != nil {
		return err
	}
	if f.coder != "" {
		if coded, err = coded.Only(f.coder); err != nil {
			return usageError{fmt.Errorf("--coder: %w", err)}
		}
	}
	population, err := readPopulation(dir)
	if err != nil {
		return err
	}
	summary, err := report.ReadSummary(dir)
	if err != nil {
		return usageError{err}
	}
	corrected, err := coding.Correct(summary, population, coded)
	if err != nil {
		return err
	}
	if err := f.book.write(corrected.WriteWorkbook); err != nil {
		return err
	}
	return printText(stdout, corrected, f.json)
}
