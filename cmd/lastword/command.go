package main

import (
	"runtime"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/pflag"
)

// command is a command of lastword on the same inputs, which are read in the same way.
func command(flags *pflag.FlagSet, inputs []string, words ...string) string {
	var reading settings
	own := pflag.NewFlagSet("reading", pflag.ContinueOnError)
	reading.registerReading(own)
	flags.Visit(func(f *pflag.Flag) {
		if own.Lookup(f.Name) != nil {
			words = append(words, "--"+f.Name, f.Value.String())
		}
	})
	const many = 8 // a glob's files
	line := "lastword"
	for _, word := range slices.Concat(words, inputs[:min(many, len(inputs))]) {
		line += " " + quoted(word)
	}
	if len(inputs) > many {
		line += " ..."
	}
	return line
}

// quoted is a word as shells take it for one, and for nothing else.
func quoted(word string) string {
	onWindows := runtime.GOOS == "windows"
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/._-+:=,@", r) || onWindows && r == '\\'
	}
	switch {
	case word != "" && strings.TrimFunc(word, plain) == "":
		return word
	case !onWindows && strings.ContainsAny(word, "$`\"\\!"):
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return `"` + word + `"`
}
