package dataset

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A textRule names one thing that a format does to texts and that is undone
// here.
type textRule uint8

const (
	ruleEntities textRule = 1 << iota // & is written &amp;
	ruleNewlines                      // newlines are written \n, backslash and letter
	ruleR                             // R's escapes for what its locale cannot print: <U+00A0>, <ed>
	ruleHTML                          // the text is HTML
)

// plain returns the text as its author saw it.
func (r textRule) plain(s string) string {
	if r&ruleR != 0 && strings.IndexByte(s, '<') >= 0 {
		s = decodeR(s)
	}
	if r&ruleNewlines != 0 && strings.IndexByte(s, '\\') >= 0 {
		s = newlineEscapes.Replace(s)
	}
	switch {
	case r&ruleHTML != 0:
		s = htmlText(s)
	case r&ruleEntities != 0 && strings.IndexByte(s, '&') >= 0:
		s = html.UnescapeString(s)
	}
	return s
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

var newlineEscapes = strings.NewReplacer(`\r\n`, "\n", `\n`, "\n", `\r`, "\n")

// repairUTF8 returns s as valid UTF-8. A lone byte above 0x7F is read as
// Windows-1252, which is what a file that is not UTF-8 most often is; the
// remains of a character that was cut in two become one U+FFFD.
func repairUTF8(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError || n > 1 {
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		c := s[i]
		i++
		torn := false
		if c >= 0xC2 && c <= 0xF4 {
			for i < len(s) && s[i] >= 0x80 && s[i] <= 0xBF && !torn {
				torn = true
				i++
			}
			for torn && i < len(s) && s[i] >= 0x80 && s[i] <= 0xBF {
				i++
			}
		}
		if torn {
			b.WriteRune(utf8.RuneError)
		} else {
			b.WriteRune(windows1252(c))
		}
	}
	return b.String()
}

// windows1252 returns the character of a byte of that code page.
func windows1252(c byte) rune {
	const from80 = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ"
	if c >= 0x80 && c <= 0x9F {
		return []rune(from80)[c-0x80]
	}
	return rune(c)
}

// decodeR undoes the escapes that R writes for characters its locale cannot
// print: <U+263A> for a character, and <ed><U+00A0><U+00BD> for bytes, where
// the bytes above 0x9F again look like characters. Bytes may be surrogate
// halves (CESU-8), which is how R on Windows keeps emoji.
func decodeR(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		run, n := escapeRun(s[i:])
		if n == 0 {
			b.WriteString(s[:i+1])
			s = s[i+1:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteString(run)
		s = s[i+n:]
	}
	if b.Len() == 0 {
		return s
	}
	b.WriteString(s)
	return b.String()
}

// escapeRun decodes the escapes that stand side by side at the start of s, and
// returns how many bytes of s they are.
func escapeRun(s string) (text string, n int) {
	type escape struct {
		code  rune
		width int // hex digits: 2 for a byte
	}
	var run []escape
	bytes := false
	for n < len(s) && s[n] == '<' {
		end := strings.IndexByte(s[n:], '>')
		if end < 0 {
			break
		}
		body, isRune := strings.CutPrefix(s[n+1:n+end], "U+")
		code, err := strconv.ParseUint(body, 16, 32)
		if err != nil || code > utf8.MaxRune || isRune && len(body) < 4 || !isRune && (len(body) != 2 || code < 0x80) {
			break
		}
		bytes = bytes || !isRune
		run = append(run, escape{rune(code), len(body)})
		n += end + 1
	}
	var raw []byte
	for _, e := range run {
		if bytes && e.code <= 0xFF {
			raw = append(raw, byte(e.code))
		} else {
			raw = utf8.AppendRune(raw, e.code)
		}
	}
	if !bytes {
		return string(raw), n
	}
	return cesu8(raw), n
}

// cesu8 reads UTF-8 in which characters beyond U+FFFF are written as two
// surrogates of three bytes each.
func cesu8(b []byte) string {
	var out strings.Builder
	for len(b) > 0 {
		high, ok := surrogate(b)
		if !ok {
			r, n := utf8.DecodeRune(b)
			out.WriteRune(r)
			b = b[n:]
			continue
		}
		b = b[3:]
		low, ok := surrogate(b)
		if ok && high < 0xDC00 && low >= 0xDC00 {
			out.WriteRune((high-0xD800)<<10 + (low - 0xDC00) + 0x10000)
			b = b[3:]
		} else {
			out.WriteRune(utf8.RuneError)
		}
	}
	return out.String()
}

// surrogate decodes three bytes that stand for half a character.
func surrogate(b []byte) (rune, bool) {
	if len(b) < 3 || b[0] != 0xED || b[1] < 0xA0 || b[1] > 0xBF || b[2]&0xC0 != 0x80 {
		return 0, false
	}
	return 0xD000 | rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F), true
}

// isSheetError reports whether a text is what a spreadsheet shows for one that it took
// for a formula, as one that begins with - or =. Excel saves it in its own language.
func isSheetError(s string) bool {
	switch s {
	case "#NAME?", "#VALUE!", "#REF!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#NOM?", "#VALEUR!", "#¿NOMBRE?", "#¡VALOR!", "#WERT!":
		return true
	}
	code, ok := strings.CutPrefix(s, "Err:5")
	return ok && len(code) == 2 && isDigits(code)
}

// cutText reports whether a text ends as Twitter's interfaces leave one that
// they cut: an ellipsis at about 140 characters, or one with the short link to
// the whole there or at about 280. An ellipsis elsewhere is the author's own.
func cutText(s string) bool {
	if strings.IndexByte(s, "…"[0]) < 0 {
		return false
	}
	last := len(s)
	if i := strings.LastIndexByte(s, ' '); i >= 0 && strings.HasPrefix(s[i+1:], "https://t.co") {
		last = i
	}
	if !strings.HasSuffix(s[:last], "…") {
		return false
	}
	n := utf8.RuneCountInString(s)
	return n >= 130 && n <= 140 || last < len(s) && n >= 270 && n <= 310
}
