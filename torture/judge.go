package main

import (
	"cmp"
	"slices"
)

// judge compares what was seen from outside with what an installation holds.
func judge(h history, f facts) *verdict {
	v := &verdict{}
	v.pushes(h, f)
	v.lanes(f)
	v.order(h, f)
	v.sends(h, f)
	v.ways(h, f)
	v.audit(h, f)
	for _, late := range h.recovery.late {
		v.find(&v.late, "%s", late)
	}
	v.recovery = h.recovery
	return v
}

// pushes: every acknowledged push is in the journal once, applied once, and left its fact once.
func (v *verdict) pushes(h history, f facts) {
	rows := map[string][]journaled{}
	for _, j := range f.journal {
		rows[same(j.Body)] = append(rows[same(j.Body)], j)
	}
	texts := map[string]int{}
	for _, m := range f.messages {
		if m.Direction == "in" {
			texts[m.Text]++
		}
	}
	seen := map[string]bool{}
	for _, p := range h.pushes {
		v.acknowledged++
		if key := same(p.Plaintext); !seen[key] {
			seen[key] = true
			v.push(p, rows[key], f, texts)
		}
	}
	for _, list := range rows {
		if len(list) > 1 {
			v.find(&v.duplicated, "push %d stands in the journal %d times: %.200s", list[0].ID, len(list), list[0].Body)
		}
	}
}

func (v *verdict) push(p pushed, rows []journaled, f facts, texts map[string]int) {
	if len(rows) == 0 {
		v.find(&v.lost, "push %d of %s, acknowledged, is not in the journal: %.200s", p.ID, p.Customer, p.Plaintext)
		return
	}
	row := rows[0]
	if row.State != journalApplied {
		v.find(&v.lost, "push %d of %s is in the journal as %d and not applied (%s): %.200s", p.ID, p.Customer, row.ID, row.why(), p.Plaintext)
		return
	}
	if p.tellsOfRelation() && !f.told[row.ID] {
		v.find(&v.lost, "push %d of %s is applied as %d and left no fact: %.200s", p.ID, p.Customer, row.ID, p.Plaintext)
	}
	if s, ok := p.text(); ok {
		switch n := texts[s.Content]; {
		case n == 0:
			v.find(&v.lost, "message %q of %s is in no conversation", s.Content, p.Customer)
		case n > 1:
			v.find(&v.duplicated, "message %q of %s is in conversations %d times", s.Content, p.Customer, n)
		}
	}
}

func (j journaled) why() string {
	if j.State == journalOpen {
		return "open " + j.Error
	}
	return "parked: " + j.Error
}

// lanes: what came of one customer was applied in the order of the journal.
func (v *verdict) lanes(f facts) {
	last := map[string]journaled{}
	for _, j := range f.journal {
		if before, ok := last[j.Lane]; ok && j.AppliedAt != 0 && before.AppliedAt > j.AppliedAt {
			v.find(&v.reordered, "of %s the later push %d was applied %d ms before the earlier %d", j.Lane, j.ID, before.AppliedAt-j.AppliedAt, before.ID)
		}
		if j.AppliedAt != 0 {
			last[j.Lane] = j
		}
	}
}

// order: a customer's messages are shown in the order that the platform gave them. Only one that came after our answer to another of its
// second stands behind that answer: see docs/adr/0014.
func (v *verdict) order(h history, f facts) {
	place := map[string]said{}
	for _, p := range h.pushes {
		if s, ok := p.text(); ok {
			place[s.Content] = s
		}
	}
	last, answered := map[int64]said{}, map[int64]bool{}
	for _, m := range f.messages {
		s, known := place[m.Text]
		if m.Direction == "out" {
			answered[m.Identity] = true
		}
		if !known || m.Direction != "in" {
			continue
		}
		before, ok := last[m.Identity]
		behind := answered[m.Identity] && s.CreateTime == before.CreateTime // its second's answer: where such a message belongs
		if ok && s.before(before) && !behind {
			v.find(&v.reordered, "of %s the message %q is shown before %q, which came first", s.From, before.Content, s.Content)
		}
		last[m.Identity], answered[m.Identity] = s, false
	}
}

func (s said) before(other said) bool {
	return cmp.Or(cmp.Compare(s.CreateTime, other.CreateTime), cmp.Compare(s.MsgID, other.MsgID)) < 0
}

// sends: no customer got a message twice, and none that menling calls sent is missing.
func (v *verdict) sends(h history, f facts) {
	phones := map[string][]string{}
	for _, p := range h.phones {
		phones[p.Text] = append(phones[p.Text], p.Customer)
	}
	for text, who := range phones {
		if len(who) > 1 {
			v.find(&v.doubleSends, "the message %q came %d times, to %v", text, len(who), who)
		}
	}
	kept := map[string]int{}
	for _, m := range f.messages {
		if m.Direction != "out" {
			continue
		}
		if kept[m.Text]++; m.State == "sent" && len(phones[m.Text]) == 0 {
			v.find(&v.lost, "the message %q is called sent and came to nobody", m.Text)
		}
	}
	for _, r := range h.replies {
		switch n := kept[r.Text]; {
		case n == 0:
			v.find(&v.lost, "the reply %q was taken and is not kept", r.Text)
		case n > 1:
			v.find(&v.duplicated, "the reply %q, asked for again under its key, is kept %d times", r.Text, n)
		}
	}
}

// ways: the ledger knows every way that the platform holds, and made none twice.
func (v *verdict) ways(h history, f facts) {
	configs, states := map[string]ledgerWay{}, map[string]ledgerWay{}
	for _, w := range f.ways {
		if w.ConfigID != "" {
			configs[w.ConfigID] = w
		}
		for _, s := range w.States {
			states[s] = w
		}
		if w.Phase == "unknown" {
			v.unknownWays++
		}
	}
	made := map[string]string{}
	for _, p := range h.held {
		if other, twice := made[p.State]; twice && p.State != "" {
			v.find(&v.duplicated, "the platform holds %s and %s under one state %q", other, p.ConfigID, p.State)
		}
		made[p.State] = p.ConfigID
		v.way(p, configs[p.ConfigID], states[p.State])
	}
}

// way judges one of the platform: the ledger has it, by its id or as an intent that nobody can look up.
func (v *verdict) way(p platformWay, known, intent ledgerWay) {
	switch {
	case known.ID != 0 && known.Phase != "deleted":
	case known.ID != 0:
		v.find(&v.orphanWays, "the platform holds the %s way %s, which the ledger calls deleted (way %d)", p.Kind, p.ConfigID, known.ID)
	case p.Kind != "contact" && intent.Phase == "unknown":
	case p.Kind != "contact" && intent.Phase == "deleted": // given up while nobody knew
		v.unknownWays++
	default:
		v.find(&v.orphanWays, "the ledger does not know the %s way %s; of its state %q it has way %d, %q", p.Kind, p.ConfigID, p.State, intent.ID, intent.Phase)
	}
}

// audit: what a person did has its row.
func (v *verdict) audit(h history, f facts) {
	want := map[change]int{}
	for _, c := range h.changes {
		want[c]++
	}
	for c, n := range want {
		if got := f.audit[c]; got < n {
			v.find(&v.auditHoles, "%s of %s %d was done %d times and stands in the audit log %d times", c.Operation, c.Subject, c.SubjectID, n, got)
		}
	}
	slices.Sort(v.offences)
}
