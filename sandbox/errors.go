package sandbox

import (
	"errors"
	"fmt"
)

// apiError is a business error of a platform: a code and the head of its text.
type apiError struct {
	code int
	head string
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.code, e.head) }

// fail makes the WeCom error code with its usual text.
func fail(code int) error { return &apiError{code, textOf(wecomTexts, code)} }

// failWeapp makes the mini-program error code with its usual text.
func failWeapp(code int) error { return &apiError{code, textOf(weappTexts, code)} }

// invalid is 40058 with a detail in the platform's own phrase pattern.
func invalid(format string, args ...any) error {
	return &apiError{40058, fmt.Sprintf(format, args...) + ". invalid Request Parameter"}
}

// missing is the error for a field that has no code of its own.
func (c *call) missing(field string) error {
	if c.sw.MissingFieldCode == 40063 {
		return fail(40063)
	}
	return invalid("missing field %s", field)
}

func textOf(texts map[int]string, code int) string {
	if text, ok := texts[code]; ok {
		return text
	}
	return "request failed"
}

func asAPIError(err error) *apiError {
	var e *apiError
	if errors.As(err, &e) {
		return e
	}
	return &apiError{-1, "system busy"}
}

// wecomTexts are the English heads of WeCom's errors (global table:
// https://developer.work.weixin.qq.com/document/path/90313). Where the English wording is not
// public the text is ours and neutral; clients must branch on the code alone.
var wecomTexts = map[int]string{
	-1:     "system busy",
	6000:   "data version conflict",
	40001:  "invalid credential",
	40003:  "invalid userid",
	40004:  "invalid media type",
	40005:  "invalid type",
	40006:  "invalid file size",
	40007:  "invalid media_id",
	40008:  "invalid message type",
	40013:  "invalid corpid",
	40014:  "invalid access_token",
	40029:  "invalid code",
	40031:  "invalid userid list",
	40032:  "invalid userid list length",
	40035:  "invalid parameter",
	40050:  "invalid group id",
	40056:  "invalid agentid",
	40058:  "invalid Request Parameter",
	40063:  "some parameters are empty",
	40066:  "invalid party list",
	40068:  "invalid tagid",
	40082:  "invalid suite_access_token",
	40083:  "invalid suite_id",
	40084:  "invalid permanent_code",
	40085:  "invalid suite ticket",
	40091:  "invalid secret",
	40096:  "invalid external userid",
	40098:  "user not verified by real name",
	40123:  "invalid image",
	40144:  "too many tags on customer",
	40145:  "media_id expired",
	40146:  "invalid range header",
	40206:  "request body too large",
	41001:  "access_token missing",
	41002:  "corpid missing",
	41004:  "corpsecret missing",
	41006:  "media_id missing",
	41009:  "missing userid",
	41021:  "suite_id missing",
	41022:  "suite_access_token missing",
	41023:  "suite_ticket missing",
	41024:  "suite_secret missing",
	41025:  "permanent_code missing",
	41035:  "missing external_userid",
	41037:  "missing contact way type",
	41038:  "missing contact way scene",
	41039:  "invalid contact way type",
	41040:  "invalid contact way scene",
	41041:  "too many users in contact way",
	41042:  "invalid contact way style",
	41043:  "missing config_id",
	41044:  "invalid config_id",
	41045:  "contact way count exceeds limit",
	41049:  "missing welcome_code",
	41050:  "invalid welcome code",
	41051:  "externaluser has started chatting",
	41053:  "externaluser has not approved archiving",
	41054:  "user not activated",
	41057:  "no bound wechat developer account",
	41064:  "too many attachments",
	41065:  "invalid attachments",
	41088:  "empty attachments",
	41091:  "too many groups in join way",
	41096:  "welcome msg is being distributed",
	41200:  "industry not supported",
	42001:  "access_token expired",
	42009:  "suite_access_token expired",
	44001:  "empty media data",
	44004:  "empty content",
	45001:  "media size out of limit",
	45002:  "content size out of limit",
	45009:  "api freq out of limit",
	45033:  "api concurrent out of limit",
	45035:  "concurrent write conflict",
	45036:  "abnormal data access",
	48002:  "api forbidden",
	48006:  "api permission withdrawn",
	48011:  "api forbidden for inactive app",
	49008:  "group dismissed",
	50002:  "user out of permission",
	50003:  "app disabled",
	50100:  "invalid cursor",
	60003:  "department not found",
	60011:  "no privilege to access/modify contact/party/agent ",
	60020:  "not allow to access from your ip",
	60021:  "userid out of range",
	60030:  "userid out of range",
	60111:  "userid not found",
	60123:  "invalid party id",
	81013:  "user & party & tag all invalid",
	81017:  "too many members in range",
	82001:  "no recipient",
	84061:  "not external contact",
	84074:  "require in external contact",
	84083:  "not a service member",
	84084:  "not a follower",
	90206:  "miniprogram not linked",
	90207:  "invalid miniprogram appid",
	90500:  "invalid group inheritance",
	90501:  "chat is not external group chat",
	90511:  "invalid opengid",
	301002: "not allow operate another agent with this accesstoken",
	301007: "corp unavailable",
	610004: "not a customer",
	610014: "invalid unionid",
	660003: "userid out of range",
	660004: "partyid out of range",
	701008: "no interconnect license",
	701099: "no interconnect license",
	830001: "invalid media url",
	830002: "range too large",
	830003: "media download failed",
}

// weappTexts are the heads of the mini-program side's errors.
var weappTexts = map[int]string{
	-1:       "system error",
	40001:    "invalid credential, access_token is invalid or not latest",
	40002:    "invalid grant_type",
	40003:    "invalid openid",
	40004:    "invalid media type",
	40005:    "invalid file type",
	40006:    "invalid meida size", // as the platform spells it
	40007:    "invalid media_id",
	40008:    "invalid message type",
	40009:    "invalid image size",
	40013:    "invalid appid",
	40014:    "invalid access_token",
	40029:    "invalid code",
	40033:    "invalid charset. please check your request, if include \\uxxxx will create fail!",
	40066:    "invalid url",
	40101:    "missing parameter",
	40125:    "invalid appsecret",
	40163:    "code been used",
	40164:    "invalid ip, not in whitelist",
	40200:    "invalid account type",
	40226:    "code blocked",
	41001:    "access_token missing",
	41002:    "appid missing",
	41004:    "appsecret missing",
	41005:    "media data missing",
	41006:    "media_id missing",
	41008:    "missing code",
	42001:    "access_token expired",
	43001:    "require GET method",
	43002:    "require POST method",
	44001:    "empty media data",
	44002:    "empty post data",
	45001:    "media size out of limit",
	45002:    "content size out of limit",
	45003:    "title size out of limit",
	45004:    "description size out of limit",
	45005:    "url size out of limit",
	45006:    "picture url size out of limit",
	45009:    "reach max api daily quota limit",
	45011:    "api minute-quota reach limit, must slower, retry next minute",
	45015:    "response out of time limit or subscription is canceled",
	45047:    "out of response count limit",
	45072:    "invalid command",
	45080:    "no message interaction with this user recently",
	45081:    "already typing",
	45162:    "invalid type",
	47001:    "data format error",
	48001:    "api unauthorized",
	48002:    "user refuse to accept the msg",
	48004:    "api forbidden for irregularities",
	65400:    "customer service is not enabled",
	65401:    "invalid customer service account",
	65405:    "customer service account number reach limit",
	65407:    "already a customer service worker",
	65409:    "invalid wechat id",
	89503:    "ip needs confirmation",
	89506:    "ip refused for 24 hours",
	89507:    "ip refused for one hour",
	10130002: "invalid parameter",
	10130030: "no permission",
	10130600: "invalid corpid",
	10130601: "invalid corpid",
	10130602: "entity mismatch",
	10130603: "already bound",
	10130604: "not bound",
}
