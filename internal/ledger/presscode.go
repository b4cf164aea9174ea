package ledger

// What a press answers, by the numbers of the platform's own plugins.
const (
	KitDone      = 0
	KitUnknown   = -3002 // no such button
	KitNobody    = -3008 // nobody answers
	KitSignIn    = -3004 // the sign-in failed
	KitUnsent    = -3005 // or anything that went wrong on the way
	KitFriends   = -3006 // or in the group already
	KitFull      = -3009
	KitDismissed = -3010
	KitInFull    = -3012 // in the group, which is full
)

// How a code reaches who pressed.
const (
	NotifyMessage = 0
	NotifyCode    = 1
)

// Why a press came to nothing.
const (
	WhyApp         = "app"            // the mini program is no account of ours
	WhyCode        = "code"           // the code of wx.login serves no more
	WhyBlocked     = "blocked"        // the platform signs this user in nowhere
	WhySecret      = "secret"         // the platform refuses the mini program's own secret
	WhyPlatform    = "platform"       // the platform could not be reached, or had too much to do
	WhyNoCode      = "no_code"        // nothing was signed in with
	WhyNotYet      = "not_yet"        // the twin is on its way
	WhyNotMade     = "not_made"       // the platform refused the twin
	WhyNoCodeAtAll = "no_code_at_all" // a join button of the platform's own plugin
	WhyOldClient   = "old_client"     // it can show no code, and the reply window is shut
)
