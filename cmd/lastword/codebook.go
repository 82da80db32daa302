package main

import (
	"github.com/spf13/cobra"

	"github.com/lastword-audit/lastword/audit/codebook"
)

func newCodebookCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "codebook",
		Short: "Print the codebook in force",
		Long: `codebook prints what is decided about a case, and how: the rules in their
order, the phrases per language, and the features that weigh where no phrase
decides. With --codebook, as it is with that file on top; the file is checked.

Such a file adds phrases to the classes of a language (the printed codebook
lists them), replaces all of a class, or takes some out; "|" is or, words in
brackets may be missing, ".." stands for some words:

  en:
    phrases:
      to_phone: [our hotline, ring|call the desk]
    without:
      courtesy: [anytime]`,
		Example: `  lastword codebook
  lastword codebook --codebook my.yaml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cb := codebook.Default()
			if file != "" {
				var err error
				if cb, err = overlaid(file); err != nil {
					return usageError{err}
				}
			}
			return cb.Document(cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&file, "codebook", "", "YAML `file` that adds to the codebook or overrides it")
	return cmd
}
