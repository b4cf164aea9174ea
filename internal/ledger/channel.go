package ledger

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Channel is where customers come from; it owns ways. What it says of welcome, tags and remark holds for those of its ways that say
// nothing of their own; tags add up.
type Channel struct {
	ID         int64
	Name       string
	Note       string
	Welcome    WelcomePlan
	Tags       []string
	RemarkRule string
	CreatedAt  int64
	UpdatedAt  int64
}

// Validate says what is wrong with a channel before it is stored.
func (c Channel) Validate() error {
	if strings.TrimSpace(c.Name) == "" || utf8.RuneCountInString(c.Name) > maxName {
		return crm.Invalid("name", "请填写渠道名称，最多 60 个字", "a channel name of 1 to 60 characters is needed")
	}
	if utf8.RuneCountInString(c.Note) > 500 {
		return crm.Invalid("note", "备注最多 500 个字", "note: at most 500 characters")
	}
	if err := validMarks(c.Tags, c.RemarkRule); err != nil {
		return err
	}
	return c.Welcome.Validate("welcome")
}

// ChannelEdit changes what is given.
type ChannelEdit struct {
	Name       *string      `json:"name,omitempty"`
	Note       *string      `json:"note,omitempty"`
	Welcome    *WelcomePlan `json:"welcome,omitempty" doc:"For ways that have none"`
	Tags       *[]string    `json:"tags,omitempty" doc:"ids of the company's tags that new customers get, beside those of the way"`
	RemarkRule *string      `json:"remark_rule,omitempty" doc:"For ways that have none"`
}

// CreateChannel adds a channel; its name is its own.
func (l *Ledger) CreateChannel(ctx context.Context, who crm.Actor, e ChannelEdit) (ChannelRow, error) {
	return l.putChannel(ctx, who, 0, e)
}

// EditChannel changes what is given; nil leaves a field as it is.
func (l *Ledger) EditChannel(ctx context.Context, who crm.Actor, id int64, e ChannelEdit) (ChannelRow, error) {
	return l.putChannel(ctx, who, id, e)
}

func (e ChannelEdit) onto(c *Channel) {
	if e.Name != nil {
		c.Name = strings.TrimSpace(*e.Name)
	}
	if e.Note != nil {
		c.Note = *e.Note
	}
	if e.Welcome != nil {
		c.Welcome = *e.Welcome
	}
	if e.Tags != nil {
		c.Tags = distinct(*e.Tags)
	}
	if e.RemarkRule != nil {
		c.RemarkRule = *e.RemarkRule
	}
}

func (l *Ledger) putChannel(ctx context.Context, who crm.Actor, id int64, e ChannelEdit) (ChannelRow, error) {
	if e.Welcome != nil {
		if err := l.mediaKept(ctx, "welcome", *e.Welcome); err != nil {
			return ChannelRow{}, err
		}
	}
	stamp := l.stamp()
	var c Channel
	err := l.Store.Write(ctx, []string{"channels"}, func(tx Tx) error {
		d, audit := stamp.Draw(), crm.Audit{At: stamp.At, Actor: who, Operation: "channel.create", Subject: "channel"}
		c = Channel{ID: d.ID(), CreatedAt: d.At}
		put := tx.AddChannel
		if id != 0 {
			var err error
			if c, err = tx.Channel(id); err != nil {
				return err
			}
			audit.Operation, audit.Before, put = "channel.edit", c, tx.UpdateChannel
		}
		e.onto(&c)
		c.UpdatedAt = d.At
		if err := c.Validate(); err != nil {
			return err
		}
		if other, err := tx.ChannelByName(c.Name); !errors.Is(err, crm.ErrNotFound) && other.ID != c.ID {
			return errors.Join(err, crm.Refuse(crm.CodeTaken, "field", "name", "name", c.Name))
		}
		if err := put(c); err != nil {
			return err
		}
		audit.SubjectID, audit.After = c.ID, c
		return errors.Join(tx.AddAudit(audit), tx.AddChange(crm.Stale("channel", c.ID, d.At)))
	})
	if err != nil {
		return ChannelRow{}, err
	}
	l.wakeMedia(c.Welcome)
	return l.Store.ChannelRow(ctx, c.ID, l.Days())
}

// Days are the starts of the last 14 days, oldest first, and the end of the last one, in UTC milliseconds.
type Days [15]int64

// Days ends with today in the default time zone.
func (l *Ledger) Days() Days {
	return DaysUntil(l.Clock(), crm.Account{TimeZone: crm.DefaultTimeZone}.Location())
}

// Dates are the 14 days as numbers, yyyymmdd, in the default time zone.
func (d Days) Dates() []int {
	return datesOf(d, crm.Account{TimeZone: crm.DefaultTimeZone}.Location())
}

// DatesUntil are the last 14 days where the zone's midnights are, oldest first.
func DatesUntil(now time.Time, zone *time.Location) []int { return datesOf(DaysUntil(now, zone), zone) }

func datesOf(d Days, zone *time.Location) []int {
	dates := make([]int, len(d)-1)
	for i := range dates {
		dates[i] = DayOf(d[i], zone)
	}
	return dates
}

// DaysUntil counts 14 days back from now where the zone's midnights are.
func DaysUntil(now time.Time, zone *time.Location) Days {
	var d Days
	y, m, day := now.In(zone).Date()
	for i := range d {
		d[i] = time.Date(y, m, day-13+i, 0, 0, 0, 0, zone).UnixMilli()
	}
	return d
}

// Today is when the account's day began.
func (l *Ledger) Today(a crm.Account) int64 { return DaysUntil(l.Clock(), a.Location())[13] }
