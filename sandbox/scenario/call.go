package scenario

import (
	"bytes"
	"cmp"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/menling/menling/sandbox"
)

// ownCalls marks the scenario's own calls in the call log, so that expect_call sees only those of
// the server that is watched.
const ownCalls = "scenario_line"

// openPaths take no access_token; the first of them hand tokens out.
var openPaths = []string{
	"/cgi-bin/gettoken", "/cgi-bin/token", "/cgi-bin/stable_token", "/sns/", "/cgi-bin/service/",
}

// weappPaths begin the paths of the mini-program API; the others are WeCom's.
var weappPaths = []string{
	"/sns/", "/cgi-bin/message/custom/", "/customservice/", "/cgi-bin/customservice/", "/cgi-bin/token", "/cgi-bin/stable_token",
}

func beginsWith(path string, with []string) bool {
	for _, start := range with {
		if strings.HasPrefix(path, start) {
			return true
		}
	}
	return false
}

// call is a call of the platform that the scenario makes itself.
func (r *run) call(st *step) error {
	line, err := r.scope.expand(st.args.get("call"))
	if err != nil {
		return err
	}
	target, err := url.Parse(plain(line))
	if err != nil {
		return err
	}
	query, err := r.query(st, target)
	if err != nil {
		return err
	}
	body, contentType, err := r.body(st)
	if err != nil {
		return err
	}
	method, err := r.textOf(st.extra["method"])
	if method == "" {
		method = map[bool]string{true: http.MethodPost, false: http.MethodGet}[contentType != ""]
	}
	if err != nil {
		return err
	}
	a, err := r.send(method, target.Path+"?"+query.Encode(), contentType, body)
	if err != nil {
		return err
	}
	if beginsWith(target.Path, openPaths) {
		clear(r.tokens) // a token may have been replaced
	}
	return r.judge(st, a, "errcode")
}

// query puts the step's query and its token behind the path.
func (r *run) query(st *step, target *url.URL) (url.Values, error) {
	q := target.Query()
	if n := st.extra["query"]; n != nil {
		v, err := r.scope.expand(n)
		if err != nil {
			return nil, err
		}
		members, _ := v.(map[string]any)
		for name, member := range members {
			q.Set(name, plain(member))
		}
	}
	q.Set(ownCalls, strconv.Itoa(st.line))
	token, err := r.textOf(st.extra["token"])
	if err != nil || st.extra["token"] == nil && beginsWith(target.Path, openPaths) {
		return q, err
	}
	if st.extra["token"] == nil {
		token, err = r.token(st, target.Path)
	}
	if token != "" {
		q.Set("access_token", token)
	}
	return q, err
}

func (r *run) textOf(n *node) (string, error) {
	if n == nil {
		return "", nil
	}
	v, err := r.scope.expand(n)
	return plain(v), err
}

// body makes the JSON of body, or the upload of file.
func (r *run) body(st *step) (body []byte, contentType string, err error) {
	if n := st.extra["body"]; n != nil {
		v, err := r.scope.expand(n)
		if s, ok := v.(string); ok {
			return []byte(s), "application/json", err // as written, for bodies that are no JSON
		}
		return encode(v), "application/json", err
	}
	name, err := r.textOf(st.extra["file"])
	if name == "" || err != nil {
		return nil, "", err
	}
	data := picture()
	if name != "picture" {
		if data, err = os.ReadFile(filepath.Join(filepath.Dir(r.File), name)); err != nil {
			return nil, "", err
		}
	}
	return upload(filepath.Base(name), data)
}

func upload(name string, data []byte) ([]byte, string, error) {
	if filepath.Ext(name) == "" {
		name += ".png"
	}
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	part, err := form.CreateFormFile("media", name)
	if err == nil {
		_, err = part.Write(data)
	}
	err = cmp.Or(err, form.Close())
	return out.Bytes(), form.FormDataContentType(), err
}

// token gets a token for the app that the step calls as, and keeps it until the clock moves.
func (r *run) token(st *step, path string) (string, error) {
	as, err := r.textOf(st.extra["as"])
	if err != nil {
		return "", err
	}
	if as == "" && beginsWith(path, weappPaths) {
		as = "mini_program"
	}
	if token := r.tokens[as]; token != "" {
		return token, nil
	}
	v, err := r.fetchToken(as)
	if err != nil {
		return "", err
	}
	token, _ := dig(v, "access_token")
	if plain(token) == "" || token == nil {
		return "", fmt.Errorf("no access_token for %s: %s", cmp.Or(as, "the app"), tidy(v))
	}
	r.tokens[as] = plain(token)
	return r.tokens[as], nil
}

func (r *run) fetchToken(as string) (any, error) {
	if as == "mini_program" {
		mp := r.fixture.MiniProgram
		return r.open("/cgi-bin/stable_token", map[string]any{"grant_type": "client_credential", "appid": mp.AppID, "secret": mp.Secret})
	}
	app, err := r.app(as)
	if err != nil {
		return nil, err
	}
	if app.Kind == sandbox.AppSuite {
		return r.suiteToken(app)
	}
	q := url.Values{"corpid": {r.fixture.Corp.ID}, "corpsecret": {app.Secret}, ownCalls: {strconv.Itoa(r.step.line)}}
	a, err := r.send(http.MethodGet, "/cgi-bin/gettoken?"+q.Encode(), "", nil)
	return a.value, err
}

// app finds an app by its agentid; without one, the first of the corp's own with customer contact.
func (r *run) app(as string) (*sandbox.App, error) {
	for i, app := range r.fixture.Apps {
		if as == strconv.Itoa(app.AgentID) || as == "" && app.Contact && app.Kind == sandbox.AppSelf {
			return &r.fixture.Apps[i], nil
		}
	}
	return nil, fmt.Errorf("the fixture has no app %s", cmp.Or(as, "with customer contact"))
}

// suiteToken takes the two steps of a third-party app.
func (r *run) suiteToken(app *sandbox.App) (any, error) {
	v, err := r.open("/cgi-bin/service/get_suite_token", map[string]any{
		"suite_id": app.SuiteID, "suite_secret": app.SuiteSecret, "suite_ticket": app.SuiteTicket,
	})
	if err != nil {
		return nil, err
	}
	token, _ := dig(v, "suite_access_token")
	return r.open("/cgi-bin/service/get_corp_token?suite_access_token="+url.QueryEscape(plain(token)), map[string]any{
		"auth_corpid": r.fixture.Corp.ID, "permanent_code": app.Secret,
	})
}

func (r *run) open(path string, body any) (any, error) {
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	a, err := r.send(http.MethodPost, path+sep+ownCalls+"="+strconv.Itoa(r.step.line), "application/json", encode(body))
	return a.value, err
}
