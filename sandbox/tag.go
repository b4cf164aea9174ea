package sandbox

import (
	"net/http"
	"slices"
	"time"
)

// Company tags: https://developer.work.weixin.qq.com/document/path/92117 and …/92118.
var _ = serve(wecom,
	endpoint{path: "/cgi-bin/externalcontact/get_corp_tag_list", method: http.MethodPost, contact: true, arrays: []string{"tag_group"}, do: (*Sandbox).getCorpTagList},
	endpoint{path: "/cgi-bin/externalcontact/mark_tag", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).markTag},
)

const maxCustomerTags = 3000

// tagGroup is a group of company tags. What was deleted stays, to be found by its id.
type tagGroup struct {
	ID      string `json:"group_id"`
	Name    string `json:"group_name"`
	Created int64  `json:"create_time"` // Unix seconds
	Order   int    `json:"order"`
	Deleted bool   `json:"deleted"`
	Tags    []*tag `json:"tag"`
}

type tag struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Created int64  `json:"create_time"` // Unix seconds
	Order   int    `json:"order"`
	Deleted bool   `json:"deleted"`
}

// fixtureTags makes the tags that a sandbox starts with.
func fixtureTags(f *Fixture, now time.Time) []*tagGroup {
	var list []*tagGroup
	for i, in := range f.TagGroups {
		g := &tagGroup{ID: in.ID, Name: in.Name, Created: now.Unix(), Order: len(f.TagGroups) - i, Tags: []*tag{}}
		for j, t := range in.Tags {
			g.Tags = append(g.Tags, &tag{ID: t.ID, Name: t.Name, Created: now.Unix(), Order: len(in.Tags) - j})
		}
		list = append(list, g)
	}
	return list
}

// findTag finds a tag that is not deleted, by its id or its name.
func (w *world) findTag(fits func(*tag) bool) (*tagGroup, *tag) {
	for _, g := range w.TagGroups {
		for _, t := range g.Tags {
			if !g.Deleted && !t.Deleted && fits(t) {
				return g, t
			}
		}
	}
	return nil, nil
}

func (w *world) tagByID(id string) (*tagGroup, *tag) {
	return w.findTag(func(t *tag) bool { return t.ID == id })
}

func (w *world) tagByName(name string) *tag {
	_, t := w.findTag(func(t *tag) bool { return t.Name == name })
	return t
}

// getCorpTagList lists tags by group: those of the named groups, else the named tags, else
// all. What was deleted is listed only when it is named.
func (s *Sandbox) getCorpTagList(c *call) (any, error) {
	var tags, groups []string
	c.body.read("tag_id", &tags)
	if c.body.read("group_id", &groups); len(groups) > 0 {
		tags = nil
	}
	list := []tagGroup{}
	for _, g := range s.w.TagGroups {
		view := *g
		view.Tags = []*tag{}
		for _, t := range g.Tags {
			if len(tags) == 0 && !t.Deleted || slices.Contains(tags, t.ID) {
				copied := *t
				view.Tags = append(view.Tags, &copied)
			}
		}
		named := slices.Contains(groups, g.ID) || len(tags) > 0 && len(view.Tags) > 0
		if named || len(groups)+len(tags) == 0 && !g.Deleted {
			list = append(list, view)
		}
	}
	return struct {
		TagGroup []tagGroup `json:"tag_group"`
	}{list}, nil
}

// markTag puts tags on a customer of a member and takes others off. Nobody is told.
func (s *Sandbox) markTag(c *call) (any, error) {
	rel, err := s.relationOf(c)
	if err != nil {
		return nil, err
	}
	var add, remove []string
	c.body.read("add_tag", &add)
	c.body.read("remove_tag", &remove)
	if len(add)+len(remove) == 0 {
		return nil, c.missing("add_tag")
	}
	for _, id := range slices.Concat(add, remove) {
		if _, t := s.w.tagByID(id); t == nil {
			return nil, fail(40068)
		}
	}
	next := slices.Clone(rel.CorpTags)
	for _, id := range add {
		if !slices.Contains(next, id) {
			next = append(next, id)
		}
	}
	next = slices.DeleteFunc(next, func(id string) bool { return slices.Contains(remove, id) })
	if len(next) > maxCustomerTags {
		return nil, fail(40144)
	}
	rel.CorpTags = next
	s.publish("relation", s.relationView(rel))
	return nil, nil
}

// relationOf finds the relation that userid and external_userid of a body name, to write it.
func (s *Sandbox) relationOf(c *call) (*relation, error) {
	m, err := s.memberOf(c, c.body.str("userid"))
	if err != nil {
		return nil, err
	}
	external := c.body.str("external_userid")
	if external == "" {
		return nil, fail(41035)
	}
	person := s.w.externals[external]
	if person == nil {
		return nil, unknownPerson(external)
	}
	rel := s.w.pairs[pairOf(m.UserID, person.ID)]
	switch now := c.now.UnixMilli(); {
	case !rel.knownTo(c.app):
		return nil, fail(84061)
	case c.sw.PairWriteMS > 0 && now < rel.Written+int64(c.sw.PairWriteMS):
		return nil, fail(45035)
	default:
		rel.Written = now
	}
	return rel, nil
}

// tagsOf are the tags of a relation as externalcontact/get shows them.
func (s *Sandbox) tagsOf(rel *relation) []followTag {
	list := []followTag{}
	for _, id := range rel.CorpTags {
		if g, t := s.w.tagByID(id); t != nil {
			list = append(list, followTag{GroupName: g.Name, TagName: t.Name, TagID: t.ID, Type: 1})
		}
	}
	for _, name := range rel.Tags {
		list = append(list, followTag{TagName: name, Type: 2})
	}
	return list
}

// retag is what a member does by hand: a name of the company's puts its tag on, any other
// name is a tag of the member's own.
func (s *Sandbox) retag(rel *relation, add, remove []string) {
	for _, name := range add {
		if t := s.w.tagByName(name); t != nil {
			if !slices.Contains(rel.CorpTags, t.ID) {
				rel.CorpTags = append(rel.CorpTags, t.ID)
			}
		} else if !slices.Contains(rel.Tags, name) {
			rel.Tags = append(rel.Tags, name)
		}
	}
	rel.Tags = slices.DeleteFunc(rel.Tags, func(name string) bool { return slices.Contains(remove, name) })
	rel.CorpTags = slices.DeleteFunc(rel.CorpTags, func(id string) bool {
		_, t := s.w.tagByID(id)
		return t == nil || slices.Contains(remove, t.Name)
	})
}
