package api

import (
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/crm"
)

// complaint is what the check of a request against its schema may say; $1 is what it names, {field} is where.
type complaint struct {
	says   *regexp.Regexp
	zh, en string
}

var complaints = []complaint{
	{regexp.MustCompile(`^expected required property (\S+) to be present$`), "缺少 $1", "$1 is missing"},
	{regexp.MustCompile(`^required \w+ parameter is missing$`), "缺少 {field}", "{field} is missing"},
	{regexp.MustCompile(`^unexpected property$`), "不认识 {field}", "{field} is not known"},
	{regexp.MustCompile(`^request body is required$`), "缺少请求内容", "the body is missing"},
	{regexp.MustCompile(`^expected length >= (\d+)$`), "{field} 至少 $1 个字符", "{field} takes at least $1 characters"},
	{regexp.MustCompile(`^expected length <= (\d+)$`), "{field} 最多 $1 个字符", "{field} takes at most $1 characters"},
	{regexp.MustCompile(`^expected array length <= (\d+)$`), "{field} 最多 $1 项", "{field} takes at most $1 items"},
	{regexp.MustCompile(`^expected value to be one of "(.*)"$`), "{field} 只能是 $1 之一", "{field} must be one of $1"},
	{regexp.MustCompile(`^(?:expected|invalid) integer$`), "{field} 须为整数", "{field} must be an integer"},
	{regexp.MustCompile(`^expected number$`), "{field} 须为数字", "{field} must be a number"},
	{regexp.MustCompile(`^expected string$`), "{field} 须为文字", "{field} must be a string"},
	{regexp.MustCompile(`^(?:expected|invalid) boolean$`), "{field} 须为 true 或 false", "{field} must be true or false"},
	{regexp.MustCompile(`^expected array$`), "{field} 须为列表", "{field} must be an array"},
	{regexp.MustCompile(`^expected object$`), "{field} 须为对象", "{field} must be an object"},
	{regexp.MustCompile(`^expected number >= (\S+)$`), "{field} 至少为 $1", "{field} must be at least $1"},
	{regexp.MustCompile(`^expected number <= (\S+)$`), "{field} 最多为 $1", "{field} must be at most $1"},
}

// wrongField puts one complaint into words. The value that was sent is left out: it may be a secret.
func wrongField(d *huma.ErrorDetail) *crm.Error {
	field := d.Location[strings.IndexByte(d.Location, '.')+1:]
	for _, c := range complaints {
		m := c.says.FindStringSubmatchIndex(d.Message)
		if m == nil {
			continue
		}
		if strings.HasPrefix(c.zh, "缺少 $1") {
			field = d.Message[m[2]:m[3]]
		}
		say := func(template string) string {
			return strings.ReplaceAll(string(c.says.ExpandString(nil, template, d.Message, m)), "{field}", field)
		}
		return crm.Invalid(field, say(c.zh), say(c.en))
	}
	if field == "" || field == "body" {
		return crm.Refuse(codeUnreadable)
	}
	return crm.Invalid(field, field+" 的值不对", "the value of "+field+" is not valid")
}
