package report

import "github.com/lastword-audit/lastword/dataset"

// The cells of cases.csv cannot become formulas, and come back as they were.

// endCell makes the bytes of b from start on one cell of a CSV file, guarded.
func endCell(b []byte, start int) []byte { return dataset.EndCell(b, start) }

// unguard restores the text that a cell of cases.csv stands for.
func unguard(cell string) string { return dataset.UnguardCell(cell) }
