package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// kitPlugID is the way whose button's configuration is read.
const kitPlugID = "0123456789abcdef0123456789abcdef"

const kitPath = "/kit/v1/ways/" + kitPlugID + "?mask=1"

// kitConfig measures how often a second pages can read what a button shows, beside a bare handler with the same answer.
func kitConfig(ctx context.Context, b *bench) (row Row, err error) {
	dir := filepath.Join(b.dir, "kit")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return row, err
	}
	ours, err := b.start(ctx, "kit", dir, b.profileOf("kit"))
	if err != nil {
		return row, err
	}
	defer func() { err = errors.Join(err, ours.stop()) }()
	if err := keepAnswer(ctx, ours.addr, filepath.Join(dir, cannedFile)); err != nil {
		return row, err
	}
	bare, err := b.start(ctx, "canned", dir, "")
	if err != nil {
		return row, err
	}
	defer func() { err = errors.Join(err, bare.stop()) }()
	calls, paces := slices.Repeat([][]byte{[]byte("GET " + kitPath + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n")}, pick(b, 30_000, 100)), [2][]pace{}
	connections, rounds := pick(b, 64, 4), pick(b, 9, 2)
	for range rounds {
		for side, p := range []*process{ours, bare} {
			f, err := dial(ctx, p.addr, connections, isKitConfig)
			if err != nil {
				return row, err
			}
			took, err := f.watched(ctx, p.cmd, calls)
			f.close()
			if err != nil {
				return row, err
			}
			paces[side] = append(paces[side], took)
		}
	}
	row = alone("configurations of a button, as every page that shows one reads them", "requests/s", higher, middle(paces[0], perSecond)).
		against("bare net/http handler that answers the same bytes", middle(paces[1], perSecond))
	row.Conditions = fmt.Sprintf("SQLite; medians of %d rounds of %d requests over %d connections; p99 %s ms (bare %s), processor time of the server %s µs each (bare %s)",
		rounds, len(calls), connections, figure(round(middle(paces[0], p99))), figure(round(middle(paces[1], p99))),
		figure(round(middle(paces[0], processor))), figure(round(middle(paces[1], processor))))
	return row, nil
}

func isKitConfig(body []byte) bool { return bytes.HasPrefix(body, []byte(`{"plugid":"`+kitPlugID)) }

// keepAnswer puts what the server answers into a file, for the bare one.
func keepAnswer(ctx context.Context, addr, path string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+kitPath, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && !isKitConfig(body) {
		err = fmt.Errorf("a button's configuration is %s", body)
	}
	return errors.Join(err, os.WriteFile(path, body, 0o600))
}

// serveKit is the real server with one button.
func serveKit(ctx context.Context, dir string) error {
	a, err := openServer(ctx, app.Options{Dir: dir})
	if err != nil {
		return err
	}
	account, err := a.Ground.AddAccount(ctx, crm.Operator(), crm.Account{Kind: crm.WeCom, Slug: slug, PlatformID: corpID, AgentID: "1000002", Secret: "none"})
	if err != nil {
		return errors.Join(err, a.Close())
	}
	w := ledger.Way{
		ID: 2, Kind: ledger.KindContact, CorpID: account.CorpID, AccountID: account.ID, State: "kit", Phase: ledger.PhaseConfirmed, ClientKey: "kit", ConfigID: kitPlugID,
		CreatedAt: time.Now().UnixMilli(), Settings: ledger.Settings{Name: "kit", ChannelID: 1, Scene: ledger.SceneButton, Users: []string{"zhangsan"}},
	}
	err = a.Store.Write(ctx, nil, func(tx *store.Tx) error {
		return errors.Join(tx.AddChannel(ledger.Channel{ID: 1, Name: "kit"}), tx.AddWay(w))
	})
	if err != nil {
		return errors.Join(err, a.Close())
	}
	fmt.Println(a.URL()[len("http://"):])
	return a.Run(ctx)
}
