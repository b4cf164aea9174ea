package ledger

import (
	"slices"

	"github.com/menling/menling/internal/crm"
)

// WayFilter says which ways a list shows. All that is given must hold. Deleted and temporary ways are only shown when they are
// asked for.
type WayFilter struct {
	Text        string `json:"q,omitempty" query:"q" maxLength:"100" doc:"Part of name, remark, state, note, channel, folder, label, member's name or userid; from three characters on of config_id too"`
	Channel     int64  `json:"channel,omitempty" query:"channel" doc:"Only of this channel"`
	Account     int64  `json:"account,omitempty" query:"account" doc:"Only of this WeCom account"`
	Folder      int64  `json:"folder,omitempty" query:"folder" minimum:"-1" doc:"In this folder or one within it; -1: in none"`
	Label       int64  `json:"label,omitempty" query:"label" doc:"With this label"`
	Owner       int64  `json:"owner,omitempty" query:"owner" minimum:"-1" doc:"Looked after by this agent; -1: by nobody"`
	Kind        string `json:"kind,omitempty" query:"kind" enum:"contact,join,temp" doc:"Temporary ways are shown only when asked for"`
	Phase       string `json:"phase,omitempty" query:"phase" enum:"live,unsettled,unknown,deleted" doc:"live: the platform has it; unsettled: its creation failed or nobody knows; unknown: nobody knows; deleted ways are shown only when asked for"`
	Member      string `json:"member,omitempty" query:"member" maxLength:"64" doc:"Leads to this userid, by list or schedule"`
	Drift       string `json:"drift,omitempty" query:"drift" enum:"any,differs,gone" doc:"Not as the platform has it"`
	Scene       int    `json:"scene,omitempty" query:"scene" minimum:"1" maximum:"2" doc:"1 mini-program button, 2 QR"`
	Import      int64  `json:"import,omitempty" query:"import" doc:"Made by this import"`
	CreatedFrom int64  `json:"created_from,omitempty" query:"created_from" doc:"UTC milliseconds, inclusive"`
	CreatedTo   int64  `json:"created_to,omitempty" query:"created_to" doc:"UTC milliseconds, exclusive"`
	UnusedDays  int    `json:"unused_days,omitempty" query:"unused_days" doc:"Nobody came in so many days, and it is at least that old"`
}

// NoneAsked is the folder of ways in none, and the owner of those that nobody looks after.
const NoneAsked = -1

// Groups of phases.
const (
	PhasesLive      = "live"
	PhasesUnsettled = "unsettled"
	PhasesUnknown   = "unknown"
	PhasesDeleted   = "deleted"
)

// WayQuery asks for a page of ways, newest first.
type WayQuery struct {
	WayFilter
	UnusedSince int64 // UTC milliseconds, when unused_days begin; 0: whether used or not
	UnusedDay   int   // the same as yyyymmdd
	After       int64 // id of the last one seen; 0: from the start
	AfterAt     int64 // when that one was created
	Limit       int
	Today       int64
}

// WayCount is how many ways a list would show.
type WayCount struct {
	Count   int  `json:"count" doc:"At most 500"`
	More    bool `json:"more" doc:"There are more than that"`
	Waiting int  `json:"waiting" doc:"Ways not in the search index yet, at most 500: they are found by their whole state or config_id alone"`
}

// CountMost is where counts over lists stop.
const CountMost = 500

// Validate says what cannot be asked for.
func (f WayFilter) Validate() error {
	switch {
	case f.Kind != "" && !slices.Contains([]string{KindContact, KindJoin, KindTemp}, f.Kind):
		return crm.Invalid("kind", "类型只能是 contact、join 或 temp", "kind must be contact, join or temp")
	case f.Phase != "" && !slices.Contains([]string{PhasesLive, PhasesUnsettled, PhasesUnknown, PhasesDeleted}, f.Phase):
		return crm.Invalid("phase", "状态只能是 live、unsettled、unknown 或 deleted", "phase must be live, unsettled, unknown or deleted")
	case f.Drift != "" && !slices.Contains([]string{"any", wayDiffers, wayGone}, f.Drift):
		return crm.Invalid("drift", "差异只能是 any、differs 或 gone", "drift must be any, differs or gone")
	case f.Scene < 0 || f.Scene > SceneQR:
		return crm.Invalid("scene", "场景只能是 1（小程序）或 2（二维码）", "scene must be 1 (mini program) or 2 (QR code)")
	case f.UnusedDays < 0 || f.UnusedDays > 3650:
		return crm.Invalid("unused_days", "天数须在 1 到 3650 之间", "unused_days must be from 1 to 3650")
	case f.CreatedFrom < 0 || f.CreatedTo < 0 || f.CreatedTo != 0 && f.CreatedTo <= f.CreatedFrom:
		return crm.Invalid("created_to", "结束时间须晚于开始时间", "created_to must be later than created_from")
	}
	return nil
}

// Listed says that the query shows none but the ways that lists show when nothing else is asked for.
func (f WayFilter) Listed() bool { return f.Phase != PhasesDeleted && f.Kind != KindTemp }

// Facets are the facets that the ways asked for have; chosen is how many of them a person chose.
func (f WayFilter) Facets() (all []string, chosen int) {
	for _, n := range []struct {
		of string
		id int64
	}{{"account", f.Account}, {"channel", f.Channel}, {"folder", f.Folder}, {"label", f.Label}, {"owner", f.Owner}, {"import", f.Import}, {"scene", int64(f.Scene)}} {
		if n.id != 0 {
			all = append(all, facet(n.of, n.id))
		}
	}
	if f.Member != "" {
		all = append(all, memberFacet(f.Member))
	}
	if f.Kind != "" {
		all = append(all, kindFacet(f.Kind))
	}
	chosen = len(all)
	switch f.Phase {
	case PhasesUnsettled, PhasesUnknown:
		all = append(all, facetUnsettled)
	case PhasesDeleted:
		all = append(all, facetDeleted)
	}
	if f.Listed() {
		all = append(all, facetListed)
	}
	return all, chosen
}
