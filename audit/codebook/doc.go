// Package codebook decides what a coder decides about one case: the intent, the
// outcome, and for a redirect the channel.
//
// Labelling is pure: a label is a function of the [Case] and the [Codebook]
// alone. Nothing is opened, nothing is altered, and the order in which cases
// are labelled does not matter. How a label is decided, and how well labels agree
// with coders, is told in audit/docs/labels.md.
package codebook
