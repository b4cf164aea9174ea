package wx

import "slices"

// condition is a set of codes with a name.
type condition struct {
	name  string
	both  []int // on either platform
	wecom []int
	weapp []int
	login []int // on the mini-program API, to an operation that sends the secret
}

// secretOps are the operations of the mini-program API that send the AppSecret
// and no token. Their 40001 is about the secret, every other one about the token.
var secretOps = []string{"token", "stable_token", "jscode2session"}

func (c *condition) Error() string { return c.name }

func (c *condition) has(e *Error) bool {
	own := c.wecom
	if e.Platform == WeApp {
		own = c.weapp
		if e.Code == 40001 && slices.Contains(secretOps, e.Op) {
			own = c.login
		}
	}
	return slices.Contains(c.both, e.Code) || slices.Contains(own, e.Code)
}

// Named conditions for errors.Is.
var (
	// ErrTokenDead: the access token, or the suite's that fetches it, is unknown or
	// expired. The clients renew it and try again once before anybody sees this.
	ErrTokenDead error = &condition{name: "access token dead", both: []int{40014, 42001}, wecom: []int{40082, 42009}, weapp: []int{40001}}
	// ErrBadCredential: corpid, appid or secret is wrong or missing; of a suite also
	// its ticket or the company's permanent code.
	ErrBadCredential error = &condition{
		name:  "credential refused",
		both:  []int{40013, 41002, 41004},
		wecom: []int{40001, 40080, 40083, 40084, 40085, 40091, 41021, 41023, 41024, 41025},
		weapp: []int{40125},
		login: []int{40001},
	}
	// ErrQuotaUsedUp: no more contact or join ways can be made.
	ErrQuotaUsedUp error = &condition{name: "quota used up", wecom: []int{41045}}
	// ErrRateLimited: too many calls; stop and wait for the next window.
	ErrRateLimited error = &condition{name: "rate limited", both: []int{45009}, wecom: []int{45036}, weapp: []int{45011}}
	// ErrConcurrency: too many calls at the same time.
	ErrConcurrency error = &condition{name: "too many calls at once", wecom: []int{45033}}
	// ErrConflict: another write of the same record is running.
	ErrConflict error = &condition{name: "conflicting write", wecom: []int{6000, 45035}}
	// ErrBusy: the platform is busy. Whether the call took effect is not said.
	ErrBusy error = &condition{name: "platform busy", both: []int{-1}}
	// ErrNotPermitted: the app may not use this API, or not on this member.
	ErrNotPermitted error = &condition{
		name:  "not permitted",
		wecom: []int{48002, 48006, 48011, 50002, 50003, 60011, 60021, 60030, 301002, 660003, 660004},
		weapp: []int{48001, 48004, 10130030},
	}
	// ErrUntrustedIP: the address we call from is not in the allow-list, or the
	// administrator did not confirm it.
	ErrUntrustedIP error = &condition{name: "address not allowed", wecom: []int{60020}, weapp: []int{40164, 89503, 89506, 89507}}
	// ErrNotVerified: the member has not verified their real name.
	ErrNotVerified error = &condition{name: "member not verified", wecom: []int{40098}}
	// ErrNotActivated: the member has not activated their account.
	ErrNotActivated error = &condition{name: "member not activated", wecom: []int{41054}}
	// ErrNoContactRight: the member may not serve customers.
	ErrNoContactRight error = &condition{name: "member without customer contact", wecom: []int{84074, 84083}}
	// ErrNotFollower: no relation between member and customer (yet).
	ErrNotFollower error = &condition{name: "not a follower", wecom: []int{84061, 84084}}
	// ErrNotFound: the way named by config_id does not exist.
	ErrNotFound error = &condition{name: "not found", wecom: []int{41044}}
	// ErrNoSuchMember: the userid is unknown.
	ErrNoSuchMember error = &condition{name: "no such member", wecom: []int{60111}}
	// ErrNoSuchDepartment: the department is unknown.
	ErrNoSuchDepartment error = &condition{name: "no such department", wecom: []int{60003, 60123}}
	// ErrNoSuchTag: the tag or its group is unknown, or another app's.
	ErrNoSuchTag error = &condition{name: "no such tag", wecom: []int{40068}}
	// ErrNoSuchGroup: the group chat is unknown or no customer group.
	ErrNoSuchGroup error = &condition{name: "no such group", wecom: []int{40050, 90501, 90511}}
	// ErrGroupDismissed: the group chat was dissolved.
	ErrGroupDismissed error = &condition{name: "group dismissed", wecom: []int{49008}}
	// ErrTooMany: more than the platform takes of it: members of a way, groups of
	// a join way, attachments, tags of a customer, people in a range.
	ErrTooMany error = &condition{name: "too many", wecom: []int{41041, 41064, 41091, 40144, 81017}}
	// ErrInvalidCursor: the cursor of a list is unknown or too old; begin again.
	ErrInvalidCursor error = &condition{name: "invalid cursor", wecom: []int{50100}}
	// ErrInvalidCode: the code of a sign-in is unknown, old or used.
	ErrInvalidCode error = &condition{name: "invalid code", both: []int{40029}, weapp: []int{40163}}
	// ErrNoRecipient: nobody is named who can get the message.
	ErrNoRecipient error = &condition{name: "no recipient", wecom: []int{81013, 82001}}
	// ErrUnlicensed: no inter-operation licence, which third-party apps need.
	ErrUnlicensed error = &condition{name: "no licence", wecom: []int{701008, 701099}}
	// ErrInvalidParameter: a value that the platform refuses or cannot read.
	ErrInvalidParameter error = &condition{name: "invalid parameter", wecom: []int{40035, 40058, 40063}, weapp: []int{40101, 44002, 45072, 47001, 10130002}}
	// ErrTooLong: the message, or a field of it, is longer than the platform takes.
	ErrTooLong error = &condition{name: "too long", both: []int{45002}, wecom: []int{40206}, weapp: []int{45003, 45004, 45005, 45006}}
	// ErrTypingNow: the customer sees somebody typing already, or nobody wrote in
	// the last 30 s.
	ErrTypingNow error = &condition{name: "typing refused", weapp: []int{45080, 45081}}
	// ErrTooLate: the welcome code is unknown or older than 20 s.
	ErrTooLate error = &condition{name: "too late", wecom: []int{41050}}
	// ErrAlreadyChatting: the chat has begun, no welcome can be sent.
	ErrAlreadyChatting error = &condition{name: "already chatting", wecom: []int{41051}}
	// ErrBeingDistributed: another app is sending its welcome right now.
	ErrBeingDistributed error = &condition{name: "welcome being distributed", wecom: []int{41096}}
	// ErrWindowClosed: the customer's reply window is over.
	ErrWindowClosed error = &condition{name: "reply window closed", weapp: []int{45015}}
	// ErrWindowUsedUp: every message of the reply window was sent.
	ErrWindowUsedUp error = &condition{name: "reply window used up", weapp: []int{45047}}
	// ErrUserRefused: the customer refuses messages.
	ErrUserRefused error = &condition{name: "customer refuses messages", weapp: []int{48002}}
	// ErrInvalidMedia: the media_id is unknown or expired.
	ErrInvalidMedia error = &condition{name: "invalid media", both: []int{40007}, wecom: []int{40145}}
	// ErrInvalidUser: the openid or external_userid is not one of ours.
	ErrInvalidUser error = &condition{name: "invalid user", both: []int{40003}, wecom: []int{40096}}
)
