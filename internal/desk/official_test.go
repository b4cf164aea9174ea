package desk

import (
	"slices"
	"testing"
	"time"
)

func TestWhoGoesToTheOfficialTool(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	day := time.Date(2026, 11, 30, 10, 0, 0, 0, zone) // a Monday
	night := day.Add(12 * time.Hour)
	hours := Hours{Weekly: []HoursShift{{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "18:00"}}}
	outside, crowd := OfficialSetting{Mode: SharedDesk, Outside: true}, OfficialSetting{Mode: SharedDesk, Waiting: 3}
	ago := func(now time.Time, d time.Duration) int64 { return now.Add(-d).UnixMilli() }
	for name, tt := range map[string]struct {
		set   OfficialSetting
		place Place
		now   time.Time
		want  bool
	}{
		"own":                             {OfficialSetting{Mode: OwnDesk}, Place{}, night, false},
		"official":                        {OfficialSetting{Mode: OfficialDesk}, Place{}, day, true},
		"official, after we had closed":   {OfficialSetting{Mode: OfficialDesk}, Place{Waiting: 2}, day, true},
		"official, with one of ours":      {OfficialSetting{Mode: OfficialDesk}, Place{Status: Open}, day, false},
		"by day":                          {outside, Place{}, day, false},
		"at night":                        {outside, Place{}, night, true},
		"at night, waiting for us":        {outside, Place{Status: Waiting}, night, false},
		"by day, still waiting there":     {outside, Place{Status: Official, LastInboundAt: ago(day, 29*time.Minute)}, day, true},
		"by day, let go":                  {outside, Place{Status: Official, LastInboundAt: ago(day, 30*time.Minute)}, day, false},
		"at night, let go":                {outside, Place{Status: Official, LastInboundAt: ago(night, time.Hour)}, night, true},
		"few wait":                        {crowd, Place{Waiting: 2}, night, false},
		"many wait":                       {crowd, Place{Waiting: 3}, day, true},
		"many wait, they are one of them": {crowd, Place{Status: Waiting, Waiting: 3}, day, false},
	} {
		if got := (Sharing{Official: tt.set, Hours: hours, Zone: zone}).Transfers(tt.place, tt.now); got != tt.want {
			t.Errorf("%s: transfers %v", name, got)
		}
	}
}

func TestOfficially(t *testing.T) {
	const minute = 60_000
	said := Message{Kind: KindText, At: 100 * minute}
	for name, tt := range map[string]struct {
		c           Conversation
		transferred bool
		status      Status
		acts        []ActionKind
	}{
		"ours":               {Conversation{ID: 1, Status: Waiting}, false, Waiting, nil},
		"handed over":        {Conversation{ID: 1, Status: Waiting}, true, Official, []ActionKind{ActionOfficial}},
		"waits there":        {Conversation{ID: 1, Status: Official, LastInboundAt: 99 * minute}, true, Official, nil},
		"there once more":    {Conversation{ID: 1, Status: Official, LastInboundAt: 70 * minute}, true, Official, []ActionKind{ActionCameBack, ActionOfficial}},
		"came back":          {Conversation{ID: 1, Status: Official, LastInboundAt: 60 * minute}, false, Waiting, []ActionKind{ActionCameBack}},
		"ours were quicker":  {Conversation{ID: 1, Status: Open, AgentID: 7}, true, Open, []ActionKind{ActionOfficial}},
		"nothing to be said": {Conversation{}, true, "", nil},
	} {
		c, acts := tt.c.officially(said, tt.transferred, 5)
		if c.Status != tt.status || !slices.Equal(acts, tt.acts) {
			t.Errorf("%s: %s %v", name, c.Status, acts)
		}
	}
}
