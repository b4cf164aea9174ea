package push

import (
	"strconv"

	"github.com/menling/menling/wx/flat"
)

// KindMediaCheck is the kind of MediaCheck.
const KindMediaCheck = "event/wxa_media_check"

// MediaCheck is the result of a check of a picture or a sound that was asked for
// before. The first version of the interface answers IsRisky, StatusCode and
// ExtraInfoJSON; the second Version 2 and the fields below it: the verdict, and
// in Detail the strategies it comes from.
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
	ErrCode       int // not 0: there is no verdict
	ErrMsg        string
	Suggest       string // pass, review or risky
	Label         int    // 100 is harmless
	Detail        []MediaDetail
}

// MediaDetail is what one strategy found. Prob, from 0 to 100, says how sure it
// is; with an ErrCode other than 0 it found nothing out.
type MediaDetail struct {
	Strategy string
	ErrCode  int
	Suggest  string
	Label    int
	Prob     float64
}

func mediaCheck(h Head, d *flat.Doc) MediaCheck {
	m := MediaCheck{
		Head: h, AppID: d.Get("appid"), TraceID: d.Get("trace_id"), IsRisky: number(d.Get("isrisky")) == 1,
		StatusCode: number(d.Get("status_code")), ExtraInfoJSON: d.Get("extra_info_json"),
		Version: number(d.Get("version")), ErrCode: number(d.Get("errcode")), ErrMsg: d.Get("errmsg"),
	}
	for _, result := range d.Records("result") {
		m.Suggest, m.Label = result.Get("suggest"), number(result.Get("label"))
	}
	for _, r := range d.Records("detail") {
		prob, _ := strconv.ParseFloat(r.Get("prob"), 64) // 0 when it is none
		m.Detail = append(m.Detail, MediaDetail{r.Get("strategy"), number(r.Get("errcode")), r.Get("suggest"), number(r.Get("label")), prob})
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
