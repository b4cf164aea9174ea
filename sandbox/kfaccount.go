package sandbox

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
)

// The people who answer in the official tools:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_getkflist.html.
var _ = serve(weapp,
	endpoint{path: "/cgi-bin/customservice/getkflist", method: http.MethodGet, do: (*Sandbox).getKfList},
	endpoint{path: "/cgi-bin/customservice/getonlinekflist", method: http.MethodGet, do: (*Sandbox).getOnlineKfList},
	endpoint{path: "/customservice/kfaccount/add", method: http.MethodPost, write: true, do: (*Sandbox).addKfAccount},
	endpoint{path: "/customservice/kfaccount/del", write: true, do: (*Sandbox).delKfAccount},
)

const (
	maxKfAccounts = 100
	kfOnlineOnWeb = 1 // status of getonlinekflist
)

var weChatIDForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

// kfAccount is one of them. The account is empty: that is how the console's are.
type kfAccount struct {
	ID     int    `json:"id"`
	Nick   string `json:"nick"`
	WX     string `json:"wx"`
	OpenID string `json:"openid"`
	Online bool   `json:"online,omitempty"`
}

// shownID is kf_id, a text or by switch a number.
func (k *kfAccount) shownID(sw *Switches) any {
	if sw.KfIDNumber {
		return k.ID
	}
	return strconv.Itoa(k.ID)
}

type kfListItem struct {
	Account string `json:"kf_account"`
	Nick    string `json:"kf_nick"`
	ID      any    `json:"kf_id"`
	Head    string `json:"kf_headimgurl"`
	WX      string `json:"kf_wx"`
	OpenID  string `json:"kf_openid"`
}

func (s *Sandbox) getKfList(c *call) (any, error) {
	list := []kfListItem{}
	for _, k := range s.w.KfAccounts {
		list = append(list, kfListItem{
			Nick: k.Nick, ID: k.shownID(c.sw), Head: s.url("/wwhead/k-" + k.WX + "/0"), WX: k.WX, OpenID: k.OpenID,
		})
	}
	return struct {
		List []kfListItem `json:"kf_list"`
	}{list}, nil
}

type kfOnlineItem struct {
	Account  string `json:"kf_account"`
	Status   int    `json:"status"`
	ID       any    `json:"kf_id"`
	Accepted int    `json:"accepted_case"`
	OpenID   string `json:"kf_openid"`
}

// getOnlineKfList lists those who have the web tool open.
func (s *Sandbox) getOnlineKfList(c *call) (any, error) {
	list := []kfOnlineItem{}
	for _, k := range s.w.KfAccounts {
		if k.Online {
			list = append(list, kfOnlineItem{Status: kfOnlineOnWeb, ID: k.shownID(c.sw), OpenID: k.OpenID, Accepted: s.w.acceptedBy(k)})
		}
	}
	return struct {
		List []kfOnlineItem `json:"kf_online_list"`
	}{list}, nil
}

// postDeskOnline is one of them opening or closing the web tool.
func (s *Sandbox) postDeskOnline(r *http.Request) (any, error) {
	var in struct {
		OpenID string `json:"kf_openid"`
		Online bool   `json:"online"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.w.kfAccount(in.OpenID)
	if at < 0 {
		return nil, notFound("nobody with kf_openid %q answers", in.OpenID)
	}
	s.w.KfAccounts[at].Online = in.Online
	s.changed()
	return in, nil
}

// kfAccount finds one of them by openid; -1 when there is none.
func (w *world) kfAccount(openid string) int {
	return slices.IndexFunc(w.KfAccounts, func(k *kfAccount) bool { return k.OpenID == openid })
}

// acceptedBy counts the customers that one of them has.
func (w *world) acceptedBy(k *kfAccount) int {
	n := 0
	for _, chat := range w.Desk {
		if chat.State == deskAccepted && chat.KfOpenID == k.OpenID {
			n++
		}
	}
	return n
}

func (s *Sandbox) addKfAccount(c *call) (any, error) {
	wx := c.body.str("kf_wx")
	switch {
	case wx == "":
		return nil, failWeapp(40101)
	case !weChatIDForm.MatchString(wx):
		return nil, failWeapp(65409)
	case slices.ContainsFunc(s.w.KfAccounts, func(k *kfAccount) bool { return k.WX == wx }):
		return nil, failWeapp(65407)
	case len(s.w.KfAccounts) >= maxKfAccounts:
		return nil, failWeapp(65405)
	}
	s.w.LastKf++
	s.w.KfAccounts = append(s.w.KfAccounts, &kfAccount{ID: 1000 + s.w.LastKf, Nick: wx, WX: wx, OpenID: "oKf" + s.dice.word(25)})
	return nil, nil
}

// delKfAccount takes the id from the query or from a body: the guides differ.
func (s *Sandbox) delKfAccount(c *call) (any, error) {
	id := c.q.Get("kf_openid")
	if id == "" && c.body != nil {
		id = c.body.str("kf_openid")
	}
	at := s.w.kfAccount(id)
	if at < 0 {
		return nil, failWeapp(65401)
	}
	s.w.KfAccounts = slices.Delete(s.w.KfAccounts, at, at+1)
	return nil, nil
}
