// Command lastword-train learns the codebook's weights from coded cases.
//
// A coded case is one line of a JSON Lines file: "case", "brand", "post_ids",
// "intent", "outcome", "channel" or "reason", and optionally "weight" (1 if
// missing; below 1 for cases coded with less care), "sample" (a name to report
// by) and "acts": for each post id a list of what its sentences do. A case of weight 1 counts as
// adjudicated. The archives that hold the posts are audited as usual; a coded
// case is the case of its brand that shares most of its posts.
//
//	lastword-train --coded adjudicated.jsonl --coded cmd/lastword-train/coded.jsonl --out audit/codebook/weights posts.csv banks.csv=banks.yaml
//
// A case that is coded in two files counts as the first says; what its sentences
// do may come from the second. coded.jsonl holds codings by post ids, no texts.
//
// An archive may be followed by = and its brands file. Without --out the weights are not
// written, and the agreement of models that have not seen the cases they are
// judged on (cross-validation) is printed, with --unseen that of models which saw none of the
// adjudicated cases; with --out, that of the weights with the cases they were learned from.
//
// The result depends on the inputs alone: the same cases give the same bytes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/lastword-audit/lastword/audit/codebook"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "lastword-train:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("lastword-train", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // main says what is wrong
	var coded []string
	flags.Func("coded", "`file` of coded cases, JSON Lines; may be given again", func(file string) error {
		coded = append(coded, file)
		return nil
	})
	out := flags.String("out", "", "`folder` to write the weights to")
	folds := flags.Int("folds", 10, "`number` of parts for the cross-validation")
	grouped := flags.Bool("grouped", false, "keep cases with the same last reply in the same part")
	noneSeen := flags.Bool("unseen", false, "judge the adjudicated cases by models that learned from none of them, instead of the cross-validation")
	errorsTo := flags.String("errors", "", "`file` for the cases that the cross-validated models got wrong")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(stdout)
		flags.Usage()
		return nil
	case err != nil:
		return fmt.Errorf("%w; see lastword-train -h", err)
	}
	if len(coded) == 0 || flags.NArg() == 0 {
		return errors.New("give coded cases with --coded and the archives that hold their posts")
	}
	if *folds < 2 {
		return fmt.Errorf("--folds %d: a cross-validation needs two parts or more", *folds)
	}
	if *noneSeen && *out != "" {
		return errors.New("--unseen judges and --out writes weights: give one of them")
	}
	if *errorsTo != "" && *out != "" {
		return errors.New("--errors is for judging and --out writes weights: give one of them")
	}
	if *out != "" {
		if err := writable(*out); err != nil {
			return err
		}
	}
	examples, missing, err := readExamples(coded, flags.Args())
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
	if *out == "" {
		var results []result
		if *noneSeen {
			results = unseen(cb, examples)
		} else {
			results = crossValidate(cb, examples, *folds, *grouped)
		}
		printScores(stdout, results)
		return writeErrors(*errorsTo, results)
	}
	learned, files := train(cb, append(examples[:len(examples):len(examples)], madeUpExamples()...))
	if err := writeWeights(*out, files); err != nil {
		return err
	}
	var results []result
	for _, e := range examples {
		results = append(results, result{e, learned.Label(&e.shown)})
	}
	printScores(stdout, results)
	return nil
}
