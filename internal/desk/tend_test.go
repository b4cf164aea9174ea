package desk_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// served has a customer write, and an agent accept and answer.
func (f *floor) served(openid string) (crm.Actor, int64) {
	f.Helper()
	who := f.there(f.agent("小王"+openid), desk.AgentEdit{})
	c := f.says(f.weapp, openid, "在吗")
	if _, err := f.desk.Accept(f.Context(), who, c.ID); err != nil {
		f.Fatal(err)
	}
	f.answers(who, c.ID, "在的")
	return who, c.ID
}

func (f *floor) answers(who crm.Actor, id int64, text string) {
	f.Helper()
	if _, err := f.desk.Send(f.Context(), who, id, desk.Reply{ClientKey: newKey(f), Kind: desk.KindText, Text: text}); err != nil {
		f.Fatal(err)
	}
}

func (f *floor) tend() {
	f.Helper()
	if err := f.desk.Tend(f.Context()); err != nil {
		f.Fatal(err)
	}
}

func TestARatingIsAskedOnceAndAnsweredByDigit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		setting := desk.RatingSetting{On: true, Ask: "请{客户}打分 1 到 5", Thanks: "谢谢", Hours: 2}
		if _, err := f.desk.SetRating(t.Context(), f.boss, 0, &setting); err != nil {
			t.Fatal(err)
		}
		who, id := f.served("o1")
		f.close(who, id)
		f.wantSaid(id, "agent: 在的", "rule: 请打分 1 到 5")
		c := f.says(f.weapp, "o1", " ５分！")
		if c.ID != id || c.Status != desk.Closed || c.Unread != 0 {
			t.Fatalf("the rating opened %+v", c)
		}
		got := f.conversation(id)
		if got.Rating != 5 || got.AwaitingSince != 0 || got.Inbound != 2 {
			t.Fatalf("rated %+v", got)
		}
		f.wantSaid(id, "agent: 在的", "rule: 请打分 1 到 5", "rule: 谢谢")
		if kinds := f.kinds(id); !slices.Contains(kinds, desk.ActionRatingAsked) || kinds[len(kinds)-1] != desk.ActionRated {
			t.Fatalf("actions %v", kinds)
		}
		if c = f.says(f.weapp, "o1", "4"); c.ID == id || c.Status != desk.Waiting {
			t.Fatalf("the second digit is no rating: %+v", c)
		}

		who, id = f.served("o2") // who answers with words, or too late, writes anew
		f.close(who, id)
		f.pass(3 * time.Hour)
		if c = f.says(f.weapp, "o2", "5"); c.ID == id || f.conversation(id).Rating != 0 {
			t.Fatalf("too late: %+v", c)
		}

		who, id = f.served("o3") // only the last place is left
		for range 3 {
			f.answers(who, id, "还有")
		}
		f.close(who, id)
		if kinds := f.kinds(id); slices.Contains(kinds, desk.ActionRatingAsked) || f.conversation(id).RatingAskedAt != 0 {
			t.Fatalf("asked with the last place: %v", kinds)
		}
	})
}

// wantReminded looks at a conversation's row, and at the one that consoles were last told.
func (f *floor) wantReminded(id int64, level int) {
	f.Helper()
	row, err := f.desk.Store.ConversationRow(f.Context(), id, desk.DefaultGrant, f.now.Load())
	if err != nil || row.Reminded != level {
		f.Fatalf("reminded %d %v, want %d", row.Reminded, err, level)
	}
	head, err := f.store.ChangeHead(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	changes, _, err := f.store.ChangesAfter(f.Context(), crm.Cursor{Epoch: head.Epoch}, 10_000)
	if err != nil {
		f.Fatal(err)
	}
	told := -1
	for _, c := range changes {
		if c.Kind == "conversation" && c.SubjectID == id {
			var row desk.ConversationRow
			if err := json.Unmarshal(c.Row, &row); err != nil {
				f.Fatal(err)
			}
			told = row.Reminded
		}
	}
	if told != level {
		f.Fatalf("consoles were told %d, want %d", told, level)
	}
}

func TestSilentConversationsEndAndWaitingOnesAreToldOf(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		closing := desk.ClosingSetting{Minutes: 30, Say: "先结束啦", Expired: true}
		if _, err := f.desk.SetClosing(t.Context(), f.boss, 0, &closing); err != nil {
			t.Fatal(err)
		}
		if _, err := f.desk.SetReminders(t.Context(), f.boss, f.weapp.ID, &desk.ReminderSetting{Minutes: 5, LeadMinutes: 15}); err != nil {
			t.Fatal(err)
		}
		_, silent := f.served("o1")
		waiting := f.says(f.weapp, "o2", "有人吗").ID
		f.pass(6 * time.Minute)
		f.tend()
		f.tend()
		if n := len(f.did(waiting)); n != 1 {
			t.Fatalf("%d reminders after 6 minutes", n)
		}
		f.wantReminded(waiting, desk.RemindAgent)
		f.pass(10 * time.Minute)
		f.tend()
		if n := len(f.did(waiting)); n != 2 || len(f.did(silent)) != 0 {
			t.Fatalf("%d reminders after 16 minutes, %v of who was answered", n, f.did(silent))
		}
		f.wantReminded(waiting, desk.RemindLead)
		f.wantReminded(silent, 0)
		f.pass(20 * time.Minute)
		f.tend()
		got := f.conversation(silent)
		if got.Status != desk.Closed || got.CloseReason != desk.ClosedSilent || got.ClosedKind != "rule" {
			t.Fatalf("silent %+v", got)
		}
		f.wantSaid(silent, "agent: 在的", "rule: 先结束啦")
		if got = f.conversation(waiting); got.Status != desk.Waiting {
			t.Fatalf("who waits is not sent away: %+v", got)
		}
		f.pass(48 * time.Hour)
		f.tend()
		if got = f.conversation(waiting); got.Status != desk.Waiting {
			t.Fatalf("gone before the hour was over: %+v", got)
		}
		f.pass(time.Hour)
		f.tend()
		if got = f.conversation(waiting); got.Status != desk.Closed || got.CloseReason != desk.ClosedExpired {
			t.Fatalf("expired %+v", got)
		}
	})
}

func TestWhoIsHandedAWaitIsRemindedOfItToo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		first, second := f.there(f.agent("小王"), desk.AgentEdit{}), f.there(f.agent("小周"), desk.AgentEdit{})
		id := f.says(f.weapp, "o1", "有人吗").ID
		if _, err := f.desk.Accept(t.Context(), first, id); err != nil {
			t.Fatal(err)
		}
		reminders := func(n int) {
			t.Helper()
			f.tend()
			if did := len(f.did(id)); did != n {
				t.Fatalf("%d reminders, want %d", did, n)
			}
			f.wantReminded(id, desk.RemindAgent) // the lists go on saying so
		}
		f.pass(6 * time.Minute)
		reminders(1)
		if _, err := f.desk.Transfer(t.Context(), first, id, desk.Transfer{AgentID: second.ID}); err != nil {
			t.Fatal(err)
		}
		reminders(1) // they have their own five minutes
		f.pass(6 * time.Minute)
		reminders(2)
		reminders(2)
		if _, err := f.desk.Return(t.Context(), second, id); err != nil {
			t.Fatal(err)
		}
		reminders(3) // whose turn it is now has waited long enough
		reminders(3)
	})
}

func TestSilenceAtTheOfficialToolEndsWithTheReplyWindow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		id := f.says(f.weapp, "o1", "有人吗").ID
		err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
			c, err := tx.Conversation(id)
			if err != nil {
				return err
			}
			c.Status, c.OfficialSince = desk.Official, c.LastInboundAt
			return tx.UpdateConversation(c)
		})
		if err != nil {
			t.Fatal(err)
		}
		f.pass(47 * time.Hour)
		f.tend()
		if got := f.conversation(id); got.Status != desk.Official {
			t.Fatalf("ended while they may still talk: %+v", got)
		}
		f.pass(2 * time.Hour)
		if n, err := f.desk.NoteMissed(t.Context()); n != 0 || err != nil {
			t.Errorf("%d windows count as missed though others talk there, and nobody tells us: %v", n, err)
		}
		f.tend()
		if got := f.conversation(id); got.Status != desk.Closed || got.CloseReason != desk.ClosedThere || got.ClosedKind != "rule" {
			t.Fatalf("still there: %+v", got)
		}
		if next := f.says(f.weapp, "o1", "还在吗"); next.ID == id {
			t.Fatal("the next message opened no other conversation")
		}
	})
}

func TestAnEntryIsGreetedWithinItsQuota(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.rule(desk.Rule{Event: desk.OnEntered, RuleBody: desk.RuleBody{SessionFrom: "goods", Say: "看上哪件了？", EveryMins: 10}})
		f.rule(desk.Rule{Event: desk.OnEntered, RuleBody: desk.RuleBody{Say: "欢迎来到{小程序}"}})
		f.pushed(f.weapp, desk.Inbound{Kind: desk.KindEntered, OpenID: "o1", Text: "goods=7"})
		f.pushed(f.weapp, desk.Inbound{Kind: desk.KindEntered, OpenID: "o1", Text: "goods=7"})
		c := f.says(f.weapp, "o1", "红色的")
		f.wantSaid(c.ID, "rule: 看上哪件了？", "rule: 欢迎来到wx0000000000000001")
		if got := f.conversation(c.ID); got.AwaitingSince == 0 || got.FirstAnswerAt != 0 {
			t.Fatalf("a greeting is no answer: %+v", got)
		}
	})
}

func TestQuickRepliesArePersonalOrShared(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who, id := f.served("o1")
		own, err := f.desk.PutQuickReply(t.Context(), who, 0, desk.QuickReplyEdit{Shortcut: "hi", Text: "{客户}您好，我是{客服}", Own: true})
		if err != nil {
			t.Fatal(err)
		}
		shared, err := f.desk.ShareQuickReply(t.Context(), f.boss, "价格", "价目表")
		if err != nil {
			t.Fatal(err)
		}
		text, err := f.desk.UseQuickReply(t.Context(), who, own.ID, id)
		if err != nil || text != "您好，我是小王o1" {
			t.Fatalf("%q %v", text, err)
		}
		elsewhere := f.there(f.agent("小李"), desk.AgentEdit{Accounts: &[]int64{f.account("wx2").ID}})
		if text, err := f.desk.UseQuickReply(t.Context(), elsewhere, shared.ID, id); crm.CodeOf(err) != crm.CodeNotFound {
			t.Fatalf("of a customer that is not theirs to see: %q %v", text, err)
		}
		list, err := f.desk.QuickRepliesOf(t.Context(), who)
		if err != nil || len(list) != 2 || list[0].ID != own.ID || list[0].Used != 1 {
			t.Fatalf("%+v %v", list, err)
		}
		if list, err = f.desk.QuickRepliesOf(t.Context(), f.boss); err != nil || len(list) != 1 || list[0].ID != shared.ID {
			t.Fatalf("others see %+v %v", list, err)
		}
		if err := f.desk.RemoveQuickReply(t.Context(), f.boss, own.ID); crm.CodeOf(err) != crm.CodeNotFound {
			t.Fatalf("somebody else's: %v", err)
		}
		folder, err := f.desk.PutQuickReplyFolder(t.Context(), who, 0, "常用", true)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.desk.PutQuickReply(t.Context(), who, 0, desk.QuickReplyEdit{Shortcut: "x", Text: "x", FolderID: folder.ID}); crm.CodeOf(err) != crm.CodeInvalid {
			t.Fatalf("a shared reply in a personal folder: %v", err)
		}
		edit := desk.QuickReplyEdit{Shortcut: "hi", Text: "x", Own: true, FolderID: folder.ID}
		if _, err := f.desk.PutQuickReply(t.Context(), who, own.ID, edit); err != nil {
			t.Fatal(err)
		}
		if err := f.desk.RemoveQuickReplyFolder(t.Context(), who, folder.ID); err != nil {
			t.Fatal(err)
		}
		if list, err = f.desk.QuickRepliesOf(t.Context(), who); err != nil || list[0].FolderID != 0 {
			t.Fatalf("%+v %v", list, err)
		}
	})
}

func (f *floor) close(who crm.Actor, id int64) {
	f.Helper()
	if _, err := f.desk.Close(f.Context(), who, id, ""); err != nil {
		f.Fatal(err)
	}
}
