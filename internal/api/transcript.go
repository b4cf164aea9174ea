package api

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/sheet"
)

type transcriptQuery struct {
	WithID
	Notes bool `query:"notes" doc:"With what agents noted for each other"`
}

// getTranscript is a conversation as a file, in the time of its account.
func (a *API) getTranscript(format string) func(context.Context, *transcriptQuery) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *transcriptQuery) (*huma.StreamResponse, error) {
		c, err := a.Desk.Visible(ctx, actor(ctx), in.ID)
		if err != nil {
			return nil, err
		}
		account, err := a.Desk.Store.Account(ctx, c.AccountID)
		if err != nil {
			return nil, err
		}
		name := fmt.Sprintf("conversation-%d", c.ID)
		lines := func(ctx context.Context, do func(desk.Line) error) error {
			return a.Desk.Transcript(ctx, c, in.Notes, do)
		}
		if format == "txt" {
			return fileAnswer(a, name, format, "text/plain; charset=utf-8", func(ctx context.Context, out http.ResponseWriter) error {
				return writeTranscript(ctx, out, account.Location(), lines)
			}), nil
		}
		return tableAnswer(a, name, format, func(ctx context.Context, w sheet.Writer) error {
			if err := w.Header(transcriptColumns...); err != nil {
				return err
			}
			return lines(ctx, func(l desk.Line) error {
				return w.Row(lineTime(l, account.Location()), l.Who, lineKinds[l.Kind], l.Text, lineStates[l.State])
			})
		}), nil
	}
}

var transcriptColumns = []sheet.Column{{Title: "时间"}, {Title: "谁"}, {Title: "类型"}, {Title: "内容"}, {Title: "状态"}}

// Words of a transcript, as tables and files of the console have them.
var (
	lineKinds = map[desk.MessageKind]string{
		desk.KindText: "文字", desk.KindImage: "图片", desk.KindPage: "小程序卡片", desk.KindLink: "链接", desk.KindEntered: "进入会话", desk.KindUnknown: "未知类型", desk.KindNote: "备注",
	}
	lineStates = map[desk.MessageState]string{desk.Sending: "发送中", desk.Failed: "未发出", desk.Unknown: "结果未知"}
)

func lineTime(l desk.Line, zone *time.Location) string {
	return time.UnixMilli(l.At).In(zone).Format("2006-01-02 15:04:05")
}

// writeTranscript writes one paragraph for each line.
func writeTranscript(ctx context.Context, out http.ResponseWriter, zone *time.Location, lines func(context.Context, func(desk.Line) error) error) error {
	w := bufio.NewWriter(out)
	err := lines(ctx, func(l desk.Line) error {
		what := l.Text
		if l.Kind != desk.KindText {
			what = strings.TrimSpace("[" + lineKinds[l.Kind] + "] " + what)
		}
		if state := lineStates[l.State]; state != "" {
			what += "（" + state + "）"
		}
		_, err := fmt.Fprintf(w, "%s  %s\n%s\n\n", lineTime(l, zone), l.Who, what)
		return err
	})
	if flushed := w.Flush(); err == nil {
		err = flushed
	}
	return err
}
