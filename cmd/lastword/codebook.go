package main

import "github.com/spf13/cobra"

func newCodebookCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "codebook",
		Short: "Print the codebook in force",
		Long: `codebook prints what is decided about a case and how: the labels, the rules in
their order, what a sentence can do, the questions that models answer, and the
phrases of each language. With --codebook it checks that file, and prints the
codebook with the file on top.

Such a file adds phrases to the classes of a language (the printed codebook lists
them), replaces all phrases of a class, or takes some out. An added phrase settles
what its sentence does; the built-in ones are weighed. In a phrase, "|" means or, a
word in parentheses may be missing, ".." stands for up to three words and "*" for
one, and {number}, {phone}, {email}, {link}, {handle} and {own} (the handle of
the account that writes) for what they name:

  en:
    phrases:
      to_phone: [our hotline, ring|call the desk]
    without:
      courtesy: [anytime]`,
		Example: `  lastword codebook
  lastword codebook --codebook my.yaml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cb, err := codebookOf(file)
			if err != nil {
				return usageError{err}
			}
			return cb.Document(cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&file, "codebook", "", "YAML `file` that adds to the codebook or overrides it")
	return cmd
}
