package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/inspect"
	"github.com/lastword-audit/lastword/report"
)

// inspectFlags are inspect's flags beside those that say how inputs are read.
type inspectFlags struct {
	writeBrands string
	json, quiet bool
}

func newInspectCommand() *cobra.Command {
	var s settings
	var f inspectFlags
	cmd := &cobra.Command{
		Use:   "inspect INPUT...",
		Short: "Say what exported timelines are, and what an audit of them can tell",
		Long: `inspect reads exported timelines as audit does, and tells what they are: their
format, posts, time, languages and damage; who posts and who is addressed most;
which accounts are probably brands, and how many of the brands' replies are there;
and what an audit of them can and cannot tell.

With --write-brands it saves the likely brands as a brands file for audit. Check
that file: a program cannot know who owns an account.`,
		Example: `  lastword inspect archive/
  lastword inspect --write-brands brands.yaml posts.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, inputs []string) error {
			return inspectInputs(cmd, inputs, &s, &f)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.writeBrands, "write-brands", "", "`file` to write the likely brands to, for audit's --brands")
	s.registerReading(flags)
	flags.BoolVar(&f.json, "json", false, "print what was found as JSON")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print nothing but errors")
	return cmd
}

func inspectInputs(cmd *cobra.Command, inputs []string, s *settings, f *inspectFlags) error {
	if f.writeBrands != "" {
		if _, err := os.Lstat(f.writeBrands); !errors.Is(err, fs.ErrNotExist) {
			return usageError{fmt.Errorf("--write-brands %s: is there already; name another file, or remove it", f.writeBrands)}
		}
		if err := placed("--write-brands", f.writeBrands); err != nil {
			return err
		}
	}
	memory := defaultMemory()
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory))

	files, done, err := openInputs(cmd, inputs, s, f.quiet)
	if err != nil {
		return err
	}
	defer files.Close()
	found, err := inspect.Run(cmd.Context(), files, inspect.Options{
		Given: s.format != "" || s.mapping != "",
		Audit: audit.Options{
			Gap: 24 * time.Hour, Limits: audit.DefaultThresholds, Memory: memory, TempDir: os.TempDir(), Size: files.Size(),
		},
	})
	done()
	if err != nil {
		return err
	}
	for i, unread := range notRead(files.Files) {
		found.Findings = slices.Insert(found.Findings, i, inspect.Finding{Says: unread})
	}
	if f.writeBrands != "" {
		if err := writeNew(f.writeBrands, found.Suggested); err != nil {
			return err
		}
	}
	return printArchive(cmd, inputs, found, f)
}

// writeNew writes a file that is not there yet.
func writeNew(name, text string) error {
	w, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

func printArchive(cmd *cobra.Command, inputs []string, found *inspect.Archive, f *inspectFlags) error {
	w := cmd.OutOrStdout()
	switch {
	case f.json:
		return report.WriteJSON(raw(w), found)
	case f.quiet:
		return nil
	}
	if err := found.Text(w, widthOf(w)); err != nil {
		return err
	}
	return saying(w, cmd.Flags(), inputs, found, f.writeBrands)
}

// saying ends with what to do next, in commands that can be pasted.
func saying(w io.Writer, flags *pflag.FlagSet, inputs []string, found *inspect.Archive, brandsFile string) error {
	own, _ := brandsIn(inputs)
	var err error
	switch {
	case brandsFile != "" && len(found.Brands) == 0:
		_, err = fmt.Fprintf(w, "\nNo likely brand is in %s. Name the brands there, and then:\n  %s\n", brandsFile, command(flags, inputs, "audit", "--brands", brandsFile))
	case brandsFile != "":
		_, err = fmt.Fprintf(w, "\nThe likely brands are in %s. Check it, and then:\n  %s\n", brandsFile, command(flags, inputs, "audit", "--brands", brandsFile))
	case own != "":
		_, err = fmt.Fprintf(w, "\nAn audit goes by the brands in %s, not by the likely ones:\n  %s\n", own, command(flags, inputs, "audit"))
	case len(found.Brands) > 0 && !found.Marked:
		_, err = fmt.Fprintf(w, "\nTo save the likely brands for an audit:\n  %s\n", command(flags, inputs, "inspect", "--write-brands", unusedName()))
	}
	return err
}

// unusedName is a name for a brands file that no file has yet.
func unusedName() string {
	for n := 1; ; n++ {
		file := "brands.yaml"
		if n > 1 {
			file = fmt.Sprintf("brands-%d.yaml", n)
		}
		if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) || n == 100 {
			return file
		}
	}
}

// widthOf is the width of the terminal that w is, else 80.
func widthOf(w io.Writer) int {
	const usual, most = 80, 120 // longer lines are hard to read
	if f, ok := raw(w).(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return min(width, most)
		}
	}
	return usual
}
