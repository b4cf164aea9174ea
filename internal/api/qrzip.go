package api

import (
	archive "archive/zip"
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/sheet"
)

// WayFilters are a list's filters; embedded under this name huma reads them.
type WayFilters = listQuery

type zipInput struct {
	WayFilters
	QRLook
	Format string `query:"format" enum:"png,svg,jpeg" default:"png" doc:"jpeg: of posters only"`
	Name   string `query:"name" maxLength:"200" default:"{channel}/{name}-{state}" doc:"Names of the files: {channel}, {name}, {state}, {id}, {config_id}, {remark}, {member}; / makes folders"`
	Poster int64  `query:"poster" doc:"Each code on this poster"`
}

// getQRZip is the pictures of all ways that a list shows, and index.csv that says which file is whose.
func (a *API) getQRZip(ctx context.Context, in *zipInput) (*huma.StreamResponse, error) {
	q, err := a.wayQuery(&in.WayFilters)
	if err != nil {
		return nil, err
	}
	paint, err := a.painterOf(ctx, in)
	if err != nil {
		return nil, err
	}
	name := "qr-" + time.UnixMilli(a.Clock.Ms()).UTC().Format("20060102")
	return fileAnswer(a, name, "zip", "application/zip", func(ctx context.Context, out http.ResponseWriter) error {
		z := &qrZip{Writer: archive.NewWriter(out), api: a, in: in, paint: paint, names: newFileNames()}
		return z.write(ctx, q)
	}), nil
}

func (a *API) painterOf(ctx context.Context, in *zipInput) (painter, error) {
	switch {
	case in.Poster != 0 && in.Format == "svg":
		return nil, crm.Invalid("format", "海报只能导出 PNG 或 JPEG", "posters come as PNG or JPEG")
	case in.Poster != 0:
		return a.posterPainter(ctx, in.Poster, in.QRLook, in.Format)
	case in.Format == "jpeg":
		return nil, crm.Invalid("format", "二维码请用 PNG 或 SVG", "codes come as PNG or SVG")
	case in.Format == "svg":
		return func(ctx context.Context, w ledger.Way) (crm.Blob, error) { return a.qrDrawing(ctx, w, in.QRLook) }, nil
	}
	return func(ctx context.Context, w ledger.Way) (crm.Blob, error) { return a.qrPicture(ctx, w, in.QRLook) }, nil
}

// qrZip is an archive while it is written: one picture is in memory at a time, and the index.
type qrZip struct {
	*archive.Writer
	api   *API
	in    *zipInput
	paint painter
	names *fileNames
	index bytes.Buffer
	table sheet.Writer
	away  bool // a platform could not be reached: no other picture is waited for
}

func (z *qrZip) write(ctx context.Context, q ledger.WayQuery) error {
	z.table = sheet.NewCSV(&z.index)
	err := z.table.Header(sheet.Column{Title: "文件 File"}, sheet.Column{Title: "名称 Name"}, sheet.Column{Title: "渠道 Channel"}, sheet.Column{Title: "state"},
		sheet.Column{Title: "配置 ID Config ID"}, sheet.Column{Title: "编号 ID"}, sheet.Column{Title: "说明 Why there is none"})
	if err == nil {
		err = z.api.eachWay(ctx, q, func(row ledger.WayRow) error { return z.add(ctx, row) })
	}
	if err == nil {
		err = z.table.Close()
	}
	if err != nil {
		return err
	}
	return errors.Join(z.file("index.csv", archive.Deflate, z.index.Bytes()), z.Close())
}

// add puts one picture in. A way that has none is named in the index with the reason; it does not spoil the others.
func (z *qrZip) add(ctx context.Context, row ledger.WayRow) error {
	name, why := "", ""
	b, err := z.picture(ctx, row)
	switch {
	case err == nil:
		name = z.names.unique(fillIn(z.in.Name, fileValues(row)), strings.TrimSuffix(strings.TrimPrefix(b.Type, "image/"), "+xml"))
		method := archive.Store // pictures are packed already
		if b.Type == "image/svg+xml" {
			method = archive.Deflate
		}
		if err := z.file(name, method, b.Data); err != nil {
			return err
		}
	case ctx.Err() != nil:
		return err
	default:
		p := z.api.problem(ctx, err)
		z.away = z.away || p.Code == string(crm.CodeUnreachable)
		why = p.ZH + " / " + p.EN
	}
	return z.table.Row(name, row.Name, row.ChannelName, row.State, row.ConfigID, strconv.FormatInt(row.ID, 10), why)
}

func (z *qrZip) picture(ctx context.Context, row ledger.WayRow) (crm.Blob, error) {
	if z.away && !row.QR {
		return crm.Blob{}, crm.Refuse(crm.CodeUnreachable)
	}
	w, err := z.api.Ledger.QR(ctx, row.ID)
	if err != nil {
		return crm.Blob{}, err
	}
	return z.paint(ctx, w)
}

func (z *qrZip) file(name string, method uint16, data []byte) error {
	w, err := z.CreateHeader(&archive.FileHeader{Name: name, Method: method, Modified: time.UnixMilli(z.api.Clock.Ms()).UTC()})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// fileValues are what a rule for file names may name; a slash in one makes no folder.
func fileValues(row ledger.WayRow) map[string]string {
	values := valuesOfRow(row)
	values["state"], values["id"], values["config_id"] = row.State, strconv.FormatInt(row.ID, 10), row.ConfigID
	for name, v := range values {
		values[name] = strings.Map(noSlash, v)
	}
	return values
}

func noSlash(r rune) rune {
	if r == '/' || r == '\\' {
		return '_'
	}
	return r
}

// fileNames gives names that every file system takes, each once. Names are remembered by hash: there may be very many.
type fileNames struct {
	seed maphash.Seed
	seen map[uint64]bool
}

func newFileNames() *fileNames {
	f := &fileNames{seed: maphash.MakeSeed(), seen: map[uint64]bool{}}
	f.seen[f.key("index.csv")] = true
	return f
}

func (f *fileNames) key(name string) uint64 { return maphash.String(f.seed, strings.ToLower(name)) }

const namePart = 120 // bytes of a name between slashes, most file systems take 255

func (f *fileNames) unique(path, extension string) string {
	parts := strings.Split(path, "/")
	clean := make([]string, 0, len(parts))
	for _, part := range parts {
		if part = safePart(part); part != "" {
			clean = append(clean, part)
		}
	}
	stem := strings.Join(clean, "/")
	if stem == "" {
		stem = "qr"
	}
	name := stem + "." + extension
	for n := 2; f.seen[f.key(name)]; n++ {
		name = stem + " (" + strconv.Itoa(n) + ")." + extension
	}
	f.seen[f.key(name)] = true
	return name
}

// safePart is a part of a path without what some file system refuses.
func safePart(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(s, "_"))
	for len(s) > namePart {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	s = strings.Trim(s, ". ")
	if device(s) {
		return "_" + s
	}
	return s
}

// device says that Windows takes a name for something else.
func device(s string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(s), ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '0' && stem[3] <= '9'
}
