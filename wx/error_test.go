package wx_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wx"
)

func TestConditions(t *testing.T) {
	type row struct {
		on   wx.Platform
		op   string
		code int
		want error
	}
	rows := []row{
		{wx.WeCom, "x", 40014, wx.ErrTokenDead},
		{wx.WeCom, "x", 42001, wx.ErrTokenDead},
		{wx.WeCom, "gettoken", 40001, wx.ErrBadCredential},
		{wx.WeCom, "gettoken", 40013, wx.ErrBadCredential},
		{wx.WeCom, "gettoken", 40091, wx.ErrBadCredential},
		{wx.WeApp, "custom_send", 40001, wx.ErrTokenDead},
		{wx.WeApp, "custom_send", 40014, wx.ErrTokenDead},
		{wx.WeApp, "stable_token", 40001, wx.ErrBadCredential},
		{wx.WeApp, "token", 40125, wx.ErrBadCredential},
		{wx.WeCom, "x", 41045, wx.ErrQuotaUsedUp},
		{wx.WeCom, "x", 45009, wx.ErrRateLimited},
		{wx.WeApp, "x", 45011, wx.ErrRateLimited},
		{wx.WeCom, "x", 45033, wx.ErrConcurrency},
		{wx.WeCom, "x", 45035, wx.ErrConflict},
		{wx.WeCom, "x", -1, wx.ErrBusy},
		{wx.WeCom, "x", 48002, wx.ErrNotPermitted},
		{wx.WeCom, "x", 60011, wx.ErrNotPermitted},
		{wx.WeApp, "x", 48001, wx.ErrNotPermitted},
		{wx.WeApp, "x", 48002, wx.ErrUserRefused},
		{wx.WeCom, "x", 60020, wx.ErrUntrustedIP},
		{wx.WeApp, "token", 40164, wx.ErrUntrustedIP},
		{wx.WeCom, "x", 40098, wx.ErrNotVerified},
		{wx.WeCom, "x", 41054, wx.ErrNotActivated},
		{wx.WeCom, "x", 84074, wx.ErrNoContactRight},
		{wx.WeCom, "x", 84061, wx.ErrNotFollower},
		{wx.WeCom, "x", 41044, wx.ErrNotFound},
		{wx.WeCom, "x", 60111, wx.ErrNoSuchMember},
		{wx.WeCom, "x", 41050, wx.ErrTooLate},
		{wx.WeCom, "x", 41051, wx.ErrAlreadyChatting},
		{wx.WeCom, "x", 41096, wx.ErrBeingDistributed},
		{wx.WeApp, "x", 45015, wx.ErrWindowClosed},
		{wx.WeApp, "x", 45047, wx.ErrWindowUsedUp},
		{wx.WeCom, "x", 40007, wx.ErrInvalidMedia},
		{wx.WeApp, "x", 40007, wx.ErrInvalidMedia},
		{wx.WeApp, "x", 40003, wx.ErrInvalidUser},
		{wx.WeCom, "x", 40096, wx.ErrInvalidUser},
		{wx.WeCom, "get_corp_token", 40082, wx.ErrTokenDead},
		{wx.WeCom, "get_corp_token", 42009, wx.ErrTokenDead},
		{wx.WeCom, "get_suite_token", 40085, wx.ErrBadCredential},
		{wx.WeCom, "get_corp_token", 40084, wx.ErrBadCredential},
		{wx.WeCom, "message_send", 301002, wx.ErrNotPermitted},
		{wx.WeCom, "x", 60003, wx.ErrNoSuchDepartment},
		{wx.WeCom, "x", 60123, wx.ErrNoSuchDepartment},
		{wx.WeCom, "mark_tag", 40068, wx.ErrNoSuchTag},
		{wx.WeCom, "groupchat_get", 40050, wx.ErrNoSuchGroup},
		{wx.WeCom, "groupchat_get", 90501, wx.ErrNoSuchGroup},
		{wx.WeCom, "opengid_to_chatid", 90511, wx.ErrNoSuchGroup},
		{wx.WeCom, "groupchat_get", 49008, wx.ErrGroupDismissed},
		{wx.WeCom, "add_contact_way", 41041, wx.ErrTooMany},
		{wx.WeCom, "add_join_way", 41091, wx.ErrTooMany},
		{wx.WeCom, "groupchat_list", 81017, wx.ErrTooMany},
		{wx.WeCom, "list_contact_way", 50100, wx.ErrInvalidCursor},
		{wx.WeCom, "auth_getuserinfo", 40029, wx.ErrInvalidCode},
		{wx.WeApp, "jscode2session", 40163, wx.ErrInvalidCode},
		{wx.WeCom, "message_send", 81013, wx.ErrNoRecipient},
		{wx.WeCom, "message_send", 82001, wx.ErrNoRecipient},
		{wx.WeCom, "batch_get_by_user", 701008, wx.ErrUnlicensed},
		{wx.WeCom, "x", 40058, wx.ErrInvalidParameter},
		{wx.WeApp, "x", 47001, wx.ErrInvalidParameter},
		{wx.WeApp, "custom_typing", 45081, wx.ErrTypingNow},
		{wx.WeApp, "custom_typing", 45080, wx.ErrTypingNow},
		{wx.WeCom, "x", 84083, wx.ErrNoContactRight},
		{wx.WeCom, "x", 6000, wx.ErrConflict},
		{wx.WeCom, "media_get", 40145, wx.ErrInvalidMedia},
		{wx.WeApp, "x", 84061, nil}, // a code of the other platform
		{wx.WeApp, "x", 41045, nil},
		{wx.WeCom, "x", 45015, nil},
		{wx.WeCom, "x", 99999, nil},
	}
	all := []error{
		wx.ErrTokenDead, wx.ErrBadCredential, wx.ErrQuotaUsedUp, wx.ErrRateLimited, wx.ErrConcurrency, wx.ErrConflict,
		wx.ErrBusy, wx.ErrNotPermitted, wx.ErrUntrustedIP, wx.ErrNotVerified, wx.ErrNotActivated, wx.ErrNoContactRight,
		wx.ErrNotFollower, wx.ErrNotFound, wx.ErrNoSuchMember, wx.ErrTooLate, wx.ErrAlreadyChatting, wx.ErrBeingDistributed,
		wx.ErrWindowClosed, wx.ErrWindowUsedUp, wx.ErrUserRefused, wx.ErrInvalidMedia, wx.ErrInvalidUser,
		wx.ErrNoSuchDepartment, wx.ErrNoSuchTag, wx.ErrNoSuchGroup, wx.ErrGroupDismissed, wx.ErrTooMany, wx.ErrInvalidCursor,
		wx.ErrInvalidCode, wx.ErrNoRecipient, wx.ErrUnlicensed, wx.ErrInvalidParameter, wx.ErrTypingNow,
	}
	for _, condition := range all {
		named := func(row row) bool { return row.want == condition }
		if !slices.ContainsFunc(rows, named) {
			t.Errorf("no row tries %q", condition)
		}
	}
	for _, row := range rows {
		err := fmt.Errorf("wrapped: %w", &wx.Error{Op: row.op, Code: row.code, Platform: row.on})
		for _, condition := range all {
			want := row.want == condition
			if got := errors.Is(err, condition); got != want {
				t.Errorf("%s %s %d is %q: %v", row.on, row.op, row.code, condition, got)
			}
		}
	}
}

// Every code that a sample of the platforms holds must be explained.
func TestMeaningCoversTheContract(t *testing.T) {
	ops, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range ops {
		for _, c := range op.Cases {
			code := c.ErrCode()
			if code == 0 {
				continue
			}
			e, ok := (&wx.Error{Platform: wx.Platform(op.Platform), Code: code}).Explain()
			if !ok || e.ZH == "" || e.EN == "" || e.DoZH == "" || e.DoEN == "" {
				t.Errorf("%s: code %d is not explained: %+v", op.Operation, code, e)
			}
		}
	}
}

// The codes that the vendor's pages name for the operations of the clients.
var documented = map[wx.Platform][]int{
	wx.WeCom: {
		-1, 6000, 40001, 40003, 40004, 40005, 40006, 40007, 40013, 40014, 40029, 40031, 40032, 40035, 40050, 40056, 40058, 40063, 40066, 40068,
		40082, 40084, 40085, 40091, 40096, 40098, 40099, 40100, 40123, 40128, 40129, 40130, 40131, 40144, 40145, 40146, 40206,
		41001, 41002, 41004, 41006, 41009, 41035, 41037, 41038, 41039, 41040, 41041, 41042, 41043, 41044, 41045, 41049, 41050, 41051, 41053,
		41054, 41057, 41064, 41065, 41088, 41091, 41096, 41200, 42001, 42009, 44001, 45001, 45002, 45009, 45033, 45035, 45036,
		48002, 48006, 48011, 49008, 50001, 50002, 50003, 50100, 60003, 60011, 60020, 60021, 60030, 60111, 60123, 81013, 81017, 82001,
		84061, 84074, 84083, 84084, 90206, 90207, 90500, 90501, 90511, 301002, 301007, 610004, 610014, 660003, 660004, 701008, 701099,
		830001, 830002, 830003,
	},
	wx.WeApp: {
		-1, 40001, 40002, 40003, 40004, 40005, 40006, 40007, 40008, 40009, 40013, 40014, 40029, 40033, 40066, 40101, 40125, 40163, 40164, 40200, 40226,
		41001, 41002, 41004, 41005, 41006, 41008, 42001, 43002, 44002, 45001, 45002, 45003, 45004, 45005, 45006, 45009, 45011, 45015, 45047,
		45064, 45065, 45070, 45072, 45080, 45081, 45162, 47001, 48001, 48002, 48004, 65400, 65401, 65402, 65403, 65404, 65405, 65406, 65407,
		65408, 65409, 65410, 65411, 65412, 65413, 65414, 65415, 87014, 89503, 89506, 89507,
		10130002, 10130030, 10130600, 10130601, 10130602, 10130603, 10130604,
	},
}

func TestMeaningOfEveryDocumentedCode(t *testing.T) {
	for platform, codes := range documented {
		for _, code := range codes {
			e, ok := (&wx.Error{Platform: platform, Code: code}).Explain()
			if !ok || e.ZH == "" || e.EN == "" || e.DoZH == "" || e.DoEN == "" {
				t.Errorf("%s %d is not explained: %+v", platform, code, e)
			}
		}
	}
}

func TestMeaningOfCodesThatDiffer(t *testing.T) {
	wecom, _ := (&wx.Error{Platform: wx.WeCom, Code: 48002}).Explain()
	weapp, _ := (&wx.Error{Platform: wx.WeApp, Code: 48002}).Explain()
	if wecom == weapp {
		t.Error("48002 means the same on both platforms")
	}
	if general, ok := wx.Meaning(48002); !ok || general != wecom {
		t.Errorf("Meaning is %+v", general)
	}
	if _, ok := wx.Meaning(45015); !ok {
		t.Error("a code of the mini-program API has no meaning")
	}
	if _, ok := wx.Meaning(123456); ok {
		t.Error("an unknown code has a meaning")
	}
}

func TestIsUnknown(t *testing.T) {
	unknown := fmt.Errorf("sending: %w", &wx.UnknownError{Op: "x", Err: context.DeadlineExceeded})
	if !wx.IsUnknown(unknown) || !errors.Is(unknown, context.DeadlineExceeded) {
		t.Error(unknown)
	}
	if wx.IsUnknown(&wx.Error{Code: -1}) || wx.IsUnknown(nil) {
		t.Error("a refusal is not unknown")
	}
}

func TestFieldError(t *testing.T) {
	c := wx.Check{Op: "add_contact_way"}
	c.Characters("remark", "一二三四", 3)
	c.Bytes("text.content", "一二", 5)
	c.Require(false, "type", "must be 1 or 2", 7)
	c.Characters("state", "一二三", 3)
	err := c.Err()
	want := "add_contact_way: remark: at most 3 characters, got 4\nadd_contact_way: text.content: at most 5 bytes, got 6\nadd_contact_way: type: must be 1 or 2, got 7"
	if err == nil || err.Error() != want || !errors.Is(err, wx.ErrInvalid) {
		t.Errorf("%v", err)
	}
	var field *wx.FieldError
	if !errors.As(err, &field) || field.Field != "remark" || field.Limit != 3 || field.Unit != "characters" || field.Value != "4" {
		t.Errorf("%+v", field)
	}
}
