package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report"
	"github.com/lastword-audit/lastword/report/coding"
)

// sampleFlags are the flags of the sample command.
type sampleFlags struct {
	plan coding.Plan
	book workbookFile
}

func newSampleCommand() *cobra.Command {
	var f sampleFlags
	cmd := &cobra.Command{
		Use:   "sample REPORT -o coding.xlsx",
		Short: "Draw cases of a report for people to code",
		Long: `sample draws cases of a report at random and writes a workbook in which people
code them: a guide, and one sheet for each coder with the posts and drop-down
lists. The machine's labels are not in it.

The sample is stratified by brand, predicted outcome and whether the case is a
request, so that rare outcomes are seen too (without the brand, if there are too
many brands for --n). Each stratum gets a number of cases proportional to the
square root of its size (a power allocation, Bankier 1988), and at least two. A
hidden sheet holds the probability with which each case was drawn; correct weights
by it. The same report and seed draw the same cases.

The posts are read again from the inputs that the report's manifest names; if
these have changed, sample stops.`,
		Example: `  lastword sample report --n 200 --coders 2 --seed 1 -o coding.xlsx
  lastword sample report --n 300 --coders 3 --overlap 60 -o coding.xlsx`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("overlap") {
				f.plan.Overlap = f.plan.N
			}
			return f.run(cmd, args[0])
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.IntVar(&f.plan.N, "n", 200, "`number` of cases to draw")
	flags.IntVar(&f.plan.Coders, "coders", 2, "`number` of people who code")
	flags.IntVar(&f.plan.Overlap, "overlap", 0, "`number` of cases that every coder gets; the others get one coder each (default all)")
	flags.Uint64Var(&f.plan.Seed, "seed", 1, "`number` that starts the random draw: the same one draws the same cases")
	flags.StringArrayVar(&f.plan.Brands, "brand", nil, "draw from this `brand` only; may be repeated (default all)")
	flags.StringVarP(&f.book.name, "out", "o", "coding.xlsx", "`file` to write")
	flags.BoolVar(&f.book.force, "force", false, "replace the file if it is there")
	return cmd
}

func (f *sampleFlags) run(cmd *cobra.Command, dir string) error {
	if err := f.book.free(); err != nil {
		return err
	}
	found, _, err := repeat(cmd, dir)
	if err != nil {
		return err
	}
	defer found.Close()
	population, err := readPopulation(dir)
	if err != nil {
		return err
	}
	sample, err := coding.Draw(population, f.plan)
	if err != nil {
		return usageError{err}
	}
	shown, err := conversations(found, sample)
	if err != nil {
		return err
	}
	if err := f.book.write(func(w io.Writer) error { return coding.WriteWorkbook(w, sample, shown) }); err != nil {
		return err
	}
	return f.tell(cmd.OutOrStdout(), sample, dir)
}

// tell says what was written and what comes next.
func (f *sampleFlags) tell(w io.Writer, s *coding.Sample, dir string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s for %s", audit.Counted(len(s.Draws), "case"), audit.Counted(s.Coders, "coder"))
	if s.Coders > 1 {
		fmt.Fprintf(&b, ", %d of them for all,", s.Overlap)
	}
	fmt.Fprintf(&b, " are in %s.\n", f.book.name)
	if len(s.Draws) < f.plan.N {
		fmt.Fprintf(&b, "There are no more than these.\n")
	}
	if !s.ByBrand {
		fmt.Fprintf(&b, "The brands are too many for cases of each: agree can tell how good the labels are, but correct needs a larger --n, or a --brand, for rates by brand.\n")
	}
	fmt.Fprintf(&b, "It holds people's posts; only you can read it. When it is filled: lastword agree %s %s\n", f.book.name, dir)
	_, err := io.WriteString(w, b.String())
	return err
}

// conversations returns what there is to be read of a sample's cases, by id.
func conversations(found *audit.Audit, sample *coding.Sample) (map[string]coding.Conversation, error) {
	drawn := map[string]bool{}
	for _, d := range sample.Draws {
		drawn[d.Case] = true
	}
	cases := map[string]coding.Conversation{}
	for c, err := range found.Cases() {
		if err != nil {
			return nil, err
		}
		if id := report.Printable(c.ID); drawn[id] {
			cases[strings.Clone(id)] = coding.ConversationOf(c)
		}
	}
	return cases, nil
}
