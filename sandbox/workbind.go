package sandbox

import "net/http"

// Binding a company to the mini program, for its 微信客服:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-work/api_bindkfwork.html.
var _ = serve(weapp,
	endpoint{path: "/customservice/work/get", method: http.MethodGet, do: (*Sandbox).getWork},
	endpoint{path: "/customservice/work/bind", method: http.MethodPost, write: true, do: (*Sandbox).bindWork},
	endpoint{path: "/customservice/work/unbind", method: http.MethodPost, write: true, do: (*Sandbox).unbindWork},
)

type workAnswer struct {
	EntityName string `json:"entityName"`
	CorpID     string `json:"corpid"`
	BindTime   int64  `json:"bindTime"` // Unix seconds
}

func (s *Sandbox) getWork(*call) (any, error) {
	if s.w.WorkBound == 0 {
		return workAnswer{}, nil
	}
	return workAnswer{s.corp.Corp.Name, s.corp.Corp.ID, s.w.WorkBound}, nil
}

// bindWork binds the sandbox's company, the only one there is.
func (s *Sandbox) bindWork(c *call) (any, error) {
	switch id := c.body.str("corpid"); {
	case id == "":
		return nil, failWeapp(10130002)
	case s.w.WorkBound != 0:
		return nil, failWeapp(10130603)
	case id != s.corp.Corp.ID:
		return nil, failWeapp(10130600)
	case !c.sw.SameEntity:
		return nil, failWeapp(10130602)
	}
	s.w.WorkBound = c.now.Unix()
	return nil, nil
}

func (s *Sandbox) unbindWork(c *call) (any, error) {
	switch id := c.body.str("corpid"); {
	case id == "":
		return nil, failWeapp(10130002)
	case s.w.WorkBound == 0 || id != s.corp.Corp.ID:
		return nil, failWeapp(10130604)
	}
	s.w.WorkBound = 0
	return nil, nil
}
