package weapp

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// WorkService binds the mini program to a WeCom company, whose 微信客服 then
// answers what wx.openCustomerServiceChat opens. Both must be of the same legal
// entity, which must not be a person.
type WorkService service

// WorkBinding is the company that the mini program is bound to. CorpID is empty
// when there is none.
type WorkBinding struct {
	CorpID     string          `json:"corpid"`
	EntityName string          `json:"entityName"` // of the legal entity
	BindTime   int64           `json:"bindTime"`   // unix seconds
	Raw        json.RawMessage `json:"-"`          // as it came
}

// UnmarshalJSON accepts the time as a number and as a string of digits.
func (b *WorkBinding) UnmarshalJSON(data []byte) error {
	type plain WorkBinding
	into := struct {
		*plain
		BindTime wire.Int `json:"bindTime"`
	}{plain: (*plain)(b)}
	if err := wire.Keep(data, &into, &b.Raw); err != nil {
		return err
	}
	b.BindTime = int64(into.BindTime)
	return nil
}

// Get reads the binding. Error: errcode 10130030 for a mini program of a person.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-work/api_getkfworkbound.html
func (s *WorkService) Get(ctx context.Context) (WorkBinding, error) {
	return wire.Do[WorkBinding](ctx, s.wire, wire.Get("work_get", "/customservice/work/get", nil))
}

// workCorp is the request of both calls that change the binding.
type workCorp struct {
	CorpID string `json:"corpid"`
}

func (w workCorp) check(c *wx.Check) {
	c.Require(w.CorpID != "", "corpid", "must not be empty", nil)
}

// Bind binds a company. Errors: errcode 10130030 for a mini program of a person,
// 10130600 or 10130601 for a corpid that is wrong, 10130602 when the legal
// entities differ, 10130603 when one is bound already.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-work/api_bindkfwork.html
func (s *WorkService) Bind(ctx context.Context, corpID string) error {
	return s.change(ctx, "work_bind", "/customservice/work/bind", corpID)
}

// Unbind ends the binding. Errors: errcode 10130600 or 10130601 for a corpid that
// is wrong, 10130604 when it is not bound.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-work/api_unbindkfwork.html
func (s *WorkService) Unbind(ctx context.Context, corpID string) error {
	return s.change(ctx, "work_unbind", "/customservice/work/unbind", corpID)
}

func (s *WorkService) change(ctx context.Context, op, path, corpID string) error {
	body := workCorp{corpID}
	if err := s.wire.Check(ctx, op, body.check); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post(op, path, body))
}
