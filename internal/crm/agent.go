package crm

import "strings"

// Role says what an agent may do; the table of operations says where each is needed.
type Role string

// The roles.
const (
	RoleAdmin Role = "admin"
	RoleAgent Role = "agent"
)

// Agent is a person who works in our console.
type Agent struct {
	ID        int64
	Email     string // folded to lower case
	Name      string
	Role      Role
	Password  string // argon2id hash; empty until the person has chosen one
	Disabled  bool
	CorpID    int64  // of the member they are; 0: none
	UserID    string // the same, in lower case
	CreatedAt int64
	UpdatedAt int64
}

// Actor is who does something: an agent, an operator at the command line, or a rule of ours.
type Actor struct {
	Kind string // agent, operator, rule
	ID   int64
	Name string
	Role Role
}

// Rule is the actor for what menling does by itself.
func Rule(name string) Actor { return Actor{Kind: "rule", Name: name, Role: RoleAdmin} }

// Operator is the actor at the machine's own command line.
func Operator() Actor { return Actor{Kind: "operator", Name: "command line", Role: RoleAdmin} }

// FoldEmail makes two spellings of one address equal.
func FoldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Validate says what is wrong with an agent before it is stored.
func (a Agent) Validate() error {
	if at := strings.IndexByte(a.Email, '@'); at < 1 || at == len(a.Email)-1 || len(a.Email) > 254 {
		return Invalid("email", "邮箱格式不对", "this is not an e-mail address")
	}
	if strings.TrimSpace(a.Name) == "" || len([]rune(a.Name)) > 40 {
		return Invalid("name", "请填写姓名，最多 40 个字", "a name of 1 to 40 characters is needed")
	}
	if a.Role != RoleAdmin && a.Role != RoleAgent {
		return Invalid("role", "角色只能是 admin 或 agent", "role must be admin or agent")
	}
	return nil
}

// Session is a signed-in browser. Only the hash of its cookie is kept.
type Session struct {
	Hash      [32]byte
	AgentID   int64
	CreatedAt int64
	ExpiresAt int64
}

// Invitation is a link that works once: it makes the first admin, or lets a person choose a password.
type Invitation struct {
	Hash      [32]byte
	Purpose   string // first_admin, password
	AgentID   int64  // 0 for the first admin
	CreatedAt int64
	ExpiresAt int64
}

// What an invitation is for.
const (
	InviteFirstAdmin = "first_admin"
	InvitePassword   = "password"
)

// AgentTx changes agents, their sessions and invitations.
type AgentTx interface {
	Agent(id int64) (Agent, error)
	AgentByEmail(email string) (Agent, error)
	CountAgents() (int, error)
	// AdminsBeside counts admins that can sign in, one left out.
	AdminsBeside(id int64) (int, error)
	AddAgent(Agent) error
	UpdateAgent(Agent) error
	AddSession(Session) error
	RemoveSession(hash [32]byte) error
	RemoveSessionsOf(agent int64) error
	AddInvitation(Invitation) error
	RemoveInvitations(purpose string) error
	Invitation(hash [32]byte) (Invitation, error)
	// UseInvitation marks it used; false when it already was.
	UseInvitation(hash [32]byte, at int64) (bool, error)
}
