package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// https://developer.work.weixin.qq.com/document/path/92994
var _ = serve(wecom, endpoint{
	path: "/cgi-bin/externalcontact/batch/get_by_user", method: http.MethodPost, contact: true,
	arrays: []string{"external_contact_list"}, do: (*Sandbox).batchGetByUser,
})

const (
	maxBatchUsers  = 100
	maxBatchPage   = 100
	usualBatchPage = 50
)

// followInfo is a relation as the batch shows it: tags by id alone.
type followInfo struct {
	followed
	TagID []string `json:"tag_id"`
}

type batchItem struct {
	ExternalContact externalContact `json:"external_contact"`
	FollowInfo      followInfo      `json:"follow_info"`
}

// failInfo names the members whose customers are left out.
type failInfo struct {
	Unlicensed []string `json:"unlicensed_userid_list"`
}

type batchAnswer struct {
	List       []batchItem `json:"external_contact_list"`
	NextCursor string      `json:"next_cursor"`
	FailInfo   *failInfo   `json:"fail_info,omitempty"`
}

// batchGetByUser pages through the customers of several members, in the order of the
// members and of their adding.
func (s *Sandbox) batchGetByUser(c *call) (any, error) {
	ids, err := readBatchUsers(c.body)
	if err != nil {
		return nil, err
	}
	limit := c.body.num("limit")
	if limit <= 0 {
		limit = usualBatchPage
	}
	limit = min(limit, maxBatchPage)
	from, err := followCursor(c.body.str("cursor"))
	if err != nil {
		return nil, err
	}
	all, left, err := s.batchRelations(c, ids)
	if err != nil {
		return nil, err
	}
	answer := batchAnswer{List: []batchItem{}}
	for i := from; i < len(all) && i < from+limit; i++ {
		person := s.w.customers[all[i].Customer]
		answer.List = append(answer.List, batchItem{s.externalContact(c.app, person), s.followInfo(c.app, all[i])})
	}
	answer.NextCursor = nextFollow(from+limit, len(all))
	if len(left) > 0 {
		answer.FailInfo = &failInfo{left}
	}
	return answer, nil
}

func readBatchUsers(body *fields) (ids []string, err error) {
	body.read("userid_list", &ids)
	if len(ids) == 0 || len(ids) > maxBatchUsers {
		return nil, invalid("field `userid_list` expect array size in [1, %d]", maxBatchUsers)
	}
	return ids, nil
}

// batchRelations lists the customers of members. Providers' apps get those of members with a
// licence alone; the others are named.
func (s *Sandbox) batchRelations(c *call, ids []string) (all []*relation, left []string, err error) {
	for _, id := range ids {
		m, err := s.listedMember(c, id)
		if err != nil {
			return nil, nil, err
		}
		if c.app.foreign() && slices.ContainsFunc(c.sw.Unlicensed, m.is) {
			left = append(left, m.UserID)
			continue
		}
		for _, rel := range s.w.byMember[strings.ToLower(m.UserID)] {
			if rel.knownTo(c.app) {
				all = append(all, rel)
			}
		}
	}
	if len(left) == len(ids) {
		return nil, nil, fail(701008)
	}
	if len(all) == 0 && c.sw.BatchEmptyCode != 0 {
		return nil, nil, fail(c.sw.BatchEmptyCode)
	}
	return all, left, nil
}

func (s *Sandbox) followInfo(app *App, rel *relation) followInfo {
	info := followInfo{s.followed(app, rel), []string{}}
	for _, t := range s.tagsOf(rel) {
		if t.TagID != "" {
			info.TagID = append(info.TagID, t.TagID)
		}
	}
	return info
}
