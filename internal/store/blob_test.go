package store_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestBlobsComeBackAsTheyWent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, size := range []int{0, 1, store.BlobChunk, store.BlobChunk + 1, 3*store.BlobChunk - 1} {
			data := bytes.Repeat([]byte{byte(size), 0, 0xff}, size/3+1)[:size]
			want := crm.Blob{Hash: sha256.Sum256(data), Type: "image/png", Size: int64(size), Width: 3, Height: 4, Data: data, CreatedAt: 5}
			for range 2 { // the second time it is there already
				if err := s.Write(t.Context(), nil, func(tx *store.Tx) error { return tx.PutBlob(want) }); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.Blob(t.Context(), want.Hash)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(want.Data, got.Data) {
				t.Errorf("%d bytes: they differ", size)
			}
			want.Data, got.Data = nil, nil
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d bytes: %s", size, diff)
			}
		}
		if _, err := s.Blob(t.Context(), [32]byte{1}); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}

// A large file goes in parts. One that was interrupted is not given out, and is completed when it comes again, in parts or whole.
func TestLargeFilesGoInParts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		data := bytes.Repeat([]byte("门铃"), 2*store.BlobPart*store.BlobChunk/6+1)
		file := crm.Blob{Hash: sha256.Sum256(data), Type: "application/octet-stream", Data: data}
		part := func(b crm.Blob, n int) (more bool) {
			if err := s.Write(t.Context(), nil, func(tx *store.Tx) (err error) { more, err = tx.PutBlobPart(b, n); return err }); err != nil {
				t.Fatal(err)
			}
			return more
		}
		if !part(file, 0) {
			t.Fatal("it goes in one part")
		}
		if _, err := s.Blob(t.Context(), file.Hash); err == nil {
			t.Error("half a file is given out")
		}
		video := file
		video.Type = "video/mp4"
		if err := s.Write(t.Context(), nil, func(tx *store.Tx) error { return tx.PutBlob(video) }); err != nil {
			t.Fatal(err)
		}
		for n, more := 0, true; more; n++ {
			more = part(file, n)
		}
		got, err := s.Blob(t.Context(), file.Hash)
		if err != nil || !bytes.Equal(got.Data, data) || got.Type != "video/mp4" {
			t.Errorf("%d of %d bytes of %s, %v", len(got.Data), len(data), got.Type, err)
		}
		if head, err := s.BlobHead(t.Context(), file.Hash); err != nil || head.Size != int64(len(data)) || head.Data != nil {
			t.Errorf("its head is %+v, %v", head, err)
		}
	})
}
