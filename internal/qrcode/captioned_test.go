package qrcode

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Whatever a code says, it is read under a caption too: the strokes of a caption look like corners of a code to a reader.
func TestCodesWithCaptionsAreRead(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 150 {
		text := fmt.Sprintf("http://127.0.0.1:9180/sandbox/q/%016x%016x", random.Uint64(), random.Uint64())
		o := Defaults()
		o.Caption = "门店 / 海报"
		img, err := Draw(text, o)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Decode(img); err != nil || got != text {
			t.Errorf("%s is read as %q (%v)", text, got, err)
		}
	}
}
