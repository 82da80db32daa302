// Command lastword audits how brands answer customers in public.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata" // for --timezone where the system has no zones

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lastword-audit/lastword/report"
)

// Exit codes.
const (
	exitOK        = 0
	exitFailed    = 1
	exitUsage     = 2
	exitShortfall = 3 // done, but what was found falls short of what was asked for
)

// A usageError is the user's: the command was called wrongly, be it with a report that
// is none, or no longer as it was written. That the inputs of a report are gone or have
// changed is no usageError.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// A shortfall is a result that is less than the user set as acceptable.
type shortfall struct{ error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)         // a second signal ends the program at once
	if !signal.Ignored(syscall.SIGHUP) { // as nohup makes it
		var deaf context.CancelFunc // a terminal that closes hangs up more than once
		ctx, deaf = signal.NotifyContext(ctx, syscall.SIGHUP)
		defer deaf()
	}
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	out := newOutput(stdout)
	root.SetOut(out)
	root.SetErr(stderr)
	err := cmp.Or(root.ExecuteContext(ctx), out.Close())
	if err == nil {
		return exitOK
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted; nothing was written")
	}
	fmt.Fprintf(stderr, "lastword: %s\n", report.Terminal(told(err)))
	switch {
	case errors.As(err, new(usageError)):
		return exitUsage
	case errors.As(err, new(shortfall)):
		return exitShortfall
	}
	return exitFailed
}

// told says an error to somebody who does not care by which call of the system it
// came about.
func told(err error) string {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err.Error()
	}
	return strings.Replace(err.Error(), path.Error(), fmt.Sprintf("%s: %v", path.Path, path.Err), 1)
}

func newRootCommand() *cobra.Command {
	cobra.EnableCommandSorting = false
	root := &cobra.Command{
		Use:   "lastword",
		Short: "Audit how brands answer customers in public",
		Long: `lastword reads exported timelines, finds each customer's case with a brand and
the brand's last public reply in it, labels where it leaves the case
(resolved, redirected, ignored, boilerplate or open), and writes rates per brand
to Excel, charts and plain data.

Start with inspect, which tells what an archive can show, or with audit.`,
		Version:                    version,
		SuggestionsMinimumDistance: 2,
		SilenceErrors:              true,
		SilenceUsage:               true,
		Args:                       cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return misused(cmd, "%v%s", flagError(err), didYouMean(flagsLike(cmd, err)))
	})
	root.AddCommand( // in the order of the help
		newAuditCommand(),
		newInspectCommand(),
		newSampleCommand(),
		newAgreeCommand(),
		newCorrectCommand(),
		newCompareCommand(),
		newCodebookCommand(),
		newExplainCommand(),
		newConvertCommand(),
		newSynthCommand(),
	)
	for _, cmd := range append(root.Commands(), root) {
		cmd.Args = usageArgs(cmd.Args)
		cmd.Flags().VisitAll(func(f *pflag.Flag) { // the help says which flags name a file
			if name, _ := pflag.UnquoteUsage(f); name == "file" || name == "folder" {
				f.Value = &oneFile{Value: f.Value}
			}
		})
	}
	root.InitDefaultHelpCmd()
	help, _, _ := root.Find([]string{"help"})
	help.Args = func(_ *cobra.Command, args []string) error {
		if _, rest, _ := root.Find(args); len(rest) > 0 {
			return noCommand(root, rest[0])
		}
		return nil
	}
	return root
}

func noCommand(cmd *cobra.Command, name string) error {
	return misused(cmd, "there is no command %q%s", name, didYouMean(cmd.SuggestionsFor(name)))
}

// misused says what is wrong with a command's call, and where to look.
func misused(cmd *cobra.Command, format string, args ...any) error {
	return usageError{fmt.Errorf(format+"; see `%s --help`", append(args, cmd.CommandPath())...)}
}

// usageArgs makes the errors of a command's argument check the user's, and refuses
// what is empty: where a script meant a variable, its default is not what is wanted.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch flag := emptyFlag(cmd.Flags()); {
		case flag != "":
			return misused(cmd, "--%s is empty: give it a value, or leave it out (is a variable of the shell unset?)", flag)
		case slices.Contains(args, ""):
			return misused(cmd, "an argument is empty (is a variable of the shell unset?): call it as %s", callOf(cmd))
		case check(cmd, args) == nil:
			return nil
		case cmd.HasSubCommands():
			return noCommand(cmd, args[0])
		case len(args) == 0:
			return misused(cmd, "an argument is missing: call it as %s", callOf(cmd))
		}
		return misused(cmd, "too few or too many arguments: call it as %s", callOf(cmd))
	}
}

// emptyFlag names the first flag that is given and is an empty text, "" if none is.
func emptyFlag(flags *pflag.FlagSet) (name string) {
	flags.Visit(func(f *pflag.Flag) {
		if name == "" && f.Value.String() == "" {
			name = f.Name
		}
	})
	return name
}

// callOf is how a command is called.
func callOf(cmd *cobra.Command) string { return cmd.Root().Name() + " " + cmd.Use }

func didYouMean(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return ": did you mean " + strings.Join(words, " or ") + "?"
}

// flagsLike are the command's flags that are spelt like the unknown one of an error:
// cobra knows what is like a command, and so a flag is made one.
func flagsLike(cmd *cobra.Command, err error) []string {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return nil
	}
	flags := &cobra.Command{SuggestionsMinimumDistance: cmd.Root().SuggestionsMinimumDistance}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		flags.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
	})
	var like []string
	for _, name := range flags.SuggestionsFor(unknown.GetSpecifiedName()) {
		like = append(like, "--"+name)
	}
	return like
}

// A oneFile is the value of a flag that names a file or a folder. Of two, one would be
// dropped silently.
type oneFile struct {
	pflag.Value
	given bool
}

func (f *oneFile) Set(name string) error {
	if f.given {
		return fmt.Errorf("it is given twice, and takes one name: %q is there already", f.Value)
	}
	f.given = true
	return f.Value.Set(name)
}

// flagError says what a flag wants in place of a value that is none.
func flagError(err error) error {
	var wrong *pflag.InvalidValueError
	if !errors.As(err, &wrong) {
		return err
	}
	want, ok := map[string]string{
		"bool": "true or false", "int": "a whole number", "uint64": "a whole number from 0 on", "float64": "a number, as 0.5", "duration": "a length of time, as 36h or 90m",
	}[wrong.GetFlag().Value.Type()]
	if !ok {
		return fmt.Errorf("--%s %s: %w", wrong.GetFlag().Name, wrong.GetValue(), wrong.Unwrap())
	}
	return fmt.Errorf("--%s %s: must be %s", wrong.GetFlag().Name, wrong.GetValue(), want)
}
