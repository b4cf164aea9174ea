package desk

import (
	"context"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
)

// ServiceState is what everybody may know of a desk: nothing in it is about a person.
type ServiceState struct {
	Open    bool   `json:"open" doc:"Within business hours"`
	Hours   string `json:"hours" doc:"Today's, such as 09:00–18:00; empty where there are none"`
	Waiting int    `json:"waiting" doc:"Customers who wait for an agent, counted up to 1000"`
}

const mostWaitingShown = 1000

// Service is how the desk of a mini program is now.
func (k *Desk) Service(ctx context.Context, a crm.Account) (ServiceState, error) {
	hours, err := settingOf(k.Store.DeskSettings(ctx), a.ID, SectionHours, defaultHours())
	if err != nil {
		return ServiceState{}, err
	}
	grant, err := k.Store.Grant(ctx)
	if err != nil {
		return ServiceState{}, err
	}
	now := k.Clock()
	all, err := k.Store.PlaceOf(ctx, PlaceQuery{AccountID: a.ID, AppID: a.PlatformID, Most: mostWaitingShown, Wrote: grant.Ended(now.UnixMilli())})
	open, _ := hours.At(now, a.Location())
	return ServiceState{Open: open, Hours: hours.Today(now, a.Location()), Waiting: all.Waiting}, err
}

// ByAppID is the account of a mini program.
func (k *Desk) ByAppID(ctx context.Context, appid string) (crm.Account, error) {
	all, err := k.Store.Accounts(ctx)
	if err != nil {
		return crm.Account{}, err
	}
	for _, a := range all {
		if a.Kind == crm.Weapp && a.PlatformID == appid {
			return a, nil
		}
	}
	return crm.Account{}, crm.ErrNotFound
}

// Today is when the desk is open between two midnights, in the zone's time; empty when it has no hours or is shut all day.
func (h Hours) Today(now time.Time, zone *time.Location) string {
	if h.Always {
		return ""
	}
	now = now.In(zone)
	at := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, zone)
	end := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, zone)
	var parts []string
	for at.Before(end) {
		open, next := h.At(at, zone)
		if next.IsZero() || next.After(end) {
			next = end
		}
		if open {
			parts = append(parts, at.Format("15:04")+"–"+untilClock(next.In(zone), end))
		}
		at = next.In(zone)
	}
	return strings.Join(parts, ", ")
}

// untilClock writes the day's end as 24:00.
func untilClock(t, end time.Time) string {
	if !t.Before(end) {
		return "24:00"
	}
	return t.Format("15:04")
}
