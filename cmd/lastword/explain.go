package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/term"
	"golang.org/x/text/unicode/norm"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
	"github.com/lastword-audit/lastword/report"
)

const whereIDs = "the ids are in the column case_id of the report's file of cases, if it has one, and of the sheet Cases of its report.xlsx"

func newExplainCommand() *cobra.Command {
	var id string
	cmd := &cobra.Command{
		Use:   "explain --case ID REPORT",
		Short: "Show one case's posts and why it got its label",
		Long: `explain shows one case of a report: its posts, what each of their sentences does,
and every rule in the order in which they are tried, with why it did or did not fit.

It reads the inputs that the report's manifest names again, and stops if they have
changed.`,
		Example: `  lastword explain --case "Example Bank/1234567890" report`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if id == "" {
				return usageError{errors.New("name the case with --case; " + whereIDs)}
			}
			return explain(cmd, id, args[0])
		},
	}
	cmd.Flags().StringVar(&id, "case", "", "`id` of the case, as in the column case_id")
	return cmd
}

func explain(cmd *cobra.Command, id, dir string) error {
	found, cb, err := repeat(cmd, dir)
	if err != nil {
		return err
	}
	defer found.Close()
	var shown string
	more := 0
	want := norm.NFC.String(id) // from a Mac an accent often comes apart from its letter
	for c, err := range found.Cases() {
		switch {
		case err != nil:
			return err
		case norm.NFC.String(report.Printable(c.ID)) != want:
		case shown == "":
			shown = described(c, cb)
		default:
			more++
		}
	}
	switch {
	case shown == "":
		return usageError{fmt.Errorf("%s has no case %q; %s", dir, id, whereIDs)}
	case more > 0:
		shown += fmt.Sprintf("\nThis is the first of %d cases with this id: the posts' ids do not tell them apart.\n", more+1)
	}
	edited, err := report.Edited(dir)
	if err != nil {
		return err
	}
	if edited != "" { // what is shown is of the inputs
		fmt.Fprintf(cmd.ErrOrStderr(), "! %s\n", report.Terminal(edited))
	}
	_, err = io.WriteString(cmd.OutOrStdout(), shown)
	return err
}

// repeat audits what a report was made from once more.
func repeat(cmd *cobra.Command, dir string) (*audit.Audit, *codebook.Codebook, error) {
	manifest, err := report.ReadManifest(dir)
	if err != nil {
		return nil, nil, usageError{err}
	}
	piped := slices.Contains(manifest.Arguments, "-")
	pipeAgain := usageError{fmt.Errorf("%s was made from standard input: give the same input again, as `%s ... < posts.jsonl`", dir, cmd.CommandPath())}
	if piped && cmd.InOrStdin() == os.Stdin && term.IsTerminal(int(os.Stdin.Fd())) {
		return nil, nil, pipeAgain
	}
	var s settings
	if err := s.restore(manifest.Settings); err != nil {
		return nil, nil, usageError{fmt.Errorf("%s was made by version %s, and this one, %s, cannot make it again (%w): use that version, or audit again", dir, manifest.Version, version, err)}
	}
	var found *audit.Audit
	var files *dataset.Files
	options, err := s.auditing()
	if err == nil {
		options.Memory, options.TempDir = defaultMemory(), os.TempDir()
		found, files, err = auditInputs(cmd, manifest.Arguments, &s, options, false)
	}
	switch {
	case piped && errors.Is(err, audit.ErrNoPosts):
		return nil, nil, pipeAgain
	case err != nil:
		if wrong := (usageError{}); errors.As(err, &wrong) {
			err = wrong.error // it was audit's usage
		}
		return nil, nil, fmt.Errorf("%s was made from %s, which is read again, as it was then, from this folder: %w%s",
			dir, strings.Join(manifest.Arguments, " "), err, advice(gone(manifest)))
	}
	if err := unchanged(manifest, files.Inputs(), options.Codebook); err != nil {
		found.Close()
		if errors.Is(err, errOtherInput) {
			return nil, nil, pipeAgain
		}
		return nil, nil, fmt.Errorf("%s: %w; make the report again", dir, err)
	}
	return found, options.Codebook, nil
}

// gone lists the files that a manifest names and that are none from this folder.
func gone(m *report.Manifest) []string {
	names := append(slices.Clone(m.Arguments), m.Settings["brands"], m.Settings["mapping"], m.Settings["codebook"])
	return slices.DeleteFunc(names, func(name string) bool {
		if name == "" || name == "-" {
			return true
		}
		_, err := os.Stat(name)
		matches, _ := filepath.Glob(name)
		return err == nil || len(matches) > 0
	})
}

// advice says what to do about files that are gone, "" if nothing is known.
func advice(gone []string) string {
	switch {
	case slices.ContainsFunc(gone, func(name string) bool { return strings.ContainsRune(name, utf8.RuneError) }):
		return "; if its name is not in UTF-8, a manifest cannot hold it: rename it, and audit again"
	case slices.ContainsFunc(gone, func(name string) bool { return !filepath.IsAbs(name) }):
		return "; run it in the folder where audit ran"
	}
	return ""
}

// errOtherInput says that standard input is not what it was.
var errOtherInput = errors.New("standard input is another")

// unchanged reports how what was read differs from what a manifest names.
func unchanged(m *report.Manifest, inputs []dataset.Input, cb *codebook.Codebook) error {
	if cb.Version() != m.Codebook {
		return fmt.Errorf("it was labelled by codebook %s, and this is %s", m.Codebook, cb.Version())
	}
	sums, err := hashes(m.Settings)
	if err != nil {
		return err
	}
	for flag, was := range m.SettingFiles {
		if sums[flag] != was {
			return fmt.Errorf("%s has changed since", m.Settings[flag])
		}
	}
	if len(inputs) != len(m.Inputs) {
		return fmt.Errorf("it was made from %s, and there are %d now", audit.Counted(len(m.Inputs), "input"), len(inputs))
	}
	for i, in := range inputs {
		switch was := m.Inputs[i]; { // whose name has lost the bytes that are no UTF-8
		case string([]rune(in.Name)) == was.Name && in.SHA256 == was.SHA256 && in.LongTexts == was.LongTexts:
		case was.Name == "-":
			return errOtherInput
		case in.SHA256 == was.SHA256 && in.LongTexts != was.LongTexts:
			return fmt.Errorf("note-tweet.js beside %s has changed since", was.Name)
		default:
			return fmt.Errorf("%s has changed since", was.Name)
		}
	}
	return nil
}

// described shows a case and how its label came about.
func described(c *audit.Case, cb *codebook.Codebook) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s with %s\n\n", c.ID, c.Brand, report.Mention(c.Customer))
	describePosts(&b, c.Turns, cb.Sentences(c.Shown()))
	describeLabel(&b, &c.Label)
	for _, caveat := range c.Caveats {
		fmt.Fprintf(&b, "Caveat: %s\n", report.Caveat(caveat))
	}
	describeRules(&b, cb.Explain(c.Shown()))
	return b.String()
}

// describePosts shows the posts, each with what its sentences do.
func describePosts(b *strings.Builder, turns []codebook.Turn, sentences [][]codebook.Sentence) {
	for i := range turns {
		t := &turns[i]
		who := "customer"
		if t.Brand {
			who = "brand"
		}
		at := "no time"
		if !t.Time.IsZero() {
			at = t.Time.Format(time.RFC3339)
		}
		fmt.Fprintf(b, "%2d. %s  %-8s  %s\n", i+1, at, who, strings.ReplaceAll(t.Text, "\n", "\n      "))
		for _, s := range sentences[i] {
			fmt.Fprintf(b, "      %-9s %3.0f %%  “%s”\n", s.Act, 100*s.Confidence, oneLine(s.Text))
		}
	}
}

func describeLabel(b *strings.Builder, l *codebook.Label) {
	fmt.Fprintf(b, "\nIntent: %s", l.Intent)
	if l.IntentRule != "" {
		fmt.Fprintf(b, " (%s)", l.IntentRule)
	}
	if l.IntentSays != "" {
		fmt.Fprintf(b, ", as in “%s”", oneLine(l.IntentSays))
	}
	fmt.Fprintf(b, "\nOutcome: %s", l.Outcome)
	for _, detail := range []string{string(l.Channel), string(l.Reason)} {
		if detail != "" {
			fmt.Fprintf(b, " (%s)", detail)
		}
	}
	if l.Rule != "" {
		fmt.Fprintf(b, ", sure to %.0f %%", 100*l.Confidence)
	}
	fmt.Fprintf(b, "; language %s\n", cmp.Or(l.Language, "unknown"))
	if l.Confidential != "" {
		fmt.Fprintf(b, "Confidential: “%s”\n", l.Confidential)
	}
	if l.Bounce != "" {
		fmt.Fprintf(b, "Tried that channel before: “%s”\n", l.Bounce)
	}
}

func describeRules(b *strings.Builder, steps []codebook.Step) {
	b.WriteString("\nThe rules, in their order:\n")
	for i, step := range steps {
		mark := "  "
		if step.Decides {
			mark = "=>"
		}
		fmt.Fprintf(b, "%s %d. %s (%s): %s", mark, i+1, step.Rule, step.Outcome, step.Why)
		if step.Evidence != "" {
			fmt.Fprintf(b, " — “%s”", step.Evidence)
			if step.At >= 0 {
				fmt.Fprintf(b, " in post %d", step.At+1)
			}
		}
		b.WriteByte('\n')
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
