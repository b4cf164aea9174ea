package callback_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wecom/callback"
)

func pushes(t testing.TB) []contract.Push {
	t.Helper()
	all, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	var own []contract.Push
	for _, p := range all {
		if p.Platform == "wecom" {
			own = append(own, p)
		}
	}
	return own
}

func TestDecodeContract(t *testing.T) {
	hashes := map[string][16]byte{}
	for _, sample := range pushes(t) {
		t.Run(sample.Name, func(t *testing.T) {
			p, err := callback.Decode(sample.Bytes())
			hashes[sample.Name] = p.Hash
			if (err != nil) != sample.Want.Unreadable || (p.Err != nil) != sample.Want.Unreadable {
				t.Fatalf("err = %v, Err = %v, want unreadable %v", err, p.Err, sample.Want.Unreadable)
			}
			got := contract.Facts{
				Unreadable: p.Err != nil, Kind: p.Kind, ToUser: p.ToUser, From: p.From,
				CreateTime: p.CreateTime, Subject: p.Subject, Event: facts(t, p.Event, sample.Want.Event),
			}
			if diff := cmp.Diff(sample.Want, got); diff != "" {
				t.Errorf("facts differ (-want +got):\n%s", diff)
			}
			if string(p.Raw) != string(sample.Bytes()) {
				t.Error("Raw is not what came")
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
func facts(t *testing.T, e callback.Event, want map[string]any) map[string]any {
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

func TestHashOfMessagesIsOfSenderAndID(t *testing.T) {
	text := func(from, id, content string) string {
		return "<xml><ToUserName>ww</ToUserName><FromUserName>" + from + "</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>" + content + "</Content><MsgId>" + id + "</MsgId></xml>"
	}
	hash := func(raw string) [16]byte {
		p, err := callback.Decode([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		return p.Hash
	}
	base := hash(text("amy", "7", "x"))
	if hash(text("amy", "7", "y")) != base {
		t.Error("the content of a message with an id changes the hash")
	}
	if hash(text("bob", "7", "x")) == base || hash(text("amy", "8", "x")) == base {
		t.Error("another sender or id has the same hash")
	}
}

func TestTwoAddsInOneSecondDiffer(t *testing.T) {
	add := func(customer string) [16]byte {
		p, err := callback.Decode([]byte("<xml><FromUserName>sys</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>amy</UserID><ExternalUserID>" + customer + "</ExternalUserID></xml>"))
		if err != nil {
			t.Fatal(err)
		}
		return p.Hash
	}
	if add("wm1") == add("wm2") {
		t.Error("two customers added in the same second are taken for one")
	}
}

func TestDecodeRefusesImpossibleTimes(t *testing.T) {
	for _, at := range []string{"", "-1", "x", "1.5", "99999999999999", "253402300800"} {
		p, err := callback.Decode([]byte("<xml><FromUserName>sys</FromUserName><CreateTime>" + at + "</CreateTime><MsgType>event</MsgType><Event>e</Event></xml>"))
		if err == nil || p.Kind != callback.Unreadable || p.CreateTime != 0 {
			t.Errorf("CreateTime %q: kind %q, time %d, err %v", at, p.Kind, p.CreateTime, err)
		}
	}
}
