package report

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"html"
	"image"
	"io"
	"strings"

	"git.sr.ht/~sbinet/gg"
	"github.com/klauspost/compress/zlib"
	xdraw "golang.org/x/image/draw"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A picture is drawn in both formats, in a figure's width.
type picture interface {
	heads() (title, subtitle string)
	drawable() picture // with labels in the letters that a PNG's font has
	plan() (height vg.Length, draws func(draw.Canvas))
}

// writePicture writes charts/NAME.png and charts/NAME.svg.
func writePicture(f *Folder, name string, p picture) error {
	if err := f.write("charts/"+name+".png", func(w io.Writer) error { return drawPNG(w, p) }); err != nil {
		return err
	}
	return f.write("charts/"+name+".svg", func(w io.Writer) error { return drawSVG(w, p) })
}

// drawSVG writes a picture as an SVG, whose reader has the fonts.
func drawSVG(w io.Writer, p picture) error {
	height, draws := p.plan()
	c := vgsvg.New(figureWidth, height)
	draws(draw.New(c))
	var svg strings.Builder
	if _, err := c.WriteTo(&svg); err != nil {
		return err
	}
	title, subtitle := p.heads()
	_, err := strings.NewReplacer(
		// What a screen reader says, and a browser shows as a tip.
		`1999/xlink">`, `1999/xlink">`+"\n<title>"+html.EscapeString(title)+"</title>\n<desc>"+html.EscapeString(subtitle)+"</desc>",
		// Most have no Liberation Sans: these are as wide, the last one aside.
		`"font-family:Liberation Sans;`, `"font-family:Liberation Sans,Arial,Helvetica,sans-serif;`,
	).WriteString(w, svg.String())
	return err
}

// drawPNG writes a picture as a PNG.
func drawPNG(w io.Writer, p picture) error {
	height, draws := p.drawable().plan()
	pixels := func(l vg.Length) int { return int(l.Dots(figureDPI) + 0.5) }
	m := image.NewRGBA(image.Rect(0, 0, pixels(figureWidth), pixels(height)))
	c := gg.NewContextForRGBA(m)
	c.SetLineCapButt()
	c.InvertY()
	// Letters are put down as they are. By default they are resampled, each by a
	// transformation that moves nothing and takes longer than all else.
	c.SetInterpolator(xdraw.NearestNeighbor)
	draws(draw.New(vgimg.NewWith(vgimg.UseImageWithContext(m, c), vgimg.UseDPI(figureDPI))))
	return encodePNG(w, m)
}

// encodePNG writes an opaque picture as a PNG. Its lines are not filtered: the
// standard library's encoder tries five filters on each, which takes thrice as
// long and makes a chart, all plain areas and letters, no smaller.
func encodePNG(w io.Writer, m *image.RGBA) error {
	size := m.Bounds().Size()
	head := binary.BigEndian.AppendUint32(nil, uint32(size.X))
	head = binary.BigEndian.AppendUint32(head, uint32(size.Y))
	head = append(head, 8, 2, 0, 0, 0) // bits of a colour; three colours a pixel; the only methods; not interlaced
	lines, err := deflateLines(m)
	if err != nil {
		return err
	}
	out := []byte("\x89PNG\r\n\x1a\n")
	out = appendChunk(out, "IHDR", head)
	out = appendChunk(out, "IDAT", lines)
	out = appendChunk(out, "IEND", nil)
	_, err = w.Write(out)
	return err
}

// deflateLines returns the picture's lines, compressed.
func deflateLines(m *image.RGBA) ([]byte, error) {
	var out bytes.Buffer
	z, err := zlib.NewWriterLevel(&out, zlib.BestSpeed)
	if err != nil {
		return nil, err
	}
	size := m.Bounds().Size()
	line := make([]byte, 1+3*size.X)
	for y := range size.Y {
		line = append(line[:0], 0) // no filter
		for pixels := m.Pix[y*m.Stride:][:4*size.X]; len(pixels) >= 4; pixels = pixels[4:] {
			line = append(line, pixels[0], pixels[1], pixels[2])
		}
		if _, err := z.Write(line); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return out.Bytes(), err
}

// appendChunk appends a part of a PNG.
func appendChunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	from := len(out)
	out = append(out, name...)
	out = append(out, data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}
