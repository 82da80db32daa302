package audit

import (
	"fmt"
	"io"
	"strconv"
)

// Thousands returns n with its thousands set apart: 1,234.
func Thousands[N int | int64](n N) string {
	s := strconv.FormatInt(int64(n), 10)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(s) - 3; i > first; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// sprintf is fmt.Sprintf for a sentence: whole numbers have their thousands set apart.
func sprintf(format string, args ...any) string {
	for i, arg := range args {
		if n, ok := arg.(int); ok {
			args[i] = grouped(n)
		}
	}
	return fmt.Sprintf(format, args...)
}

// grouped is a number that is written so.
type grouped int

func (n grouped) Format(f fmt.State, _ rune) { io.WriteString(f, Thousands(int(n))) }

// Counted returns n and the noun, with an s unless n is 1: "1 brand", "1,234 cases".
func Counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return sprintf("%d %s", n, noun)
}

// verb returns the form of a verb that goes with n.
func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
