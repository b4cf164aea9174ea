package wecom

import (
	"context"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// Remark is what a member notes about a customer. A field that is nil stays as
// it is, an empty one is cleared. At least one must be given.
type Remark struct {
	UserID         string   `json:"userid"`
	ExternalUserID string   `json:"external_userid"`
	Remark         *string  `json:"remark,omitempty"`         // at most 20 characters
	Description    *string  `json:"description,omitempty"`    // at most 150 characters
	RemarkCompany  *string  `json:"remark_company,omitempty"` // at most 20 characters; WeChat customers only
	RemarkMobiles  []string `json:"remark_mobiles,omitzero"`  // nil: as it is; empty: cleared
	PictureID      *string  `json:"remark_pic_mediaid,omitempty"`
}

func (r *Remark) check(c *wx.Check) {
	checkUserID(c, "userid", r.UserID)
	checkExternal(c, r.ExternalUserID)
	given := r.Remark != nil || r.Description != nil || r.RemarkCompany != nil || r.RemarkMobiles != nil || r.PictureID != nil
	c.Require(given, "remark", "at least one of remark, description, remark_company, remark_mobiles, remark_pic_mediaid must be given", nil)
	c.Characters("remark", valueOf(r.Remark), 20)
	c.Characters("description", valueOf(r.Description), 150)
	c.Characters("remark_company", valueOf(r.RemarkCompany), 20)
}

// Remark edits what a member noted. The platform clears the telephone numbers
// when it is given one empty number, which is what an empty list is sent as.
// Errors: ErrNotFollower, ErrInvalidUser.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92115
func (s *CustomerService) Remark(ctx context.Context, r Remark) error {
	if err := s.wire.Check(ctx, "externalcontact_remark", r.check); err != nil {
		return err
	}
	if r.RemarkMobiles != nil && len(r.RemarkMobiles) == 0 {
		r.RemarkMobiles = []string{""}
	}
	return s.wire.Exec(ctx, wire.Post("externalcontact_remark", "/cgi-bin/externalcontact/remark", r))
}
