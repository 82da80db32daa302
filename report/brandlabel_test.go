package report

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestShortNamesDiffer(t *testing.T) {
	for name, want := range map[string]string{
		"Aurora Bank":   "Aurora Bank",
		" Aurora\nBank": "Aurora Bank",
		"Caisse d'Avenir Populaire de la Région du Nord": "Caisse d'Avenir…Région du Nord",
		"Caisse d'Avenir Populaire de la Région du Midi": "Caisse d'Avenir…Région du Midi",
	} {
		if got := shortName(name, nameLength); got != want || len([]rune(got)) > nameLength {
			t.Errorf("shortName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestNamesThatDifferWithinStayApart(t *testing.T) {
	want := map[string]string{
		"Aurora Bank": "Aurora Bank",
		"Regional Cooperative Bank No. 21 (Customer Care)":          "Regional Coop…21 (Customer Care)",
		"Regional Cooperative Bank No. 22 (Customer Care)":          "Regional Coop…22 (Customer Care)",
		"Old Mill Savings and Loan of the Northern Shores, Limited": "Old Mill S…Northern Shores, Lim…",
		"Old Mill Savings and Loan of the Southern Shores, Limited": "Old Mill S…Southern Shores, Lim…",
		"極光中央合作银行股份有限公司上海市浦东新区第一分行客户服务中心以及私人银行客户服务中心":               "極光中央合作银行股份…一分行客户服务中心以及私人银行客户服务中心",
		"極光中央合作银行股份有限公司上海市浦东新区第二分行客户服务中心以及私人银行客户服务中心":               "極光中央合作银行股份…二分行客户服务中心以及私人银行客户服务中心",
	}
	for name, got := range shortNames(slices.Collect(maps.Keys(want)), longestName) {
		if got != want[name] || utf8.RuneCountInString(got) > longestName {
			t.Errorf("%q is shown as %q, want %q", name, got, want[name])
		}
	}
}

func TestLabelsAreDrawable(t *testing.T) {
	for name, want := range map[string]string{
		"Crédit Łódź":   "Crédit Łódź (n = 4)",
		"Банк Аврора":   "Банк Аврора (n = 4)",
		"Aurora 🏦 Bank": "Aurora Bank (n = 4)",
		"極光銀行":          "brand 3 (n = 4)",
		"極光 Bank":       "brand 3 (n = 4)",
		"بنك":           "brand 3 (n = 4)",
		"בנק":           "brand 3 (n = 4)", // the font has it, but would draw it from the left
		"🏦":             "brand 3 (n = 4)",
	} {
		l, named := brandLabel{name: name, place: 3}.counting(4).drawable()
		if got := l.String(); got != want || named == strings.HasPrefix(want, "brand") {
			t.Errorf("%s is drawn as %q (by name: %v), want %q", name, got, named, want)
		}
	}
}

// A drawing that is text has the names; a picture calls the brands by number.
func TestPicturesNumberWhatTheyCannotWrite(t *testing.T) {
	s := threeBanks()
	s.Brands[1].Name = "極光銀行"
	for _, c := range charts {
		f := c.figure(s)
		var drawing bytes.Buffer
		if err := drawSVG(&drawing, f); err != nil {
			t.Fatal(err)
		}
		if said := svgTexts(t, &drawing); !strings.Contains(said, "極光銀行") || strings.Contains(said, "brand 2") {
			t.Errorf("%s.svg lacks the name", c.name)
		}
		d := f.drawable().(*figure)
		if all := strings.Join(labels(d), "\n"); !strings.Contains(all, "brand 2") || strings.Contains(all, "極光銀行") {
			t.Errorf("%s.png: %s", c.name, all)
		}
		if !strings.HasSuffix(d.subtitle, whyNumbered) || strings.Contains(f.subtitle, whyNumbered) {
			t.Errorf("%s.png does not say what the number is: %s", c.name, d.subtitle)
		}
	}
}
