package codebook

import (
	"cmp"
	"slices"

	bcp47 "golang.org/x/text/language"
)

// isCode reports whether posts can be marked with a code of a language: one of
// ISO 639, in the form that BCP 47 asks for ("fr", not "fra"; "id", not the old
// "in", in place of which posts have the new one), alone.
func isCode(code string) bool {
	tag, err := bcp47.Parse(code)
	known, sure := tag.Base()
	return err == nil && sure == bcp47.Exact && base(code) == code && known.String() == code
}

// didYouMean asks after the right code that a wrong one is likely meant for: what
// it stands for in BCP 47, what is spoken in a country of that code, or the one
// of the book that is most like it, one with phrases first. It is "" if there is none.
func (b book) didYouMean(wrong string) string {
	codes := b.languages()
	slices.SortStableFunc(codes, func(x, y string) int {
		return cmp.Compare(min(len(b[y].phrases), 1), min(len(b[x].phrases), 1))
	})
	right := Nearest(wrong, codes)
	if tag, err := bcp47.Parse(wrong); err == nil {
		if known, _ := tag.Base(); known.String() != wrong {
			right = known.String()
		}
	} else if tag, err := bcp47.Parse("und-" + wrong); err == nil {
		if spoken, sure := tag.Base(); sure >= bcp47.High {
			right = spoken.String()
		}
	}
	return maybe(right)
}

// maybe asks whether something right was meant; it is "" for nothing.
func maybe(right string) string {
	if right == "" {
		return ""
	}
	return "did you mean " + right + "? If not, "
}
