package codebook

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"github.com/lastword-audit/lastword/dataset"
)

// A Codebook labels cases. It does not change, and any number of goroutines
// may use it at once.
type Codebook struct {
	book      book
	languages []*language // by code
	common    commonWords
	models    models
	weights   string // a hash of the models' files
	version   string
}

// Default is the codebook that the program carries: English, French and Spanish.
func Default() *Codebook { return defaultCodebook() }

var defaultCodebook = sync.OnceValue(func() *Codebook {
	var m models
	var weights string
	var g sync.WaitGroup
	g.Go(func() { m = readModels() }) // beside the reading of the book
	g.Go(func() { weights = builtInWeights() })
	cb := compile(builtIn(), nil)
	g.Wait()
	cb.useModels(m, weights)
	return cb
})

//go:embed weights/*.tsv
var weightFiles embed.FS

func weightFile(question string) string { return "weights/" + question + ".tsv" }

// weightsOf returns the built-in weights file of a question.
func weightsOf(question string) []byte {
	data, err := weightFiles.ReadFile(weightFile(question))
	if err != nil {
		panic(err)
	}
	return data
}

// Models are the weighed questions' models.
type models [questions]*linear

// builtInWeights is the hash of the built-in models' files.
func builtInWeights() string {
	var all []byte
	for _, name := range questionNames {
		all = append(all, weightsOf(name)...)
	}
	return shortHash(all)
}

// readModels reads the models that all codebooks begin with.
func readModels() (all models) {
	var g sync.WaitGroup
	for q, name := range questionNames {
		g.Go(func() {
			m, err := newLinear(weightsOf(name), weightFile(name))
			if err != nil {
				panic(err)
			}
			all[q] = m
		})
	}
	g.Wait()
	return all
}

// Overlay returns a codebook with the contents of an analyst's file on top:
// phrases are added, replaced or taken out, for a language of the codebook or
// for a new one. The file's name is for the errors, which are [*BookError]
// with the line at fault.
func (cb *Codebook) Overlay(data []byte, file string) (*Codebook, error) {
	if line, err := dataset.CheckYAML(data); err != nil {
		return nil, &BookError{file, line, err.Error()}
	}
	b := cb.book.clone()
	if err := (&bookReader{file, b}).merge(data); err != nil {
		return nil, err
	}
	n := compile(b, Default().book)
	n.useModels(cb.models, cb.weights)
	return n, nil
}

// useModels makes the codebook weigh by these models.
func (cb *Codebook) useModels(m models, weights string) {
	cb.models, cb.weights = m, weights
	cb.version = cb.book.version(weights)
}

// Version is a short hash of the phrases, the weights and the texts of the rules. In
// one release of the program, two codebooks with the same version label alike.
func (cb *Codebook) Version() string { return cb.version }

// compile makes a book run, but for the models; the phrases that another book, if
// there is one, lacks are the analyst's.
func compile(b, without book) *Codebook {
	codes := b.languages()
	cb := &Codebook{book: b, languages: make([]*language, len(codes))}
	var g sync.WaitGroup
	for i, code := range codes {
		g.Go(func() { cb.languages[i] = compileLanguage(code, b, without) })
	}
	g.Wait()
	cb.common = newCommonWords(cb.languages)
	return cb
}

func compileLanguage(code string, b, without book) *language {
	e := b[code]
	l := &language{code: code, name: e.name, hash: langHash(code)}
	common := hashesOf(e.common)
	l.words, l.common = slices.Concat(common, hashesOf(e.typical)), newTable(common, make([]int32, len(common)))
	books := phrasebooks(classes, e.phrases)
	var stated [2]phrasebook
	if without != nil {
		stated = phrasebooks(classes, e.beyond(without[code]))
	}
	var g sync.WaitGroup
	for i := range books {
		g.Go(func() { l.phrases[i] = books[i].compile() })
		if len(stated[i].starts) > 0 {
			l.stated[i] = stated[i].compile()
		}
	}
	g.Wait()
	return l
}

func hashesOf(words []string) (hashes []uint64) {
	for _, w := range words {
		for _, t := range tokens(nil, w) {
			hashes = append(hashes, mix(t.hash))
		}
	}
	return hashes
}

// phrasebooks collect phrases by class, the customer's and the brand's. They have
// been checked.
func phrasebooks(of []class, phrases map[string][]string) (books [2]phrasebook) {
	for n, c := range of {
		for _, p := range phrases[c.Name] {
			slots, err := parsePhrase(p)
			if err != nil {
				panic(fmt.Errorf("codebook: %s: %w", p, err))
			}
			books[side(c.Who == byBrand)].add(slots, n)
		}
	}
	return books
}

// version hashes a book with the models' weights and what else stands in files.
func (b book) version(weights string) string {
	var all []byte
	for _, code := range b.languages() {
		all = fmt.Appendf(all, "%q %q %q\n", code, b[code].common, b[code].typical)
		for _, c := range classes {
			all = fmt.Appendf(all, "%q %q\n", c.Name, b[code].phrases[c.Name])
		}
	}
	all = append(all, weights...)
	all = append(all, handlingFile...)
	for _, r := range rules {
		all = fmt.Appendf(all, "%s %s\n", r.Name, r.Text)
	}
	return shortHash(all)
}

func shortHash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])[:12]
}

// language is the language with this code, nil if it has no codebook: a
// language that is known by its common words alone has none.
func (cb *Codebook) language(code string) *language {
	for _, l := range cb.languages {
		if l.code == code && len(cb.book[code].phrases) > 0 {
			return l
		}
	}
	return nil
}

// A Step is one rule's turn in the decision on a case.
type Step struct {
	Rule     string // its name, see [Codebook.Document]
	Outcome  Outcome
	Decides  bool   // as the first rule that fits
	Why      string // why it fits or does not, in words
	Evidence string // the words it looked at, "" if none
	At       int    // turn of the evidence, -1 if none
}

// Label decides about a case. The same case always gets the same label.
func (cb *Codebook) Label(c *Case) Label {
	v := cb.view(c)
	defer v.release()
	l := Label{Intent: NoIntent, Outcome: NoOutcome, Language: v.code, EvidenceAt: -1, LastReply: v.lastReply()}
	for i := range rules {
		r := &rules[i]
		if d := r.try(v); d.fits {
			l.Outcome, l.Rule = r.Outcome, r.Name
			l.Channel, l.Reason = d.channel, d.reason
			l.Evidence, l.EvidenceAt, l.Confidence = d.evidence, d.at, d.confidence
			break
		}
	}
	if l.Outcome != NoOutcome { // a case is in the rates with both or not at all
		l.Intent, l.IntentRule, l.IntentSays = v.intent()
	}
	v.handling(&l)
	return l
}

// Explain tries every rule on a case, in their order, also behind the one that
// decides, and says what each found.
func (cb *Codebook) Explain(c *Case) []Step {
	v := cb.view(c)
	defer v.release()
	var steps []Step
	decided := false
	for i := range rules {
		r := &rules[i]
		d := r.try(v)
		steps = append(steps, Step{r.Name, r.Outcome, d.fits && !decided, d.words(), d.evidence, d.at})
		decided = decided || d.fits
	}
	return steps
}
