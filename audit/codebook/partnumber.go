package codebook

import "strings"

// PartNumber reads the number of a reply that was cut in parts: 1 and 2 of
// "1/2" near the start or the end of the text, in brackets or not. of is 0 if
// the text is not numbered.
func PartNumber(text string) (part, of int) {
	const margin = 24 // room for a salutation before it, a signature behind it
	text = trimLinks(text)
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '/')
		if i < 0 {
			return 0, 0
		}
		i += from
		from = i + 1
		if part, of := fractionAt(text, i); of != 0 && (len(text)-i <= margin || i-(len(text)-len(trimHandles(text))) <= margin) {
			return part, of
		}
	}
}

// fractionAt reads the two digits around the slash at i, if they can be a part
// and the number of parts.
func fractionAt(text string, i int) (part, of int) {
	if i <= 0 || i+1 >= len(text) || text[i] != '/' ||
		i > 1 && isHandleByte(text[i-2]) || i+2 < len(text) && (isHandleByte(text[i+2]) || text[i+2] == '/') {
		return 0, 0
	}
	part, of = int(text[i-1])-'0', int(text[i+1])-'0'
	if part < 1 || of < 2 || of > 9 || part > of {
		return 0, 0
	}
	return part, of
}

// trimPart cuts a part number from the start: "1/2", "(2/3)", "[3/3]".
func trimPart(s string) string {
	i := 1
	if s != "" && (s[0] == '(' || s[0] == '[') {
		i = 2
	}
	if _, of := fractionAt(s, i); of == 0 {
		return s
	}
	return strings.TrimLeft(s[i+2:], ")] .:-")
}

// trimPartEnd cuts a part number from the end.
func trimPartEnd(s string) string {
	i := len(s) - 2
	if i > 0 && (s[i+1] == ')' || s[i+1] == ']') {
		i--
	}
	if _, of := fractionAt(s, i); of == 0 {
		return s
	}
	return trimRight(s[:i-1], " ([")
}
