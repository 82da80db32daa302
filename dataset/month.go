package dataset

import (
	"strings"
	"unicode/utf8"
)

// The months in the languages of the codebook, as a spreadsheet or a browser of
// that language writes them; without accents.
var months = [...][12]string{
	{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
	{"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"},
	{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
}

var monthAccents = strings.NewReplacer("é", "e", "û", "u")

// monthByWord returns the month that a word of three letters at least begins, in
// any case; 0 if it is none, or more than one, as "jui".
func monthByWord(word string) int {
	word = monthAccents.Replace(fold(word))
	if utf8.RuneCountInString(word) < 3 {
		return 0
	}
	found := 0
	for _, names := range months {
		for i, name := range names {
			if !strings.HasPrefix(name, word) {
				continue
			}
			if found != 0 && found != i+1 {
				return 0
			}
			found = i + 1
		}
	}
	return found
}
