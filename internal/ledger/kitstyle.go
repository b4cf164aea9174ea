package ledger

import (
	"context"
	"errors"
	"regexp"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// KitStyle is how a way's button looks where the page does not say otherwise: the properties of the cell, by the names that the
// platform's own plugin gives them.
type KitStyle struct {
	StyleType    *int   `json:"styleType,omitempty" enum:"1,2,3"`
	AvatorStyle  string `json:"avatorStyle,omitempty" enum:"rect,circle"`
	IsMask       *int   `json:"isMask,omitempty" enum:"0,1"`
	ContactText  any    `json:"contactText,omitempty" doc:"0 to 2; of a join way the text itself, at most 20 characters"`
	ButtonText   *int   `json:"buttonText,omitempty" enum:"0,1,2,3,4"`
	ButtonStyle  string `json:"buttonStyle,omitempty" enum:"primary,light"`
	ServiceText  *int   `json:"serviceText,omitempty" enum:"0,1,2,3"`
	PaddingStyle *int   `json:"paddingStyle,omitempty" minimum:"0" maximum:"200" doc:"Pixels"`
	IconStyle    string `json:"iconStyle,omitempty" enum:"avator,primary,light"`
	BlockStyle   string `json:"blockStyle,omitempty" enum:"bubble,button"`
	BubbleColor  string `json:"bubbleColor,omitempty" doc:"Six hex digits"`

	IconURL          string `json:"iconUrl,omitempty" maxLength:"1024" doc:"Join ways"`
	IconBorderRadius *int   `json:"iconBorderRadius,omitempty" minimum:"0" maximum:"200" doc:"Join ways, pixels"`
	ContactTextBold  *bool  `json:"contactTextBlod,omitempty" doc:"Join ways"`
}

// KitTx changes how buttons look.
type KitTx interface {
	PutKitStyle(way int64, s KitStyle, at int64) error
}

// hides says that the member's name is not for everybody.
func (s KitStyle) hides() bool { return s.IsMask != nil && *s.IsMask == 1 }

var isColour = regexp.MustCompile(`^[0-9a-fA-F]{6}$`).MatchString

func (s KitStyle) validate(kind string) error {
	if s.BubbleColor != "" && !isColour(s.BubbleColor) {
		return crm.Invalid("bubbleColor", "颜色须为 6 位十六进制，如 4790EE", "a colour is six hex digits, such as 4790EE")
	}
	text, isText := s.ContactText.(string)
	n, isNumber := s.ContactText.(float64)
	if s.ContactText == nil || kind == KindJoin && isText && utf8.RuneCountInString(text) <= 20 || kind == KindContact && isNumber && (n == 0 || n == 1 || n == 2) {
		return nil
	}
	return crm.Invalid("contactText", "contactText 须为 0、1、2；群码为不超过 20 个字的文字", "contactText is 0, 1 or 2; of a join way a text of at most 20 characters")
}

// SetKitStyle changes how the button of a way looks. The platform is told nothing of it.
func (l *Ledger) SetKitStyle(ctx context.Context, who crm.Actor, id int64, s KitStyle) error {
	w, err := l.Store.Way(ctx, id)
	if err != nil {
		return err
	}
	if w.Kind != KindContact && w.Kind != KindJoin {
		return crm.ErrNotFound
	}
	if err := s.validate(w.Kind); err != nil {
		return err
	}
	before, err := l.Store.KitStyle(ctx, id)
	if err != nil {
		return err
	}
	at, today := l.Clock.Ms(), l.todayOf(ctx, w)
	return l.Store.Write(ctx, []string{wayLane(id)}, func(tx Tx) error {
		row, err := tx.WayRow(id, today)
		if err != nil {
			return err
		}
		audit := crm.Audit{At: at, Actor: who, Operation: "way.kit_style", Subject: "way", SubjectID: id, Before: before, After: s}
		return errors.Join(tx.PutKitStyle(id, s, at), tx.AddAudit(audit), tx.AddChange(crm.Change{Kind: "way", SubjectID: id, Row: row, At: at}))
	})
}

// WayKit is a way's button as its details show it.
type WayKit struct {
	Style       KitStyle     `json:"style"`
	CodePhase   Phase        `json:"code_phase" doc:"How far the code that stands for the button has come; empty: nobody pressed it yet"`
	CodeProblem *crm.Problem `json:"code_problem" doc:"Why it could not be made"`
	CodeID      int64        `json:"code_id" doc:"The way whose code it is: of a button its twin, which no list shows; 0: none yet"`
}

// WayKit is a way's button.
func (l *Ledger) WayKit(ctx context.Context, id int64) (WayKit, error) {
	w, err := l.Store.Way(ctx, id)
	if err != nil {
		return WayKit{}, err
	}
	var k WayKit
	if k.Style, err = l.Store.KitStyle(ctx, id); err != nil {
		return k, err
	}
	if w.hasTwin() {
		if w, err = l.Store.TwinOf(ctx, id); errors.Is(err, crm.ErrNotFound) {
			return k, nil
		}
	}
	k.CodeID, k.CodePhase, k.CodeProblem = w.ID, w.Phase, crm.ProblemOf(wx.WeCom, w.Problem)
	return k, err
}
