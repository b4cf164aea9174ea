package qrcode_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"github.com/menling/menling/internal/qrcode"
)

func TestWithoutAFontTheErrorSaysWhatIsMissing(t *testing.T) {
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "DejaVuSans.ttf"), goregular.TTF, 0o600), os.WriteFile(filepath.Join(folder, "msyh.ttc"), []byte("no font"), 0o600))
	for _, row := range []struct{ caption, want string }{
		{"Shop 3", ""},
		{"Shop 门 铃门", "qr_no_font install=fonts-noto-cjk missing=门铃"},
	} {
		o := options(400, 4, qrcode.M)
		o.Caption, o.Fonts = row.caption, qrcode.NewFonts(folder)
		err := qrcode.PNG(&bytes.Buffer{}, link, o)
		if row.want == "" && err != nil || row.want != "" && (err == nil || err.Error() != row.want) {
			t.Errorf("%s: error %v, want %q", row.caption, err, row.want)
		}
	}
}

func TestTheFontThatIsGivenIsTaken(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ours.bin")
	must(t, os.WriteFile(path, goregular.TTF, 0o600))
	f, err := qrcode.NewFonts(path).For("Shop")
	must(t, err)
	if f.Name != "Go Regular" {
		t.Errorf("the font is %s", f.Name)
	}
	_, err = qrcode.ReadFont(bytes.NewReader([]byte("ttcf\x00\x00\x00\x00\xff\xff\xff\xff")))
	if codeOf(err) != qrcode.CodeBadFont {
		t.Errorf("error %v", err)
	}
}

// fontOf is a font that has only the characters from first to last, in shapes of others.
func fontOf(first, last rune) []byte {
	file := bytes.Clone(goregular.TTF)
	for entry := file[12:]; ; entry = entry[16:] {
		if string(entry[:4]) != "cmap" {
			continue
		}
		cmap := file[binary.BigEndian.Uint32(entry[8:]):]
		for i, v := range []uint32{1, 3<<16 | 10, 12, 12 << 16, 28, 0, 1, uint32(first), uint32(last), 40} {
			binary.BigEndian.PutUint32(cmap[4*i:], v)
		}
		return file
	}
}

func TestFontsThatHaveEverythingOnlyTogether(t *testing.T) {
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "DroidSansFallback.ttf"), fontOf('\u4e00', '\u9fff'), 0o600),
		os.WriteFile(filepath.Join(folder, "DejaVuSans.ttf"), fontOf('0', 'z'), 0o600))
	o := options(400, 4, qrcode.M)
	o.Fonts = qrcode.NewFonts(folder)
	for caption, want := range map[string]string{"3 门 x": "", "3 门!": "qr_no_font install=fonts-noto-cjk missing=!"} {
		o.Caption = caption
		if err := qrcode.PNG(&bytes.Buffer{}, link, o); want == "" && err != nil || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("%s: error %v, want %q", caption, err, want)
		}
	}
}

// TestACaptionIsDrawn compares the caption of one text with that of another: each puts its own ink under the code.
func TestACaptionIsDrawn(t *testing.T) {
	needChinese(t)
	inks := map[int]bool{}
	for _, caption := range []string{"一", "门铃", "上海第三店客服微信"} {
		o := options(300, 4, qrcode.M)
		o.Caption = caption
		img, err := qrcode.Draw(link, o)
		must(t, err)
		inks[ink(img, image.Rect(0, 300, 300, img.Bounds().Dy()))] = true
	}
	if len(inks) != 3 || inks[0] {
		t.Errorf("the captions' ink is %v", inks)
	}
}

// ink counts the pixels of a part of a picture that are not light.
func ink(img image.Image, in image.Rectangle) int {
	n := 0
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				n++
			}
		}
	}
	return n
}

// FuzzFont holds ReadFont to an error for what is no font.
func FuzzFont(f *testing.F) {
	f.Add(goregular.TTF[:4096])
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x10"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if font, err := qrcode.ReadFont(bytes.NewReader(data)); err != nil && codeOf(err) != qrcode.CodeBadFont || err == nil && font == nil {
			t.Fatal(err)
		}
	})
}

// TestSystemFontsOpen reads every Chinese font that this machine has.
func TestSystemFontsOpen(t *testing.T) {
	_ = filepath.WalkDir("/usr/share/fonts", func(path string, entry fs.DirEntry, err error) error {
		name := strings.ToLower(filepath.Base(path))
		if err != nil || entry.IsDir() || !strings.HasPrefix(name, "wqy") && !strings.HasPrefix(name, "notosanscjk-regular") && !strings.HasPrefix(name, "droidsansfallback") {
			return nil
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			f, err := qrcode.NewFonts(path).For("门铃")
			must(t, err)
			t.Log(f.Name)
		})
		return nil
	})
}
