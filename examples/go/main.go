// All ten calls on WeCom's contact ways and group-join ways, with the client of this module.
//
// Start `menling sandbox`, then: go run .
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/menling/menling/wecom"
)

// Leave WithBaseURL out for the real platform, and use the corpid and the secret of your own app.
const corpid = "ww1a2b3c4d5e6f7081"

var (
	base   = env("MENLING_SANDBOX", "http://127.0.0.1:9180")
	secret = env("MENLING_SECRET", "sandbox-contact-secret")
)

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func main() {
	log.SetFlags(0)
	if err := run(context.Background()); err != nil {
		log.Fatal(err) // exit status 1
	}
}

func run(ctx context.Context) error {
	client, err := wecom.New(corpid, wecom.WithBaseURL(base))
	if err != nil {
		return err
	}
	// Keep the app: it fetches its token at the first call, and again when that has expired.
	app := client.App(secret)
	configID, err := contactWay(ctx, app)
	if err != nil {
		return err
	}
	if err := temporaryChat(ctx, app); err != nil {
		return err
	}
	if err := joinWay(ctx, app); err != nil {
		return err
	}
	if err := app.ContactWays.Delete(ctx, configID); err != nil {
		return err
	}
	tell("del_contact_way", "its QR code leads nowhere now")
	return nil
}

func contactWay(ctx context.Context, app *wecom.App) (configID string, err error) {
	added, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{
		Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, // SceneMiniProgram has no QR code
		User:   []string{"zhangsan", "lisi"},
		Remark: "3号店海报",         // at most 30 characters, as State
		State:  "poster_store3", // comes back in the event of every customer who scans
	})
	if err != nil {
		return "", err
	}
	configID = added.ConfigID // keep it: nothing else leads back to the way
	tell("add_contact_way", "%s, QR code %s", configID, added.QRCode)

	way, err := app.ContactWays.Get(ctx, configID)
	if err != nil {
		return "", err
	}
	tell("get_contact_way", "「%s」 leads to %s", way.Remark, strings.Join(way.User, ", "))

	// The platform lists 90 days unless told otherwise; All walks through all of them. It never lists temporary ways.
	count, ours := 0, false
	for id, err := range app.ContactWays.All(ctx, wecom.ContactWayList{}) {
		if err != nil {
			return "", err
		}
		count, ours = count+1, ours || id == configID
	}
	tell("list_contact_way", "%d in all, ours among them: %t", count, ours)

	// An update may empty what it leaves out. Modify reads the way, sends every field of it, and reads it back.
	way, err = app.ContactWays.Modify(ctx, configID, func(u *wecom.ContactWayUpdate) { u.User = []string{"lisi", "wangwu"} })
	if err != nil {
		return "", err
	}
	tell("update_contact_way", "zhangsan has left: it leads to %s", strings.Join(way.User, ", "))
	return configID, nil
}

// temporaryChat is for companies of the medical industry: the QR code serves one customer, once.
func temporaryChat(ctx context.Context, app *wecom.App) error {
	added, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{
		Type: wecom.TypeSingle, Scene: wecom.SceneQRCode, User: []string{"zhangyisheng"}, // one member, as it must have
		IsTemp: true, ExpiresIn: 86400, ChatExpiresIn: 86400, // seconds that the code and the chat live, at most 14 days
		Conclusions: &wecom.Conclusions{Text: &wecom.ConclusionText{Content: "本次问诊已结束，祝您健康。"}}, // said at its end
	})
	if err != nil {
		return err
	}
	tell("add_contact_way", "%s, for a temporary chat", added.ConfigID)

	customer, err := scan("c01", added.ConfigID)
	if err != nil {
		return err
	}
	if err := app.ContactWays.CloseTempChat(ctx, "zhangyisheng", customer); err != nil {
		return err
	}
	tell("close_temp_chat", "the chat with %s is over", customer)
	return nil
}

func joinWay(ctx context.Context, app *wecom.App) error {
	added, err := app.JoinWays.Add(ctx, wecom.JoinWayAdd{
		Scene: wecom.SceneQRCode, Remark: "春季活动",
		ChatIDList:     []string{"wrSandboxGroup00000000000000001"},                     // at most 5
		AutoCreateRoom: new(wecom.Yes), RoomBaseName: "销售群", RoomBaseID: new(int64(10)), // when all are full: 销售群10, 销售群11, …
		State: "spring", // comes back in groupchat/get, at the member who joined
	})
	if err != nil {
		return err
	}
	// Nothing lists join ways: without its config_id one is lost.
	tell("add_join_way", "%s", added.ConfigID)

	// The QR code comes from get_join_way, not from add_join_way.
	way, err := app.JoinWays.Get(ctx, added.ConfigID)
	if err != nil {
		return err
	}
	tell("get_join_way", "「%s」, QR code %s", way.Remark, way.QRCode)

	// Modify again, so that no field is lost.
	way, err = app.JoinWays.Modify(ctx, added.ConfigID, func(u *wecom.JoinWayUpdate) {
		u.ChatIDList = append(u.ChatIDList, "wrSandboxGroup00000000000000002")
	})
	if err != nil {
		return err
	}
	tell("update_join_way", "leads to %d groups now", len(way.ChatIDList))

	if err := app.JoinWays.Delete(ctx, added.ConfigID); err != nil {
		return err
	}
	tell("del_join_way", "its QR code leads nowhere now")
	return nil
}

// scan does what a customer's phone does in reality, by the sandbox's control API, and gives the customer's external_userid.
func scan(customer, configID string) (externalUserID string, err error) {
	var scanned struct{ UserID, Result string }
	body := fmt.Sprintf(`{"customer":%q,"config_id":%q}`, customer, configID)
	resp, err := http.Post(base+"/sandbox/v1/scan", "application/json", strings.NewReader(body))
	if err := decode(resp, err, &scanned); err != nil {
		return "", err
	}
	tell("(scan)", "customer %s and %s: %s", customer, scanned.UserID, scanned.Result)

	var customers []struct {
		ID             string
		ExternalUserID string `json:"external_userid"`
	}
	resp, err = http.Get(base + "/sandbox/v1/customers")
	if err := decode(resp, err, &customers); err != nil {
		return "", err
	}
	for _, c := range customers {
		if c.ID == customer {
			return c.ExternalUserID, nil
		}
	}
	return "", fmt.Errorf("the sandbox knows no customer %s", customer)
}

func decode(resp *http.Response, err error, answer any) error {
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: HTTP status %s", resp.Request.URL.Path, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(answer)
}

func tell(name, outcome string, args ...any) {
	fmt.Printf("%-20s%s\n", name, fmt.Sprintf(outcome, args...))
}
