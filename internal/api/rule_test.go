package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/menling/menling/internal/desk"
)

// byItself walks what the desk does by itself.
func (k *walker) byItself() {
	k.Helper()
	k.rules()
	k.hours()
	k.deskSettings()
	k.quickFolders()
	k.bots()
}

func (k *walker) rules() {
	k.Helper()
	in := map[string]any{"account_id": k.weapp.ID, "name": "价格", "enabled": true, "event": "message", "how": "contains", "words": []string{"多少钱"}, "say": "请看价目表"}
	var made desk.Rule
	k.agent().do(post, base+"/rules", in).refused(k, 403, "not_allowed")
	k.call("create-rule", post, "/rules", in, 200, &made)
	if made.ID == 0 || made.Say != "请看价目表" || made.Position == 0 {
		k.Errorf("made %+v", made)
	}
	path := fmt.Sprintf("/rules/%d", made.ID)
	in["how"], in["pattern"] = "pattern", "a*"
	k.do(put, base+path, in).refused(k, 422, "invalid")
	in["how"], in["words"], in["say"] = "equals", []string{"价格"}, "面议"
	k.call("put-rule", put, path, in, 200, &made)
	var list List[desk.Rule]
	k.call("order-rules", post, "/rules/order", RuleOrder{[]int64{made.ID}}, 200, &list)
	k.call("list-rules", get, "/rules", nil, 200, &list)
	if len(list.Items) != 1 || list.Items[0].Say != "面议" || list.Items[0].Pattern != "" || list.Items[0].Position != 1 {
		k.Errorf("rules %+v", list)
	}
	var tried desk.RuleTried
	k.call("try-rules", post, "/rules/try", map[string]any{"account_id": k.weapp.ID, "event": "message", "text": " 价格"}, 200, &tried)
	if len(tried.Rows) != 1 || !tried.Rows[0].Acts || tried.Rows[0].Say != "面议" {
		k.Errorf("tried %+v", tried)
	}
	var acts List[desk.RuleActs]
	k.call("list-rule-acts", get, "/rules/acts", nil, 200, &acts)
	if len(acts.Items) != 0 {
		k.Errorf("acts %+v", acts)
	}
	k.call("remove-rule", remove, path, nil, 204, nil)
	k.do(remove, base+path, nil).refused(k, 404, "not_found")
}

func (k *walker) hours() {
	k.Helper()
	path := fmt.Sprintf("/business-hours?account=%d", k.weapp.ID)
	h := desk.Hours{Weekly: []desk.HoursShift{{Days: []int{1}, From: "9", To: "18:00"}}, Special: []desk.HoursOnDate{}}
	k.do(put, base+path, h).refused(k, 422, "invalid")
	h.Weekly[0].From = "09:00"
	var got desk.HoursNow
	k.call("put-business-hours", put, path, h, 200, &got)
	if !got.Own || got.Changes == 0 || len(got.Value.Weekly) != 1 {
		k.Errorf("hours %+v", got)
	}
	k.call("remove-business-hours", remove, path, nil, 200, &got)
	k.call("get-business-hours", get, path, nil, 200, &got)
	if got.Own || !got.Open {
		k.Errorf("hours %+v", got)
	}
}

func (k *walker) deskSettings() {
	k.Helper()
	var rating desk.Setting[desk.RatingSetting]
	k.call("put-rating", put, "/rating", desk.RatingSetting{On: true, Ask: "打分", Hours: 24}, 200, &rating)
	k.do(put, base+"/rating", desk.RatingSetting{On: true, Hours: 24}).refused(k, 422, "invalid")
	k.call("get-rating", get, fmt.Sprintf("/rating?account=%d", k.weapp.ID), nil, 200, &rating)
	if rating.Own || !rating.Value.On || rating.Value.Ask != "打分" {
		k.Errorf("rating %+v", rating)
	}
	k.call("remove-rating", remove, "/rating", nil, 200, &rating)
	var closing desk.Setting[desk.ClosingSetting]
	k.call("put-closing", put, "/closing", desk.ClosingSetting{Minutes: 60}, 200, &closing)
	k.call("get-closing", get, "/closing", nil, 200, &closing)
	if closing.Value.Minutes != 60 {
		k.Errorf("closing %+v", closing)
	}
	k.call("remove-closing", remove, "/closing", nil, 200, &closing)
	var cards desk.Setting[desk.CardLinksSetting]
	k.call("put-card-links", put, "/card-links", desk.CardLinksSetting{Links: []desk.CardLink{{Page: "pages/goods/detail", URL: "https://shop.example/goods/{id}"}}}, 200, &cards)
	k.do(put, base+"/card-links", desk.CardLinksSetting{Links: []desk.CardLink{{Page: "pages/goods/detail", URL: "https://{id}"}}}).refused(k, 422, "invalid")
	k.call("get-card-links", get, "/card-links", nil, 200, &cards)
	if len(cards.Value.Links) != 1 {
		k.Errorf("card links %+v", cards)
	}
	k.call("remove-card-links", remove, "/card-links", nil, 200, &cards)
	if len(cards.Value.Links) != 0 {
		k.Errorf("card links after they were removed: %+v", cards)
	}
	var reminders desk.Setting[desk.ReminderSetting]
	k.call("put-reminders", put, "/reminders", desk.ReminderSetting{Minutes: 3, LeadMinutes: 9}, 200, &reminders)
	k.do(put, base+"/reminders", desk.ReminderSetting{Minutes: 9, LeadMinutes: 3}).refused(k, 422, "invalid")
	k.call("get-reminders", get, "/reminders", nil, 200, &reminders)
	if reminders.Value.LeadMinutes != 9 {
		k.Errorf("reminders %+v", reminders)
	}
	k.call("remove-reminders", remove, "/reminders", nil, 200, &reminders)
}

func (k *walker) quickFolders() {
	k.Helper()
	var folder desk.QuickReplyFolder
	k.call("create-quick-folder", post, "/quick-reply-folders", QuickFolderInput{Name: "常用", Own: true}, 200, &folder)
	path := fmt.Sprintf("/quick-reply-folders/%d", folder.ID)
	k.agent().do(put, base+path, QuickFolderInput{Name: "别人的"}).refused(k, 404, "not_found")
	k.call("put-quick-folder", put, path, QuickFolderInput{Name: "售后"}, 200, &folder)
	var list List[desk.QuickReplyFolder]
	k.call("list-quick-folders", get, "/quick-reply-folders", nil, 200, &list)
	if len(list.Items) != 1 || list.Items[0].Name != "售后" || list.Items[0].OwnerID == 0 {
		k.Errorf("folders %+v", list)
	}
	k.says("o-quick", "在吗")
	c := k.oldestWaiting()
	var q desk.QuickReply
	k.do(post, base+"/quick-replies", QuickReplyInput{Shortcut: "hi", Text: "我是{客服}", Own: true, FolderID: folder.ID}).want(k, 200, &q)
	var filled FilledText
	k.call("use-quick-reply", post, fmt.Sprintf("/quick-replies/%d/use", q.ID), QuickReplyUse{c}, 200, &filled)
	if filled.Text != "我是管理员" {
		k.Errorf("filled %+v", filled)
	}
	k.call("remove-quick-folder", remove, path, nil, 204, nil)
	k.do(remove, fmt.Sprintf("%s/quick-replies/%d", base, q.ID), nil).want(k, 204, nil)
}

func (k *walker) oldestWaiting() int64 {
	k.Helper()
	var page Page[desk.ConversationRow]
	k.do(get, base+"/conversations?list=waiting", nil).want(k, 200, &page)
	if len(page.Items) == 0 {
		k.Fatal("nobody waits")
	}
	return page.Items[0].ID
}

// askingBot is a bot at the other end of the network: it asks back what it was asked, and says nine.
type askingBot struct{}

func (askingBot) CallBot(_ context.Context, _ string, _ map[string]string, body []byte) ([]byte, error) {
	var q desk.BotQuestion
	if err := json.Unmarshal(body, &q); err != nil {
		return nil, err
	}
	return json.Marshal(desk.BotAnswer{Replies: []string{q.Text + "？九点"}})
}

func (k *walker) bots() {
	k.Helper()
	in := BotInput{Name: "小智", URL: "https://bot.example.com/menling", Secret: "0123456789abcdef", Seconds: 5}
	var made desk.BotRow
	k.call("create-bot", post, "/bots", in, 200, &made)
	path := fmt.Sprintf("/bots/%d", made.ID)
	in.URL, in.Secret = "ftp://bot", ""
	k.do(put, base+path, in).refused(k, 422, "invalid")
	in.URL = "https://bot.example.com/2"
	k.call("put-bot", put, path, in, 200, &made)
	var list List[desk.BotRow]
	r := k.call("list-bots", get, "/bots", nil, 200, &list)
	if len(list.Items) != 1 || list.Items[0].URL != in.URL || strings.Contains(string(r.body), "0123456789abcdef") {
		k.Errorf("bots %s", r.body)
	}
	var tried desk.BotTried
	k.call("try-bot", post, path+"/try", BotTrial{Text: "几点开门"}, 200, &tried)
	if !tried.Answered || len(tried.Replies) != 1 || tried.Replies[0] != "几点开门？九点" {
		k.Errorf("tried %+v", tried)
	}
	k.do(post, base+path+"/try", BotTrial{Text: " "}).refused(k, 422, "invalid")
	k.do(post, base+"/bots/77/try", BotTrial{Text: "在吗"}).refused(k, 404, "not_found")
	k.call("remove-bot", remove, path, nil, 204, nil)
}
