package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// tagInput is the body of the /tags calls. Group is the name or the id of a group.
type tagInput struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Group string `json:"group"`
}

// onTags reads the body and does f, which may tell the corp.
func (s *Sandbox) onTags(r *http.Request, f func(tagInput) error) (any, error) {
	var in tagInput
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := f(in); err != nil {
		return nil, err
	}
	s.changed()
	s.publish("tags", struct{}{})
	return s.tagViews(), nil
}

func (s *Sandbox) getTags(*http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.tagViews(), nil
}

// tagViews copies the tags, for an answer that is written after the lock.
func (s *Sandbox) tagViews() []tagGroup {
	list := copies(s.w.TagGroups)
	for i := range list {
		copied := copies(list[i].Tags)
		list[i].Tags = make([]*tag, len(copied))
		for j := range copied {
			list[i].Tags[j] = &copied[j]
		}
	}
	return list
}

// postTagCreate makes a tag, and its group if there is none of that name.
func (s *Sandbox) postTagCreate(r *http.Request) (any, error) {
	return s.onTags(r, func(in tagInput) error {
		if strings.TrimSpace(in.Name) == "" {
			return badRequest("name is missing")
		}
		g := s.findTagGroup(in.Group)
		if g == nil {
			if in.Group == "" {
				return badRequest("group is missing")
			}
			g = &tagGroup{ID: "et" + s.dice.word(30), Name: in.Group, Created: s.Now().Unix(), Tags: []*tag{}}
			s.w.TagGroups = append(s.w.TagGroups, g)
			s.pushTag("create", g.ID, "tag_group")
		}
		t := &tag{ID: "et" + s.dice.word(30), Name: in.Name, Created: s.Now().Unix()}
		g.Tags = append(g.Tags, t)
		s.pushTag("create", t.ID, "tag")
		return nil
	})
}

// postTagUpdate renames a tag or a group.
func (s *Sandbox) postTagUpdate(r *http.Request) (any, error) {
	return s.onTags(r, func(in tagInput) error {
		if strings.TrimSpace(in.Name) == "" {
			return badRequest("name is missing")
		}
		if g := s.findTagGroup(in.ID); g != nil {
			g.Name = in.Name
			s.pushTag("update", g.ID, "tag_group")
			return nil
		}
		_, t := s.w.tagByID(in.ID)
		if t == nil {
			return notFound("no tag or group %q", in.ID)
		}
		t.Name = in.Name
		s.pushTag("update", t.ID, "tag")
		return nil
	})
}

// postTagDelete deletes a tag or a group; the tags of a group have no events of their own.
func (s *Sandbox) postTagDelete(r *http.Request) (any, error) {
	return s.onTags(r, func(in tagInput) error {
		if g := s.findTagGroup(in.ID); g != nil {
			g.Deleted = true
			for _, t := range g.Tags {
				t.Deleted = true
			}
			s.pushTag("delete", g.ID, "tag_group")
			return nil
		}
		_, t := s.w.tagByID(in.ID)
		if t == nil {
			return notFound("no tag or group %q", in.ID)
		}
		t.Deleted = true
		s.pushTag("delete", t.ID, "tag")
		return nil
	})
}

// postTagShuffle turns the order round, of the tags of a group or of the groups.
func (s *Sandbox) postTagShuffle(r *http.Request) (any, error) {
	return s.onTags(r, func(in tagInput) error {
		id := ""
		if in.Group == "" && in.ID == "" {
			for i, g := range s.w.TagGroups {
				g.Order = i + 1
			}
			slices.Reverse(s.w.TagGroups)
		} else {
			g := s.findTagGroup(in.Group + in.ID)
			if g == nil {
				return notFound("no group %q", in.Group+in.ID)
			}
			id = g.ID
			slices.Reverse(g.Tags)
			for i, t := range g.Tags {
				t.Order = len(g.Tags) - i
			}
		}
		s.pushTag("shuffle", id, "")
		return nil
	})
}

func (s *Sandbox) findTagGroup(nameOrID string) *tagGroup {
	for _, g := range s.w.TagGroups {
		if !g.Deleted && nameOrID != "" && (g.ID == nameOrID || g.Name == nameOrID) {
			return g
		}
	}
	return nil
}

// pushTag tells the corp about a change of its tags
// (https://developer.work.weixin.qq.com/document/path/92130). StrategyId is only given to the
// 客户联系 system app.
func (s *Sandbox) pushTag(change, id, kind string) {
	doc := append(s.wecomEvent("change_external_tag"), member{"Id", id})
	doc = append(doc.with("TagType", kind), member{"ChangeType", change})
	s.tell(push{Kind: wecom, Event: "change_external_tag/" + change}, doc)
}
