package sandbox

import "time"

// startTempChat begins a temporary chat: its code is used up, its end is known.
func (s *Sandbox) startTempChat(rel *relation, w *way, now time.Time) {
	w.Temp.UsedBy = rel.Customer
	rel.TempUntil = now.Add(time.Duration(w.Temp.ChatExpiresIn) * time.Second).UnixMilli()
	s.publish("way", wayEvent{"used", s.wayView(w)})
}
