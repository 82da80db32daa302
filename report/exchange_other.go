//go:build !linux

package report

import "errors"

// exchange fails: this system cannot swap two paths in one step.
func exchange(a, b string) error { return errors.ErrUnsupported }
