// Package report writes what an audit measured: a workbook, charts, the cases
// and plain data, into one folder, complete or not at all. It computes
// nothing: every number stands in the [audit.Summary] or the cases.
//
// The folder holds
//
//	report.xlsx    for people: tables, native charts, cases, method
//	charts/        the main tables as pictures, PNG and SVG
//	cases.csv      one row a case, see [Columns]
//	summary.json   the audit.Summary
//	manifest.json  what was read and how, see [Manifest]
//
// The same input gives the same bytes in every file, the manifest's ran_at
// aside.
package report
