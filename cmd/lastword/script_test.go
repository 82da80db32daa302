package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

func TestMain(m *testing.M) {
	if os.Getenv(asLastword) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"lastword": main})
}

// TestScripts runs the stories in testdata/script. Beside testscript's own
// commands they may use those below; $TESTDATA is the project's testdata.
func TestScripts(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(testdata, "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TESTDATA", testdata)
			env.Setenv("TMPDIR", env.WorkDir)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code":      code,
			"fill":      fill,
			"gz":        compress,
			"cut":       cut,
			"gunz":      decompress,
			"deal":      deal,
			"sametree":  sameTree,
			"codecases": codeCases,
			"covers":    covers,
		},
	})
}

// code runs a program and checks its exit code: code 2 lastword audit.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit := new(exec.ExitError)
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// fill appends a text, in which \n is a newline, to a file a number of times:
// fill posts.jsonl 1000 x.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fill file times text")
	}
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	ts.Check(err)
	_, err = f.Write(bytes.Repeat([]byte(strings.ReplaceAll(args[2], `\n`, "\n")), times))
	ts.Check(errors.Join(err, f.Close()))
}

// compress compresses a file: gz posts.csv posts.csv.gz.
func compress(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: gz file compressed")
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(errors.Join(err, w.Close()))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

// decompress is the other way round: gunz posts.csv.gz posts.csv.
func decompress(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: gunz compressed file")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), gunzipped(ts, []byte(ts.ReadFile(args[0]))), 0o600))
}

func gunzipped(ts *testscript.TestScript, data []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(data))
	ts.Check(err)
	content, err := io.ReadAll(r)
	ts.Check(err)
	return content
}

// cut takes bytes off a file's end: cut posts.csv.gz 20.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut file bytes")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), int64(len(ts.ReadFile(args[0]))-n)))
}

// deal shuffles the records of the files in a folder, and deals those of each
// into a number of files of another: deal 3 pieces folder. What holds no posts
// is copied.
func deal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: deal n to from")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	to := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(to, 0o700))
	for name, content := range tree(ts, args[2]) {
		base, compressed := strings.CutSuffix(name, ".gz")
		if compressed {
			content = gunzipped(ts, content)
		}
		var header []byte
		var records [][]byte
		switch filepath.Ext(base) {
		case ".jsonl":
			records = bytes.SplitAfter(content, []byte("\n"))
		case ".csv":
			records = csvRecords(content)
			header, records = records[0], records[1:]
		default:
			ts.Check(os.WriteFile(filepath.Join(to, name), content, 0o600))
			continue
		}
		rand.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		for i := range n {
			piece := slices.Clone(header)
			for k := i; k < len(records); k += n {
				piece = append(piece, records[k]...)
			}
			ts.Check(os.WriteFile(filepath.Join(to, fmt.Sprintf("%d-%s", n-i, base)), piece, 0o600))
		}
	}
}

// csvRecords cuts a CSV into its records, whose fields may hold newlines.
func csvRecords(content []byte) [][]byte {
	var records [][]byte
	quoted := false
	start := 0
	for i, c := range content {
		switch {
		case c == '"':
			quoted = !quoted
		case c == '\n' && !quoted:
			records = append(records, content[start:i+1])
			start = i + 1
		}
	}
	return append(records, content[start:])
}

// sameTree checks that two folders hold the same files with the same bytes,
// but for those named behind them.
func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: sametree a b [file that may differ...]")
	}
	a, b := tree(ts, args[0]), tree(ts, args[1])
	for _, name := range args[2:] {
		delete(a, name)
		delete(b, name)
	}
	for name, content := range a {
		if other, ok := b[name]; !ok {
			ts.Fatalf("%s is not in %s", name, args[1])
		} else if !bytes.Equal(content, other) {
			ts.Fatalf("%s differs", name)
		}
	}
	if len(a) != len(b) {
		ts.Fatalf("%s has %d files, %s has %d", args[0], len(a), args[1], len(b))
	}
}

// tree reads the files below a folder of a script.
func tree(ts *testscript.TestScript, folder string) map[string][]byte {
	files, err := filesBelow(ts.MkAbs(folder))
	ts.Check(err)
	if len(files) == 0 {
		ts.Fatalf("%s is empty", folder)
	}
	return files
}

// filesBelow reads the files below a folder.
func filesBelow(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err == nil {
			files[filepath.ToSlash(name)], err = os.ReadFile(path)
		}
		return err
	})
	return files, err
}
