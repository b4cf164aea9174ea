package weapp

import (
	"context"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// WorkService binds the mini program to a WeCom company, whose 微信客服 may then
// be opened by wx.openCustomerServiceChat. Both must belong to the same legal
// entity.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-work/api_bindkfwork.html
type WorkService service

// Work is the bound company; it is empty when there is none.
type Work struct {
	CorpID     string
	EntityName string
	BoundAt    time.Time
}

type workCorp struct {
	CorpID string `json:"corpid"`
}

// Get reads the bound company.
func (s *WorkService) Get(ctx context.Context) (Work, error) {
	reply, err := wire.Do[struct {
		CorpID     string   `json:"corpid"`
		EntityName string   `json:"entityName"`
		BindTime   wire.Int `json:"bindTime"` // unix seconds
	}](ctx, s.wire, wire.Get("work_get", "/customservice/work/get", nil))
	work := Work{CorpID: reply.CorpID, EntityName: reply.EntityName}
	if reply.BindTime > 0 {
		work.BoundAt = time.Unix(int64(reply.BindTime), 0).UTC()
	}
	return work, err
}

// Bind binds a company. 10130603: one is bound already; 10130602: it belongs to
// another legal entity.
func (s *WorkService) Bind(ctx context.Context, corpID string) error {
	return s.change(ctx, "work_bind", "/customservice/work/bind", corpID)
}

// Unbind lets it go. 10130604: it is not bound.
func (s *WorkService) Unbind(ctx context.Context, corpID string) error {
	return s.change(ctx, "work_unbind", "/customservice/work/unbind", corpID)
}

func (s *WorkService) change(ctx context.Context, op, path, corpID string) error {
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(corpID != "", "corpid", "must not be empty", nil)
	}); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post(op, path, workCorp{corpID}))
}
