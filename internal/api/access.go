package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/menling/menling/internal/crm"
)

// need is who may call an operation.
type need string

// From anybody to admins. A person is an agent in their own name: the operator at the command line answers nobody's customers.
const (
	public need = "public"
	agent  need = "agent"
	person need = "person"
	admin  need = "admin"
)

// access says who may call which operation, and reach which other route. What is not in it, nobody may.
var access = map[string]need{
	"get-session":       agent,
	"sign-in":           public,
	"sign-out":          person,
	"get-invitation":    public,
	"accept-invitation": public,
	"list-agents":       agent,
	"add-agent":         admin,

	"get-agent":      agent,
	"edit-agent":     admin,
	"new-agent-link": admin,
	"get-me-seat":    person,
	"put-me-status":  person,
	"put-me-take":    person,
	"list-teams":     agent,
	"create-team":    admin,
	"edit-team":      admin,
	"remove-team":    admin,
	"get-assignment": agent,
	"put-assignment": admin,

	"remove-assignment":      admin,
	"take-over-conversation": person,
	"put-presence":           person,

	"list-accounts":  agent,
	"add-account":    admin,
	"edit-account":   admin,
	"test-account":   admin,
	"remove-account": admin,

	"make-relay-secret":   admin,
	"remove-relay-secret": admin,

	"list-members": agent,

	"list-channels":      agent,
	"list-channel-names": agent,
	"create-channel":     agent,
	"edit-channel":       agent,

	"list-ways":  agent,
	"create-way": agent,
	"get-way":    agent,
	"get-way-qr": agent,
	"retry-way":  agent,

	"put-way-plan":             agent,
	"get-way-answer":           agent,
	"try-plan":                 agent,
	"put-member-off":           agent,
	"get-me-off":               person,
	"put-me-off":               person,
	"put-agent-member":         admin,
	"get-way-svg":              agent,
	"get-way-poster":           agent,
	"export-ways-csv":          agent,
	"export-ways-xlsx":         agent,
	"get-qr-zip":               agent,
	"list-imports":             agent,
	"add-import":               agent,
	"get-import-template-csv":  agent,
	"get-import-template-xlsx": agent,
	"get-import":               agent,
	"list-import-rows":         agent,
	"get-import-errors":        agent,
	"check-import":             agent,
	"start-import":             agent,
	"pause-import":             agent,
	"resume-import":            agent,
	"retry-import":             agent,
	"cancel-import":            agent,
	"list-posters":             agent,
	"keep-background":          agent,
	"create-poster":            agent,
	"edit-poster":              agent,
	"remove-poster":            agent,

	"list-departments": agent,
	"check-members":    agent,

	"change-way":        agent,
	"preview-way":       agent,
	"list-way-versions": agent,
	"undo-way":          agent,
	"get-way-impact":    agent,
	"delete-way":        agent,
	"restore-way":       agent,
	"replace-member":    agent,

	"list-bulk-runs":         agent,
	"try-bulk-run":           agent,
	"start-bulk-run":         agent,
	"get-bulk-run":           agent,
	"list-bulk-run-items":    agent,
	"pause-bulk-run":         agent,
	"resume-bulk-run":        agent,
	"cancel-bulk-run":        agent,
	"undo-bulk-run":          agent,
	"reconcile":              agent,
	"list-reconciliations":   agent,
	"get-reconcile-estimate": agent,
	"get-reconciliation":     agent,
	"pause-reconciliation":   agent,
	"resume-reconciliation":  agent,
	"cancel-reconciliation":  agent,
	"get-reconcile-settings": agent,
	"put-reconcile-settings": admin,
	"list-drifts":            agent,
	"get-drift":              agent,
	"decide-drifts":          agent,
	"get-drift-run":          agent,
	"cancel-drift-run":       agent,
	"get-quota":              agent,
	"try-temp-again":         admin,

	"list-tags":        agent,
	"list-welcomes":    agent,
	"welcome-days":     agent,
	"preview-welcome":  agent,
	"list-pools":       agent,
	"create-pool":      agent,
	"get-pool":         agent,
	"edit-pool":        agent,
	"remove-pool":      agent,
	"add-pool-chats":   agent,
	"order-pool-chats": agent,
	"remove-pool-chat": agent,
	"check-pool":       agent,
	"list-pool-turns":  agent,
	"list-pool-ways":   agent,

	"list-temp-chats":     agent,
	"create-temp-chat":    agent,
	"preview-conclusions": agent,
	"get-temp-chat":       agent,
	"close-temp-chat":     agent,
	"reissue-temp-chat":   agent,
	"count-ways":          agent,
	"organise-ways":       agent,
	"list-folders":        agent,
	"create-folder":       agent,
	"edit-folder":         agent,
	"remove-folder":       agent,
	"list-labels":         agent,
	"create-label":        agent,
	"edit-label":          agent,
	"remove-label":        agent,
	"list-views":          agent,
	"create-view":         agent,
	"edit-view":           agent,
	"remove-view":         agent,

	"list-customers": agent,
	"get-customer":   agent,

	"split-customer": agent,
	"get-statistics": agent,
	"list-rebuilds":  agent,
	"start-rebuild":  admin,
	"list-chats":     agent,
	"refresh-chats":  agent,

	"list-conversations":  agent,
	"get-conversation":    agent,
	"list-messages":       agent,
	"accept-conversation": person,
	"send-message":        person,
	"show-typing":         person,
	"read-conversation":   person,
	"close-conversation":  person,
	"retry-message":       person,
	"keep-media":          agent,
	"get-media":           agent,
	"list-quick-replies":  agent,
	"create-quick-reply":  agent,
	"edit-quick-reply":    agent,
	"remove-quick-reply":  agent,

	"list-rules":            agent,
	"list-rule-acts":        agent,
	"create-rule":           admin,
	"put-rule":              admin,
	"remove-rule":           admin,
	"order-rules":           admin,
	"try-rules":             agent,
	"get-business-hours":    agent,
	"put-business-hours":    admin,
	"remove-business-hours": admin,
	"transfer-conversation": person,
	"return-conversation":   person,
	"list-actions":          agent,
	"add-note":              person,
	"list-mentions":         person,
	"read-mentions":         person,
	"get-close-setting":     agent,
	"put-close-setting":     admin,
	"remove-close-setting":  admin,
	"list-materials":        agent,
	"create-material":       agent,
	"edit-material":         agent,
	"remove-material":       agent,
	"find-messages":         agent,

	"get-transcript-txt":        agent,
	"get-transcript-csv":        agent,
	"get-transcript-xlsx":       agent,
	"list-customer-messages":    agent,
	"get-figures":               agent, // of their own work; a lead of their teams
	"export-figures-csv":        agent,
	"export-figures-xlsx":       agent,
	"list-figure-conversations": agent,
	"list-figure-definitions":   agent,
	"get-wall":                  agent, // refused but to leads and admins
	"get-figure-setting":        agent,
	"put-figure-setting":        admin,
	"remove-figure-setting":     admin,

	"list-desk-tags":        agent,
	"create-desk-tag":       agent,
	"edit-desk-tag":         admin,
	"remove-desk-tag":       admin,
	"put-conversation-tags": person,
	"put-customer-tags":     person,
	"list-customer-fields":  agent,
	"create-customer-field": admin,
	"edit-customer-field":   admin,
	"remove-customer-field": admin,
	"put-customer-fields":   person,

	"get-official-desk":     agent,
	"put-official-desk":     admin,
	"remove-official-desk":  admin,
	"list-official-agents":  agent,
	"add-official-agent":    admin,
	"remove-official-agent": admin,
	"get-rating":            agent,
	"list-bots":             agent,
	"create-bot":            admin,
	"put-bot":               admin,
	"remove-bot":            admin,
	"try-bot":               admin,
	"put-rating":            admin,
	"remove-rating":         admin,
	"get-card-links":        agent,
	"put-card-links":        admin,
	"remove-card-links":     admin,
	"get-closing":           agent,
	"put-closing":           admin,
	"remove-closing":        admin,
	"get-reminders":         agent,
	"put-reminders":         admin,
	"remove-reminders":      admin,
	"use-quick-reply":       person,
	"list-quick-folders":    agent,
	"create-quick-folder":   agent,
	"put-quick-folder":      agent,
	"remove-quick-folder":   agent,

	"list-api-keys":  admin,
	"create-api-key": admin,
	"revoke-api-key": admin,

	"list-parked":  admin,
	"retry-parked": admin,
	"events":       agent,

	"weapp-sign-in": public,

	"get-kit-settings":  agent,
	"put-kit-settings":  admin,
	"get-way-kit":       agent,
	"put-way-kit-style": agent,
	"list-presses":      agent,

	// Routes that are no operations.
	"GET /healthz":                     public,
	"GET /readyz":                      public,
	"GET /openapi.json":                public,
	"GET /openapi.yaml":                public,
	"GET /docs":                        public,
	"GET /docs/{file}":                 public,
	"GET /assets/{build}/{file...}":    public,
	"GET /sw.js":                       public,
	"GET /kit/v1/menling-contact.js":   public,
	"GET /callbacks/wecom/{account}":   public,
	"POST /callbacks/wecom/{account}":  public,
	"GET /callbacks/weapp/{account}":   public,
	"POST /callbacks/weapp/{account}":  public,
	"GET /kit/v1/ways/{plugid}":        public,
	"GET /kit/v1/ways/{plugid}/qr.png": public,
	"POST /kit/v1/press":               public,
	"POST /kit/v1/source":              public,
	"GET /kit/v1/service":              public,
	"POST /kit/v1/relay/{account}":     public,
	"OPTIONS /kit/v1/":                 public,
	"/kit/v1/":                         public, // says that there is no such button
	"/api/":                            public, // says that there is no such operation
	"/":                                public, // the console's page
}

// changeAccess says who is told of changes of which kind; other kinds are for admins.
var changeAccess = map[string]need{
	"conversation": agent, "message": agent, "way": agent, "channel": agent, "customer": agent, "account": agent, "quick_reply": agent, "member": agent,
	"import": agent, "poster": agent, "bulk_run": agent,
	"folder": agent, "label": agent, "view": agent, "press": agent,
	"reconciliation": agent, "drift": agent, "drift_run": agent, "quota": agent,
	"temp_chat": agent, "pool": agent,
	"rebuild": agent,
	"action":  agent, "agent": agent, "team": agent,
	"rule": agent, "desk_setting": agent, "official_agent": agent, "material": agent,
	"mention": agent, "desk_tag": agent, "customer_field": agent,
	"reminder": agent, "bot": agent,
}

// allows says whether the need is met; somebody is false for a caller without a session.
func (n need) allows(who crm.Actor, somebody bool) error {
	switch {
	case n == public:
		return nil
	case !somebody:
		return crm.Refuse(crm.CodeNotSignedIn)
	case n == agent, n == person && who.Kind == "agent", n == admin && who.Role == crm.RoleAdmin:
		return nil
	}
	return crm.Refuse(crm.CodeNotAllowed)
}

type actorKey struct{}

func withActor(ctx context.Context, who crm.Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, who)
}

// actor is who calls; the middleware put them there.
func actor(ctx context.Context) crm.Actor {
	who, _ := ctx.Value(actorKey{}).(crm.Actor)
	return who
}

// admit is the one place where a caller is let in or turned away.
func (a *API) admit(ctx huma.Context, next func(huma.Context)) {
	who, somebody := ctx.Context().Value(actorKey{}).(crm.Actor)
	needed := access[ctx.Operation().OperationID]
	if !somebody && needed != public {
		var err error
		if key, given := bearer(ctx.Header("Authorization")); given {
			who, somebody, err = a.keyHolder(ctx.Context(), key)
		} else if c, missing := huma.ReadCookie(ctx, cookieName); missing == nil {
			who, somebody, err = a.signedIn(ctx.Context(), c.Value)
		}
		if err != nil {
			a.refuse(ctx, err)
			return
		}
		ctx = huma.WithContext(ctx, withActor(ctx.Context(), who))
	}
	ctx.SetHeader("Cache-Control", "no-store") // pictures say otherwise
	r, _ := humago.Unwrap(ctx)
	ctx = huma.WithValue(ctx, addressKey{}, address(r))
	if err := needed.allows(who, somebody); err != nil {
		a.refuse(ctx, err)
		return
	}
	next(ctx)
}

// signedIn is the agent behind a session's token; false: there is no such session.
func (a *API) signedIn(ctx context.Context, token string) (crm.Actor, bool, error) {
	who, err := a.Ground.SignedIn(ctx, token)
	if crm.CodeOf(err) == crm.CodeNotSignedIn {
		return crm.Actor{}, false, nil
	}
	if err != nil {
		return crm.Actor{}, false, err
	}
	return crm.Actor{Kind: "agent", ID: who.ID, Name: who.Name, Role: who.Role}, true, nil
}

// keyHolder is the program behind an API key; false: there is no such key.
func (a *API) keyHolder(ctx context.Context, key string) (crm.Actor, bool, error) {
	who, err := a.Ground.KeyHolder(ctx, key)
	if crm.CodeOf(err) == crm.CodeNotSignedIn {
		return crm.Actor{}, false, nil
	}
	return who, err == nil, err
}

// refuse answers with an error from a middleware.
func (a *API) refuse(ctx huma.Context, err error) {
	p := a.problem(ctx.Context(), err)
	for name, values := range p.GetHeaders() {
		for _, v := range values {
			ctx.AppendHeader(name, v)
		}
	}
	ctx.SetHeader("Content-Type", problemType)
	ctx.SetStatus(p.Status)
	if p.Status != http.StatusNoContent {
		_, _ = ctx.BodyWriter().Write(p.encode()) // the client has gone, and nobody is left to be told
	}
}
