package api

import (
	"context"
	"net/http"
	"time"

	"github.com/menling/menling/internal/crm"
)

const (
	cookieName = "menling_session"
	cookieLife = 30 * 24 * time.Hour
)

// Session says who is signed in, and to what.
type Session struct {
	Agent    Me     `json:"agent"`
	Now      int64  `json:"now" doc:"The server's clock"`
	Version  string `json:"version"`
	Demo     bool   `json:"demo"`
	PhoneURL string `json:"phone_url,omitempty" doc:"The sandbox's phone page, where there is one"`
}

// Me is the agent who asks.
type Me struct {
	ID    int64    `json:"id"`
	Name  string   `json:"name"`
	Email string   `json:"email"`
	Role  crm.Role `json:"role" enum:"admin,agent"`
}

// Credentials are what a person signs in with.
type Credentials struct {
	Email    string `json:"email" maxLength:"254"`
	Password string `json:"password" maxLength:"800"`
}

// begun is the answer that begins a session.
type begun struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      Session
}

func (a *API) getSession(ctx context.Context, _ *none) (*answer[Session], error) {
	who := actor(ctx)
	me := crm.Agent{ID: who.ID, Name: who.Name, Role: who.Role}
	all, err := a.Ground.Store.Agents(ctx)
	for _, agent := range all {
		if agent.ID == who.ID {
			me = agent
		}
	}
	return answerWith(a.session(me), err)
}

func (a *API) session(me crm.Agent) Session {
	s := Session{Agent: Me{ID: me.ID, Name: me.Name, Email: me.Email, Role: me.Role}, Now: a.Clock.Ms(), Version: a.Version, Demo: a.Demo}
	if a.PhoneURL != nil {
		s.PhoneURL = a.PhoneURL()
	}
	return s
}

func (a *API) signIn(ctx context.Context, in *body[Credentials]) (*begun, error) {
	if err := a.attempt(ctx, triesInterval, triesBurst, "address "+addressOf(ctx), "e-mail "+crm.FoldEmail(in.Body.Email)); err != nil {
		return nil, err
	}
	me, token, err := a.Ground.SignIn(ctx, in.Body.Email, in.Body.Password)
	if err != nil {
		return nil, err
	}
	return a.begin(me, token), nil
}

func (a *API) begin(me crm.Agent, token string) *begun {
	return &begun{SetCookie: a.cookie(token, cookieLife), Body: a.session(me)}
}

func (a *API) cookie(token string, life time.Duration) http.Cookie {
	c := http.Cookie{Name: cookieName, Value: token, Path: "/", HttpOnly: true, Secure: a.secure(), SameSite: http.SameSiteLaxMode}
	if c.MaxAge = int(life.Seconds()); c.MaxAge == 0 {
		c.MaxAge = -1
	}
	return c
}

type signOutInput struct {
	Session string `cookie:"menling_session" hidden:"true"`
}

type ended struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (a *API) signOut(ctx context.Context, in *signOutInput) (*ended, error) {
	if err := a.Ground.SignOut(ctx, in.Session); err != nil {
		return nil, err
	}
	return &ended{a.cookie("", 0)}, nil
}

func addressOf(ctx context.Context) string {
	s, _ := ctx.Value(addressKey{}).(string)
	return s
}
