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
them), replaces all phrases of a class, or takes some out:

  en:
    phrases:
      to_phone: [our hotline, ring|call the desk]
    replace:
      greeting: [ahoy]
    without:
      courtesy: [anytime]

An added phrase settles what its sentence does; the built-in ones are weighed, with
the words, so that taking one out seldom changes a label. To overrule the codebook,
add what the sentence says to the class that it should have. A phrase that the class
has already stays weighed.

In a phrase, "|" between two words means or, a word in parentheses may be missing,
".." stands for up to three words and "*" for one, and {number}, {phone}, {email},
{link}, {handle} and {own} (the handle of the account that writes) for what they
name; a number or link that is written out finds any other too. Case and accents do
not matter. Apostrophes and hyphens divide words: "e-mail" finds "E-Mail" and not
"email". Commas and dashes count for nothing, but no phrase goes over another mark,
such as : or (, that it does not name. The greeting that a reply begins with, and the
links and the signature that it ends with, are left out, and so {link} does not find
those.

A language that is not built in needs its code, such as de, and phrases. lastword
recognises some languages by their words. For any other, list its commonest words,
unless the posts are marked with the language or the brands file says it:

  hu:
    common: a az és hogy nem van egy meg csak mint
    phrases:
      to_dm: [írj|írjon (nekünk) privátban]`,
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
