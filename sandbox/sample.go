package sandbox

import (
	"net/http"
)

// sampleWay is one of the ways that show a newcomer what there is.
type sampleWay struct {
	state string
	do    func(*Sandbox, *call) (any, error)
	body  map[string]any
}

// postSampleWays makes ways to try, as the app with customer contact would: a code, one that waits
// for consent, a mini program's button, a code into groups, and a temporary chat where the corp may
// have some. Those that are there already stay the only ones.
func (s *Sandbox) postSampleWays(r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []wayView{}
	for _, sample := range s.sampleWays() {
		w, err := s.sampleWay(r, sample)
		if err != nil {
			return nil, conflict("%s: %v", sample.state, err)
		}
		list = append(list, s.wayView(w))
	}
	s.changed()
	return list, nil
}

func (s *Sandbox) sampleWay(r *http.Request, sample sampleWay) (*way, error) {
	if w := s.wayOfState(sample.state); w != nil {
		return w, nil
	}
	c := &call{r: r, app: s.corp.apps[s.corp.callbackApp()], sw: s.w.Switches, now: s.Now(), body: parseFields(encode(sample.body))}
	answer, err := sample.do(s, c)
	if err != nil {
		return nil, err
	}
	return s.w.ways.find(answer.(addWayAnswer).ConfigID), nil
}

func (s *Sandbox) wayOfState(state string) *way {
	for _, w := range s.w.ways.all() {
		if w.State == state {
			return w
		}
	}
	return nil
}

// sampleWays are made of the fixture's people and groups.
func (s *Sandbox) sampleWays() []sampleWay {
	users := s.sampleUsers()
	if len(users) == 0 {
		return nil
	}
	add := (*Sandbox).addContactWay
	list := []sampleWay{
		{"sample-poster", add, map[string]any{"type": 2, "scene": 2, "user": users, "remark": "示例：前台海报"}},
		{"sample-consent", add, map[string]any{"type": 1, "scene": 2, "user": users[:1], "skip_verify": false, "remark": "示例：需要对方通过"}},
		{"sample-button", add, map[string]any{"type": 1, "scene": 1, "style": 1, "user": users[len(users)-1:], "remark": "示例：小程序按钮"}},
	}
	if s.w.Switches.Industry == "medical" {
		list = append(list, sampleWay{"sample-temporary", add, map[string]any{
			"type": 1, "scene": 2, "user": users[:1], "is_temp": true, "remark": "示例：临时会话", "chat_expires_in": 1800,
			"conclusions": map[string]any{"text": map[string]any{"content": "本次咨询已结束，祝您健康。"}},
		}})
	}
	for _, g := range s.w.Groups {
		if g.Dismissed == 0 && !g.Internal {
			list = append(list, sampleWay{"sample-group", (*Sandbox).addJoinWay, map[string]any{
				"scene": 2, "chat_id_list": []string{g.ChatID}, "room_base_name": "示例群", "room_base_id": 1, "remark": "示例：进群",
			}})
			break
		}
	}
	for i := range list {
		list[i].body["state"] = list[i].state
	}
	return list
}

// sampleUsers are the first two members whom customers can add.
func (s *Sandbox) sampleUsers() []string {
	app := s.corp.apps[s.corp.callbackApp()]
	var users []string
	for i := range s.corp.Members {
		if m := &s.corp.Members[i]; m.reachable() && s.corp.sees(app, m) && len(users) < 2 {
			users = append(users, m.UserID)
		}
	}
	return users
}
