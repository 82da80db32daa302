package codebook

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// made makes n cases of the shapes that archives have: most of one request and
// one reply, some longer; a few replies are templates, which many customers got.
func made(n int) (cases []Case, bytes int64) {
	r := rand.New(rand.NewPCG(7, 7))
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	names := []string{"Ana", "Ben", "Chloé", "Dev", "Emil", "Fatou"}
	openings := []string{
		"@northbank my card was declined twice today and nobody answers the phone, what is going on?",
		"@northbank how do I change the address on my account number %d please",
		"Thanks @northbank for the quick help in the branch on %d Main Street, Tom was great",
		"@northbank internet banking has been down since %d this morning, fix it",
		"Just saw the new advert of @northbank with the dog, number %d in my list lol",
		"@northbank you should add a dark mode to the app, it is the %dth time I ask",
	}
	replies := []string{
		"@c%d Hi %s, please send us a DM with your postcode so that we can look into this. ^JK",
		"@c%d Hello %s, you can change it under Settings > Profile, it takes %d minutes. Here's how: https://example.com/a%d -AA",
		"@c%d We're sorry to hear that, %s. How can we help? *SR",
		"@c%d Which version of the app are you using, %s? ^TT",
		"@c%d That payment was returned on the 14th because the account was closed, %s; you will see it tomorrow.",
	}
	later := []string{"@northbank thanks!", "@northbank it still does not work, error %d", "@northbank ok will do"}
	for i := range n {
		fill := func(s string, args ...any) string {
			return fmt.Sprintf(s, args[:strings.Count(s, "%d")+strings.Count(s, "%s")]...)
		}
		c := Case{Language: "en"}
		add := func(brand bool, author, text string) {
			c.Turns = append(c.Turns, Turn{Brand: brand, Author: author, Text: text})
			bytes += int64(len(text))
		}
		who := fmt.Sprintf("c%d", i)
		add(false, who, fill(pick(openings), i))
		reply := pick(replies)
		if strings.Count(reply, "%d") > 1 {
			add(true, "northbank", fill(reply, i, pick(names), r.IntN(9), i))
		} else {
			add(true, "northbank", fill(reply, i, pick(names)))
		}
		if r.IntN(3) == 0 {
			add(false, who, fill(pick(later), i))
		}
		cases = append(cases, c)
	}
	return cases, bytes
}

func BenchmarkLabel(b *testing.B) {
	const n = 100_000
	cases, bytes := made(n)
	posts := 0
	for i := range cases {
		posts += len(cases[i].Turns)
	}
	cb := Default()
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for i := range cases {
			cb.Label(&cases[i])
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "cases/s")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(posts), "ns/post")
}

func BenchmarkSkeleton(b *testing.B) {
	cases, _ := made(10_000)
	var texts []string
	var bytes int64
	for i := range cases {
		for _, t := range cases[i].Turns {
			if t.Brand {
				texts = append(texts, t.Text)
				bytes += int64(len(t.Text))
			}
		}
	}
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range texts {
			Skeleton(t)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(texts)), "ns/text")
}

func BenchmarkDefault(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		compile(builtIn(), nil)
	}
}

func BenchmarkModels(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		readModels()
	}
}

func BenchmarkLanguage(b *testing.B) {
	cases, bytes := made(10_000)
	for i := range cases {
		cases[i].Language = "" // is to be told from the words
	}
	cb := Default()
	b.SetBytes(bytes)
	for b.Loop() {
		for i := range cases {
			v := cb.view(&cases[i])
			if got := v.code; got != "en" && got != "" {
				b.Fatalf("%q: %+v", got, cases[i])
			}
			v.release()
		}
	}
}

// A post of a long case costs no more than one of a short case.
func BenchmarkLongCase(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c := Case{}
			for i := range n {
				c.Turns = append(c.Turns, Turn{Brand: i%100 == 99, Author: []string{"mia", "northbank"}[i%100/99], Language: []string{"en", "fr"}[i%2],
					Text: fmt.Sprintf("@northbank @mia @c%d my card is blocked", i)})
			}
			cb := Default()
			for b.Loop() {
				cb.Label(&c)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/post")
		})
	}
}
