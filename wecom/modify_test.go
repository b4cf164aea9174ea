package wecom_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

const (
	okReply   = `{"errcode":0,"errmsg":"ok"}`
	multiWay  = `{"errcode":0,"contact_way":{"config_id":"c","type":2,"scene":2,"remark":"门店","skip_verify":false,"state":"s","user":["lisi"],"party":[2],"mark_source":true,"qr_code":"q"}}`
	tempImage = `{"errcode":0,"contact_way":{"config_id":"c","type":1,"scene":2,"remark":"","skip_verify":true,"state":"","user":["lisi"],"party":[],"is_temp":true,` +
		`"expires_in":100,"chat_expires_in":200,"unionid":"u","conclusions":{"text":{"content":"再见"},"image":{"pic_url":"https://e.test/p"}}}}`
)

func remarked(u *wecom.ContactWayUpdate) { u.Remark = new("新") }

// changedTo is the reply with the remark that remarked sets.
func changedTo(reply, old string) string {
	const mark = `"remark":"`
	i := len(reply) - len(reply[indexAfter(reply, mark):])
	return reply[:i] + "新" + reply[i+len(old):]
}

func indexAfter(s, part string) int {
	for i := range s {
		if len(s)-i >= len(part) && s[i:i+len(part)] == part {
			return i + len(part)
		}
	}
	panic("no " + part)
}

func TestModifySendsEveryField(t *testing.T) {
	r := record(t, false, multiWay, okReply, changedTo(multiWay, "门店"))
	way, err := r.app.ContactWays.Modify(t.Context(), "c", remarked)
	if err != nil || way.Remark != "新" {
		t.Fatalf("%+v, %v", way, err)
	}
	want := map[string]any{"config_id": "c", "remark": "新", "skip_verify": false, "state": "s", "user": []any{"lisi"}, "party": []any{2.0}}
	if diff := cmp.Diff(want, r.bodies[1]); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

func TestModifyWithoutAChangeWritesNothing(t *testing.T) {
	r := record(t, false, multiWay)
	_, err := r.app.ContactWays.Modify(t.Context(), "c", func(u *wecom.ContactWayUpdate) { u.Remark, u.User, u.Party = nil, nil, nil })
	if err != nil || len(r.bodies) != 1 {
		t.Errorf("%d calls, %v", len(r.bodies), err)
	}
}

func TestModifySendsMarkSourceOnlyOfTheMaker(t *testing.T) {
	r := record(t, false, multiWay, okReply, changedTo(multiWay, "门店"))
	if _, err := r.app.ContactWays.Modify(t.Context(), "c", remarked, wecom.MadeHere()); err != nil {
		t.Fatal(err)
	}
	if r.bodies[1]["mark_source"] != true {
		t.Errorf("sent %v", r.bodies[1])
	}
}

func TestModifySendsPartyOnlyOfSeveral(t *testing.T) {
	single := `{"errcode":0,"contact_way":{"config_id":"c","type":1,"scene":2,"remark":"","skip_verify":true,"state":"","user":["lisi"],"party":[]}}`
	r := record(t, false, single, okReply, changedTo(single, ""))
	if _, err := r.app.ContactWays.Modify(t.Context(), "c", remarked); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"party", "style", "expires_in", "chat_expires_in", "unionid", "conclusions", "mark_source"} {
		if _, sent := r.bodies[1][field]; sent {
			t.Errorf("%s was sent: %v", field, r.bodies[1])
		}
	}
	_, err := r.app.ContactWays.Modify(t.Context(), "c", func(u *wecom.ContactWayUpdate) { u.Party = []int64{2}; u.ExpiresIn = new(int64(5)) })
	refused(t, err, "party", "expires_in")
}

func TestModifySendsStyleOnlyOfAButton(t *testing.T) {
	button := `{"errcode":0,"contact_way":{"config_id":"c","type":1,"scene":1,"style":2,"remark":"","skip_verify":true,"state":"","user":["lisi"]}}`
	r := record(t, false, button, okReply, changedTo(button, ""))
	if _, err := r.app.ContactWays.Modify(t.Context(), "c", remarked); err != nil || r.bodies[1]["style"] != 2.0 {
		t.Errorf("sent %v, %v", r.bodies[1], err)
	}
}

func TestModifyKeepsTheFieldsOfATemporaryWay(t *testing.T) {
	r := record(t, false, tempImage, okReply, changedTo(tempImage, ""))
	_, err := r.app.ContactWays.Modify(t.Context(), "c", remarked, wecom.WithImage(wecom.Picture{MediaID: "M1"}))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"config_id": "c", "remark": "新", "skip_verify": true, "state": "", "user": []any{"lisi"},
		"expires_in": 100.0, "chat_expires_in": 200.0, "unionid": "u",
		"conclusions": map[string]any{"text": map[string]any{"content": "再见"}, "image": map[string]any{"media_id": "M1"}},
	}
	if diff := cmp.Diff(want, r.bodies[1]); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

func TestModifyUploadsAPictureAgain(t *testing.T) {
	again := func(context.Context) (string, error) { return "M2", nil }
	image := func(body map[string]any) any { return body["conclusions"].(map[string]any)["image"] }
	t.Run("without a media id", func(t *testing.T) {
		r := record(t, false, tempImage, okReply, changedTo(tempImage, ""))
		_, err := r.app.ContactWays.Modify(t.Context(), "c", remarked, wecom.WithImage(wecom.Picture{Upload: again}))
		if diff := cmp.Diff(map[string]any{"media_id": "M2"}, image(r.bodies[1])); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
	t.Run("with a dead one", func(t *testing.T) {
		r := record(t, false, tempImage, `{"errcode":40007,"errmsg":"invalid media_id"}`, okReply, changedTo(tempImage, ""))
		_, err := r.app.ContactWays.Modify(t.Context(), "c", remarked, wecom.WithImage(wecom.Picture{MediaID: "M1", Upload: again}))
		if diff := cmp.Diff(map[string]any{"media_id": "M2"}, image(r.bodies[2])); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestModifyRefusesToLoseAPicture(t *testing.T) {
	r := record(t, false, tempImage)
	if _, err := r.app.ContactWays.Modify(t.Context(), "c", remarked); !errors.Is(err, wecom.ErrPictureLost) || len(r.bodies) != 1 {
		t.Errorf("%d calls, %v", len(r.bodies), err)
	}
}

func TestModifyTakesANewPicture(t *testing.T) {
	r := record(t, false, tempImage, okReply, tempImage)
	_, err := r.app.ContactWays.Modify(t.Context(), "c", func(u *wecom.ContactWayUpdate) { u.Conclusions.Image = &wecom.ConclusionImage{MediaID: "N"} })
	if err != nil || len(r.bodies) != 3 {
		t.Errorf("%d calls, %v", len(r.bodies), err)
	}
}

func TestModifySaysWhatThePlatformHoldsInstead(t *testing.T) {
	r := record(t, false, multiWay, okReply, multiWay)
	_, err := r.app.ContactWays.Modify(t.Context(), "c", remarked)
	var mismatch *wecom.MismatchError
	if !errors.As(err, &mismatch) {
		t.Fatalf("%v", err)
	}
	if diff := cmp.Diff([]wecom.Difference{{Field: "remark", Sent: "新", Held: "门店"}}, mismatch.Fields); diff != "" {
		t.Error(diff)
	}
}

func TestModifySaysWhenItCouldNotReadBack(t *testing.T) {
	r := record(t, false, multiWay, okReply, `{"errcode":41044,"errmsg":"gone"}`)
	_, err := r.app.ContactWays.Modify(t.Context(), "c", remarked)
	var unseen *wecom.ReadBackError
	if !errors.As(err, &unseen) || !errors.Is(err, wx.ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func TestModifyJoinWay(t *testing.T) {
	before := `{"errcode":0,"join_way":{"config_id":"j","scene":2,"remark":"群","auto_create_room":0,"room_base_name":"","room_base_id":"7","chat_id_list":["a"],"state":"s","mark_source":true}}`
	after := `{"errcode":0,"join_way":{"config_id":"j","scene":2,"remark":"群","auto_create_room":0,"room_base_name":"","room_base_id":7,"chat_id_list":["a","b","made"],"state":"s","mark_source":true}}`
	r := record(t, false, before, okReply, after)
	way, err := r.app.JoinWays.Modify(t.Context(), "j", func(u *wecom.JoinWayUpdate) { u.ChatIDList = append(u.ChatIDList, "b"); u.State = nil })
	if err != nil || len(way.ChatIDList) != 3 {
		t.Fatalf("%+v, %v", way, err)
	}
	want := map[string]any{
		"config_id": "j", "scene": 2.0, "chat_id_list": []any{"a", "b"}, "remark": "群", "auto_create_room": 0.0,
		"room_base_name": "", "room_base_id": 7.0, "state": "s", "mark_source": true,
	}
	if diff := cmp.Diff(want, r.bodies[1]); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	r = record(t, false, before, okReply, before)
	var mismatch *wecom.MismatchError
	if _, err := r.app.JoinWays.Modify(t.Context(), "j", func(u *wecom.JoinWayUpdate) { u.ChatIDList = []string{"b"} }); !errors.As(err, &mismatch) {
		t.Errorf("%v", err)
	}
}

// changed runs Modify on a way that reads as reply and gives the update sent.
func changed(t *testing.T, reply string, change func(*wecom.ContactWayUpdate), opts ...wecom.ModifyOption) (map[string]any, error) {
	t.Helper()
	r := record(t, false, reply, okReply, reply)
	_, err := r.app.ContactWays.Modify(t.Context(), "c", change, opts...)
	if len(r.bodies) < 2 {
		return nil, err
	}
	return r.bodies[1], err
}

func TestModifyChangesMarkSourceOfTheMakerOnly(t *testing.T) {
	inPlace := func(u *wecom.ContactWayUpdate) {
		if u.MarkSource == nil {
			u.MarkSource = new(true)
		}
		*u.MarkSource = false
	}
	if sent, _ := changed(t, multiWay, inPlace, wecom.MadeHere()); sent["mark_source"] != false {
		t.Errorf("sent %v", sent)
	}
	sent, err := changed(t, multiWay, inPlace)
	refused(t, err, "mark_source")
	if sent != nil {
		t.Errorf("sent %v", sent)
	}
}

func TestModifySendsNothingThatThePlatformDidNotSay(t *testing.T) {
	silent := `{"errcode":0,"contact_way":{"config_id":"c","type":1,"scene":2,"remark":"","state":"","user":["lisi"],"is_temp":true,` +
		`"expires_in":0,"conclusions":{"text":{"content":""},"image":{"pic_url":""},"link":{},"miniprogram":{}}}}`
	sent, err := changed(t, silent, remarked)
	for _, field := range []string{"skip_verify", "expires_in", "chat_expires_in", "unionid", "conclusions"} {
		if _, there := sent[field]; there || sent == nil {
			t.Errorf("%s in %v, %v", field, sent, err)
		}
	}
}

const tempCard = `{"errcode":0,"contact_way":{"config_id":"c","type":1,"scene":2,"remark":"","skip_verify":true,"state":"","user":["lisi"],"is_temp":true,` +
	`"expires_in":100,"chat_expires_in":200,"conclusions":{"miniprogram":{"title":"店","pic_media_id":"C","appid":"wx1","page":"p"}}}}`

// coverless is how it reads when the platform shows no cover.
var coverless = strings.Replace(tempCard, `"pic_media_id":"C",`, "", 1)

func TestModifyKeepsTheCoverOfACard(t *testing.T) {
	card := func(sent map[string]any) any {
		conclusions, _ := sent["conclusions"].(map[string]any)
		return conclusions["miniprogram"]
	}
	t.Run("whose title changes", func(t *testing.T) {
		r := record(t, false, tempCard, `{"errcode":40007,"errmsg":"invalid media_id"}`, okReply, tempCard)
		again := func(context.Context) (string, error) { return "C2", nil }
		r.app.ContactWays.Modify(t.Context(), "c", func(u *wecom.ContactWayUpdate) { u.Conclusions.MiniProgram.Title = "新店" }, wecom.WithCover(wecom.Picture{Upload: again}))
		want := map[string]any{"title": "新店", "pic_media_id": "C2", "appid": "wx1", "page": "p"}
		if diff := cmp.Diff(want, card(r.bodies[2])); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("unless a new one is given", func(t *testing.T) {
		sent, _ := changed(t, tempCard, func(u *wecom.ContactWayUpdate) { u.Conclusions.MiniProgram.PicMediaID = "N" })
		want := map[string]any{"title": "店", "pic_media_id": "N", "appid": "wx1", "page": "p"}
		if diff := cmp.Diff(want, card(sent)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("unless it does not count beside an image", func(t *testing.T) {
		sent, err := changed(t, coverless, func(u *wecom.ContactWayUpdate) { u.Conclusions.Image = &wecom.ConclusionImage{MediaID: "I"} })
		if errors.Is(err, wecom.ErrPictureLost) || sent == nil || card(sent) != nil {
			t.Errorf("sent %v, %v", sent, err)
		}
	})
}

// A new cover is the change, though the platform shows none.
func TestModifySendsANewCover(t *testing.T) {
	if sent, err := changed(t, coverless, func(u *wecom.ContactWayUpdate) { u.Conclusions.MiniProgram.PicMediaID = "N" }); sent == nil {
		t.Errorf("nothing was sent, %v", err)
	}
}

const (
	twoGroups = `{"errcode":0,"join_way":{"config_id":"j","scene":2,"remark":"","chat_id_list":["a","b"],"state":""}}`
	sixGroups = `{"errcode":0,"join_way":{"config_id":"j","scene":2,"remark":"","chat_id_list":["a","b","c","d","e","f"],"state":""}}`
)

func TestModifyJoinWayTakesAGroupOut(t *testing.T) {
	for _, left := range [][]string{{"a"}, {"a", "a"}} {
		r := record(t, false, twoGroups, okReply, twoGroups)
		var mismatch *wecom.MismatchError
		_, err := r.app.JoinWays.Modify(t.Context(), "j", func(u *wecom.JoinWayUpdate) { u.ChatIDList = left })
		if !errors.As(err, &mismatch) || len(r.bodies) != 3 || mismatch.Fields[0].Field != "chat_id_list" {
			t.Errorf("to %v: %d calls, %v", left, len(r.bodies), err)
		}
	}
}

// What the platform did not say is a guess, and is not written back.
func TestModifyJoinWaySendsNothingThatThePlatformDidNotSay(t *testing.T) {
	silent := `{"errcode":0,"join_way":{"config_id":"j","scene":2,"remark":"","chat_id_list":["a"]}}`
	r := record(t, false, silent, okReply, changedTo(silent, ""))
	if _, err := r.app.JoinWays.Modify(t.Context(), "j", func(u *wecom.JoinWayUpdate) { u.Remark = new("新") }); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"config_id": "j", "scene": 2.0, "remark": "新", "chat_id_list": []any{"a"}}
	if diff := cmp.Diff(want, r.bodies[1]); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

// The platform makes groups of its own beyond the five that may be asked for.
func TestModifyJoinWaySendsUntouchedGroupsBack(t *testing.T) {
	for _, clamp := range []bool{false, true} {
		r := record(t, clamp, sixGroups, okReply, changedTo(sixGroups, ""))
		_, err := r.app.JoinWays.Modify(t.Context(), "j", func(u *wecom.JoinWayUpdate) { u.Remark = new("新") })
		if err != nil || len(r.cuts) != 0 || len(r.bodies) != 3 {
			t.Fatalf("clamp %v: %d calls, cut %v, %v", clamp, len(r.bodies), r.cuts, err)
		}
		if diff := cmp.Diff([]any{"a", "b", "c", "d", "e", "f"}, r.bodies[1]["chat_id_list"]); diff != "" {
			t.Error(diff)
		}
	}
}
