package wecom_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// video is 9 MB of which no two megabytes are the same.
func video() []byte {
	data := make([]byte, 9<<20)
	for i := range data {
		data[i] = byte(i>>20 + i)
	}
	return data
}

func TestDownloadAsksForOneRangeAfterTheOther(t *testing.T) {
	data, asked := video(), []string(nil)
	app := setup(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Get("Range"))
		w.Header().Set("Content-Type", "video/mp4")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	})
	var got bytes.Buffer
	var told []int64
	if err := app.Media.Download(t.Context(), "m", &got, func(done, size int64) { told = append(told, done, size) }); err != nil || !bytes.Equal(got.Bytes(), data) {
		t.Fatalf("%d bytes, %v", got.Len(), err)
	}
	if want := []string{"bytes=0-4194303", "bytes=4194304-8388607", "bytes=8388608-12582911"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v", asked)
	}
	if want := []int64{4 << 20, 9 << 20, 8 << 20, 9 << 20, 9 << 20, 9 << 20}; !slices.Equal(told, want) {
		t.Errorf("told %v", told)
	}
}

// Who ignores the range and gives the whole file does not spoil the result.
func TestDownloadOfAWholeFile(t *testing.T) {
	data := video()
	app := setup(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "video/mp4")
		w.Write(data)
	})
	var got bytes.Buffer
	if err := app.Media.Download(t.Context(), "m", &got, nil); err != nil || !bytes.Equal(got.Bytes(), data) {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
	part, size, err := app.Media.GetRange(t.Context(), "m", 1<<20, 1<<20+15)
	if err != nil || size != 9<<20 || !bytes.Equal(part.Data, data[1<<20:1<<20+16]) {
		t.Errorf("part of %d bytes of %d, %v", len(part.Data), size, err)
	}
	if part, _, err = app.Media.GetRange(t.Context(), "m", 10<<20, 11<<20); err != nil || len(part.Data) != 0 {
		t.Errorf("behind the end: %d bytes, %v", len(part.Data), err)
	}
}

func TestRangesAreChecked(t *testing.T) {
	for name, said := range map[string]string{
		"none": "", "no size": "bytes 16-31/*", "another": "bytes 0-15/64", "too long": "bytes 16-32/64", "beyond the end": "bytes 16-31/31",
	} {
		app := setup(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Range", said)
			w.WriteHeader(http.StatusPartialContent)
			w.Write(make([]byte, 16))
		})
		if _, _, err := app.Media.GetRange(t.Context(), "m", 16, 31); !wx.IsUnknown(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// full takes a few bytes, like a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 3, io.ErrShortWrite }

func TestDownloadEndsAfterAnError(t *testing.T) {
	calls := 0
	app := setup(t, func(w http.ResponseWriter, r *http.Request) {
		if calls++; calls == 2 {
			io.WriteString(w, `{"errcode":40007,"errmsg":"invalid media_id"}`)
			return
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(video()))
	})
	var got bytes.Buffer
	if err := app.Media.Download(t.Context(), "m", &got, nil); !errors.Is(err, wx.ErrInvalidMedia) || got.Len() != 4<<20 {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
	if err := app.Media.Download(t.Context(), "m", full{}, nil); !errors.Is(err, io.ErrShortWrite) || calls != 3 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func TestUploadedSizes(t *testing.T) {
	const mb = 1 << 20
	var size int
	app := setup(t, func(w http.ResponseWriter, r *http.Request) {
		if file, header, err := r.FormFile("media"); err != nil {
			t.Error(err)
		} else {
			size = int(header.Size)
			file.Close()
		}
		io.WriteString(w, `{"errcode":0,"errmsg":"ok","type":"file","media_id":"M","created_at":1700000000,"url":"u"}`)
	})
	for kind, largest := range map[wecom.MediaType]int64{wecom.MediaImage: 10 * mb, wecom.MediaVoice: 2 * mb, wecom.MediaVideo: 10 * mb, wecom.MediaFile: 20 * mb} {
		for _, n := range []int64{6, largest} {
			media, err := app.Media.Upload(t.Context(), wecom.Upload{Type: kind, Name: "f", Body: zeros(n)})
			if err != nil || int64(size) != n || media.ID != "M" || !media.CreatedAt.Equal(time.Unix(1700000000, 0)) {
				t.Errorf("%s of %d bytes: %+v of %d, %v", kind, n, media, size, err)
			}
		}
	}
	if url, err := app.Media.UploadPicture(t.Context(), wecom.Upload{Body: zeros(2 * mb)}); err != nil || url != "u" || size != 2*mb {
		t.Errorf("a kept picture: %q of %d, %v", url, size, err)
	}
}

// An answer that says yes and names nothing leaves open what happened.
func TestUploadsWithoutAnIDAreUnknown(t *testing.T) {
	app := setup(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, done) })
	if _, err := app.Media.Upload(t.Context(), wecom.Upload{Body: zeros(6)}); !wx.IsUnknown(err) {
		t.Errorf("%v", err)
	}
	if _, err := app.Media.UploadPicture(t.Context(), wecom.Upload{Body: zeros(6)}); !wx.IsUnknown(err) {
		t.Errorf("%v", err)
	}
	broken := errors.New("broken disk")
	body := io.MultiReader(zeros(6), failing{broken})
	if _, err := app.Media.Upload(t.Context(), wecom.Upload{Body: body}); !errors.Is(err, broken) || wx.IsUnknown(err) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// Customers send JSON and text files, too. Only what has no name and is no part
// of a file may be the platform's error.
func TestFileOfJSONIsAFile(t *testing.T) {
	for name, of := range map[string]struct {
		header, value string
		status        int
		file          bool
	}{
		"named":     {"Content-Disposition", `attachment; filename="export.json"`, http.StatusOK, true},
		"in part":   {"Content-Range", "bytes 0-14/15", http.StatusPartialContent, true},
		"a refusal": {"X-Other", "", http.StatusOK, false},
	} {
		const body = `{"errcode":7,"":1}`
		app := setup(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set(of.header, of.value)
			w.WriteHeader(of.status)
			io.WriteString(w, body)
		})
		file, err := app.Media.Get(t.Context(), "m")
		if (err == nil) != of.file || of.file && string(file.Data) != body {
			t.Errorf("%s: %q, %v", name, file.Data, err)
		}
	}
}
