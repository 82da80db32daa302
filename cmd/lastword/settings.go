package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// settings are the flags that decide what an audit finds. A manifest records
// them, so that a later command can audit the same inputs in the same way.
type settings struct {
	brands, codebook, format, mapping string
	since, until                      string
	timezone, owner                   string
	gap                               time.Duration
	unit                              string
	coverage                          float64
	trend                             string
	temp                              string // folder for what a large workbook unpacks to; the system's if ""
}

// register adds the settings to a command's flags.
func (s *settings) register(flags *pflag.FlagSet) {
	flags.StringVar(&s.brands, "brands", "", "YAML `file` of the brands and their accounts (default: brands.yaml in an input folder, else as the format marks them)")
	flags.StringVar(&s.codebook, "codebook", "", "YAML `file` that adds to the codebook or overrides it")
	s.registerReading(flags)
	flags.StringVar(&s.since, "since", "", "count cases opened at this `time` or later: a day such as 2026-01-31 (it starts at midnight UTC whatever --timezone says), or RFC 3339")
	flags.StringVar(&s.until, "until", "", "count cases opened before this `time`, written as for --since. With either, cases without a time do not count")
	flags.DurationVar(&s.gap, "gap", 24*time.Hour, "a post without reply links joins the customer's case before it if it follows within this time")
	flags.StringVar(&s.unit, "unit", string(audit.UnitCase), "`unit` that counts as one: case, or customer (only each customer's last case)")
	flags.Float64Var(&s.coverage, "coverage", audit.DefaultThresholds.Coverage, "`share` of a brand's replies that the archive must hold: below it, what the brand ignored is withheld")
	flags.StringVar(&s.trend, "trend", string(audit.AutoTrend), "rates by `period`: month, week, none or auto (by month if the requests span more than two months)")
}

// registerReading adds the settings that say how inputs are read.
func (s *settings) registerReading(flags *pflag.FlagSet) {
	flags.StringVar(&s.format, "format", "", "`name` of the inputs' format (default: recognised from the content)")
	flags.StringVar(&s.mapping, "mapping", "", "YAML `file` that says where a CSV or JSON of no known format keeps its fields, as audit --help shows. It applies to every input: to mix such inputs with others, convert them first")
	flags.StringVar(&s.timezone, "timezone", "UTC", "`zone` of times that name none, such as Europe/Paris. In the hour that its clocks show twice in autumn, they may be an hour off. Without effect where the format sets it, as twitteR and rtweet do (UTC)")
	flags.StringVar(&s.owner, "owner", "", "`handle` of the account whose own archive is read, if the archive does not name it")
}

// record returns the settings in force, by flag name.
func record(flags *pflag.FlagSet) map[string]string {
	var s settings
	own := pflag.NewFlagSet("settings", pflag.ContinueOnError)
	s.register(own)
	m := map[string]string{}
	own.VisitAll(func(f *pflag.Flag) { m[f.Name] = flags.Lookup(f.Name).Value.String() })
	return m
}

// hashes returns the SHA-256 of the files that settings name, by flag. The
// codebook's is not among them: its version stands for it.
func hashes(settings map[string]string) (map[string]string, error) {
	sums := map[string]string{}
	for _, flag := range []string{"brands", "mapping"} {
		if name := settings[flag]; name != "" {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, fmt.Errorf("--%s: %w", flag, err)
			}
			sums[flag] = fmt.Sprintf("%x", sha256.Sum256(data))
		}
	}
	return sums, nil
}

// restore sets the settings to what a manifest recorded.
func (s *settings) restore(recorded map[string]string) error {
	flags := pflag.NewFlagSet("settings", pflag.ContinueOnError)
	s.register(flags)
	for name, value := range recorded {
		if err := flags.Set(name, value); err != nil {
			return fmt.Errorf("the manifest's setting %s: %w", name, err)
		}
	}
	return nil
}

// reading returns how to read the inputs.
func (s *settings) reading() (dataset.Options, error) {
	o := dataset.Options{Format: s.format, Owner: s.owner, TempDir: s.temp}
	if s.format != "" && dataset.FormatByName(s.format) == nil {
		return o, usageError{fmt.Errorf("--format %s: no such format; there are %s", s.format, dataset.FormatNames())}
	}
	var err error
	if o.Location, err = dataset.Zone(s.timezone); err != nil {
		return o, usageError{fmt.Errorf("--timezone %s: not a zone of the IANA database, as Europe/Paris", s.timezone)}
	}
	if s.mapping != "" {
		if o.Mapping, err = dataset.LoadMapping(s.mapping); err != nil {
			return o, usageError{err}
		}
	}
	return o, nil
}

// auditing returns how to audit what is read.
func (s *settings) auditing() (audit.Options, error) {
	o := audit.Options{Gap: s.gap, Unit: audit.Unit(s.unit), Limits: audit.DefaultThresholds}
	o.Limits.Coverage = s.coverage
	if o.Unit != audit.UnitCase && o.Unit != audit.UnitCustomer {
		return o, fmt.Errorf("--unit %s: must be case or customer", s.unit)
	}
	var err error
	if o.Trend, err = audit.ParsePeriod(s.trend); err != nil {
		return o, fmt.Errorf("--trend: %w", err)
	}
	if s.gap < 0 {
		return o, fmt.Errorf("--gap %s: must not be negative", s.gap)
	}
	if s.coverage < 0 || s.coverage > 1 {
		return o, fmt.Errorf("--coverage %g: must be a share between 0 and 1", s.coverage)
	}
	if o.Since, err = moment("--since", s.since); err != nil {
		return o, err
	}
	if o.Until, err = moment("--until", s.until); err != nil {
		return o, err
	}
	if !o.Until.IsZero() && !o.Since.Before(o.Until) {
		return o, fmt.Errorf("--since %s is not before --until %s: no case can be in between", s.since, s.until)
	}
	if s.brands != "" {
		if o.Brands, err = audit.ReadBrands(s.brands); err != nil {
			return o, err
		}
	}
	o.Codebook, err = codebookOf(s.codebook) // last, as it takes longest
	return o, err
}

// brandsIn finds the brands file in the input folders, "" if there is none.
// Several are one as long as they say the same.
func brandsIn(inputs []string) (file string, err error) {
	var text []byte
	for _, input := range inputs {
		other := filepath.Join(input, "brands.yaml")
		if _, err := os.Stat(other); err != nil {
			continue
		}
		says, err := dataset.ReadRegular(other)
		switch {
		case errors.Is(err, dataset.ErrIrregular):
			return "", fmt.Errorf("%w: put one in its place, or name another with --brands", err)
		case err != nil:
			return "", fmt.Errorf("brands file: %w", err)
		case file == "":
			file, text = other, says
		case !bytes.Equal(text, says):
			return "", fmt.Errorf("%s and %s differ: write one file with all brands, and name it with --brands", file, other)
		}
	}
	return file, nil
}

// codebookOf returns the built-in codebook, with an analyst's file on top if one is
// named.
func codebookOf(file string) (*codebook.Codebook, error) {
	if file == "" {
		return codebook.Default(), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("--codebook: %w", err)
	}
	return codebook.Default().Overlay(data, file)
}

// moment reads a day, which starts at midnight UTC, or an instant.
func moment(flag, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%s %s: write a day as 2026-01-31 or an instant as 2026-01-31T12:00:00Z", flag, s)
}
