package push

import (
	"strconv"

	"github.com/menling/menling/wx/flat"
)

// KindMediaCheck is the kind of MediaCheck.
const KindMediaCheck = "event/wxa_media_check"

// MediaCheck is the result of a check of a picture or a sound that was asked for
// before. The first version of the interface answers IsRisky and StatusCode, the
// second Version 2, Suggest (pass, review or risky), Label and ErrCode; the
// single strategies stand in Push.Raw.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/mediaCheckAsync.html
type MediaCheck struct {
	Head
	AppID         string
	TraceID       string
	IsRisky       bool
	StatusCode    int
	ExtraInfoJSON string
	Version       int
	Suggest       string
	Label         int
	ErrCode       int
}

func mediaCheck(h Head, d *flat.Doc) MediaCheck {
	m := MediaCheck{
		Head: h, AppID: d.Get("appid"), TraceID: d.Get("trace_id"), IsRisky: number(d.Get("isrisky")) == 1,
		StatusCode: number(d.Get("status_code")), ExtraInfoJSON: d.Get("extra_info_json"),
		Version: number(d.Get("version")), ErrCode: number(d.Get("errcode")),
	}
	for _, result := range d.Records("result") {
		m.Suggest, m.Label = result.Get("suggest"), number(result.Get("label"))
	}
	return m
}

// number is a whole number, 0 when the text is none.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
