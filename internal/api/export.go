package api

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/sheet"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// tableTypes are the media types of tables by the ends of their names.
var tableTypes = map[string]string{
	"csv":  "text/csv; charset=utf-8",
	"xlsx": xlsxType,
}

// tableAnswer streams a table as a file.
func tableAnswer(a *API, name, format string, write func(context.Context, sheet.Writer) error) *huma.StreamResponse {
	return fileAnswer(a, name, format, tableTypes[format], func(ctx context.Context, out http.ResponseWriter) error {
		w := sheet.NewCSV(out)
		if format == "xlsx" {
			w = sheet.NewXLSX(out)
		}
		err := write(ctx, w)
		if closeErr := w.Close(); err == nil {
			err = closeErr
		}
		return err
	})
}

// fileAnswer streams a file of unknown length. One that cannot be finished breaks off, so that nobody takes it for a whole one.
func fileAnswer(a *API, name, extension, mediaType string, write func(context.Context, http.ResponseWriter) error) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		h := w.Header()
		h.Set("Content-Type", mediaType)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": strings.TrimSuffix(fileName(name, ""), ".") + "." + extension}))
		if err := write(r.Context(), w); err != nil {
			a.Log.Warn("a file was broken off", "file", name, "err", err)
			panic(http.ErrAbortHandler)
		}
	}}
}

// fileStem is a file's name without what comes after its last dot.
func fileStem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// exportPage is how many ways are read at once.
const exportPage = 500

// eachWay gives all ways that a list shows, newest first, page by page.
func (a *API) eachWay(ctx context.Context, q ledger.WayQuery, do func(ledger.WayRow) error) error {
	q.Limit = exportPage
	for {
		rows, err := a.Ledger.Store.WayRows(ctx, q)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := do(row); err != nil {
				return err
			}
		}
		if len(rows) < exportPage {
			return nil
		}
		last := rows[len(rows)-1]
		q.After, q.AfterAt = last.ID, last.CreatedAt
	}
}

func (a *API) exportWays(format string) func(context.Context, *listQuery) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *listQuery) (*huma.StreamResponse, error) {
		q, err := a.wayQuery(in)
		if err != nil {
			return nil, err
		}
		names, err := a.Ledger.Names(ctx)
		if err != nil {
			return nil, err
		}
		name := "ways-" + time.UnixMilli(a.Clock.Ms()).UTC().Format("20060102")
		return tableAnswer(a, name, format, func(ctx context.Context, w sheet.Writer) error {
			columns := ledger.Columns()
			if err := w.Header(sheetColumns(columns)...); err != nil {
				return err
			}
			cells := make([]string, len(columns))
			return a.eachWay(ctx, q, func(row ledger.WayRow) error {
				for k, c := range columns {
					cells[k] = c.Show(row, names)
				}
				return w.Row(cells...)
			})
		}), nil
	}
}

func sheetColumns(columns []*ledger.Column) []sheet.Column {
	out := make([]sheet.Column, len(columns))
	for k, c := range columns {
		out[k] = sheet.Column{Title: c.Title(), Number: c.Number, Required: c.Required, Note: c.Note, Choices: c.Choices}
	}
	return out
}

// templateChannels is how many channels a template offers to choose from.
const templateChannels = 500

// getImportTemplate is a table to be filled in; as XLSX with notes and lists to choose from.
func (a *API) getImportTemplate(format string) func(context.Context, *none) (*huma.StreamResponse, error) {
	return func(ctx context.Context, _ *none) (*huma.StreamResponse, error) {
		names, err := a.Ledger.Names(ctx)
		if err != nil {
			return nil, err
		}
		columns := templateColumns(names)
		examples := [][]string{example(columns, exampleContact), example(columns, exampleJoin)}
		name, mediaType := "menling-import-template", tableTypes[format]
		return fileAnswer(a, name, format, mediaType, func(_ context.Context, out http.ResponseWriter) error {
			if format == "xlsx" {
				return sheet.Template(out, columns, examples...)
			}
			w := sheet.NewCSV(out)
			err := w.Header(columns...)
			for k := 0; k < len(examples) && err == nil; k++ {
				err = w.Row(examples[k]...)
			}
			if err != nil {
				return fmt.Errorf("write a template: %w", err)
			}
			return w.Close()
		}), nil
	}
}

func templateColumns(names ledger.Names) []sheet.Column {
	var wanted []*ledger.Column
	for _, c := range ledger.Columns() {
		if !c.Export {
			wanted = append(wanted, c)
		}
	}
	columns := sheetColumns(wanted)
	for k, c := range wanted {
		if c.Field == "channel" && len(names.Channels) <= templateChannels {
			columns[k].Choices = names.ChannelNames()
		}
	}
	return columns
}

// The rows that show how it is meant, by the columns' fields.
var (
	exampleContact = map[string]string{
		"name": "示例：人民路店前台", "channel": "门店", "kind": "联系我", "users": "zhangsan,lisi", "type": "多人", "scene": "二维码",
		"skip_verify": "是", "remark": "人民路店", "state_prefix": "renmin-", "welcome": "您好，我是{member}，很高兴为您服务",
	}
	exampleJoin = map[string]string{
		"name": "示例：人民路店福利群", "channel": "门店", "kind": "加入群聊", "chats": "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA", "scene": "二维码",
		"auto_create_room": "是", "room_base_name": "福利群", "room_base_id": "2",
	}
)

func example(columns []sheet.Column, values map[string]string) []string {
	var cells []string
	for _, c := range ledger.Columns() {
		if !c.Export {
			cells = append(cells, values[c.Field])
		}
	}
	return cells[:len(columns)]
}
