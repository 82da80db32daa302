package report

import (
	"image/color"
	"math"
)

// An rgb is an opaque colour.
type rgb struct{ r, g, b uint8 }

// RGBA implements [color.Color].
func (c rgb) RGBA() (r, g, b, a uint32) { return color.RGBA{c.r, c.g, c.b, 255}.RGBA() }

// The colours that Okabe and Ito chose so that colour-blind readers can tell
// them apart (Color Universal Design, 2008).
var (
	orange    = rgb{0xE6, 0x9F, 0x00}
	skyBlue   = rgb{0x56, 0xB4, 0xE9}
	green     = rgb{0x00, 0x9E, 0x73}
	blue      = rgb{0x00, 0x72, 0xB2}
	vermilion = rgb{0xD5, 0x5E, 0x00}
	purple    = rgb{0xCC, 0x79, 0xA7}
)

var (
	inkColor  = rgb{0x1F, 0x29, 0x33} // text
	greyColor = rgb{0x5B, 0x67, 0x70} // lesser text
	gridColor = rgb{0xDD, 0xE2, 0xE6}
	paleColor = rgb{0xEE, 0xF1, 0xF3} // what cannot be shown
	openColor = rgb{0xB8, 0xC1, 0xC8}
	white     = rgb{0xFF, 0xFF, 0xFF}
	black     = rgb{0x00, 0x00, 0x00}
)

// outcomeColor is the colour of each outcome, everywhere.
var outcomeColor = map[string]rgb{
	"resolved": green, "redirected": orange, "boilerplate": skyBlue, "ignored": vermilion, "open": openColor,
}

// channelColor is the colour of each channel, everywhere.
var channelColor = map[string]rgb{
	"dm": blue, "phone": orange, "email": skyBlue, "branch": purple, "web": green, "other": openColor,
}

// shade returns the i-th of n steps from a dark blue to a light one, for what
// has an order.
func shade(i, n int) rgb {
	dark, light := rgb{0x08, 0x45, 0x6E}, rgb{0xD6, 0xE6, 0xF2}
	if n < 2 {
		return dark
	}
	mix := func(a, b uint8) uint8 { return uint8(int(a) + (int(b)-int(a))*i/(n-1)) }
	return rgb{mix(dark.r, light.r), mix(dark.g, light.g), mix(dark.b, light.b)}
}

// readableOn returns the colour, black or white, in which a small label reads better
// on a background. The ink of other texts is too light for some of them.
func readableOn(background rgb) rgb {
	if contrast(background, white) > contrast(background, black) {
		return white
	}
	return black
}

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
