package sandbox_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// picture is a small PNG.
func picture(testing.TB) []byte { return tinyPNG() }

func tinyPNG() []byte {
	var b bytes.Buffer
	img := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.White, color.Black})
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a picture in memory
	}
	return b.Bytes()
}

// upload sends a file as temporary media, in a part of the given name.
func (w *world) upload(token, kind, part string, body []byte) object {
	w.Helper()
	return w.postFile("/cgi-bin/media/upload?access_token="+token+"&type="+kind, part, body)
}

// postFile sends a file in a multipart body.
func (w *world) postFile(path, part string, body []byte) object {
	w.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	f, err := form.CreateFormFile(part, "p.png")
	if err != nil {
		w.Fatal(err)
	}
	f.Write(body)
	form.Close()
	req, err := http.NewRequest("POST", w.srv.URL+path, &b)
	if err != nil {
		w.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	return w.do(req).object(w)
}

func TestMedia(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	token := w.token("sandbox-contact-secret")
	made := w.upload(token, "image", "media", picture(t))
	w.same("created_at", made.str("created_at"), "1700000000")
	path := "/cgi-bin/media/get?access_token=" + token + "&media_id=" + made.str("media_id")
	whole := w.send("GET", path, nil)
	w.same("bytes", string(whole.body), string(picture(t)))
	w.same("type", whole.header.Get("Content-Type"), "image/png")
	w.same("name", whole.header.Get("Content-Disposition"), `attachment; filename="p.png"`)

	part := func(span string) answer {
		req, err := http.NewRequest("GET", w.srv.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Range", span)
		return w.do(req)
	}
	a := part("bytes=1-3")
	w.same("part", string(a.body), "PNG")
	w.same("status", a.status, http.StatusPartialContent)
	w.same("open end", len(part("bytes=1-").body), len(whole.body)-1)
	w.errcode(part("bytes=9999-").object(t), 40146)
	w.errcode(w.get("/cgi-bin/media/get?access_token="+w.weappToken()+"&media_id="+made.str("media_id")), 40007)

	w.sb.Advance(72 * time.Hour)
	w.errcode(w.wecomGet("media/get", "&media_id="+made.str("media_id")), 40145)
	w.switches(object{"expired_media_code": 40007})
	w.errcode(w.wecomGet("media/get", "&media_id="+made.str("media_id")), 40007)
	w.same("a voice", w.upload(w.token("sandbox-contact-secret"), "voice", "media", []byte("#!AMR\n123")).str("type"), "voice")
	w.same("a file", w.upload(w.token("sandbox-contact-secret"), "file", "media", []byte("anything")).str("type"), "file")
}

func TestWeappMedia(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	made := w.upload(w.weappToken(), "image", "media", picture(t))
	_, has := made["errcode"]
	w.same("errcode", has, false)
	w.same("created_at", made["created_at"], float64(start))
	a := w.send("GET", "/cgi-bin/media/get?access_token="+w.weappToken()+"&media_id="+made.str("media_id"), nil)
	w.same("name", a.header.Get("Content-Disposition"), `attachment; filename="`+made.str("media_id")+`.png"`)
	w.same("cache", a.header.Get("Cache-Control"), "no-cache, must-revalidate")
	w.switches(object{"upload_errcode": true, "weapp_image_max_bytes": len(picture(t))})
	made = w.upload(w.weappToken(), "image", "media", picture(t))
	w.same("errmsg by switch", made.str("errmsg"), "ok")
	w.errcode(w.upload(w.weappToken(), "image", "media", append(picture(t), 0)), 40009)
}

// TestQRPicture decodes the picture and follows what a phone would read in it.
func TestQRPicture(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.way(nil)
	a := w.send("GET", strings.TrimPrefix(w.readWay(id).str("qr_code"), w.srv.URL), nil)
	img, err := png.Decode(bytes.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != b.Dy() || b.Dx() < 200 {
		t.Errorf("size %v", b)
	}
	opened := w.send("GET", "/u/"+id, nil)
	w.same("location", opened.header.Get("Location"), "/phone/#scan="+id)
	w.wecom(delWay, object{"config_id": id})
	w.same("paper stays", w.send("GET", "/wwpic/"+id+"/0", nil).status, 200)
	w.same("never made", w.send("GET", "/wwpic/"+noWay+"/0", nil).status, 404)
	w.same("no such media", w.send("GET", "/mmpic/x/0", nil).status, 404)
}

// TestEnvelope checks what every answer of the platform looks like on the wire.
func TestEnvelope(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	token := w.token("sandbox-contact-secret")
	ok := w.send("POST", "/cgi-bin/externalcontact/update_contact_way?access_token="+token, object{"config_id": w.way(nil)})
	w.same("bare success", string(ok.body), `{"errcode":0,"errmsg":"ok"}`)
	w.same("Error-Code", ok.header.Get("Error-Code")+ok.header.Get("Error-Msg"), "0ok")
	w.same("type", ok.header.Get("Content-Type"), "application/json; charset=UTF-8")

	bad := w.send("GET", "/cgi-bin/externalcontact/get?access_token="+token+"&external_userid=x", nil)
	text := string(bad.body)
	if !strings.HasPrefix(text, `{"errcode":40096,"errmsg":"invalid external userid, hint: [1700000000`) ||
		!strings.HasSuffix(text, `], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=40096","follow_user":[]}`) {
		t.Error(text)
	}
	hint, _, _ := strings.Cut(strings.SplitN(text, "hint: [", 2)[1], "]")
	w.same("length of the hint", len(hint), 25)
	w.same("Error-Code", bad.header.Get("Error-Code"), "40096")

	id := w.way(object{"remark": "<A&B>"})
	raw := w.send("POST", "/cgi-bin/"+getWay+"?access_token="+token, object{"config_id": id})
	if !bytes.Contains(raw.body, []byte(`"<A&B>"`)) || bytes.HasSuffix(raw.body, []byte("\n")) {
		t.Errorf("%s", raw.body)
	}
	warned := w.wecom(setWay, `{"config_id":"`+id+`","state":5}`)
	w.same("warning", warned.str("errmsg"), "ok. Warning: wrong json format. ")
	w.errcode(warned, 0)
	broken := w.wecom(addWay, `{`)
	if !strings.HasPrefix(broken.str("errmsg"), "missing contact way type. Warning: wrong json format. ") {
		t.Error(broken)
	}
	weapp := w.post("/cgi-bin/message/custom/send?access_token=x", object{})
	if msg := weapp.str("errmsg"); len(strings.SplitN(msg, " rid: ", 2)) != 2 || !strings.HasPrefix(msg, "invalid credential") {
		t.Error(msg)
	}
	w.errcode(w.wecomGet(addWay, ""), 40058)
	w.errcode(w.post("/cgi-bin/user/get?access_token="+token, object{}), 60111)
	gone := w.send("GET", "/cgi-bin/no/such/path", nil)
	w.same("unknown path", gone.status, 404)
	w.same("its body", len(gone.body), 0)
	header := request("POST", "/cgi-bin/"+listWay)
	header.URL.Host, header.RequestURI = strings.TrimPrefix(w.srv.URL, "http://"), ""
	header.Header.Set("Authorization", "Bearer "+token)
	w.errcode(w.do(header).object(w), 41001)
	var o map[string]json.RawMessage
	if err := json.Unmarshal(w.send("POST", "/cgi-bin/crm/add_contact_way?access_token="+token, `{"type":1,"scene":2,"user":["lisi"]}`).body, &o); err != nil || len(o["config_id"]) == 0 {
		t.Error("the old path does not work")
	}
}
