package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysImport struct {
	config.Target
	output
	File           string `arg:"" optional:"" help:"CSV or XLSX file; --template writes one to fill in." type:"path"`
	Template       string `help:"Write an empty table with explanations, .csv or .xlsx, and exit." placeholder:"FILE" type:"path"`
	Account        string `help:"Short name of the WeCom account; not needed when there is one." placeholder:"NAME"`
	CreateChannels bool   `help:"Make channels that do not exist."`
	Check          bool   `help:"Only check the rows, and make nothing."`
	SkipWrong      bool   `help:"Pass over rows with errors."`
	Errors         string `help:"Write the rows with errors, and what is wrong with each, to a file." placeholder:"FILE" type:"path"`
}

// Validate says what is missing.
func (c waysImport) Validate() error {
	if c.File == "" && c.Template == "" {
		return errors.New("name a file, or --template FILE for one to fill in")
	}
	return c.Target.Validate()
}

// Run checks a file of ways, has them made, and shows how far it is. Run again with the same file it goes on where it was.
func (c waysImport) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		if c.Template != "" {
			return save(e, o, "/imports/template"+tableKind(c.Template), c.Template)
		}
		i, err := c.upload(e, o)
		if err != nil {
			return err
		}
		if !o.live {
			return errors.New("the file is kept; it is checked and its ways are made while the server runs: menling serve")
		}
		checked := c.of("正在检查 · checking", func(i ledger.ImportRow) bool { return i.State != ledger.ImportChecking })
		if i, err = follow(e, o, importPath(i.ID), i, checked); err != nil {
			return err
		}
		if i.Wrong > 0 {
			if err := c.showWrong(e, o, i); err != nil {
				return err
			}
		}
		if c.Check || i.Wrong > 0 && !c.SkipWrong {
			return c.end(e, i)
		}
		if i, err = c.begin(e, o, i); err != nil {
			return err
		}
		i, err = follow(e, o, importPath(i.ID), i, c.of("正在创建 · making", func(i ledger.ImportRow) bool {
			return i.State == ledger.ImportDone || i.State == ledger.ImportPaused || i.State == ledger.ImportCancelled
		}))
		return errors.Join(err, c.end(e, i))
	})
}

// upload hands the file in. Its key is made of its content, so that the same file is not imported twice by mistake.
func (c waysImport) upload(e env, o *operator) (i ledger.ImportRow, err error) {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return i, err
	}
	a, err := wecomAccount(e, o, c.Account)
	if err != nil {
		return i, err
	}
	sum := sha256.Sum256(fmt.Appendf(data[:len(data):len(data)], "\n%d %v", a.ID, c.CreateChannels))
	q := url.Values{"account": {strconv.FormatInt(a.ID, 10)}, "file": {filepath.Base(c.File)}, "client_key": {fmt.Sprintf("cli-%x", sum[:20])}, "create_channels": {strconv.FormatBool(c.CreateChannels)}}
	resp, err := o.send(e.ctx, "POST", "/imports?"+q.Encode(), "application/octet-stream", bytes.NewReader(data))
	if err != nil {
		return i, err
	}
	defer resp.Body.Close()
	return i, json.NewDecoder(resp.Body).Decode(&i)
}

func importPath(id int64) string { return "/imports/" + strconv.FormatInt(id, 10) }

// begin has a checked import run, or a paused one go on.
func (c waysImport) begin(e env, o *operator, i ledger.ImportRow) (ledger.ImportRow, error) {
	switch i.State {
	case ledger.ImportReady:
		return i, o.call(e.ctx, "POST", importPath(i.ID)+"/start", map[string]bool{"skip_wrong": c.SkipWrong}, &i)
	case ledger.ImportPaused:
		return i, o.call(e.ctx, "POST", importPath(i.ID)+"/resume", nil, &i)
	}
	return i, nil
}

// of is how far an import is at what it does now, until it is there.
func (c waysImport) of(what string, there func(ledger.ImportRow) bool) func(ledger.ImportRow) standing {
	return func(i ledger.ImportRow) standing {
		s := standing{done: i.Checked, total: i.Total, about: what, over: there(i)}
		if i.State == ledger.ImportRunning {
			s.done, s.rate, s.left = i.Made+i.Failed+i.Unknown, i.Rate, i.SecondsLeft
		}
		return s
	}
}

// shownWrong is how many rows with errors are printed.
const shownWrong = 20

func (c waysImport) showWrong(e env, o *operator, i ledger.ImportRow) error {
	if c.Errors != "" {
		return save(e, o, importPath(i.ID)+"/errors.csv", c.Errors)
	}
	var page struct {
		Header []string         `json:"header"`
		Items  []ledger.LineRow `json:"items"`
	}
	if err := o.call(e.ctx, "GET", importPath(i.ID)+"/rows?only=errors&limit="+strconv.Itoa(shownWrong), nil, &page); err != nil {
		return err
	}
	for _, row := range page.Items {
		for _, wrong := range row.Errors {
			e.say("第 %d 行 line %d  %s: %s · %s", row.Line, row.Line, wrong.Column, wrong.ZH, wrong.EN)
		}
	}
	if more := i.Wrong - int64(len(page.Items)); more > 0 {
		e.say("还有 %d 行有错误，用 --errors FILE 取得全部 · %d more: --errors FILE writes them all", more, more)
	}
	return nil
}

func (c waysImport) end(e env, i ledger.ImportRow) error {
	if c.JSON {
		if err := printJSON(e.stdout, i); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(e.stdout, "%s: 共 %d 行 rows, 有误 wrong %d, 已创建 made %d, 失败 failed %d, 未知 unknown %d, 等待 waiting %d\n", i.File, i.Total, i.Wrong, i.Made, i.Failed, i.Unknown, i.Waiting)
	}
	switch {
	case i.State == ledger.ImportPaused && i.Problem != nil:
		return fmt.Errorf("paused: %s · %s", i.Problem.EN, i.Problem.ZH)
	case i.State == ledger.ImportPaused:
		return errors.New("paused: run the command again to go on")
	case i.Wrong > 0 && !c.SkipWrong:
		return errors.New("nothing was made: mend the rows, or pass over them with --skip-wrong")
	case i.Failed > 0:
		return fmt.Errorf("%d ways failed: menling ways list --phase unsettled shows why", i.Failed)
	}
	return nil
}

// tableKind is the ending that says how a table is written.
func tableKind(file string) string {
	if strings.EqualFold(filepath.Ext(file), ".xlsx") {
		return ".xlsx"
	}
	return ".csv"
}
