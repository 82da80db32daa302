package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/report"
)

// compareFlags are the flags of the compare command.
type compareFlags struct {
	book workbookFile
	json bool
}

func newCompareCommand() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare BEFORE AFTER | compare REPORT PERIOD PERIOD",
		Short: "Say what changed between two reports, or two periods of one",
		Long: `compare tells for each brand and outcome whether its rate changed from one report
to another, by how much, and whether by more than chance explains.

Given one report and two periods of its trend, such as 2026-01 and 2026-02, it
compares the periods. It says so if two reports were made in different ways and
cannot be compared.`,
		Example: `  lastword compare january february
  lastword compare report 2026-01 2026-02 -o compare.xlsx`,
		Args: cobra.RangeArgs(2, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd, args)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&f.book.name, "out", "o", "", "write a workbook to this `file` too")
	flags.BoolVar(&f.book.force, "force", false, "replace the workbook if it is there")
	flags.BoolVar(&f.json, "json", false, "print JSON instead of the table")
	return cmd
}

func (f *compareFlags) run(cmd *cobra.Command, args []string) error {
	before, after, err := sides(args)
	if err != nil {
		return usageError{err}
	}
	if err := f.book.free(); err != nil {
		return err
	}
	comparison := report.Compare(before, after)
	if err := f.book.write(comparison.WriteWorkbook); err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	if err := printText(out, comparison, f.json); err != nil || f.json || f.book.name == "" {
		return err
	}
	_, err = fmt.Fprintf(out, "The workbook is in %s.\n", f.book.name)
	return err
}

// sides reads what the arguments name: two reports, or a report and two
// periods.
func sides(args []string) (before, after *report.Side, err error) {
	first, err := report.ReadSide(args[0])
	if err != nil {
		return nil, nil, err
	}
	if len(args) == 2 {
		second, err := report.ReadSide(args[1])
		return first, second, err
	}
	if before, err = first.In(args[1]); err != nil {
		return nil, nil, err
	}
	after, err = first.In(args[2])
	return before, after, err
}
