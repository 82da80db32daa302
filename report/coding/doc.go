// Package coding brings people into the audit: it draws cases for coders to
// read, writes the workbook in which they code, reads it back, and measures how
// far the coders agree, how far the machine agrees with them, and what the
// machine's rates would be without its errors.
//
// The flow:
//
//  1. [Draw] takes a stratified random sample of a report's cases (a
//     [Population]) with known probabilities.
//  2. [WriteWorkbook] lays the cases' posts out to be read, one sheet a coder,
//     without a word of what the machine decided.
//  3. [Read] reads filled sheets back, from workbooks or CSV, and tells every
//     cell that it cannot use.
//  4. [Coding.Agree] measures agreement and [Coding.Score] the machine; [Correct]
//     corrects the rates; [ScoreGold] scores cases.csv files against cases that
//     were coded elsewhere.
//
// The statistics are those of audit/stats. What the words mean is in one table,
// [Variables]: the drop-down lists, the guide and the checks are made from it.
package coding
