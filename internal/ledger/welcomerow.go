package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// WelcomeRow is a welcome as lists show it.
type WelcomeRow struct {
	ID           int64        `json:"id"`
	CustomerID   int64        `json:"customer_id"`
	CustomerName string       `json:"customer_name"`
	UserID       string       `json:"userid"`
	MemberName   string       `json:"member_name"`
	WayID        int64        `json:"way_id"`
	WayName      string       `json:"way_name"`
	ChannelID    int64        `json:"channel_id"`
	ChannelName  string       `json:"channel_name"`
	Text         string       `json:"text" doc:"As it was sent; before that as it is planned"`
	Attachments  []Attachment `json:"attachments"`
	Hours        string       `json:"hours" doc:"The part of the day it is for; empty: the rest of it"`
	Outcome      string       `json:"outcome" enum:"sending,sent,late,taken,failed,unknown"`
	TakenBy      string       `json:"taken_by" enum:",app,chat,console" doc:"Of a taken one: another app was quicker, the chat had begun, or the platform gave no code: the admin console's own welcome, or a chat that had begun before"`
	Problem      *crm.Problem `json:"problem" doc:"Why; of one that was sent: what had to be left out"`
	At           int64        `json:"at" doc:"The platform's time of the event, in whole seconds"`
	ReceivedAt   int64        `json:"received_at"`
	SentAt       int64        `json:"sent_at"`
	TookMS       int64        `json:"took_ms" doc:"From the event to the platform's answer; 20 seconds are allowed"`
	TookOurs     int64        `json:"took_ours_ms" doc:"Of that, from when we received the event"`
}

// WelcomeQuery asks for a page of welcomes, newest first.
type WelcomeQuery struct {
	Outcome string
	Way     int64
	Channel int64
	After   int64
	Limit   int
}

// WelcomeDay counts the welcomes of one day.
type WelcomeDay struct {
	Day     int   `json:"day" doc:"yyyymmdd"`
	Sent    int   `json:"sent"`
	Late    int   `json:"late"`
	Taken   int   `json:"taken"`
	Failed  int   `json:"failed"`
	Unknown int   `json:"unknown"`
	P50     int64 `json:"p50_ms" doc:"Half of those that were sent took no longer"`
	P95     int64 `json:"p95_ms"`
}

// WelcomeDays counts the welcomes of each of the last 14 days, oldest first.
func (l *Ledger) WelcomeDays(ctx context.Context, q WelcomeQuery) ([]WelcomeDay, error) {
	days := l.Days()
	dates := days.Dates()
	all := make([]WelcomeDay, len(dates))
	for i := range all {
		day, err := l.Store.WelcomeDay(ctx, q, days[i], days[i+1])
		if err != nil {
			return nil, err
		}
		day.Day = dates[i]
		all[i] = day
	}
	return all, nil
}
