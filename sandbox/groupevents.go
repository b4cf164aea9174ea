package sandbox

// Changes of customer groups: https://developer.work.weixin.qq.com/document/path/92130.
// ChatId stands before ChangeType, and nothing says through which way somebody came.

// groupEvent announces what happened to a group.
type groupEvent struct {
	What  string    `json:"what"` // create, update or dismiss
	Group groupView `json:"group"`
}

// pushGroup tells the corp about a change of a customer group.
func (s *Sandbox) pushGroup(g *groupChat, change string, extra document) {
	if !g.Internal {
		doc := append(s.wecomEvent("change_external_chat"), member{"ChatId", g.ChatID}, member{"ChangeType", change})
		s.tell(push{Kind: wecom, Event: "change_external_chat/" + change, ChatID: g.ChatID}, append(doc, extra...))
	}
	s.publish("group", groupEvent{change, s.groupView(g)})
}

// pushDetail tells which property of a group changed.
func (s *Sandbox) pushDetail(g *groupChat, detail string) {
	s.pushGroup(g, "update", document{{"UpdateDetail", detail}})
}

// joinScenes are the scenes of somebody who came. The event knows fewer than groupchat/get:
// 0 for every invitation, 3 for a code.
func joinScenes(scene int) document {
	joined := int64(0)
	if scene == sceneQR {
		joined = sceneQR
	}
	return document{{"JoinScene", joined}, {"QuitScene", int64(0)}}
}

// pushMembers tells who came or went, between the version before and the present one.
func (s *Sandbox) pushMembers(g *groupChat, detail, last string, scenes document, people []*groupMember) {
	items := make(document, 0, len(people))
	for _, m := range people {
		items = append(items, member{"Item", bare(m.ID)})
	}
	doc := append(document{{"UpdateDetail", detail}}, scenes...)
	s.pushGroup(g, "update", append(doc,
		member{"MemChangeCnt", int64(len(people))}, member{"MemChangeList", items},
		member{"LastMemVer", bare(last)}, member{"CurMemVer", bare(g.version())},
	))
}
