package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// importTask tells the server of an import what to do; importResult is what it took.
type (
	importTask struct {
		Platform string `json:"platform"`
		Ways     int    `json:"ways"`
	}
	importResult struct {
		UploadS float64 `json:"upload_s"`
		CheckS  float64 `json:"check_s"`
		RunS    float64 `json:"run_s"`
		PeakMB  float64 `json:"peak_mb"` // the most of its own until the end of the run
		BareS   float64 `json:"bare_s"`
		CPU     float64 `json:"cpu_s"` // of the run
		BareCPU float64 `json:"bare_cpu_s"`
		FileMB  float64 `json:"file_mb"` // of the database
	}
)

const (
	importFile  = "import.json"
	sandboxCorp = "ww1a2b3c4d5e6f7081"
)

// importWays measures an import from the start of its run to its last way, beside the same number of bare calls by the SDK.
func importWays(ctx context.Context, b *bench) (row Row, err error) {
	n := b.many(100_000, 60)
	box, err := b.emulator(ctx)
	if err != nil {
		return row, err
	}
	defer func() { err = errors.Join(err, box.stop()) }()
	dir := filepath.Join(b.dir, "import")
	task, _ := json.Marshal(importTask{"http://" + box.addr, n}) // a text and a number cannot fail
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, importFile), task, 0o600)); err != nil {
		return row, err
	}
	profile := ""
	if b.profile != "" {
		profile = filepath.Join(b.profile, "import.pprof")
	}
	p, err := b.start(ctx, "import", dir, profile)
	if err != nil {
		return row, err
	}
	var r importResult
	if err := errors.Join(json.Unmarshal([]byte(p.addr), &r), p.stop()); err != nil {
		return row, err
	}
	row = alone(fmt.Sprintf("import of %d ways, from the start of its run to its last way", n), "ways/s", higher, float64(n)/r.RunS).
		against("the same number of add_contact_way calls by the SDK, as many side by side", float64(n)/r.BareS)
	row.Conditions = fmt.Sprintf("SQLite; the sandbox in a process of its own, its limits and ours off; upload %s s, check %s s, run %s s (processor %s s; bare calls %s s); "+
		"most memory of its own until then %s MB (VmHWM − RssFile); database afterwards %s MB; pictures are fetched after that and not in the time; 1 MB is 10^6 bytes",
		figure(round(r.UploadS)), figure(round(r.CheckS)), figure(round(r.RunS)), figure(round(r.CPU)), figure(round(r.BareCPU)), figure(round(r.PeakMB)), figure(round(r.FileMB)))
	return row, nil
}

// serveImport is the real server, which imports a file and says what it took; then the bare calls.
func serveImport(ctx context.Context, dir string) error {
	var task importTask
	if err := readTask(filepath.Join(dir, importFile), &task); err != nil {
		return err
	}
	a, err := openServer(ctx, app.Options{Dir: dir})
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- a.Run(serving) }()
	r, err := imported(ctx, a, task)
	if err == nil {
		info, statErr := os.Stat(filepath.Join(dir, "menling.db"))
		if err = statErr; err == nil {
			r.FileMB = float64(info.Size()) / megabyte
		}
	}
	stop()
	if err = errors.Join(err, <-ended); err != nil {
		return err
	}
	if r.BareS, r.BareCPU, err = bareWays(ctx, task); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// imported uploads the file, waits for its checks, and has it run.
func imported(ctx context.Context, a *app.App, task importTask) (r importResult, err error) {
	account, err := a.Ground.AddAccount(ctx, crm.Operator(), crm.Account{
		Kind: crm.WeCom, Slug: slug, PlatformID: sandboxCorp, AgentID: "1000002", Secret: "sandbox-contact-secret", APIBaseURL: task.Platform,
	})
	if err != nil {
		return r, err
	}
	began := time.Now()
	var i ledger.ImportRow
	path := fmt.Sprintf("/api/v1/imports?account=%d&client_key=benchmark&create_channels=true", account.ID)
	if err := operate(ctx, a, http.MethodPost, path, wayTable(task.Ways), &i); err != nil {
		return r, err
	}
	r.UploadS = time.Since(began).Seconds()
	if i, err = awaitImport(ctx, a, i.ID, ledger.ImportReady); err != nil {
		return r, err
	}
	r.CheckS = time.Since(began).Seconds() - r.UploadS
	if i.Wrong > 0 {
		return r, fmt.Errorf("%d rows are wrong", i.Wrong)
	}
	began = time.Now()
	before := processorTime()
	if err := operate(ctx, a, http.MethodPost, fmt.Sprintf("/api/v1/imports/%d/start", i.ID), []byte("{}"), &i); err != nil {
		return r, err
	}
	if i, err = awaitImport(ctx, a, i.ID, ledger.ImportDone); err != nil {
		return r, err
	}
	r.RunS, r.CPU = time.Since(began).Seconds(), (processorTime() - before).Seconds()
	if i.Made != int64(task.Ways) {
		return r, fmt.Errorf("%d of %d ways were made", i.Made, task.Ways)
	}
	_, r.PeakMB, err = ownMemory("/proc/self/status")
	return r, err
}

func awaitImport(ctx context.Context, a *app.App, id int64, state ledger.ImportState) (i ledger.ImportRow, err error) {
	for {
		err = operate(ctx, a, http.MethodGet, fmt.Sprintf("/api/v1/imports/%d", id), nil, &i)
		if err != nil || i.State == state {
			return i, err
		}
		if i.State == ledger.ImportPaused {
			return i, fmt.Errorf("the import paused: %+v", i.Problem)
		}
		select {
		case <-ctx.Done():
			return i, ctx.Err()
		case <-time.After(250 * time.Millisecond):
		}
	}
}

// operate makes a call as the machine's own operator.
func operate(ctx context.Context, a *app.App, method, path string, body []byte, v any) error {
	w := httptest.NewRecorder()
	a.Operator().ServeHTTP(w, httptest.NewRequestWithContext(ctx, method, path, bytes.NewReader(body)))
	answer, err := io.ReadAll(w.Result().Body)
	if err == nil && w.Code/100 != 2 {
		err = fmt.Errorf("%s %s: %d %s", method, path, w.Code, answer)
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, v)
}

// wayTable is a file of ways as a company with many shops has it.
func wayTable(n int) []byte {
	var b bytes.Buffer
	b.WriteString("名称,渠道,成员,备注,state 前缀,欢迎语\n")
	for k := range n {
		fmt.Fprintf(&b, "第 %d 号门店收银台,线下门店 %d 区,\"zhangsan,lisi\",%d 号店,shop-,您好，欢迎光临 %d 号店\n", k, k%50, k, k)
	}
	return b.Bytes()
}

// bareSideBySide is how many calls an import has under way at once.
const bareSideBySide = 24

// bareWays makes as many ways by nothing but the SDK.
func bareWays(ctx context.Context, task importTask) (seconds, cpu float64, err error) {
	corp, err := wecom.New(sandboxCorp, wecom.WithBaseURL(task.Platform), wecom.WithLimiter(wx.NoLimit()))
	if err != nil {
		return 0, 0, err
	}
	calls := corp.App("sandbox-contact-secret").ContactWays
	skip := true
	began, before := time.Now(), processorTime()
	var next atomic.Int64
	var all sync.WaitGroup
	failed := make(chan error, bareSideBySide)
	for range bareSideBySide {
		all.Go(func() {
			for k := next.Add(1); k <= int64(task.Ways); k = next.Add(1) {
				_, err := calls.Add(ctx, wecom.ContactWayAdd{
					Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, Remark: fmt.Sprint(k, " 号店"), SkipVerify: &skip, State: fmt.Sprint("bare-", k), User: []string{"zhangsan", "lisi"},
				})
				if err != nil {
					failed <- err
					return
				}
			}
		})
	}
	all.Wait()
	close(failed)
	return time.Since(began).Seconds(), (processorTime() - before).Seconds(), <-failed
}
