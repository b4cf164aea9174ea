package api

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// Account is a platform identity we act for. Its secrets are never shown.
type Account struct {
	ID          int64           `json:"id"`
	Kind        crm.AccountKind `json:"kind" enum:"wecom,weapp"`
	Slug        string          `json:"slug"`
	Name        string          `json:"name"`
	PlatformID  string          `json:"platform_id" doc:"corpid or appid"`
	AgentID     string          `json:"agent_id"`
	OriginalID  string          `json:"original_id"`
	APIBaseURL  string          `json:"api_base_url"`
	PushMode    crm.PushMode    `json:"push_mode" enum:"plain,compatible,secure"`
	TimeZone    string          `json:"time_zone"`
	CallbackURL string          `json:"callback_url" doc:"To paste into the platform's console"`
	SecretSet   bool            `json:"secret_set"`
	RelaySet    bool            `json:"relay_set" doc:"Its cloud function may pass pushes on"`
	CreatedAt   int64           `json:"created_at"`
	LastPushAt  int64           `json:"last_push_at"`
	TempRefused int64           `json:"temp_refused_at" doc:"When the platform refused temporary ways to the company (48002); 0: it did not"`
}

func (a *API) account(c crm.Account) Account {
	return Account{
		ID: c.ID, Kind: c.Kind, Slug: c.Slug, Name: c.Name, PlatformID: c.PlatformID, AgentID: c.AgentID, OriginalID: c.OriginalID,
		APIBaseURL: c.APIBaseURL, PushMode: c.PushMode, TimeZone: c.TimeZone, CallbackURL: CallbackURL(a.PublicURL(), c.Kind, c.Slug),
		SecretSet: c.Secret != "", RelaySet: c.Relay.Current != "", CreatedAt: c.CreatedAt, LastPushAt: c.LastPushAt, TempRefused: c.TempRefusedAt,
	}
}

// AccountInput is an account to add. Token and aes_key are drawn where they are left out.
type AccountInput struct {
	Kind       crm.AccountKind `json:"kind" enum:"wecom,weapp"`
	Slug       string          `json:"slug" doc:"Part of the callback URL: lower-case letters, digits, hyphens"`
	Name       string          `json:"name,omitempty"`
	PlatformID string          `json:"platform_id" doc:"corpid or appid"`
	Secret     string          `json:"secret"`
	AgentID    string          `json:"agent_id,omitempty"`
	OriginalID string          `json:"original_id,omitempty"`
	Token      string          `json:"token,omitempty"`
	AESKey     string          `json:"aes_key,omitempty"`
	PushMode   crm.PushMode    `json:"push_mode,omitempty" enum:"plain,compatible,secure"`
	APIBaseURL string          `json:"api_base_url,omitempty"`
	TimeZone   string          `json:"time_zone,omitempty"`
}

// AccountEdit changes what is given.
type AccountEdit struct {
	Slug           *string       `json:"slug,omitempty"`
	Name           *string       `json:"name,omitempty"`
	PlatformID     *string       `json:"platform_id,omitempty"`
	Secret         *string       `json:"secret,omitempty"`
	AgentID        *string       `json:"agent_id,omitempty"`
	OriginalID     *string       `json:"original_id,omitempty"`
	Token          *string       `json:"token,omitempty"`
	AESKey         *string       `json:"aes_key,omitempty"`
	PushMode       *crm.PushMode `json:"push_mode,omitempty" enum:"plain,compatible,secure"`
	APIBaseURL     *string       `json:"api_base_url,omitempty"`
	TimeZone       *string       `json:"time_zone,omitempty"`
	RotatePushKeys bool          `json:"rotate_push_keys,omitempty" doc:"Draw a new token and aes_key; the old ones stay valid for an hour"`
}

// AccountSaved shows the token and key that were set, this once.
type AccountSaved struct {
	Account Account `json:"account"`
	Token   string  `json:"token,omitempty"`
	AESKey  string  `json:"aes_key,omitempty"`
}

// AccountTest is what trying an account found.
type AccountTest struct {
	OK    bool       `json:"ok"`
	Steps []TestStep `json:"steps"`
}

// TestStep is one thing that was tried.
type TestStep struct {
	Name string `json:"name" enum:"token,permission,callback"`
	OK   bool   `json:"ok"`
	Code string `json:"code" doc:"Stable; the platform's errcode where it gave one"`
	ZH   string `json:"zh"`
	EN   string `json:"en"`
}

// CallbackURL is where a platform pushes an account's events to.
func CallbackURL(publicURL string, kind crm.AccountKind, slug string) string {
	return publicURL + "/callbacks/" + string(kind) + "/" + slug
}

func (a *API) listAccounts(ctx context.Context, _ *none) (*answer[List[Account]], error) {
	all, err := a.Ground.Store.Accounts(ctx)
	return listOf(each(all, a.account), err)
}

func (a *API) addAccount(ctx context.Context, in *body[AccountInput]) (*answer[AccountSaved], error) {
	b := in.Body
	added, err := a.Ground.AddAccount(ctx, actor(ctx), crm.Account{
		Kind: b.Kind, Slug: b.Slug, Name: b.Name, PlatformID: b.PlatformID, Secret: crm.Secret(b.Secret), AgentID: b.AgentID,
		OriginalID: b.OriginalID, PushMode: b.PushMode, APIBaseURL: b.APIBaseURL, TimeZone: b.TimeZone,
		Keys: crm.PushKeys{Token: crm.Secret(b.Token), AESKey: crm.Secret(b.AESKey)},
	})
	return answerWith(a.saved(added, true), err)
}

func (a *API) saved(c crm.Account, keys bool) AccountSaved {
	s := AccountSaved{Account: a.account(c)}
	if keys {
		s.Token, s.AESKey = c.Keys.Token.Reveal(), c.Keys.AESKey.Reveal()
	}
	return s
}

func (a *API) editAccount(ctx context.Context, in *edit[AccountEdit]) (*answer[AccountSaved], error) {
	b := in.Body
	edited, err := a.Ground.EditAccount(ctx, actor(ctx), in.ID, b.apply, b.RotatePushKeys)
	if err == nil && b.TimeZone != nil { // days may begin at another hour now
		if err := a.Ledger.KeepCounting(ctx); err != nil {
			a.Log.Warn("the numbers are made anew later", "err", err)
		}
	}
	return answerWith(a.saved(edited, b.RotatePushKeys || b.Token != nil || b.AESKey != nil), err)
}

// apply puts what was given into the account. A secret left empty stays as it is: forms cannot show the old one.
func (b AccountEdit) apply(c *crm.Account) {
	set(&c.Slug, b.Slug)
	set(&c.Name, b.Name)
	set(&c.PlatformID, b.PlatformID)
	set(&c.AgentID, b.AgentID)
	set(&c.OriginalID, b.OriginalID)
	set(&c.PushMode, b.PushMode)
	set(&c.APIBaseURL, b.APIBaseURL)
	set(&c.TimeZone, b.TimeZone)
	setSecret(&c.Secret, b.Secret)
	setSecret(&c.Keys.Token, b.Token)
	setSecret(&c.Keys.AESKey, b.AESKey)
}

func set[T any](field *T, given *T) {
	if given != nil {
		*field = *given
	}
}

func setSecret(field *crm.Secret, given *string) {
	if given != nil && *given != "" {
		*field = crm.Secret(*given)
	}
}

func (a *API) testAccount(ctx context.Context, in *WithID) (*answer[AccountTest], error) {
	c, err := a.Ground.Store.Account(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if a.TestAccount == nil {
		return nil, crm.ErrNotFound
	}
	t := AccountTest{OK: true, Steps: some(a.TestAccount(ctx, c))}
	for _, step := range t.Steps {
		t.OK = t.OK && step.OK
	}
	return answerWith(t, nil)
}

func (a *API) removeAccount(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Ground.RemoveAccount(ctx, actor(ctx), in.ID)
}
