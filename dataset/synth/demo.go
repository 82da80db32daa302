package synth

import (
	"bytes"
	"compress/gzip"
	"slices"
)

// A File is one file of an archive.
type File struct {
	Name string
	Data []byte
}

// An Archive is a whole made-up archive, with its brands file among the files.
type Archive struct {
	Files []File
	Truth []byte // of its cases, as JSON lines
	Stats Stats
}

// demoPosts is the size of the demo: about that of the study that it mirrors.
const demoPosts = 5500

// DemoSeed is the seed of the demo that the repository carries.
const DemoSeed = 1

// Demo makes up an archive as analysts have them: three banks over fifty days,
// each collected by another tool, newest posts first, and a brands file. It
// mirrors Javelin's study of 2012, and holds every hard case of the stories.
func Demo(seed uint64) Archive {
	brands := DemoBrands()
	var a Archive
	var posts []Post
	for t := range New(Config{Seed: seed, Posts: demoPosts, Brands: brands}).Threads() {
		posts = append(posts, t.Posts...)
		for i := range t.Truths {
			a.Truth = appendTruth(a.Truth, "demo", &t.Truths[i])
			a.Stats.Cases++
		}
	}
	a.Stats.Posts = len(posts)
	slices.SortStableFunc(posts, func(p, q Post) int { return q.Time.Compare(p.Time) })

	of := func(brand int, also func(*Post) bool) []Post {
		var found []Post
		for i := range posts {
			if posts[i].brands>>brand&1 != 0 && also(&posts[i]) {
				found = append(found, posts[i])
			}
		}
		return found
	}
	all := func(*Post) bool { return true }
	// A second copy stands in the other file, as when two searches overlap.
	timeline := func(p *Post) bool { return p.isBrand() != p.again }
	mentions := func(p *Post) bool { return p.isBrand() == p.again }
	a.Files = []File{
		{"brands.yaml", AppendBrandsFile(nil, brands)},
		{"marlowick.csv", encode("twitteR", of(2, all))},
		{"orvelle.jsonl.gz", compress(encode("twarc2", of(1, all)))},
		{"tarnhollow-mentions.csv", encode("twitter-web-exporter-csv", of(0, mentions))},
		{"tarnhollow-timelines.jsonl.gz", compress(encode("twarc1", of(0, timeline)))},
	}
	return a
}

// encode returns the posts as a file of the format with this name.
func encode(name string, posts []Post) []byte {
	format, _ := FormatByName(name)
	add := format.newEncoder()
	return add(add([]byte(format.header), posts), nil)
}

// compress returns data as a gzip file.
func compress(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(data) // a bytes.Buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

// AppendBrandsFile appends the brands file (YAML) of these brands.
func AppendBrandsFile(dst []byte, brands []Brand) []byte {
	dst = append(dst, "# Made up by lastword synth: no real brand goes by these names.\nbrands:\n"...)
	for i := range brands {
		b := &brands[i]
		dst = append(dst, "  - name: "+b.Name+"\n    support: ["+b.Support+"]\n    accounts: ["+b.Main+"]\n"...)
		dst = append(dst, "    language: "+b.Languages[0].Language+"\n"...)
	}
	return dst
}
