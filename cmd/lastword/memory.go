package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
)

// units are the suffixes of a size, the longest first.
var units = []struct {
	suffix string
	bytes  float64
}{
	{"KIB", 1 << 10}, {"MIB", 1 << 20}, {"GIB", 1 << 30},
	{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9},
	{"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}, {"B", 1},
}

// leastMemory is the smallest budget that an audit keeps to.
const leastMemory = 32e6

// mostMemory is the largest: where addresses have 32 bits, 1 GiB, for the budget is
// not all that a process needs.
const mostMemory = math.MaxInt / 2

// parseMemory reads a size as 512MB or 2GiB.
func parseMemory(s string) (int64, error) {
	number, unit := strings.ToUpper(strings.TrimSpace(s)), 1.0
	for _, u := range units {
		if rest, ok := strings.CutSuffix(number, u.suffix); ok {
			number, unit = strings.TrimSpace(rest), u.bytes
			break
		}
	}
	x, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsNaN(x) || x*unit > math.MaxInt64/2 {
		return 0, fmt.Errorf("%q is not a size as 512MB or 2GiB", s)
	}
	if x*unit < leastMemory {
		return 0, fmt.Errorf("%q is too little: at least 32MB are needed", s)
	}
	return int64(min(x*unit, mostMemory)), nil
}

// defaultMemory is a quarter of what this process may use: of the machine's
// memory or its control group's limit, whichever is less.
func defaultMemory() int64 {
	const unknown = 2 << 30
	total := int64(unknown)
	if n, ok := machineMemory(); ok {
		total = n
	}
	for _, file := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		if text, err := os.ReadFile(file); err == nil {
			if n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil {
				total = min(total, n)
			}
		}
	}
	return min(max(total/4, leastMemory), mostMemory)
}

// machineMemory reads the machine's memory where the system tells it in a file.
func machineMemory() (int64, bool) {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "MemTotal:" {
			kib, err := strconv.ParseInt(fields[1], 10, 64)
			return kib << 10, err == nil
		}
	}
	return 0, false
}
