package main

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

// The made-up conversations teach the models words that few coded cases hold.
// They were written for this purpose; nothing in them was ever posted. "free"
// are of any kind; "near" keep to the manner and the proportions of archives,
// with near misses beside them; "hard" are what is hard to tell apart, and
// "apart" what models that were taught by the others still confused of the cases
// coded once, and "judged" of all, the adjudicated ones among them; "sibling"
// are what other customers could have said to such brands as the archives'; "intents"
// tell what customers come for, mostly without a reply; "thanks" tell what warm
// words answer from what they do not.
//
//go:embed madeup/*.txt
var madeUp embed.FS

const (
	madeUpSample = "made up"
	madeUpBrands = 6 // so that the cut of words by brand leaves theirs
)

// madeUpExamples are the same at every call.
func madeUpExamples() []*example {
	entries, err := madeUp.ReadDir("madeup")
	if err != nil {
		panic(err)
	}
	var out []*example
	for _, entry := range entries {
		name := entry.Name()
		data, err := madeUp.ReadFile("madeup/" + name)
		if err != nil {
			panic(err)
		}
		_, language, _ := strings.Cut(strings.TrimSuffix(name, path.Ext(name)), ".")
		conversations, err := readConversations(name, language, data)
		if err != nil {
			panic(err)
		}
		for n := range conversations {
			out = append(out, conversations[n].example(fmt.Sprintf("made up/%s/%d", name, n+1), n%madeUpBrands))
		}
	}
	return out
}

// hadJudgesInView reports whether a made-up conversation was written with
// adjudicated cases in view.
func (e *example) hadJudgesInView() bool {
	return strings.HasPrefix(e.Case, "made up/judged.") || strings.HasPrefix(e.Case, "made up/sibling.")
}
