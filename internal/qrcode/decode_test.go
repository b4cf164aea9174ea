package qrcode_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/qrcode"
	"github.com/menling/menling/sandbox"
)

// withSum renews the checksum of a PNG's first chunk.
func withSum(file []byte) []byte {
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}

func TestThePlatformsPictureIsRead(t *testing.T) {
	sb, err := sandbox.New(sandbox.Options{})
	must(t, err)
	srv := httptest.NewServer(sb)
	defer srv.Close()
	defer sb.Close()
	sb.SetBaseURL(srv.URL)
	token := ask(t, srv.URL+"/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-contact-secret", "")["access_token"]
	way := ask(t, srv.URL+"/cgi-bin/externalcontact/add_contact_way?access_token="+token.(string), `{"type":1,"scene":2,"user":["zhangsan"]}`)
	res, err := http.Get(way["qr_code"].(string))
	must(t, err)
	defer res.Body.Close()
	file, err := io.ReadAll(res.Body)
	must(t, err)
	img, err := qrcode.ReadPicture(file)
	must(t, err)
	wantText(t, "the sandbox's picture", img, srv.URL+"/u/"+way["config_id"].(string))
}

func ask(t *testing.T, url, body string) map[string]any {
	t.Helper()
	method := http.MethodPost
	if body == "" {
		method = http.MethodGet
	}
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	must(t, err)
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	defer res.Body.Close()
	var answer map[string]any
	must(t, json.NewDecoder(res.Body).Decode(&answer))
	if answer["errcode"] != 0. {
		t.Fatal(answer)
	}
	return answer
}

func TestAPictureWithoutACode(t *testing.T) {
	noise := image.NewGray(image.Rect(0, 0, 700, 700))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(random.Uint32())
	}
	for name, img := range map[string]image.Image{"white": image.NewUniform(color.White), "empty": image.NewGray(image.Rect(0, 0, 0, 5)), "dot": image.NewGray(image.Rect(3, 3, 4, 4)), "noise": noise} {
		_, err := qrcode.Decode(img)
		want := map[string]qrcode.Code{"white": qrcode.CodeTooLarge, "empty": qrcode.CodeBroken}[name]
		if want == "" {
			want = qrcode.CodeNotFound
		}
		if codeOf(err) != want {
			t.Errorf("%s: error %v, want %s", name, err, want)
		}
	}
}

// TestAPictureFullOfCorners would take the library days.
func TestAPictureFullOfCorners(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 1600, 1600))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for y := 0; y+18 < 1600; y += 18 {
		for x := 0; x+18 < 1600; x += 18 {
			draw.Draw(img, image.Rect(x, y, x+14, y+14), image.Black, image.Point{}, draw.Src)
			draw.Draw(img, image.Rect(x+2, y+2, x+12, y+12), image.White, image.Point{}, draw.Src)
			draw.Draw(img, image.Rect(x+4, y+4, x+10, y+10), image.Black, image.Point{}, draw.Src)
		}
	}
	begin := time.Now()
	if _, err := qrcode.Decode(img); codeOf(err) != qrcode.CodeNotFound {
		t.Errorf("error %v", err)
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestACodeInTheCornerOfALargePhoto(t *testing.T) {
	code, err := qrcode.Draw(link, options(600, 4, qrcode.M))
	must(t, err)
	page := photo(3000, 2000)
	draw.Draw(page, image.Rect(2300, 1300, 2900, 1900), code, image.Point{}, draw.Src)
	wantText(t, "photo", page, link)
	clear(page.Pix[3:4]) // one pixel that is not opaque
	wantText(t, "with transparency", page, link)
}

func FuzzDecode(f *testing.F) {
	for _, content := range []string{"1", link, "您好"} {
		var file bytes.Buffer
		must(f, qrcode.PNG(&file, content, options(120, 1, qrcode.L)))
		f.Add(file.Bytes(), uint16(0), byte(0))
	}
	f.Fuzz(func(t *testing.T, file []byte, at uint16, value byte) {
		img, err := qrcode.ReadPicture(file)
		if err != nil {
			return
		}
		size := img.Bounds().Size()
		if size.X*size.Y > 1<<18 {
			return // large ones are slow, not different
		}
		if p, ok := img.(*image.Paletted); ok && len(p.Pix) > 0 {
			for i := range 40 { // damage that leaves the picture one
				p.Pix[(int(at)+i*int(value))%len(p.Pix)] ^= 1
			}
		}
		if text, err := qrcode.Decode(img); err != nil && codeOf(err) == "" || err == nil && text == "" {
			t.Fatalf("%q, %v", text, err)
		}
	})
}
