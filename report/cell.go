package report

import "github.com/lastword-audit/lastword/dataset"

// The cells of cases.csv cannot become formulas, and come back as they were.

// appendCell appends text to b as one cell of a CSV file, guarded.
func appendCell(b, text []byte) []byte { return dataset.AppendCell(b, text) }

// unguard restores the text that a cell of cases.csv stands for.
func unguard(cell string) string { return dataset.UnguardCell(cell) }
