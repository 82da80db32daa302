package report

import "math"

// contrast returns the contrast ratio of two colours, from 1 to 21, after the
// Web Content Accessibility Guidelines 2.2.
func contrast(a, b rgb) float64 {
	luminance := func(c rgb) float64 {
		linear := func(v uint8) float64 {
			x := float64(v) / 255
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
