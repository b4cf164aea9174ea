package callback

// Kinds of the events of third-party suites that no company has. A suite also
// gets its companies' events about customers, groups and tags, which come as the
// same types: Head.ToUser is then the suite and Head.From the company.
const (
	KindSuiteTicket  = "suite/suite_ticket"
	KindCreateAuth   = "suite/create_auth"
	KindChangeAuth   = "suite/change_auth"
	KindCancelAuth   = "suite/cancel_auth"
	KindPermitChange = "suite/customer_acquisition_permit_change"
)

// SuiteTicket comes every ten minutes and lives thirty: keep the newest and give
// it to wecom.NewSuite.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90628
type SuiteTicket struct {
	Head
	SuiteTicket string
}

// CreateAuth: a company authorised the suite. AuthCode buys its permanent code.
type CreateAuth struct {
	Head
	AuthCode string
}

// ChangeAuth: a company changed what the suite may do.
type ChangeAuth struct {
	Head
	AuthCorpID string
}

// CancelAuth: a company withdrew its authorisation.
type CancelAuth struct {
	Head
	AuthCorpID string
}

// PermitChange: what a company permits a 营销获客 suite has changed.
type PermitChange struct {
	Head
	AuthCorpID string
}
