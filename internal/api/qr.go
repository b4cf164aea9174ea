package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/qrcode"
)

// QRLook is how a code is drawn. It is exported because huma reads embedded fields only then.
type QRLook struct {
	Size       int    `query:"size" minimum:"0" doc:"Pixels, 64 to 4096; 400 when left out"`
	Margin     int    `query:"margin" default:"-1" doc:"Quiet zone in modules, 0 to 20; 4 when left out"`
	Level      string `query:"level" enum:"L,M,Q,H" doc:"Error correction; M when left out, H with a logo"`
	Logo       string `query:"logo" maxLength:"64" doc:"id of a kept picture, for the middle"`
	Caption    string `query:"caption" maxLength:"200" doc:"Under the code, at most 60 characters; {name}, {channel}, {member} and {remark} are filled in"`
	Foreground string `query:"foreground" maxLength:"7" doc:"#rrggbb; clearly darker than the background"`
	Background string `query:"background" maxLength:"7" doc:"#rrggbb"`
}

// plain says that nothing was asked for: the platform's own picture will do.
func (q QRLook) plain() bool { return q == QRLook{Margin: -1} }

type qrInput struct {
	WithID
	QRLook
	Download bool `query:"download" doc:"As a file, by the name of the way"`
}

// codeQRUnread: the picture is there and cannot be read.
const codeQRUnread crm.Code = "qr_content_unknown"

// getWayQR is the picture of a way's code: the platform's own, or drawn by us from what it says.
func (a *API) getWayQR(ctx context.Context, in *qrInput) (*huma.StreamResponse, error) {
	w, err := a.Ledger.QR(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	name := ""
	if in.Download {
		name = w.Name
	}
	b, err := a.qrPicture(ctx, w, in.QRLook)
	if err != nil {
		return nil, err
	}
	return blobAnswer(b, name, "private, no-cache"), nil
}

// qrPicture is a way's code as PNG, or as the platform gave it.
func (a *API) qrPicture(ctx context.Context, w ledger.Way, look QRLook) (crm.Blob, error) {
	if look.plain() {
		return a.Desk.Store.Blob(ctx, [32]byte(w.QRBlob))
	}
	if w.QRContent == "" {
		return a.resizedQR(ctx, w, look)
	}
	o, err := a.qrOptions(ctx, w, look)
	if err != nil {
		return crm.Blob{}, err
	}
	var out bytes.Buffer
	err = qrcode.PNG(&out, w.QRContent, o)
	return madeBlob(out.Bytes(), "image/png"), qrError(err)
}

// resizedQR makes the platform's picture as large as is wanted: more cannot be done with a code that nobody can read.
func (a *API) resizedQR(ctx context.Context, w ledger.Way, look QRLook) (crm.Blob, error) {
	if (look != QRLook{Margin: -1, Size: look.Size}) {
		return crm.Blob{}, crm.Refuse(codeQRUnread)
	}
	if look.Size < qrcode.MinSize || look.Size > qrcode.MaxSize {
		return crm.Blob{}, crm.Refuse(crm.Code(qrcode.CodeBadOption), "option", "size", "min", qrcode.MinSize, "max", qrcode.MaxSize)
	}
	b, err := a.Desk.Store.Blob(ctx, [32]byte(w.QRBlob))
	if err != nil {
		return b, err
	}
	var out bytes.Buffer
	err = qrcode.Resize(&out, b.Data, look.Size)
	return madeBlob(out.Bytes(), "image/png"), qrError(err)
}

// getWaySVG is the code as a drawing.
func (a *API) getWaySVG(ctx context.Context, in *qrInput) (*huma.StreamResponse, error) {
	w, err := a.Ledger.QR(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	b, err := a.qrDrawing(ctx, w, in.QRLook)
	if err != nil {
		return nil, err
	}
	name := ""
	if in.Download {
		name = w.Name
	}
	return blobAnswer(b, name, "private, no-cache"), nil
}

func (a *API) qrDrawing(ctx context.Context, w ledger.Way, look QRLook) (crm.Blob, error) {
	if w.QRContent == "" {
		return crm.Blob{}, crm.Refuse(codeQRUnread)
	}
	o, err := a.qrOptions(ctx, w, look)
	if err != nil {
		return crm.Blob{}, err
	}
	var out bytes.Buffer
	err = qrcode.SVG(&out, w.QRContent, o)
	return madeBlob(out.Bytes(), "image/svg+xml"), qrError(err)
}

// qrOptions are the drawing's options.
func (a *API) qrOptions(ctx context.Context, w ledger.Way, look QRLook) (qrcode.Options, error) {
	o := qrcode.Defaults()
	if look.Size != 0 {
		o.Size = look.Size
	}
	if look.Margin != -1 {
		o.Margin = look.Margin
	}
	if look.Level != "" {
		o.Level = qrcode.Level(look.Level)
	}
	var ok bool
	if look.Foreground != "" {
		if o.Foreground, ok = qrcode.ParseColour(look.Foreground); !ok {
			return o, crm.Refuse(crm.Code(qrcode.CodeBadOption), "option", "foreground")
		}
	}
	if look.Background != "" {
		if o.Background, ok = qrcode.ParseColour(look.Background); !ok {
			return o, crm.Refuse(crm.Code(qrcode.CodeBadOption), "option", "background")
		}
	}
	if look.Caption != "" {
		values, err := a.valuesOf(ctx, w)
		if err != nil {
			return o, err
		}
		o.Caption = fillIn(look.Caption, values)
	}
	if look.Logo != "" {
		img, err := a.keptPicture(ctx, look.Logo, "logo")
		if err != nil {
			return o, err
		}
		o.Logo = img
	}
	return o, qrError(o.Validate())
}

// valuesOf are what texts under and beside a code may name.
func (a *API) valuesOf(ctx context.Context, w ledger.Way) (map[string]string, error) {
	row, err := a.Ledger.Store.WayRow(ctx, w.ID, 0)
	return valuesOfRow(row), err
}

func valuesOfRow(row ledger.WayRow) map[string]string {
	member := make([]string, len(row.Members))
	for k, m := range row.Members {
		member[k] = m.Name
	}
	return map[string]string{"name": row.Name, "channel": row.ChannelName, "member": strings.Join(member, "、"), "remark": row.Remark}
}

func fillIn(template string, values map[string]string) string {
	pairs := make([]string, 0, 2*len(values))
	for name, v := range values {
		pairs = append(pairs, "{"+name+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// keptPicture reads a picture that was uploaded before.
func (a *API) keptPicture(ctx context.Context, id, field string) (image.Image, error) {
	hash, err := hex.DecodeString(id)
	if err != nil || len(hash) != 32 {
		return nil, crm.Invalid(field, "请先上传图片", "upload the picture first")
	}
	b, err := a.Desk.Store.Blob(ctx, [32]byte(hash))
	if errors.Is(err, crm.ErrNotFound) {
		return nil, crm.Invalid(field, "请先上传图片", "upload the picture first")
	}
	if err != nil {
		return nil, err
	}
	img, err := qrcode.ReadPicture(b.Data)
	return img, qrError(err)
}

// qrError puts what cannot be drawn into our words.
func qrError(err error) error {
	e := (*qrcode.Error)(nil)
	if !errors.As(err, &e) {
		return err
	}
	if e.Code == qrcode.CodePoster {
		return crm.Invalid("spec."+fmt.Sprint(e.Params["field"]), posterWords(e.Params, "zh"), posterWords(e.Params, "en"))
	}
	return &crm.Error{Code: crm.Code(e.Code), Params: e.Params}
}

// madeBlob is a picture that is made anew each time; its ETag is that of its bytes.
func madeBlob(data []byte, mediaType string) crm.Blob {
	return crm.Blob{Hash: sha256.Sum256(data), Type: mediaType, Size: int64(len(data)), Data: data}
}
