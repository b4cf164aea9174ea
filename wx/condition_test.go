package wx_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/wx"
)

// codesOf are the codes that a condition stands for, of all that there are.
type codesOf struct{ wecom, weapp []int }

var conditions = map[error]codesOf{
	wx.ErrTokenDead: {[]int{40014, 42001, 40082, 42009}, []int{40001, 40014, 42001}},
	wx.ErrBadCredential: {
		[]int{40001, 40013, 40091, 41002, 41004, 40080, 40083, 40084, 40085, 41021, 41023, 41024, 41025},
		[]int{40013, 40125, 41002, 41004},
	},
	wx.ErrQuotaUsedUp: {[]int{41045}, nil},
	wx.ErrRateLimited: {[]int{45009, 45036}, []int{45009, 45011}},
	wx.ErrConcurrency: {[]int{45033}, nil},
	wx.ErrConflict:    {[]int{6000, 45035}, nil},
	wx.ErrBusy:        {[]int{-1}, []int{-1}},
	wx.ErrNotPermitted: {
		[]int{48002, 48006, 48011, 50002, 50003, 60011, 60021, 60030, 301002, 660003, 660004},
		[]int{48001, 48004, 10130030},
	},
	wx.ErrUntrustedIP:      {[]int{60020}, []int{40164, 89503, 89506, 89507}},
	wx.ErrNotVerified:      {[]int{40098}, nil},
	wx.ErrNotActivated:     {[]int{41054}, nil},
	wx.ErrNoContactRight:   {[]int{84074, 84083}, nil},
	wx.ErrNotFollower:      {[]int{84061, 84084}, nil},
	wx.ErrNotFound:         {[]int{41044}, nil},
	wx.ErrNoSuchMember:     {[]int{60111}, nil},
	wx.ErrNoSuchDepartment: {[]int{60003, 60123}, nil},
	wx.ErrNoSuchTag:        {[]int{40068}, nil},
	wx.ErrNoSuchGroup:      {[]int{40050, 90501, 90511}, nil},
	wx.ErrGroupDismissed:   {[]int{49008}, nil},
	wx.ErrTooMany:          {[]int{41041, 41064, 41091, 40144, 81017}, nil},
	wx.ErrInvalidCursor:    {[]int{50100}, nil},
	wx.ErrInvalidCode:      {[]int{40029}, []int{40029, 40163}},
	wx.ErrNoRecipient:      {[]int{81013, 82001}, nil},
	wx.ErrUnlicensed:       {[]int{701008, 701099}, nil},
	wx.ErrInvalidParameter: {[]int{40035, 40058, 40063}, []int{40101, 44002, 45072, 47001, 10130002}},
	wx.ErrTooLong:          {[]int{40206, 45002}, []int{45002, 45003, 45004, 45005, 45006}},
	wx.ErrTypingNow:        {nil, []int{45080, 45081}},
	wx.ErrTooLate:          {[]int{41050}, nil},
	wx.ErrAlreadyChatting:  {[]int{41051}, nil},
	wx.ErrBeingDistributed: {[]int{41096}, nil},
	wx.ErrWindowClosed:     {nil, []int{45015}},
	wx.ErrWindowUsedUp:     {nil, []int{45047}},
	wx.ErrUserRefused:      {nil, []int{48002}},
	wx.ErrInvalidMedia:     {[]int{40007, 40145}, []int{40007}},
	wx.ErrInvalidUser:      {[]int{40003, 40096}, []int{40003}},
}

// A condition that is declared stands in the table too.
func TestEveryConditionIsTried(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "condition.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(spec.Names[0].Name, "Err") {
			declared++
		}
		return true
	})
	if declared != len(conditions) {
		t.Errorf("%d conditions are declared and %d tried", declared, len(conditions))
	}
}

// Every condition against every code of both platforms: a code of the one is
// not the condition on the other.
func TestConditions(t *testing.T) {
	all := append(slices.Concat(documented[wx.WeCom], documented[wx.WeApp]), 99999)
	for condition, codes := range conditions {
		for platform, mine := range map[wx.Platform][]int{wx.WeCom: codes.wecom, wx.WeApp: codes.weapp} {
			for _, code := range all {
				err := fmt.Errorf("wrapped: %w", &wx.Error{Op: "x", Code: code, Platform: platform})
				if got := errors.Is(err, condition); got != slices.Contains(mine, code) {
					t.Errorf("%s %d is %q: %v", platform, code, condition, got)
				}
			}
			for _, code := range mine {
				if !slices.Contains(documented[platform], code) {
					t.Errorf("%q stands for %s %d, which no page names", condition, platform, code)
				}
			}
		}
	}
}

// What takes the AppSecret and no token cannot have a dead one.
func TestConditionsOfTheSecret(t *testing.T) {
	for _, op := range []string{"token", "stable_token", "jscode2session"} {
		err := &wx.Error{Op: op, Code: 40001, Platform: wx.WeApp}
		if errors.Is(err, wx.ErrTokenDead) || !errors.Is(err, wx.ErrBadCredential) {
			t.Errorf("%s: a wrong secret is a dead token", op)
		}
		if limited := (&wx.Error{Op: op, Code: 45011, Platform: wx.WeApp}); !errors.Is(limited, wx.ErrRateLimited) {
			t.Errorf("%s: 45011 is no limit", op)
		}
	}
}
