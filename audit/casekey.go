package audit

import (
	"encoding/binary"
	"math"
)

// caseKey appends what orders cases: by brand, opening time and id.
func caseKey(b []byte, brand int, c *Case) []byte {
	b = appendMoment(b, brand, c.OpenedAt().Unix())
	return appendID(b, c.ID[len(c.Brand)+1:])
}

// appendID appends what orders ids: as numbers where they are numbers of 64 bits,
// behind which come the others. Different ids differ.
func appendID(b []byte, id string) []byte {
	if n, ok := idNumber(id); ok {
		return binary.BigEndian.AppendUint64(b, n)
	}
	return append(binary.BigEndian.AppendUint64(b, math.MaxUint64), id...)
}

// idNumber reads an id that is a number and is written as numbers are.
func idNumber(id string) (n uint64, ok bool) {
	const digits = 19 // fit into 64 bits
	if id == "" || len(id) > digits || id[0] == '0' {
		return 0, false
	}
	for i := range len(id) {
		if id[i] < '0' || id[i] > '9' {
			return 0, false
		}
		n = n*10 + uint64(id[i]-'0')
	}
	return n, true
}

// appendMoment appends what orders brands, and times of one brand, in eight
// bytes: there are fewer than 2^24 brands, and seconds beyond 2^39, seventeen
// thousand years from 1970, are none.
func appendMoment(b []byte, brand int, second int64) []byte {
	second = min(max(second, -furthest), furthest-1) + furthest
	return binary.BigEndian.AppendUint64(b, uint64(brand)<<40|uint64(second))
}

const furthest = 1 << 39

// takeMoment takes apart what appendMoment appended.
func takeMoment(b []byte) (brand int, second int64) {
	x := binary.BigEndian.Uint64(b)
	return int(x >> 40), int64(x&(1<<40-1)) - furthest
}
