package wx_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/menling/menling/wx"
)

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
