package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/lastword-audit/lastword/audit"
)

func TestReportHoldsWhatTheContractSays(t *testing.T) {
	out := filepath.Join(t.TempDir(), "report")
	r := aReport(threeBanks(), 3)
	if err := Write(out, r); err != nil {
		t.Fatal(err)
	}
	files := tree(t, out)
	want := []string{
		"cases.csv",
		"charts/channels.png", "charts/channels.svg", "charts/outcomes.png", "charts/outcomes.svg",
		"charts/resolution.png", "charts/resolution.svg", "charts/response_times.png", "charts/response_times.svg",
		"manifest.json", "report.xlsx", "summary.json",
	}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}

	var s audit.Summary
	if err := json.Unmarshal([]byte(files["summary.json"]), &s); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&s, r.Summary) {
		t.Errorf("summary.json reads as %+v, want %+v", s, *r.Summary)
	}

	m, err := ReadManifest(out)
	if err != nil {
		t.Fatal(err)
	}
	expected := r.Manifest
	expected.Tool, expected.Files = "lastword", want
	expected.Sums = map[string]string{}
	for name, content := range files {
		if name != "manifest.json" {
			expected.Sums[name] = fmt.Sprintf("%016x", xxhash.Sum64String(content))
		}
	}
	if !reflect.DeepEqual(*m, expected) {
		t.Errorf("manifest.json reads as %+v, want %+v", *m, expected)
	}
}

// A withheld rate is null in summary.json, beside its reason.
func TestSummaryWithholds(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, repliesOnly().Brands[1].Outcomes.Ignored.OfAnswered); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"n": 0.0, "of": 856.0, "rate": nil, "low": nil, "high": nil, "withheld": cannotShow}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("withheld rate %v, want %v", got, want)
	}
}

// Two runs on the same input differ in the manifest's ran_at and in nothing
// else, whenever they run and however their goroutines take turns.
func TestSameBytes(t *testing.T) {
	dir := t.TempDir()
	var runs []map[string]string
	for i, s := range []*audit.Summary{manyBanks(8), manyBanks(8)} {
		out := filepath.Join(dir, []string{"a", "b"}[i])
		r := aReport(s, 200)
		r.Manifest.RanAt = day(60).Add(time.Duration(i) * time.Hour)
		if err := Write(out, r); err != nil {
			t.Fatal(err)
		}
		runs = append(runs, tree(t, out))
	}
	for name, data := range runs[0] {
		if same := data == runs[1][name]; same == (name == manifestName) {
			t.Errorf("%s: the same bytes: %v", name, same)
		}
	}
	var a, b Manifest
	for i, m := range []*Manifest{&a, &b} {
		if err := json.Unmarshal([]byte(runs[i][manifestName]), m); err != nil {
			t.Fatal(err)
		}
		m.RanAt = time.Time{}
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("manifests differ in more than ran_at: %+v, %+v", a, b)
	}
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		if err := Write(filepath.Join(b.TempDir(), "report"), aReport(threeBanks(), 100_000)); err != nil {
			b.Fatal(err)
		}
	}
}
