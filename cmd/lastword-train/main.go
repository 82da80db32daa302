// Command lastword-train learns the codebook's weights from coded cases.
//
// A coded case is one line of a JSON Lines file, with "case", "brand", "post_ids",
// "intent", "outcome" and its "channel" or "reason". Optional are "weight" (1 if
// missing, and then the case counts as adjudicated; less for cases coded with less
// care), "source" and "sample" (names to report by), and "acts" (for each post id a
// list of what its sentences do). The archives that hold the posts are audited as
// usual; a coded case is the case of its brand that shares most of its posts.
//
//	lastword-train --coded adjudicated.jsonl --coded cmd/lastword-train/coded.jsonl --out audit/codebook/weights posts.csv banks.csv=banks.yaml
//
// An archive may be followed by = and its brands file. A case that is coded in two
// files counts as the first file says; what a post's sentences do is learned from
// whichever case of its brand tells it. coded.jsonl holds codings by post ids, and no
// texts.
//
// What is printed is the agreement with the coded cases:
//
//   - by default, of models that have not seen the cases that they are judged on
//     (cross-validation);
//   - with --unseen, of models that have seen no adjudicated case, on these;
//   - with --out, which alone writes weights, of these weights with the cases that
//     they were learned from.
//
// The result depends on the inputs alone: the same cases give the same bytes.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// Exit codes, as those of lastword.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is the whole program but for the process around it.
func run(args []string, stdout, stderr io.Writer) int {
	exit := exitUsage // until the call is known to be right
	var o options
	cmd := &cobra.Command{
		Use:           "lastword-train --coded FILE ARCHIVE[=BRANDS]...",
		Short:         "Learn the codebook's weights from coded cases",
		Args:          cobra.MinimumNArgs(1),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(_ *cobra.Command, archives []string) error {
			if o.folds < 2 {
				return fmt.Errorf("--folds %d: a cross-validation needs two parts or more", o.folds)
			}
			exit = exitFailed
			return learn(&o, archives, stdout, stderr)
		},
	}
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	flags := cmd.Flags()
	flags.StringArrayVar(&o.coded, "coded", nil, "`file` of coded cases, JSON Lines; may be given again")
	flags.StringVar(&o.out, "out", "", "`folder` to write the weights to, instead of judging models")
	flags.IntVar(&o.folds, "folds", 10, "`number` of parts for the cross-validation")
	flags.BoolVar(&o.grouped, "grouped", false, "keep cases with the same last reply in the same part")
	flags.BoolVar(&o.unseen, "unseen", false, "judge the adjudicated cases by models that learned from none of them, instead of the cross-validation")
	flags.StringVar(&o.errors, "errors", "", "`file` for the cases that the judged models got wrong")
	cmd.MarkFlagRequired("coded") // it has just been declared
	for _, crossValidation := range []string{"folds", "grouped"} {
		cmd.MarkFlagsMutuallyExclusive(crossValidation, "unseen", "out")
	}
	cmd.MarkFlagsMutuallyExclusive("errors", "out")
	if err := cmd.Execute(); err != nil {
		fmt.Fprintln(stderr, "lastword-train:", err)
		if exit == exitUsage {
			fmt.Fprintln(stderr, "See lastword-train --help.")
		}
		return exit
	}
	return exitOK
}

// options are what a call asks for.
type options struct {
	coded   []string // files
	out     string
	folds   int
	grouped bool
	unseen  bool
	errors  string
}

// learn learns the weights and writes them, or judges models that have not seen
// the cases they are judged on.
func learn(o *options, archives []string, stdout, stderr io.Writer) error {
	if o.out != "" {
		if err := writable(o.out); err != nil {
			return err
		}
	}
	examples, missing, err := readExamples(o.coded, archives)
	if err != nil {
		return err
	}
	cb := codebook.Default()
	misfits := 0
	for _, e := range examples {
		misfits += e.misfits(cb)
	}
	fmt.Fprintf(stderr, "%d coded cases found in the archives, %d not; %d posts have other sentences than were coded, which teach nothing\n", len(examples), missing, misfits)
	if len(examples) == 0 {
		return errors.New("no coded case was found in the archives: check the brands and the post ids")
	}
	var results []result
	switch {
	case o.out != "":
		learned, files := train(cb, slices.Concat(examples, madeUpExamples()))
		if err := writeWeights(o.out, files); err != nil {
			return err
		}
		results = labelled(learned, examples)
	case o.unseen:
		results = unseen(cb, examples)
	default:
		results = crossValidate(cb, examples, o.folds, o.grouped)
	}
	printScores(stdout, results)
	printSureness(stdout, results)
	return writeErrors(o.errors, results)
}
