package dataset

import (
	"regexp"
	"strconv"
	"strings"
)

// A rounding says whether an id lost digits.
type rounding uint8

const (
	exact   rounding = iota
	suspect          // as many zeros as rounding leaves: one sound id in a thousand has them
	rounded          // written with an exponent
)

// isFloat reports whether an id may be what is left of one in a float of 53 bits,
// written out or, as JavaScript and jq write it, in as many digits as tell it and zeros.
func isFloat(id string) bool {
	const whole = 1 << 53 // up to here floats have all numbers
	n, err := strconv.ParseUint(id, 10, 64)
	f := float64(n)
	return err == nil && n > whole && (uint64(f) == n || strconv.FormatFloat(f, 'f', -1, 64) == id)
}

// cleanID returns an id as the platform wrote it: without the decimals, the
// exponent or the quotes that a tool on the way added, or the address of the tweet
// that it is of.
func cleanID(s string) (id string, lost rounding) {
	if s == "" {
		return "", exact
	}
	if isDigits(s) {
		return s, roundedDigits(s)
	}
	s = strings.TrimSpace(s)
	s = strings.Trim(strings.TrimPrefix(s, "="), `"'`) // ="123" and '123: ids as text in a spreadsheet
	if missing(s) || s == "-1" || s == "-1.0" {
		return "", exact
	}
	if whole, zeros, ok := strings.Cut(s, "."); ok && isDigits(whole) && strings.Trim(zeros, "0") == "" {
		if isFloat(whole) {
			return whole, rounded
		}
		s = whole // 123.0: an id that was once a float
	}
	if isDigits(s) {
		return s, roundedDigits(s)
	}
	if digits, ok := expandExponent(s); ok {
		return digits, rounded
	}
	if strings.HasPrefix(s, "http") && tweetAddress.MatchString(s) {
		return idFromURL(s), exact
	}
	return s, exact
}

// tweetAddress is a tweet's: other servers number their posts anew, and name them by
// the whole address.
var tweetAddress = regexp.MustCompile(`^https?://(?:(?:www|mobile)\.)?(?:twitter|x)\.com/.*/status(?:es)?/\d`)

// cleanLink returns the id of what a post replies to, of that post's author or of the
// conversation. 0 is none, as some exports say and who fills gaps with it; a post that
// is numbered 0 loses its replies, but else all posts that have none of these would be
// one conversation.
func cleanLink(s string) (id string, lost rounding) {
	if id, lost = cleanID(s); id == "0" {
		id = ""
	}
	return id, lost
}

// roundedDigits suspects a long id that has at most 15 significant digits, which
// is what Excel and R keep of a number.
func roundedDigits(s string) rounding {
	if len(s) < 17 {
		return exact
	}
	for i := 15; i < len(s); i++ {
		if s[i] != '0' {
			return exact
		}
	}
	return suspect
}

// expandExponent writes 1.73E+18 or 1,73E+18 out in digits. What has neither a
// plus nor a decimal mark is an id in base 36, like Reddit's: 10e21.
func expandExponent(s string) (string, bool) {
	mantissa, exponent, ok := cutAny(s, "eE")
	if !ok || !strings.ContainsAny(s, "+.,") {
		return "", false
	}
	exponent = strings.TrimLeft(strings.TrimPrefix(exponent, "+"), "0") // E+018, as LibreOffice writes it
	whole, fraction, _ := cutAny(mantissa, ".,")
	if !isDigits(whole) || fraction != "" && !isDigits(fraction) || !isDigits(exponent) || len(exponent) > 2 {
		return "", false
	}
	n, _ := strconv.Atoi(exponent)
	if n < len(fraction) || n > 30 {
		return "", false
	}
	return whole + fraction + strings.Repeat("0", n-len(fraction)), true
}

// idFromURL returns the digits behind the last "/status/" of a post's address.
func idFromURL(url string) string {
	for _, mark := range []string{"/status/", "/statuses/"} {
		i := strings.LastIndex(url, mark)
		if i < 0 {
			continue
		}
		rest := url[i+len(mark):]
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		return rest[:n]
	}
	return ""
}

// sameButRounded reports whether id is what rounding leaves of full: they
// differ by less than the zeros at the end of id can hide, or than the step
// between two floats of that size, 1024 at most.
func sameButRounded(id, full string) bool {
	a, errA := strconv.ParseUint(id, 10, 64)
	b, errB := strconv.ParseUint(full, 10, 64)
	if errA != nil || errB != nil {
		return false
	}
	hidden := uint64(1)
	for n := a; n > 0 && n%10 == 0; n /= 10 {
		hidden *= 10
	}
	if a > 1<<53 {
		hidden = max(hidden, 1024)
	}
	return max(a, b)-min(a, b) < hidden
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func cutAny(s, chars string) (before, after string, found bool) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// missing reports whether a cell says that it holds nothing. It is not asked
// about texts: "NA" is a text that people write.
func missing(s string) bool {
	if len(s) > 4 {
		return false
	}
	switch s {
	case "", "NA", "NaN", "nan", "null", "NULL", "None", "none", "N/A", "<NA>", `\N`: // the last is MySQL's and Postgres'
		return true
	}
	return false
}

// truthy reports whether a flag is set: true in any spelling, or an id or
// object where the format gives one instead of a flag. Spreadsheets write the
// words of their own language.
func truthy(s string) bool {
	const longest = len("falsch")
	if missing(s) {
		return false
	}
	if len(s) > longest {
		return true
	}
	var small [longest]byte
	for i := range len(s) {
		small[i] = s[i]
		if 'A' <= s[i] && s[i] <= 'Z' {
			small[i] |= 0x20
		}
	}
	switch string(small[:len(s)]) {
	case "0", "0.0", "false", "f", "no", "n", "faux", "non", "falso", "falsch", "nein", "[]", "{}":
		return false
	}
	return true
}
