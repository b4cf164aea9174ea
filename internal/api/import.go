package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/sheet"
)

type importInput struct {
	Account        int64  `query:"account" required:"true" doc:"The WeCom account the ways are made with"`
	File           string `query:"file" maxLength:"200" doc:"The file's name, for people"`
	ClientKey      string `query:"client_key" minLength:"8" maxLength:"64" doc:"A random string of the form: the same key gives the same import. Idempotency-Key will do as well"`
	Key            string `header:"Idempotency-Key" maxLength:"255"`
	CreateChannels bool   `query:"create_channels" doc:"Channels that are not there are made when the import runs"`
	RawBody        []byte `contentType:"application/octet-stream"`
}

// addImport takes a file. It is read to its end before it is answered; its rows are checked afterwards.
func (a *API) addImport(ctx context.Context, in *importInput) (*answer[ledger.ImportRow], error) {
	table, err := openTable(in.RawBody, in.File)
	if err != nil {
		return nil, err
	}
	n := ledger.NewImport{ClientKey: in.key(actor(ctx)), AccountID: in.Account, CreateChannels: in.CreateChannels}
	return answerWith(a.Ledger.AddImport(ctx, actor(ctx), n, table))
}

// key is the form's, or one made of the header that all creations take.
func (in *importInput) key(who crm.Actor) string {
	if in.ClientKey != "" || in.Key == "" {
		return in.ClientKey
	}
	return fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s:%d:%s", who.Kind, who.ID, in.Key)))
}

// openTable opens a file of ways by what it is, not by its name.
func openTable(data []byte, name string) (ledger.Table, error) {
	r, err := sheet.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ledger.Table{}, sheetError(err)
	}
	return ledger.Table{
		File: name, Format: r.About.Format, Encoding: r.About.Encoding, Sheet: r.About.Sheet, Hash: sha256.Sum256(data), Header: r.Header().Cells,
		Next: func() (ledger.TableRow, error) { return nextRow(r) },
	}, nil
}

func nextRow(r *sheet.Reader) (ledger.TableRow, error) {
	row, err := r.Read()
	if err == nil {
		return ledger.TableRow{Line: row.Line, Cells: row.Cells}, nil
	}
	if e := (*sheet.Error)(nil); errors.As(err, &e) && e.OneRow() {
		p := problemOf(sheetError(err).(*crm.Error))
		line, _ := e.Params["line"].(int)
		return ledger.TableRow{Line: line, Cells: row.Cells, Wrong: &ledger.CellError{ZH: p.ZH, EN: p.EN}}, nil
	}
	if errors.Is(err, io.EOF) {
		return ledger.TableRow{}, io.EOF
	}
	return ledger.TableRow{}, sheetError(err)
}

// sheetError puts what is wrong with a file into our words.
func sheetError(err error) error {
	e := (*sheet.Error)(nil)
	if !errors.As(err, &e) {
		return err
	}
	return &crm.Error{Code: crm.Code(e.Code), Params: e.Params}
}

type importsQuery struct {
	Limited
	After string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listImports(ctx context.Context, in *importsQuery) (*answer[Page[ledger.ImportRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.Store.ImportRows(ctx, after.ID, in.more())
	rows, next := cut(rows, in.size(), func(i ledger.ImportRow) string { return encodeCursor(0, i.ID) })
	return answerWith(Page[ledger.ImportRow]{rows, next}, err)
}

func (a *API) getImport(ctx context.Context, in *WithID) (*answer[ledger.ImportRow], error) {
	return answerWith(a.Ledger.Store.ImportRow(ctx, in.ID))
}

type linesQuery struct {
	WithID
	Limited
	Only  string `query:"only" enum:"all,errors,failed,unknown" default:"all"`
	After string `query:"after" maxLength:"100" doc:"next of the page before"`
}

// ImportLines is a page of an import's rows, with the file's header.
type ImportLines struct {
	Header []string         `json:"header"`
	Items  []ledger.LineRow `json:"items"`
	Next   string           `json:"next" doc:"For the next page; empty at the end"`
}

func (a *API) listImportLines(ctx context.Context, in *linesQuery) (*answer[ImportLines], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	i, err := a.Ledger.Store.Import(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.Store.ImportLines(ctx, ledger.LineQuery{Import: in.ID, Only: in.Only, After: after.ID, Limit: in.more()})
	rows, next := cut(rows, in.size(), func(l ledger.LineRow) string { return encodeCursor(0, l.N) })
	return answerWith(ImportLines{some(i.Header), rows, next}, err)
}

// ImportStart says what becomes of rows with errors.
type ImportStart struct {
	SkipWrong bool `json:"skip_wrong,omitempty" doc:"Rows with errors are passed over; else they keep the import from starting"`
}

func (a *API) startImport(ctx context.Context, in *edit[ImportStart]) (*answer[ledger.ImportRow], error) {
	return answerWith(a.Ledger.StartImport(ctx, actor(ctx), in.ID, in.Body.SkipWrong))
}

// ImportCheck says what is checked against.
type ImportCheck struct {
	CreateChannels bool `json:"create_channels,omitempty"`
}

func (a *API) checkImport(ctx context.Context, in *edit[ImportCheck]) (*answer[ledger.ImportRow], error) {
	return answerWith(a.Ledger.CheckImportAgain(ctx, actor(ctx), in.ID, in.Body.CreateChannels))
}

func (a *API) pauseImport(ctx context.Context, in *WithID) (*answer[ledger.ImportRow], error) {
	return answerWith(a.Ledger.PauseImport(ctx, actor(ctx), in.ID))
}

func (a *API) resumeImport(ctx context.Context, in *WithID) (*answer[ledger.ImportRow], error) {
	return answerWith(a.Ledger.ResumeImport(ctx, actor(ctx), in.ID))
}

func (a *API) cancelImport(ctx context.Context, in *WithID) (*answer[ledger.ImportRow], error) {
	return answerWith(a.Ledger.CancelImport(ctx, actor(ctx), in.ID))
}

func (a *API) retryImport(ctx context.Context, in *WithID) (*answer[ledger.ImportRow], error) {
	return answerWith(a.Ledger.RetryImport(ctx, actor(ctx), in.ID))
}

// getImportErrors is the file again, with a column that says what is wrong with each row: to be put right and imported again.
func (a *API) getImportErrors(ctx context.Context, in *importErrorsInput) (*huma.StreamResponse, error) {
	i, err := a.Ledger.Store.Import(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	q := ledger.LineQuery{Import: in.ID, Only: in.Only, Limit: mostItems}
	return tableAnswer(a, fileStem(i.File)+"-errors", "csv", func(ctx context.Context, w sheet.Writer) error {
		columns := make([]sheet.Column, 0, len(i.Header)+1)
		for _, title := range i.Header {
			if title != ledger.ErrorColumn {
				columns = append(columns, sheet.Column{Title: title})
			}
		}
		if err := w.Header(append(columns, sheet.Column{Title: ledger.ErrorColumn})...); err != nil {
			return err
		}
		return a.writeLines(ctx, w, i.Header, q)
	}), nil
}

type importErrorsInput struct {
	WithID
	Only string `query:"only" enum:"all,errors,failed,unknown" default:"all" doc:"Only rows with errors, or whose way failed or is unknown"`
}

func (a *API) writeLines(ctx context.Context, w sheet.Writer, header []string, q ledger.LineQuery) error {
	for {
		rows, err := a.Ledger.Store.ImportLines(ctx, q)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			if err := w.Row(append(withoutErrors(header, r.Cells), wrongWith(r))...); err != nil {
				return err
			}
		}
		q.After = rows[len(rows)-1].N
	}
}

// withoutErrors leaves out the column of errors of a file that had one, and fills a short row up.
func withoutErrors(header, cells []string) []string {
	out := make([]string, 0, len(header)+1)
	for k, title := range header {
		if title == ledger.ErrorColumn {
			continue
		}
		cell := ""
		if k < len(cells) {
			cell = cells[k]
		}
		out = append(out, cell)
	}
	return out
}

// wrongWith says in one cell what is wrong with a row.
func wrongWith(r ledger.LineRow) string {
	said := make([]string, 0, len(r.Errors)+1)
	for _, e := range r.Errors {
		at := ""
		if e.Column != "" {
			at = e.Column + ": "
		}
		said = append(said, at+e.ZH+" / "+e.EN)
	}
	if p := r.Problem; p != nil {
		said = append(said, p.ZH+"，"+p.DoZH+" / "+p.EN+": "+p.DoEN)
	}
	return strings.Join(said, "\n")
}
