package ledger_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/png"
	"slices"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// told is a waker that remembers what it was told.
type told struct{ topics []string }

func (w *told) Wake(topic string) { w.topics = append(w.topics, topic) }

// Media of a channel are needed from its first way on, whoever brings it there: they are looked over then, not minutes later.
func TestMediaOfAChannelAreLookedOverWhenAWayComes(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	heard := &told{}
	y.ledger.Waker = heard
	blob := y.keepPicture()
	name, welcome := "有图片", ledger.Greet("您好")
	welcome.Attachments = []ledger.Attachment{{Kind: "image", Media: hex.EncodeToString(blob.Hash[:])}}
	channel, err := y.ledger.CreateChannel(t.Context(), crm.Operator(), ledger.ChannelEdit{Name: &name, Welcome: &welcome})
	if err != nil {
		t.Fatal(err)
	}
	other := y.channel
	wayIn := func(key string, in int64) (row ledger.WayRow) {
		row, err := y.ledger.CreateWay(t.Context(), crm.Operator(), ledger.NewWay{ClientKey: "way of " + key, AccountID: y.account.ID, Kind: ledger.KindContact,
			Settings: ledger.Settings{Name: key, ChannelID: in, Users: []string{"zhangsan"}, MarkSource: true}})
		if err != nil {
			t.Fatal(err)
		}
		return row
	}
	plain := wayIn("在别的渠道", other)
	for name, come := range map[string]func(){
		"created": func() { wayIn("新的", channel.ID) },
		"organised": func() {
			if _, err := y.ledger.OrganiseWays(t.Context(), crm.Operator(), ledger.Organise{IDs: []int64{plain.ID}, ChannelID: &channel.ID}); err != nil {
				t.Fatal(err)
			}
		},
	} {
		heard.topics = nil
		come()
		if !slices.Contains(heard.topics, ledger.TopicMedia) {
			t.Errorf("%s: only %v were woken", name, heard.topics)
		}
	}
}

func (y *yard) keepPicture() crm.Blob {
	y.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		y.Fatal(err)
	}
	blob, err := y.ledger.KeepMedia(y.Context(), "image", picture.Bytes())
	if err != nil {
		y.Fatal(err)
	}
	return blob
}

// Customers who come in the same second need the same picture: it is uploaded once.
func TestThirtyTwoCallersUploadAPictureOnce(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	blob := y.keepPicture()
	job := crm.Job{AccountID: y.account.ID, Payload: fmt.Appendf(nil, `{"hash":"%x","kind":"image"}`, blob.Hash)}
	errs := make(chan error)
	for range 32 {
		go func() { errs <- y.ledger.UploadMedia(t.Context(), job) }()
	}
	for range 32 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := y.calls("/cgi-bin/media/upload"); n != 1 {
		t.Errorf("uploaded %d times", n)
	}
	quick, stop := context.WithCancel(t.Context())
	stop()
	if err := y.ledger.UploadMedia(quick, job); !errors.Is(err, context.Canceled) {
		t.Errorf("who does not wait is told %v", err)
	}
}
