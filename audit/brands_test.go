package audit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong with a brands file is said with its line, and what to write.
func TestBrandsFileSaysWhereItIsWrong(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n- support: [BirchHelp]\n", "b.yaml:4: a brand has no name: write `- name: ...`"},
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n- name: Alder\n  support: [AlderBank]\n", `b.yaml:4: brand "Alder" stands twice: put all its accounts under one name`},
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n  language: english\n", `b.yaml:4: brand "Alder" has the language "english": write its code, as en or fr`},
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n  language: fra\n", `b.yaml:4: brand "Alder" has the language "fra": write its code, as en or fr`},
		{"brands:\n- name: Alder\n  accounts: [AlderBank]\n", "b.yaml:2: brand \"Alder\" has no support account: write `support: [handle]`"},
		{"brands:\n- name: Alder\n  support:\n  - AlderHelp\n  - ' '\n", `b.yaml:5: brand "Alder" has an empty handle: write the account's, or leave it out`},
		{"brands:\n- name: Birch\n  support: [BirchHelp]\n  accounts: [Trees]\n- name: Alder\n  support: [AlderHelp]\n  accounts:\n  - '@trees'\n", `b.yaml:8: @trees belongs to "Birch" and to "Alder": a handle has one owner`},
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n  accounts: ['https://twitter.com/AlderBank']\n", `b.yaml:4: brand "Alder" has an address for a handle: write AlderBank, not https://twitter.com/AlderBank`},
		{"brands:\n- name: Alder\n  support: [x.com/AlderHelp?lang=en]\n", `b.yaml:3: brand "Alder" has an address for a handle: write AlderHelp, not x.com/AlderHelp?lang=en`},
		{"brands:\n- name: [Alder]\n  support: [AlderHelp]\n", "b.yaml:2: one word belongs here: write `name: Example Bank`"},
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n  language: [en, fr]\n", "b.yaml:4: one word belongs here: write `name: Example Bank` and `language: en`"},
		{"brands:\n- name: Alder\n  support: [[AlderHelp]]\n", "b.yaml:3: one word belongs here"},
		{"brands:\n- name: Alder\n   support: [AlderHelp]\n", "Indent support, accounts and language as far as name"},
		{"brands:\n  - name: Alder\n  support: [AlderHelp]\n", "Indent support, accounts and language as far as name"},
		{"brands:\n- name: Alder: a bank\n  support: [AlderHelp]\n", "write a name that holds a colon in quotes"},
		{"brands:\n- name: Alder\n  support: AlderHelp\n", "b.yaml:3: support is a list: write `support: [AlderHelp]`"},
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n  accounts: 1234\n", "b.yaml:4: accounts is a list: write `accounts: [1234]`"},
		{"---\nbrands:\n- name: Alder\n  support: [AlderHelp]\n---\nbrands:\n- name: Birch\n  support: [BirchHelp]\n", "b.yaml:6: a second list begins here, behind ---, and would not be read: put all brands into one"},
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n- name: alder\n  support: [AlderBank]\n", `b.yaml:4: brand "alder" is "Alder" spelt otherwise: put all its accounts under one name`},
		{"brands:\n- name: Éder\n  support: [EderHelp]\n- name: E\u0301der\n  support: [EderBank]\n", `brand "Éder" stands twice`},
		{"brands:\n- name: Alder Bank\n  support: [AlderHelp]\n- name: 'Alder  Bank '\n  support: [AlderBank]\n", `b.yaml:4: brand "Alder Bank" stands twice`},
		{"brands:\n- name: Alder\n  support: [AlderHelp]\n- name: \xc9der\n  support: [EderHelp]\n", "b.yaml:4: is not UTF-8, so that its letters would be garbled: save the file again as UTF-8"},
		{"brands:\n- name: Alder\n  support: [@AlderHelp]\n", `Write handles without @, or in quotes: "@ExampleBankHelp".`},
		{"brands:\n\t- name: Alder\n", "Indent with spaces, not with tabs."},
		{"brands:\n  Alder:\n    support: [AlderHelp]\n", "A brands file looks like this:"},
		{`{"brands": [{"name": "Alder", "support": ["AlderHelp"]},` + "\n" + `{"name": "Birch", "support": ["alderhelp"]}]}`, `b.yaml:2: @alderhelp belongs to "Alder" and to "Birch"`},
	} {
		file := filepath.Join(t.TempDir(), "b.yaml")
		if err := os.WriteFile(file, []byte(tt.file), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadBrands(file); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s\n%v\nwant %s", tt.file, err, tt.want)
		}
	}
}

// One brand may have an account under both kinds, and handles with dots.
func TestBrandsThatAreSound(t *testing.T) {
	b, err := NewBrands([]Brand{{Name: "Alder", Support: []string{"@AlderHelp", "alder.example"}, Accounts: []string{"alderhelp"}}})
	if err != nil {
		t.Fatal(err)
	}
	if own := b.ownerOf("ALDERHELP"); own.brand != 0 || !own.support {
		t.Errorf("%+v", own)
	}
}

// What stands around the one document of a brands file is no second one.
func TestBrandsFileOfOneDocument(t *testing.T) {
	file := filepath.Join(t.TempDir(), "b.yaml")
	if err := os.WriteFile(file, []byte("%YAML 1.2\n---\n# Alder alone\nbrands:\n- name: Alder\n  support: [AlderHelp]\n---\n# nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := ReadBrands(file); err != nil || len(b.List()) != 1 {
		t.Errorf("%+v, %v", b, err)
	}
}
