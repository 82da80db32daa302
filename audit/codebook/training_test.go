package codebook

import (
	"errors"
	"strings"
	"testing"
)

// Other weights label otherwise, and are another version.
func TestWithWeights(t *testing.T) {
	c := &Case{Turns: []Turn{{Text: "my card was charged twice"}}}
	flat := "answers\tquestion\tcomplaint\tsuggestion\tpraise\tother\nbias\tquestion=0\tcomplaint=0\tsuggestion=0\tpraise=0\tother=1\n"
	cb, err := Default().WithWeights("intent", []byte(flat))
	if err != nil {
		t.Fatal(err)
	}
	if was, is := Default().Label(c).Intent, cb.Label(c).Intent; was != Complaint || is != Other {
		t.Errorf("the intent was %s and is %s, want complaint and other", was, is)
	}
	if cb.Version() == Default().Version() {
		t.Error("both have one version")
	}
	over, err := cb.Overlay([]byte("en:\n  phrases:\n    settled: [job done]\n"), "mine.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if is := over.Label(c).Intent; is != Other {
		t.Errorf("with phrases on top the intent is %s: the weights are gone", is)
	}
	builtIn, err := Default().Overlay([]byte("en:\n  phrases:\n    settled: [job done]\n"), "mine.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if over.Version() == builtIn.Version() {
		t.Error("the phrases on top of other weights are the same version")
	}

	var wrong *BookError
	if _, err := Default().WithWeights("intent", []byte("answers\tyes\tno\nbias\tyes=0\tno=0\n")); !errors.As(err, &wrong) || !strings.Contains(wrong.Msg, "suggestion") {
		t.Errorf("answers that are none: %v", err)
	}
	if _, err := Default().WithWeights("mood", []byte(flat)); err == nil || !strings.Contains(err.Error(), "comeback") {
		t.Errorf("a question that is none: %v", err)
	}
}
