package audit

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lastword-audit/lastword/dataset"
)

// A mention is an account named in a text with a leading @.
type mention struct {
	handle  string // without the @, as it is written or, with letters beyond ASCII, in the form of dataset.Handle
	leading bool   // only mentions stand before it: the post is addressed to it
}

// Mentions yields the handle of every account that a text mentions, in the form of
// dataset.Handle, with the host that may belong to it, and whether the post is
// addressed to it: only mentions stand before it.
func Mentions(text string) iter.Seq2[string, bool] {
	return func(yield func(handle string, leading bool) bool) {
		for m := range mentions(text, anyHandle) {
			if !yield(strings.Clone(lower(m.handle)), m.leading) { // lets go of the text
				return
			}
		}
	}
}

func anyHandle(string) bool { return true }

// WithoutHost returns a handle without the host behind it: of @ann@example.org,
// which a text mentions where no account has the whole, it is ann.
func WithoutHost(handle string) string {
	n, _ := handleEnd(handle, 0)
	if hostEnd(handle, n) < len(handle) { // "id:1234", or a name of several words
		return handle
	}
	return handle[:n]
}

// mentions yields every account that the text mentions, in order. A mail address is
// not a mention. A handle is what Twitter allows, and letters with accents, as sources
// with a mapping have them; a host behind it (Mastodon's @user@host, Bluesky's
// @name.host) is part of it only where known says that such an account matters.
func mentions(text string, known func(handle string) bool) iter.Seq[mention] {
	return func(yield func(mention) bool) {
		leading := true
		for i := 0; i < len(text); i++ {
			if !leading {
				at := strings.IndexByte(text[i:], '@')
				if at < 0 {
					return
				}
				i += at
			} else if c := text[i]; c != '@' {
				leading = c == ' ' || c == '\n' || c == '\t' || c == '.' && i == 0
				continue
			}
			if i > 0 && handleByte(text[i-1]) {
				leading = false
				continue
			}
			short, ascii := handleEnd(text, i+1)
			end := short
			if full := hostEnd(text, short); full > short && full-i <= maxHandle && known(text[i+1:full]) {
				end = full
			}
			if end == i+1 || end-i > maxHandle {
				leading = false
				continue
			}
			handle := text[i+1 : end]
			if !ascii {
				handle = dataset.Handle(handle)
			}
			if !yield(mention{handle, leading}) {
				return
			}
			i = end - 1
		}
	}
}

// maxHandle bounds a handle; Bluesky's and Mastodon's may be host names.
const maxHandle = 256

func handleByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// handleEnd returns the end of the handle that begins at i, or i if none does, and
// whether it has no letter but those of ASCII.
func handleEnd(text string, i int) (end int, ascii bool) {
	ascii = true
	for i < len(text) {
		if handleByte(text[i]) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !accented(r) {
			break
		}
		i, ascii = i+size, false
	}
	return i, ascii
}

// accented reports whether a rune is a Latin letter beyond ASCII, or an accent that
// stands behind its letter.
func accented(r rune) bool {
	return 0xc0 <= r && r <= 0x24f && unicode.IsLetter(r) || 0x300 <= r && r <= 0x36f
}

// hostEnd returns the end of the host that follows the handle ending at i, or
// i if there is none.
func hostEnd(text string, i int) int {
	end := i
	for j := i; j < len(text); j++ {
		switch c := text[j]; {
		case handleByte(c):
			end = j + 1
		case c == '.' || c == '-' || c == '@' && j == i:
			if j+1 >= len(text) || !handleByte(text[j+1]) {
				return end
			}
		default:
			return end
		}
	}
	return end
}

// lower returns an ASCII handle in lower case, without a copy if it is so
// already.
func lower(handle string) string {
	for i := range len(handle) {
		if c := handle[i]; 'A' <= c && c <= 'Z' {
			return strings.ToLower(handle)
		}
	}
	return handle
}
