package qrcode

import (
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of options.
const (
	MinSize      = 64   // pixels
	MaxSize      = 4096 // pixels
	MaxMargin    = 20   // modules
	MaxLogoShare = 0.22 // of the code's width; level H bears the plate of such a logo in every version of the code
	MaxCaption   = 60   // characters

	minScale    = 2 // pixels of a module: less is lost on the way to paper or through a chat
	minContrast = 3.0
)

// Options say how a code is drawn. Begin with Defaults.
type Options struct {
	Size       int        // pixels of the picture's width, quiet zone and all; a caption makes it higher
	Margin     int        // the quiet zone on each side, in modules; the standard asks for 4
	Level      Level      // with a logo it is H, whatever stands here
	Foreground color.RGBA // taken as opaque, like Background
	Background color.RGBA
	Logo       image.Image // in the middle, on a white plate with round corners
	LogoShare  float64     // the logo's part of the code's width; 0 is the most there can be
	Caption    string      // under the code, on at most two lines
	Fonts      *Fonts      // for the caption of a PNG; nil for the system's
}

// Defaults are 400 pixels, black on white, level M, with the standard's quiet zone.
func Defaults() Options {
	return Options{Size: 400, Margin: 4, Level: M, Foreground: color.RGBA{A: 255}, Background: color.RGBA{255, 255, 255, 255}}
}

// Validate refuses what no scanner could read, whatever the content.
func (o Options) Validate() error {
	for _, number := range []struct {
		option        string
		got, min, max float64
	}{
		{"size", float64(o.Size), MinSize, MaxSize},
		{"margin", float64(o.Margin), 0, MaxMargin},
		{"logo_share", o.LogoShare, 0, MaxLogoShare},
		{"caption", float64(utf8.RuneCountInString(o.Caption)), 0, MaxCaption},
	} {
		if !(number.got >= number.min && number.got <= number.max) {
			return refuse(CodeBadOption, "option", number.option, "min", number.min, "max", number.max)
		}
	}
	if _, ok := levels[o.Level]; !ok {
		return refuse(CodeBadOption, "option", "level")
	}
	if (luminance(o.Background)+0.05)/(luminance(o.Foreground)+0.05) < minContrast {
		return refuse(CodeLowContrast)
	}
	return nil
}

// ParseColour reads #rrggbb.
func ParseColour(s string) (color.RGBA, bool) {
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil || len(s) != 7 || s[0] != '#' {
		return color.RGBA{}, false
	}
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}, true
}

// luminance is a colour's brightness as eyes and scanners weigh it, 0 to 1.
func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 { return math.Pow(float64(v)/255, 2.2) }
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// oneLine makes text from outside fit for drawing: no line ends, no control characters, none without a shape.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Variation_Selector):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))), " ")
}
