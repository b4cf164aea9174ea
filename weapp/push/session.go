package push

// Kinds of the events of official agents' conversations, and of the console's
// test.
const (
	KindKfCreateSession = "event/kf_create_session"
	KindKfCloseSession  = "event/kf_close_session"
	KindKfSwitchSession = "event/kf_switch_session"
	KindDebugDemo       = "event/debug_demo"
)

// KfCreateSession: an official agent began a conversation. It is documented for
// official accounts; nobody says whether mini programs get it.
type KfCreateSession struct {
	Head
	KfAccount string
}

// KfCloseSession: an official agent's conversation ended. The values of
// CloseType are not documented.
type KfCloseSession struct {
	Head
	KfAccount string
	CloseType string
}

// KfSwitchSession: a conversation went from one official agent to another.
type KfSwitchSession struct {
	Head
	FromKfAccount string
	ToKfAccount   string
}

// DebugDemo is what the console's debug page sends.
type DebugDemo struct {
	Head
	DebugStr string
}
