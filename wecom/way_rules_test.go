package wecom_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// recorder answers every call with the replies in turn, and keeps the bodies.
type recorder struct {
	*testing.T
	app     *wecom.App
	bodies  []map[string]any
	replies []string
	cuts    []wx.Clamped
}

func record(t *testing.T, clamp bool, replies ...string) *recorder {
	r := &recorder{T: t, replies: replies}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if strings.HasSuffix(req.URL.Path, "/gettoken") {
			io.WriteString(w, `{"errcode":0,"errmsg":"ok","access_token":"T","expires_in":7200}`)
			return
		}
		var body map[string]any
		if err := json.NewDecoder(req.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		r.bodies = append(r.bodies, body)
		reply := r.replies[0]
		if len(r.replies) > 1 {
			r.replies = r.replies[1:]
		}
		io.WriteString(w, reply)
	}))
	t.Cleanup(server.Close)
	opts := []wecom.Option{wecom.WithBaseURL(server.URL)}
	if clamp {
		opts = append(opts, wecom.WithClamp(func(_ context.Context, c wx.Clamped) { r.cuts = append(r.cuts, c) }))
	}
	client, err := wecom.New("ww1", opts...)
	if err != nil {
		t.Fatal(err)
	}
	r.app = client.App("secret")
	return r
}

// The cases of the well-known test template for these ten calls.
func TestTemplateAddContactWay(t *testing.T) {
	t.Run("basic create", func(t *testing.T) {
		r := record(t, false, `{"errcode":0,"config_id":"cfg001","qr_code":"http://qr.example.com"}`)
		got, err := r.app.ContactWays.Add(t.Context(), wecom.ContactWayAdd{Type: 1, Scene: 2, User: []string{"zhangsan"}})
		if err != nil || got.ConfigID != "cfg001" || got.QRCode != "http://qr.example.com" {
			t.Fatalf("%+v, %v", got, err)
		}
		if diff := cmp.Diff(map[string]any{"type": 1.0, "scene": 2.0, "user": []any{"zhangsan"}}, r.bodies[0]); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("temp session", func(t *testing.T) {
		r := record(t, false, `{"errcode":0,"config_id":"cfg002"}`)
		_, err := r.app.ContactWays.Add(t.Context(), wecom.ContactWayAdd{
			Type: 1, Scene: 2, User: []string{"doctor"}, IsTemp: true, ExpiresIn: 86400, ChatExpiresIn: 86400,
			Conclusions: &wecom.Conclusions{Text: &wecom.ConclusionText{Content: "会话结束"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]any{
			"type": 1.0, "scene": 2.0, "user": []any{"doctor"}, "is_temp": true, "expires_in": 86400.0, "chat_expires_in": 86400.0,
			"conclusions": map[string]any{"text": map[string]any{"content": "会话结束"}},
		}
		if diff := cmp.Diff(want, r.bodies[0]); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("expires capped at 14 days", func(t *testing.T) {
		way := wecom.ContactWayAdd{Type: 1, Scene: 2, User: []string{"u1"}, IsTemp: true, ExpiresIn: 9_999_999}
		r := record(t, true, `{"errcode":0,"config_id":"cfg003"}`)
		if _, err := r.app.ContactWays.Add(t.Context(), way); err != nil || r.bodies[0]["expires_in"] != 14*86400.0 {
			t.Errorf("sent %v, %v", r.bodies, err)
		}
		want := []wx.Clamped{{Op: "add_contact_way", Field: "expires_in", Limit: 14 * 86400, Unit: "seconds", Given: int64(9_999_999), Sent: int64(14 * 86400)}}
		if diff := cmp.Diff(want, r.cuts); diff != "" {
			t.Errorf("reported %s", diff)
		}
		refused(t, way.Validate(), "expires_in")
	})
	t.Run("remark truncated", func(t *testing.T) {
		way := wecom.ContactWayAdd{Type: 2, Scene: 2, User: []string{"u1"}, Remark: strings.Repeat("门", 50), State: strings.Repeat("s", 31)}
		r := record(t, true, `{"errcode":0,"config_id":"cfg004"}`)
		if _, err := r.app.ContactWays.Add(t.Context(), way); err != nil {
			t.Fatal(err)
		}
		if r.bodies[0]["remark"] != strings.Repeat("门", 30) || r.bodies[0]["state"] != strings.Repeat("s", 30) || len(r.cuts) != 2 {
			t.Errorf("sent %v, reported %v", r.bodies[0], r.cuts)
		}
		refused(t, way.Validate(), "remark", "state")
		if len([]rune(way.Remark)) != 50 {
			t.Error("the caller's request was changed")
		}
	})
}

func TestTemplateGetContactWay(t *testing.T) {
	t.Run("basic get", func(t *testing.T) {
		r := record(t, false, `{"errcode":0,"contact_way":{"config_id":"cfg001","type":1,"scene":2,"new_thing":[1],"party":["7",8]}}`)
		got, err := r.app.ContactWays.Get(t.Context(), "cfg001")
		if err != nil || got.ConfigID != "cfg001" || !got.SkipVerify || !slices.Equal(got.Party, []int64{7, 8}) {
			t.Fatalf("%+v, %v", got, err)
		}
		var more struct {
			NewThing []int `json:"new_thing"`
		}
		if err := json.Unmarshal(got.Raw, &more); err != nil || !slices.Equal(more.NewThing, []int{1}) {
			t.Errorf("raw %s, %v", got.Raw, err)
		}
	})
}

func TestTemplateListContactWays(t *testing.T) {
	t.Run("pagination", func(t *testing.T) {
		r := record(t, false, `{"errcode":0,"contact_way":[{"config_id":"c1"}],"next_cursor":"cur1"}`, `{"errcode":0,"contact_way":[{"config_id":"c2"}],"next_cursor":""}`)
		page, err := r.app.ContactWays.List(t.Context(), wecom.ContactWayList{UserID: "u1", SkipVerify: new(false)})
		if err != nil || page.NextCursor != "cur1" {
			t.Fatalf("%+v, %v", page, err)
		}
		second, err := r.app.ContactWays.List(t.Context(), wecom.ContactWayList{Cursor: page.NextCursor})
		if got := append(page.ConfigIDs, second.ConfigIDs...); err != nil || second.NextCursor != "" || !slices.Equal(got, []string{"c1", "c2"}) {
			t.Errorf("%v, %v", got, err)
		}
		want := []map[string]any{{"userid": "u1", "skip_verify": false}, {"cursor": "cur1"}}
		if diff := cmp.Diff(want, r.bodies); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTemplateAddJoinWay(t *testing.T) {
	t.Run("basic create", func(t *testing.T) {
		r := record(t, false, `{"errcode":0,"config_id":"jcfg001","qr_code":"http://qr.example.com/j"}`)
		got, err := r.app.JoinWays.Add(t.Context(), wecom.JoinWayAdd{Scene: 2, ChatIDList: []string{"wr001", "wr002"}})
		if err != nil || got.ConfigID != "jcfg001" || got.QRCode != "http://qr.example.com/j" {
			t.Fatalf("%+v, %v", got, err)
		}
		if diff := cmp.Diff(map[string]any{"scene": 2.0, "chat_id_list": []any{"wr001", "wr002"}}, r.bodies[0]); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("auto create room", func(t *testing.T) {
		r := record(t, false, `{"errcode":0,"config_id":"jcfg002"}`)
		_, err := r.app.JoinWays.Add(t.Context(), wecom.JoinWayAdd{
			Scene: 2, ChatIDList: []string{"wr001"}, AutoCreateRoom: new(wecom.Yes), RoomBaseName: "销售群", RoomBaseID: new(int64(10)),
		})
		want := map[string]any{"scene": 2.0, "chat_id_list": []any{"wr001"}, "auto_create_room": 1.0, "room_base_name": "销售群", "room_base_id": 10.0}
		if diff := cmp.Diff(want, r.bodies[0]); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
	t.Run("chat id list capped at 5", func(t *testing.T) {
		way := wecom.JoinWayAdd{Scene: 2, ChatIDList: []string{"g1", "g2", "g3", "g4", "g5", "g6", "g7"}}
		r := record(t, true, `{"errcode":0,"config_id":"jcfg003"}`)
		_, err := r.app.JoinWays.Add(t.Context(), way)
		if err != nil || len(r.bodies[0]["chat_id_list"].([]any)) != 5 || len(r.cuts) != 1 || r.cuts[0].Limit != 5 {
			t.Errorf("sent %v, reported %v, %v", r.bodies, r.cuts, err)
		}
		refused(t, way.Validate(), "chat_id_list")
	})
}

func TestTemplateCloseTempChat(t *testing.T) {
	t.Run("close", func(t *testing.T) {
		r := record(t, false, `{"errcode":0}`)
		err := r.app.ContactWays.CloseTempChat(t.Context(), "doctor", "woXXX")
		if diff := cmp.Diff([]map[string]any{{"userid": "doctor", "external_userid": "woXXX"}}, r.bodies); err != nil || diff != "" {
			t.Error(err, diff)
		}
		refused(t, r.app.ContactWays.CloseTempChat(t.Context(), "", ""), "userid", "external_userid")
	})
}

// refused checks that exactly these fields were refused, before the wire.
func refused(t *testing.T, err error, fields ...string) {
	t.Helper()
	if len(fields) == 0 {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if !errors.Is(err, wx.ErrInvalid) {
		t.Errorf("%v, want a refusal of %v", err, fields)
		return
	}
	var got []string
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		field := e.(*wx.FieldError)
		if got = append(got, field.Field); field.Op == "" {
			t.Errorf("%v names no operation", e)
		}
	}
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, slices.Sorted(slices.Values(fields))) {
		t.Errorf("refused %v, want %v", got, fields)
	}
}

func TestContactWayRules(t *testing.T) {
	good := func() wecom.ContactWayAdd {
		return wecom.ContactWayAdd{Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, User: []string{"lisi"}}
	}
	temp := func(w *wecom.ContactWayAdd) { w.Type, w.IsTemp = wecom.TypeSingle, true }
	text := func(n int) *wecom.Conclusions {
		return &wecom.Conclusions{Text: &wecom.ConclusionText{Content: strings.Repeat("x", n)}}
	}
	many := make([]string, 101)
	for i := range many {
		many[i] = "u"
	}
	rows := []struct {
		name   string
		change func(*wecom.ContactWayAdd)
		fields []string
	}{
		{"good", func(*wecom.ContactWayAdd) {}, nil},
		{"no type", func(w *wecom.ContactWayAdd) { w.Type = 0 }, []string{"type"}},
		{"no scene", func(w *wecom.ContactWayAdd) { w.Scene = 3 }, []string{"scene"}},
		{"style of a QR code", func(w *wecom.ContactWayAdd) { w.Style = 1 }, []string{"style"}},
		{"style 2 of several", func(w *wecom.ContactWayAdd) { w.Scene, w.Style = 1, 2 }, nil},
		{"style 3 of several", func(w *wecom.ContactWayAdd) { w.Scene, w.Style = 1, 3 }, []string{"style"}},
		{"style 3 of one", func(w *wecom.ContactWayAdd) { w.Type, w.Scene, w.Style = 1, 1, 3 }, nil},
		{"style 4 of one", func(w *wecom.ContactWayAdd) { w.Type, w.Scene, w.Style = 1, 1, 4 }, []string{"style"}},
		{"30 characters of 3 bytes", func(w *wecom.ContactWayAdd) { w.Remark, w.State = strings.Repeat("门", 30), strings.Repeat("铃", 30) }, nil},
		{"31 characters", func(w *wecom.ContactWayAdd) { w.Remark, w.State = strings.Repeat("a", 31), strings.Repeat("a", 31) }, []string{"remark", "state"}},
		{"one of two", func(w *wecom.ContactWayAdd) { w.Type, w.User = 1, []string{"a", "b"} }, []string{"user"}},
		{"one of none", func(w *wecom.ContactWayAdd) { w.Type, w.User = 1, nil }, []string{"user"}},
		{"one with a department", func(w *wecom.ContactWayAdd) { w.Type, w.Party = 1, []int64{2} }, []string{"party"}},
		{"several of none", func(w *wecom.ContactWayAdd) { w.User = nil }, []string{"user"}},
		{"a department alone", func(w *wecom.ContactWayAdd) { w.User, w.Party = nil, []int64{2} }, nil},
		{"a department 0", func(w *wecom.ContactWayAdd) { w.Party = []int64{0} }, []string{"party"}},
		{"100 members", func(w *wecom.ContactWayAdd) { w.User = many[:100] }, nil},
		{"101 members", func(w *wecom.ContactWayAdd) { w.User = many }, []string{"user"}},
		{"an empty userid", func(w *wecom.ContactWayAdd) { w.User = []string{""} }, []string{"user"}},
		{"a userid of 65 bytes", func(w *wecom.ContactWayAdd) { w.User = []string{strings.Repeat("u", 65)} }, []string{"user"}},
		{"temporary", temp, nil},
		{"temporary of several", func(w *wecom.ContactWayAdd) { w.IsTemp = true }, []string{"is_temp"}},
		{"14 days", func(w *wecom.ContactWayAdd) { temp(w); w.ExpiresIn, w.ChatExpiresIn = 1_209_600, 1_209_600 }, nil},
		{"14 days and a second", func(w *wecom.ContactWayAdd) { temp(w); w.ExpiresIn, w.ChatExpiresIn = 1_209_601, 1_209_601 }, []string{"chat_expires_in", "expires_in"}},
		{"a negative life", func(w *wecom.ContactWayAdd) { temp(w); w.ExpiresIn = -1 }, []string{"expires_in"}},
		{"fields of a temporary way", func(w *wecom.ContactWayAdd) {
			w.ExpiresIn, w.ChatExpiresIn, w.UnionID, w.Conclusions = 1, 1, "u", text(1)
		},
			[]string{"chat_expires_in", "conclusions", "expires_in", "unionid"}},
		{"conclusions of nothing", func(w *wecom.ContactWayAdd) { temp(w); w.Conclusions = &wecom.Conclusions{} }, []string{"conclusions"}},
		{"4000 bytes of conclusions", func(w *wecom.ContactWayAdd) { temp(w); w.Conclusions = text(4000) }, nil},
		{"4001 bytes of conclusions", func(w *wecom.ContactWayAdd) { temp(w); w.Conclusions = text(4001) }, []string{"conclusions.text.content"}},
		{"a picture by URL", func(w *wecom.ContactWayAdd) {
			temp(w)
			w.Conclusions = &wecom.Conclusions{Image: &wecom.ConclusionImage{PicURL: "https://e.test/p"}}
		}, []string{"conclusions.image.media_id"}},
		{"a link too long", func(w *wecom.ContactWayAdd) {
			temp(w)
			w.Conclusions = &wecom.Conclusions{Link: &wecom.LinkCard{Title: strings.Repeat("门", 43), URL: "https://e.test", Desc: strings.Repeat("d", 513)}}
		}, []string{"conclusions.link.desc", "conclusions.link.title"}},
		{"a card too long", func(w *wecom.ContactWayAdd) {
			temp(w)
			w.Conclusions = &wecom.Conclusions{MiniProgram: &wecom.MiniProgramCard{Title: strings.Repeat("t", 65), PicMediaID: "m", AppID: "a"}}
		}, []string{"conclusions.miniprogram.page", "conclusions.miniprogram.title"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			way := good()
			row.change(&way)
			refused(t, way.Validate(), row.fields...)
		})
	}
}

func TestJoinWayRules(t *testing.T) {
	rows := []struct {
		name   string
		way    wecom.JoinWayAdd
		fields []string
	}{
		{"good", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{"a", "b", "c", "d", "e"}}, nil},
		{"no scene", wecom.JoinWayAdd{ChatIDList: []string{"a"}}, []string{"scene"}},
		{"no group", wecom.JoinWayAdd{Scene: 1}, []string{"chat_id_list"}},
		{"an empty group", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{""}}, []string{"chat_id_list"}},
		{"six groups", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{"a", "b", "c", "d", "e", "f"}}, []string{"chat_id_list"}},
		{"texts", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{"a"}, Remark: strings.Repeat("群", 31), State: strings.Repeat("群", 31)}, []string{"remark", "state"}},
		{"room name of 40", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{"a"}, RoomBaseName: strings.Repeat("群", 40)}, nil},
		{"room name of 41", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{"a"}, RoomBaseName: strings.Repeat("群", 41)}, []string{"room_base_name"}},
		{"room number", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{"a"}, RoomBaseID: new(int64(-1))}, []string{"room_base_id"}},
		{"rooms of none", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{"a"}, AutoCreateRoom: new(wecom.No), RoomBaseName: "x", RoomBaseID: new(int64(1))}, []string{"room_base_id", "room_base_name"}},
		{"a strange flag", wecom.JoinWayAdd{Scene: 1, ChatIDList: []string{"a"}, AutoCreateRoom: new(wecom.Flag(2))}, []string{"auto_create_room"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) { refused(t, row.way.Validate(), row.fields...) })
	}
}

func TestRulesOfUpdatesSentAsTheyAre(t *testing.T) {
	both := &wecom.Conclusions{Image: &wecom.ConclusionImage{MediaID: "M"}, Link: &wecom.LinkCard{Title: "t", URL: "u"}}
	temp := wecom.ContactWayAdd{Type: wecom.TypeSingle, Scene: wecom.SceneQRCode, User: []string{"u1"}, IsTemp: true, Conclusions: both}
	checkRules(t, []rule{
		{"two conclusions beside the text", []string{"conclusions"}, func(ctx context.Context, a *wecom.App) error {
			_, err := a.ContactWays.Add(ctx, temp)
			return err
		}},
		{"the same of an update", []string{"conclusions"}, func(ctx context.Context, a *wecom.App) error {
			return a.ContactWays.Update(ctx, wecom.ContactWayUpdate{ConfigID: "c", Conclusions: both})
		}},
		{"style 9", []string{"style"}, func(ctx context.Context, a *wecom.App) error {
			return a.ContactWays.Update(ctx, wecom.ContactWayUpdate{ConfigID: "c", Style: new(9)})
		}},
		{"rooms that are not made", []string{"room_base_id", "room_base_name"}, func(ctx context.Context, a *wecom.App) error {
			return a.JoinWays.Update(ctx, wecom.JoinWayUpdate{
				ConfigID: "j", Scene: wecom.SceneQRCode, ChatIDList: []string{"a"}, AutoCreateRoom: new(wecom.No), RoomBaseName: new("x"), RoomBaseID: new(int64(1)),
			})
		}},
		{"a list that ends before it begins", []string{"end_time"}, func(ctx context.Context, a *wecom.App) error {
			now := time.Now()
			for _, err := range a.ContactWays.All(ctx, wecom.ContactWayList{StartTime: now, EndTime: now.Add(-time.Hour)}) {
				return err
			}
			return nil
		}},
		{"a welcome with two bodies", []string{"attachments[0].file"}, func(ctx context.Context, a *wecom.App) error {
			attachment := wecom.ImageAttachment("M")
			attachment.File = &wecom.AttachmentMedia{MediaID: "F"}
			return a.Welcome.Send(ctx, wecom.Welcome{Code: "c", Attachments: []wecom.Attachment{attachment}})
		}},
		{"departments below -1", []string{"id"}, func(ctx context.Context, a *wecom.App) error {
			_, err := a.Departments.SimpleList(ctx, -1)
			return err
		}},
	})
	r := record(t, true, okReply)
	if err := r.app.ContactWays.Update(t.Context(), wecom.ContactWayUpdate{ConfigID: "c", Conclusions: both}); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"image": map[string]any{"media_id": "M"}}
	if diff := cmp.Diff(want, r.bodies[0]["conclusions"]); diff != "" || len(r.cuts) != 1 || r.cuts[0].Field != "conclusions" || both.Link == nil {
		t.Errorf("reported %+v, sent (-want +got):\n%s", r.cuts, diff)
	}
}

func TestAnswersStayReachable(t *testing.T) {
	r := record(t, false, `{"errcode":0,"config_id":"c","invaliduser":"a|b","something_new":1}`)
	way, err := r.app.ContactWays.Add(t.Context(), wecom.ContactWayAdd{Type: wecom.TypeSingle, Scene: wecom.SceneQRCode, User: []string{"u1"}})
	join, joinErr := r.app.JoinWays.Add(t.Context(), wecom.JoinWayAdd{Scene: wecom.SceneQRCode, ChatIDList: []string{"a"}})
	sent, sentErr := r.app.Messages.Send(t.Context(), wecom.AppMessage{To: wecom.Recipients{All: true}, AgentID: 1, Text: "x"})
	if err := errors.Join(err, joinErr, sentErr); err != nil || !slices.Equal(sent.InvalidUsers, []string{"a", "b"}) {
		t.Fatal(err, sent)
	}
	for _, raw := range []json.RawMessage{way.Raw, join.Raw, sent.Raw} {
		if !strings.Contains(string(raw), "something_new") {
			t.Errorf("lost: %s", raw)
		}
	}
}
