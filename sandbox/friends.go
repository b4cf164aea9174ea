package sandbox

import "net/http"

// relationInput is the body of the /relations calls.
type relationInput struct {
	Customer  string   `json:"customer"`
	UserID    string   `json:"userid"`
	By        string   `json:"by"`
	Remark    *string  `json:"remark"`
	AddTag    []string `json:"add_tag"`
	RemoveTag []string `json:"remove_tag"`
	Reason    string   `json:"reason"`
}

// onRelation reads the body and does f with an existing relation.
func (s *Sandbox) onRelation(r *http.Request, f func(in relationInput, rel *relation) error) (any, error) {
	var in relationInput
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.person(in.Customer); err != nil {
		return nil, err
	}
	rel, ok := s.w.pairs[pairOf(in.UserID, in.Customer)]
	if !ok {
		return nil, notFound("%s and %s have nothing to do with each other", in.Customer, in.UserID)
	}
	if err := f(in, rel); err != nil {
		return nil, err
	}
	s.changed()
	view := s.relationView(rel)
	s.publish("relation", view)
	return view, nil
}

// postConfirm is the member accepting a customer who waits.
func (s *Sandbox) postConfirm(r *http.Request) (any, error) {
	return s.onRelation(r, func(_ relationInput, rel *relation) error {
		if rel.Status != statusPending {
			return conflict("nothing waits for confirmation")
		}
		s.befriend(rel, rel.State, rel.ConfigID, s.Now())
		if w := s.w.ways.find(rel.ConfigID); w != nil && w.Temp != nil {
			s.startTempChat(rel, w, s.Now())
		}
		return nil
	})
}

// postEdit is the member changing remark or tags, which the corp is told.
func (s *Sandbox) postEdit(r *http.Request) (any, error) {
	return s.onRelation(r, func(in relationInput, rel *relation) error {
		if !rel.known() {
			return conflict("the member does not have this customer")
		}
		if in.Remark != nil {
			rel.Remark = *in.Remark
		}
		s.retag(rel, in.AddTag, in.RemoveTag)
		s.pushContact(rel, "edit_external_contact", nil)
		return nil
	})
}

// postDelete is one side deleting the other.
func (s *Sandbox) postDelete(r *http.Request) (any, error) {
	return s.onRelation(r, func(in relationInput, rel *relation) error {
		switch {
		case rel.Status != statusFriend:
			return conflict("they are not friends")
		case in.By == "customer" && !rel.CustomerLeft:
			rel.CustomerLeft, rel.Left = true, append(rel.Left, s.Now().UnixMilli())
			s.pushContact(rel, "del_follow_user", nil)
		case in.By == "member" && !rel.MemberLeft:
			rel.MemberLeft = true
			var extra document
			if in.Reason == "transfer" || in.Reason == "DELETE_BY_TRANSFER" {
				extra = extra.with("Source", "DELETE_BY_TRANSFER")
			}
			s.pushContact(rel, "del_external_contact", extra)
		case in.By != "customer" && in.By != "member":
			return badRequest(`by is "customer" or "member"`)
		default:
			return conflict("already deleted")
		}
		return nil
	})
}

// postTransferFail is a hand-over that failed: the customer refused, or has too many members.
func (s *Sandbox) postTransferFail(r *http.Request) (any, error) {
	return s.onRelation(r, func(in relationInput, rel *relation) error {
		if in.Reason == "" {
			in.Reason = "customer_refused"
		}
		if in.Reason != "customer_refused" && in.Reason != "customer_limit_exceed" {
			return badRequest(`reason is "customer_refused" or "customer_limit_exceed"`)
		}
		s.pushContactFor(rel, "transfer_fail", document{{"FailReason", in.Reason}}, nil)
		return nil
	})
}

// postApprove is the customer consenting to archiving.
func (s *Sandbox) postApprove(r *http.Request) (any, error) {
	return s.onRelation(r, func(_ relationInput, rel *relation) error {
		if !rel.talking() {
			return conflict("they are not friends")
		}
		rel.Approved = true
		s.pushContact(rel, "msg_audit_approved", document{}.with("WelcomeCode", s.newWelcome(rel, s.Now())))
		return nil
	})
}

// relationView is a relation as the control API shows it.
type relationView struct {
	Customer     string   `json:"customer"`
	UserID       string   `json:"userid"`
	MemberName   string   `json:"member_name"`
	Status       string   `json:"status"`
	CustomerLeft bool     `json:"customer_left"`
	MemberLeft   bool     `json:"member_left"`
	Created      int64    `json:"created"`
	State        string   `json:"state"`
	ConfigID     string   `json:"config_id"`
	Remark       string   `json:"remark"`
	Tags         []string `json:"tags"`
	TempUntil    int64    `json:"temp_until,omitempty"`
}

func (s *Sandbox) relationView(rel *relation) relationView {
	v := relationView{
		Customer: rel.Customer, UserID: rel.UserID, Status: rel.Status, CustomerLeft: rel.CustomerLeft, MemberLeft: rel.MemberLeft,
		Created: rel.Created, State: rel.State, ConfigID: rel.ConfigID, Remark: rel.Remark, Tags: []string{},
		TempUntil: rel.TempUntil,
	}
	for _, t := range s.tagsOf(rel) {
		v.Tags = append(v.Tags, t.TagName)
	}
	if m := s.corp.member(rel.UserID); m != nil {
		v.MemberName = m.Name
	}
	return v
}
