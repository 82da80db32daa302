// Package dataset reads exported timelines: it opens the inputs, recognises
// each one's format by its content, and yields posts, one at a time, with the
// file and line they stand on.
//
// A record that cannot be read is a [Problem], located and counted; reading
// goes on behind it. Only a failure of the input itself (a truncated gzip, a
// disk error) ends a file early, and that too is a Problem, so that the posts
// before it and the files after it are kept. What an export, or a spreadsheet
// on its way, did to a post is its [Damage].
//
// The flow, every step of which needs only the one before it:
//
//  1. [Open] finds the inputs, undoes compression and encodings (source.go),
//     and recognises each one's format (recognise.go).
//  2. [Files] cuts an input into blocks of whole records (blocks.go) and parses
//     them in parallel (files.go).
//  3. A decoder takes the raw values of each record out of its block (csv.go,
//     json.go), where the format's table of fields says they stand.
//  4. The assembler makes a [Post] of them (assemble.go): ids, times and texts
//     as the platform meant them (id.go, clock.go, text.go).
//
// A format is one file of this package and one entry of the registry in
// formats.go. Field names and traps of each are cited in its file.
package dataset
