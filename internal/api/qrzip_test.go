package api

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/qrcode"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A platform that cannot be reached costs the pictures that are not kept yet, and not the archive.
func TestAnArchiveIsMadeWhileThePlatformIsAway(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		account, err := w.ground.AddAccount(t.Context(), crm.Operator(), crm.Account{
			Kind: crm.WeCom, PlatformID: "wwaway", Slug: "away", Name: "away", Secret: "secret", APIBaseURL: "http://127.0.0.1:1",
		})
		if err != nil {
			t.Fatal(err)
		}
		var code bytes.Buffer
		if err := qrcode.PNG(&code, "https://work.weixin.qq.com/gm/2", qrcode.Defaults()); err != nil {
			t.Fatal(err)
		}
		picture, err := crm.Picture(code.Bytes(), 1)
		if err != nil {
			t.Fatal(err)
		}
		w.write(func(tx *store.Tx) error {
			if err := errors.Join(tx.PutBlob(picture), tx.AddChannel(ledger.Channel{ID: 1, Name: "门店"})); err != nil {
				return err
			}
			for id := int64(1); id <= 4; id++ {
				way := ledger.Way{
					ID: id, Kind: ledger.KindJoin, CorpID: account.CorpID, AccountID: account.ID, State: fmt.Sprint("s", id), ClientKey: fmt.Sprint("k", id),
					ConfigID: fmt.Sprint("c", id), Phase: ledger.PhaseConfirmed, Settings: ledger.Settings{Name: fmt.Sprint("way ", id), Scene: ledger.SceneQR, ChannelID: 1},
				}
				if id == 2 {
					way.QRBlob, way.QRContent = picture.Hash[:], "https://work.weixin.qq.com/gm/2"
				}
				if err := tx.AddWay(way); err != nil {
					return err
				}
			}
			return nil
		})
		files := opened(t, w.admin().do(get, base+"/ways/qr.zip", nil).want(t, 200, nil).body)
		if len(files) != 2 || files[0].name != "门店/way 2-s2.png" {
			t.Fatalf("%d files, the first is %s", len(files), files[0].name)
		}
		if index := string(files[1].data); strings.Count(index, "the platform could not be reached") != 3 {
			t.Errorf("the index says\n%s", index)
		}
		if asked := strings.Count(w.log.String(), "repeating a call"); asked > 6 {
			t.Errorf("%d calls for a platform that is away", asked)
		}
	})
}
