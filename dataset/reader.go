package dataset

// A Reader yields the records of one or more inputs in their order.
//
//	for r.Scan() {
//		switch rec := r.Record().(type) {
//		case *Post:
//		case *Problem:
//		}
//	}
//	if err := r.Err(); err != nil { ... }
type Reader interface {
	// Scan advances to the next record and reports whether there is one.
	Scan() bool
	// Record returns the record that Scan found. The caller may keep it.
	Record() Record
	// Err returns the failure that ended the reading, nil at the end of the
	// input. A bad record is not a failure.
	Err() error
}
