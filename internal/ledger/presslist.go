package ledger

import "github.com/menling/menling/internal/crm"

// PressItem is a press as lists show it. Page and button are what the client said of itself.
type PressItem struct {
	ID int64 `json:"id"`
	At int64 `json:"at"`
	PlaceRow
	AccountID  int64          `json:"account_id" doc:"The mini program's account; 0: a web page, or nobody was signed in"`
	AppID      string         `json:"appid" doc:"The mini program, as the page said; empty: a web page"`
	In         string         `json:"in" enum:"miniprogram,web"`
	Page       string         `json:"page"`
	Button     string         `json:"button"`
	Errcode    int            `json:"errcode" doc:"What was answered, by the numbers of the platform's own plugins; 0: done"`
	NotifyType int            `json:"notifytype" doc:"1: the code was shown; 0: it was sent as a message, or neither"`
	Reason     *Words         `json:"reason" doc:"What a developer should do; null: nothing"`
	Why        string         `json:"-"`
	Customer   *PressCustomer `json:"customer" doc:"Who pressed, as far as it is known by now; null: nobody we know, or nobody that you may see"`
}

// PressCustomer is who pressed.
type PressCustomer struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	Avatar string `json:"avatar"`
}

// PressQuery asks for presses, newest first.
type PressQuery struct {
	Channel, Way, Account int64
	AppID                 string
	Page, Button          *string // nil: any; empty: those that named none
	Errcode               *int
	Since                 int64 // UTC milliseconds
	From, To              int   // days as statistics count them; 0: any
	AfterAt, AfterID      int64
	Limit                 int
}

// pressNote is what listeners are told of a press: who shows presses reads them again.
type pressNote struct {
	ID    int64 `json:"id"`
	WayID int64 `json:"way_id"`
}

func (p Press) change() crm.Change {
	return crm.Change{Kind: "press", SubjectID: p.ID, Row: pressNote{p.ID, p.WayID}, At: p.At}
}
