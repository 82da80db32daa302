// Package dataset reads exported timelines: it opens the inputs, recognises
// each one's format by its content, and yields posts, one at a time, with the
// file and line they stand on.
//
// A record that cannot be read is a [Problem], located and counted; reading
// goes on behind it. Only a failure of the input itself (a truncated gzip, a
// disk error) ends a file early, and that too is a Problem, so that the posts
// before it and the files after it are kept.
//
// A format is one file of this package and one entry of the registry in
// formats.go. Field names and traps of each are cited in its file.
package dataset
