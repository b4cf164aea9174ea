package push_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/weapp/push"
)

func pushes(t testing.TB) []contract.Push {
	t.Helper()
	all, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	var own []contract.Push
	for _, p := range all {
		if p.Platform == "weapp" {
			own = append(own, p)
		}
	}
	return own
}

func TestDecodeContract(t *testing.T) {
	hashes := map[string][16]byte{}
	for _, sample := range pushes(t) {
		t.Run(sample.Name, func(t *testing.T) {
			p, err := push.Decode(sample.Bytes())
			hashes[sample.Name] = p.Hash
			if (err != nil) != sample.Want.Unreadable || (p.Err != nil) != sample.Want.Unreadable {
				t.Fatalf("err = %v, Err = %v, want unreadable %v", err, p.Err, sample.Want.Unreadable)
			}
			got := contract.Facts{
				Unreadable: p.Err != nil, Kind: p.Kind, ToUser: p.ToUser, From: p.From, MsgID: p.MsgID,
				CreateTime: p.CreateTime, Subject: p.Subject, Event: facts(t, p.Event, sample.Want.Event),
			}
			if diff := cmp.Diff(sample.Want, got); diff != "" {
				t.Errorf("facts differ (-want +got):\n%s", diff)
			}
			if string(p.Format) != sample.Format || string(p.Raw) != string(sample.Bytes()) {
				t.Errorf("format %s, raw %q", p.Format, p.Raw)
			}
		})
	}
	first := map[[16]byte]string{}
	for _, sample := range pushes(t) {
		other, known := first[hashes[sample.Name]]
		if sample.SameAs != "" {
			if hashes[sample.Name] != hashes[sample.SameAs] {
				t.Errorf("%s has another hash than %s", sample.Name, sample.SameAs)
			}
		} else if known {
			t.Errorf("%s and %s have the same hash", sample.Name, other)
		}
		first[hashes[sample.Name]] = sample.Name
	}
}

// facts returns what the event says about the wanted names.
func facts(t *testing.T, e push.Event, want map[string]any) map[string]any {
	t.Helper()
	if e == nil {
		return nil
	}
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return subset(all, want)
}

func subset(all, want map[string]any) map[string]any {
	got := map[string]any{}
	for name, w := range want {
		for have, value := range all {
			if !strings.EqualFold(have, name) {
				continue
			}
			if inner, ok := w.(map[string]any); ok {
				value = subset(value.(map[string]any), inner)
			}
			got[name] = value
		}
	}
	return got
}

func TestNULBecomesReplacementCharacter(t *testing.T) {
	p, err := push.Decode([]byte(`{"ToUserName":"g","FromUserName":"o","CreateTime":1,"MsgType":"text","Content":"a\u0000b","MsgId":1}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Event.(push.Text).Content; got != "a\ufffdb" {
		t.Errorf("content %q", got)
	}
}

func TestMediaCheckDetail(t *testing.T) {
	want := []push.MediaDetail{
		{Strategy: "content_model", Suggest: "risky", Label: 20001, Prob: 90},
		{Strategy: "keyword", ErrCode: -1, Suggest: "pass", Label: 100, Prob: 0.5},
	}
	for name, raw := range map[string]string{
		"JSON": `{"FromUserName":"o","CreateTime":1,"MsgType":"event","Event":"wxa_media_check","detail":[{"strategy":"content_model","errcode":0,"suggest":"risky","label":20001,"prob":90},{"strategy":"keyword","errcode":"-1","suggest":"pass","label":"100","prob":"0.5"}],"errmsg":"ok"}`,
		"XML":  `<xml><FromUserName>o</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>wxa_media_check</Event><detail><strategy>content_model</strategy><suggest>risky</suggest><label>20001</label><prob>90</prob></detail><detail><strategy>keyword</strategy><errcode>-1</errcode><suggest>pass</suggest><label>100</label><prob>0.5</prob></detail><errmsg>ok</errmsg></xml>`,
	} {
		p, err := push.Decode([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		got := p.Event.(push.MediaCheck)
		if diff := cmp.Diff(want, got.Detail); diff != "" || got.ErrMsg != "ok" {
			t.Errorf("%s: %q (-want +got):\n%s", name, got.ErrMsg, diff)
		}
	}
}
