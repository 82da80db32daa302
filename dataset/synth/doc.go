// Package synth makes up archives: posts of invented brands and customers,
// with the true label of every case, for demonstrations, tests and
// measurements of speed.
//
// The flow:
//
//  1. A [Generator] takes one conversation after the other from a table of
//     courses (story.go): who writes what kind of post when, in reply to what,
//     and what a coder therefore decides about the case.
//  2. Grammars (grammar/*.txt) word every post, so that texts vary as people
//     and support teams vary, and stay on their case's matter.
//  3. A format writes the posts as an export tool would, and the truths beside
//     them as JSON lines.
//
// The same seed makes the same bytes on every machine. Nobody and nothing in
// the posts is real: names are invented, phone numbers and sites are of ranges
// that are kept for fiction.
package synth
