package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/dataset/synth"
)

// synthSettings are the flags of the synth command.
type synthSettings struct {
	out    string
	posts  int
	seed   uint64
	format string
	truth  string
	force  bool
}

func newSynthCommand() *cobra.Command {
	var s synthSettings
	cmd := &cobra.Command{
		Use:   "synth --out DIR | synth --posts N --out FILE",
		Short: "Make up an archive whose true labels are known",
		Long: `synth makes up posts of invented brands and customers, and writes the true labels
of their cases beside them. Use it for a demonstration or a test, to measure how
fast an audit is, or to see how far its labels can be trusted.

Without --posts it writes the demo: a folder with three banks over fifty days,
in the formats of four tools, and DIR-truth.jsonl beside it. With --posts it
writes one file of any size, with NAME.truth.jsonl and NAME.brands.yaml beside
it; a name that ends in .gz is compressed, and - is standard output, which has
nothing beside it.

The same seed makes the same bytes.`,
		Example: `  lastword synth --out demo
  lastword synth --posts 3000000 --format twcs --out big.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.check(cmd); err != nil {
				return usageError{err}
			}
			if s.posts == 0 {
				return s.writeDemo(cmd.ErrOrStderr())
			}
			return s.writeFile(cmd.Context(), raw(cmd.OutOrStdout()), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&s.out, "out", "o", "", "`place` to write to: the folder of the demo, or the file of the posts (- for standard output)")
	flags.IntVar(&s.posts, "posts", 0, "write one file with about this `number` of posts")
	flags.Uint64Var(&s.seed, "seed", synth.DemoSeed, "`number` that all chance starts from: the same one makes the same archive")
	flags.StringVar(&s.format, "format", "twcs", "`name` of the file's format: "+formatNames())
	flags.StringVar(&s.truth, "truth", "", "`file` of the true labels, or none (default beside the posts)")
	flags.BoolVar(&s.force, "force", false, "replace the files if they are there")
	return cmd
}

func formatNames() string {
	var names []string
	for _, f := range synth.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// check finds flags that do not go together.
func (s *synthSettings) check(cmd *cobra.Command) error {
	_, known := synth.FormatByName(s.format)
	switch {
	case s.out == "":
		return errors.New("--out is missing: name the folder for the demo, or the file for --posts")
	case s.posts < 0 || cmd.Flags().Changed("posts") && s.posts == 0:
		return fmt.Errorf("--posts %d: want a number above 0", s.posts)
	case s.posts == 0 && cmd.Flags().Changed("format"):
		return errors.New("--format goes with --posts: the demo has its formats")
	case s.posts == 0 && s.out == "-":
		return errors.New("--out -: the demo is several files; name a folder, or give --posts")
	case !known:
		return fmt.Errorf("--format %s: no such format; known are %s", s.format, formatNames())
	}
	return nil
}

// writeDemo writes the demo's folder and its truth beside it.
func (s *synthSettings) writeDemo(stderr io.Writer) error {
	demo := synth.Demo(s.seed)
	var files []synth.File
	truth := s.truthBeside(filepath.Clean(s.out) + "-truth.jsonl")
	if truth != "" {
		files = append(files, synth.File{Name: truth, Data: demo.Truth})
	}
	for _, f := range demo.Files {
		files = append(files, synth.File{Name: filepath.Join(s.out, f.Name), Data: f.Data})
	}
	for _, f := range files {
		if err := free(f.Name, s.force); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(s.out, 0o755); err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	for _, f := range files {
		if err := writeFile(f.Name, public, bytesTo(f.Data)); err != nil {
			return err
		}
	}
	return s.report(stderr, demo.Stats, truth)
}

// writeFile writes one file of posts, its truth and its brands file.
func (s *synthSettings) writeFile(ctx context.Context, stdout, stderr io.Writer) error {
	format, _ := synth.FormatByName(s.format)
	config := synth.Config{Seed: s.seed, Posts: s.posts, Brands: synth.Brands()}
	var stats synth.Stats
	write := func(posts, truth io.Writer) (err error) {
		stats, err = synth.Write(config, format, interruptible{ctx, posts}, truth)
		return err
	}
	if s.out == "-" {
		return s.withTruth(s.truthBeside(""), func(truth io.Writer) error { return write(stdout, truth) })
	}
	ending := ""
	if strings.HasSuffix(s.out, ".gz") {
		ending = ".gz"
	}
	base := strings.TrimSuffix(strings.TrimSuffix(s.out, ending), format.Ext)
	truth, brands := s.truthBeside(base+".truth.jsonl"), base+".brands.yaml"
	if err := cmp.Or(placed("--out", s.out), free(s.out, s.force), free(brands, s.force)); err != nil {
		return err
	}
	err := s.withTruth(truth, func(truth io.Writer) error {
		return writeFile(s.out, public, func(w io.Writer) error {
			return compressed(w, ending, func(posts io.Writer) error { return write(posts, truth) })
		})
	})
	if err != nil {
		return err
	}
	if err := writeFile(brands, public, bytesTo(synth.AppendBrandsFile(nil, config.Brands))); err != nil {
		return err
	}
	return s.report(stderr, stats, truth)
}

// withTruth calls write with the file of the true labels, nil if there is to be none.
func (s *synthSettings) withTruth(name string, write func(truth io.Writer) error) error {
	if name == "" {
		return write(nil)
	}
	if err := free(name, s.force); err != nil {
		return err
	}
	return writeFile(name, public, write)
}

// truthBeside returns where the true labels go, "" for nowhere.
func (s *synthSettings) truthBeside(standard string) string {
	switch s.truth {
	case "":
		return standard
	case "none":
		return ""
	}
	return s.truth
}

func (s *synthSettings) report(w io.Writer, stats synth.Stats, truth string) error {
	if truth != "" {
		truth = "; true labels in " + truth
	}
	_, err := fmt.Fprintf(w, "%d posts of %d cases in %s%s\n", stats.Posts, stats.Cases, s.out, truth)
	return err
}

// An interruptible writer fails once its context has ended.
type interruptible struct {
	ctx context.Context
	w   io.Writer
}

func (i interruptible) Write(data []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.w.Write(data)
}

func bytesTo(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}
