#!/usr/bin/env bash
# Times the whole audit of made-up archives of growing size, beside what a user
# would do without it: load the CSV into DuckDB and query it (naive.mjs). Each
# size is run in turns, A B A B A B, and the medians are printed.
#
#   testdata/bench/run.sh [POSTS...]        default: 300000 3000000 30000000
#
# It needs Go, GNU time, Node with npm (for DuckDB's own client; set NAIVE=no to
# go without), and disk space of about 600 bytes a post in WORK (a temporary
# folder by default). MEMORY (512MB), CASES (csv) and RUNS (3) can be set.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${WORK:-$(mktemp -d)}
memory=${MEMORY:-512MB}
cases=${CASES:-csv}
runs=${RUNS:-3}
[ $# -gt 0 ] || set -- 300000 3000000 30000000

(cd "$root" && go build -o "$work/lastword" ./cmd/lastword)
if [ "${NAIVE:-yes}" = yes ]; then
  cp "$here/naive.mjs" "$work/naive.mjs"
  (cd "$work" && npm install --silent --no-audit --no-fund @duckdb/node-api >/dev/null)
fi

# measure NAME COMMAND...: appends "seconds kibibytes" to $work/NAME.
measure() {
  local name=$1
  shift
  /usr/bin/time -f '%e %M' -a -o "$work/$name" "$@" >/dev/null
}

# median FILE COLUMN
median() { cut -d' ' -f"$2" "$1" | sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }

printf '| posts | file | lastword | per post | peak | DuckDB, naive | peak | time, ratio | peak, ratio |\n'
printf '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n'
for posts in "$@"; do
  file=$work/$posts.csv
  [ -f "$file" ] || "$work/lastword" synth --posts "$posts" --format twcs --truth none --out "$file" 2>/dev/null
  rm -f "$work/ours" "$work/theirs"
  for _ in $(seq "$runs"); do
    rm -rf "$work/report" # to remove the one before is no part of the audit
    measure ours "$work/lastword" audit --quiet --memory "$memory" --cases "$cases" --out "$work/report" "$file"
    [ "${NAIVE:-yes}" = yes ] && (cd "$work" && measure theirs node naive.mjs "$file")
  done
  a=$(median "$work/ours" 1) am=$(median "$work/ours" 2)
  bytes=$(wc -c <"$file")
  line=$(awk -v p="$posts" -v s="$bytes" -v a="$a" -v am="$am" 'BEGIN {
    printf "| %d | %.0f MB | %.2f s | %.2f µs | %.0f MB |", p, s/1e6, a, a*1e6/p, am*1024/1e6 }')
  if [ -f "$work/theirs" ]; then
    b=$(median "$work/theirs" 1) bm=$(median "$work/theirs" 2)
    line="$line $(awk -v a="$a" -v am="$am" -v b="$b" -v bm="$bm" 'BEGIN {
      printf "%.2f s | %.0f MB | %.2f | %.2f |", b, bm*1024/1e6, a/b, am/bm }')"
  else
    line="$line – | – | – | – |"
  fi
  printf '%s\n' "$line"
done
