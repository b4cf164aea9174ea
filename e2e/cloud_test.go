package e2e

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/weapp/push"
)

// cloud is the mini program's cloud, with the function as its user uploads it.
type cloud struct {
	*rig
	url, account, secret string
}

// newCloud makes the account's secret and sets the function up with it.
func (r *rig) newCloud(admin *person, account int64) cloud {
	r.t.Helper()
	var made struct{ URL, Account, Secret string }
	admin.post(fmt.Sprintf("/accounts/%d/relay-secret", account), nil, &made)
	return cloud{r, made.URL, made.Account, made.Secret}
}

// callFunction is how the platform calls it: with an object that it has read already, and whose numbers are JavaScript's.
const callFunction = `require(process.argv[1]).main(JSON.parse(process.argv[2])).then((answer) => console.log('answer ' + JSON.stringify(answer)))`

// run has the function called, and gives what it answers and what it logs.
func (c cloud) run(event string) (answer, log string) {
	c.t.Helper()
	node, err := exec.LookPath("node")
	if err != nil && os.Getenv("MENLING_E2E") != "1" {
		c.t.Skip("not tried: there is no node; make test sets everything up")
	}
	if err != nil {
		c.t.Fatal(err)
	}
	cmd := exec.CommandContext(c.t.Context(), node, "-e", callFunction, "../miniprogram/cloudfunctions/menling-relay/index.js", event)
	cmd.Env = append(os.Environ(), "MENLING_URL="+c.url, "MENLING_ACCOUNT="+c.account, "MENLING_RELAY_SECRET="+c.secret)
	out, err := cmd.CombinedOutput()
	log, answer, ok := strings.Cut(string(out), "answer ")
	if err != nil || !ok {
		c.t.Fatalf("the function ended with %v: %s", err, out)
	}
	return strings.TrimSpace(answer), strings.TrimSpace(log)
}

// keeps says how the log of a push that is safe begins, and has it say nothing of what is in it.
func (c cloud) keeps(event, kind, want string) {
	c.t.Helper()
	answer, log := c.run(event)
	if answer != want || !strings.HasPrefix(log, "menling-relay "+kind+": kept") || strings.Count(log, "\n") != 0 || strings.Contains(log, "oU") {
		c.t.Errorf("answered %s, logged %q", answer, log)
	}
}

// pass posts a body as the function would, at a time by the product's clock.
func (c cloud) pass(body, nonce string, at int64) (int, string) {
	c.t.Helper()
	return c.passSigned(body, nonce, strconv.FormatInt(at, 10), c.secret)
}

func (c cloud) passSigned(body, nonce, timestamp, secret string) (int, string) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), http.MethodPost, c.url+"/kit/v1/relay/"+c.account, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set(push.RelayTimestamp, timestamp)
	req.Header.Set(push.RelayNonce, nonce)
	req.Header.Set(push.RelaySignature, push.SignRelay(secret, timestamp, nonce, []byte(body)))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

// cloudEvent is an event as a cloud function gets it: the appid as the receiver, and who calls besides.
func cloudEvent(fields string) string {
	appid := sandbox.DefaultFixture().MiniProgram.AppID
	return fmt.Sprintf(`{"ToUserName":%q,"FromUserName":"oUcloud1","userInfo":{"appId":%[1]q,"openId":"oUcloud1"},%s}`, appid, fields)
}
