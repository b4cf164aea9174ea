package sandbox

import (
	"net/http"
	"slices"
	"strconv"
)

// The people who answer in the official tools.
var _ = serve(weapp,
	endpoint{path: "/cgi-bin/customservice/getkflist", method: http.MethodGet, do: (*Sandbox).getKfList},
	endpoint{path: "/cgi-bin/customservice/getonlinekflist", method: http.MethodGet, do: (*Sandbox).getOnlineKfList},
	endpoint{path: "/customservice/kfaccount/add", method: http.MethodPost, write: true, do: (*Sandbox).addKfAccount},
	endpoint{path: "/customservice/kfaccount/del", write: true, do: (*Sandbox).delKfAccount},
)

const maxKfAccounts = 100

// kfAccount is one of them. The account is empty: that is how the console's are.
type kfAccount struct {
	ID     int    `json:"id"`
	Nick   string `json:"nick"`
	WX     string `json:"wx"`
	OpenID string `json:"openid"`
}

type kfListItem struct {
	Account string `json:"kf_account"`
	Nick    string `json:"kf_nick"`
	ID      any    `json:"kf_id"` // text or number, by switch
	Head    string `json:"kf_headimgurl"`
	WX      string `json:"kf_wx"`
	OpenID  string `json:"kf_openid"`
}

func (s *Sandbox) getKfList(c *call) (any, error) {
	list := []kfListItem{}
	for _, k := range s.w.KfAccounts {
		item := kfListItem{Nick: k.Nick, ID: strconv.Itoa(k.ID), Head: s.url("/wwhead/k-" + k.WX + "/0"), WX: k.WX, OpenID: k.OpenID}
		if c.sw.KfIDNumber {
			item.ID = k.ID
		}
		list = append(list, item)
	}
	return struct {
		List []kfListItem `json:"kf_list"`
	}{list}, nil
}

// getOnlineKfList lists who is online: nobody, as the web tool is not open.
func (s *Sandbox) getOnlineKfList(*call) (any, error) {
	return struct {
		List []struct{} `json:"kf_online_list"`
	}{[]struct{}{}}, nil
}

func (s *Sandbox) addKfAccount(c *call) (any, error) {
	wx := c.body.str("kf_wx")
	switch {
	case wx == "":
		return nil, failWeapp(40101)
	case slices.ContainsFunc(s.w.KfAccounts, func(k *kfAccount) bool { return k.WX == wx }):
		return nil, failWeapp(65407)
	case len(s.w.KfAccounts) >= maxKfAccounts:
		return nil, failWeapp(65405)
	}
	s.w.LastKf++
	s.w.KfAccounts = append(s.w.KfAccounts, &kfAccount{1000 + s.w.LastKf, wx, wx, "oKf" + s.dice.word(25)})
	return nil, nil
}

// delKfAccount takes the id from the query or from a body: the guides differ.
func (s *Sandbox) delKfAccount(c *call) (any, error) {
	id := c.q.Get("kf_openid")
	if id == "" && c.body != nil {
		id = c.body.str("kf_openid")
	}
	at := slices.IndexFunc(s.w.KfAccounts, func(k *kfAccount) bool { return k.OpenID == id })
	if at < 0 {
		return nil, failWeapp(65401)
	}
	s.w.KfAccounts = slices.Delete(s.w.KfAccounts, at, at+1)
	return nil, nil
}
