package wx_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wx"
)

func TestConditions(t *testing.T) {
	rows := []struct {
		on   wx.Platform
		op   string
		code int
		want error
	}{
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
		{wx.WeCom, "x", 99999, nil},
	}
	all := []error{
		wx.ErrTokenDead, wx.ErrBadCredential, wx.ErrQuotaUsedUp, wx.ErrRateLimited, wx.ErrConcurrency, wx.ErrConflict,
		wx.ErrBusy, wx.ErrNotPermitted, wx.ErrUntrustedIP, wx.ErrNotVerified, wx.ErrNotActivated, wx.ErrNoContactRight,
		wx.ErrNotFollower, wx.ErrNotFound, wx.ErrNoSuchMember, wx.ErrTooLate, wx.ErrAlreadyChatting, wx.ErrBeingDistributed,
		wx.ErrWindowClosed, wx.ErrWindowUsedUp, wx.ErrUserRefused, wx.ErrInvalidMedia, wx.ErrInvalidUser,
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
