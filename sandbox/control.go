package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

const controlBase = "/sandbox/v1"

// controlError is an error of the control API with its HTTP status.
type controlError struct {
	status int
	text   string
}

func (e *controlError) Error() string { return e.text }

func badRequest(format string, args ...any) error {
	return &controlError{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

func notFound(format string, args ...any) error {
	return &controlError{http.StatusNotFound, fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return &controlError{http.StatusConflict, fmt.Sprintf(format, args...)}
}

// routes is everything but the platform: the control API, pictures and the phone page.
func (s *Sandbox) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, do := range map[string]func(*http.Request) (any, error){
		"GET /state":                    s.getState,
		"GET /ways":                     s.getWays,
		"POST /ways/sample":             s.postSampleWays,
		"GET /members":                  s.getMembers,
		"GET /customers":                s.getCustomers,
		"POST /customers":               s.postCustomers,
		"POST /scan":                    s.postScan,
		"POST /relations/confirm":       s.postConfirm,
		"POST /relations/edit":          s.postEdit,
		"POST /relations/delete":        s.postDelete,
		"POST /relations/transfer-fail": s.postTransferFail,
		"POST /audit/approve":           s.postApprove,
		"GET /wecom/messages":           s.getChat,
		"POST /wecom/messages":          s.postChat,
		"POST /temp-chats/expire":       s.postExpire,
		"GET /groups":                   s.getGroups,
		"GET /groups/members":           s.getGroupMembers,
		"POST /groups/create":           s.postGroupCreate,
		"POST /groups/rename":           s.postGroupRename,
		"POST /groups/notice":           s.postGroupNotice,
		"POST /groups/owner":            s.postGroupOwner,
		"POST /groups/admins":           s.postGroupAdmins,
		"POST /groups/dismiss":          s.postGroupDismiss,
		"POST /groups/join":             s.postGroupJoin,
		"POST /groups/leave":            s.postGroupLeave,
		"POST /groups/remove":           s.postGroupRemove,
		"POST /groups/fill":             s.postGroupFill,
		"GET /groups/messages":          s.getGroupMessages,
		"POST /groups/messages":         s.postGroupMessage,
		"GET /wecom/app-messages":       s.getAppMessages,
		"POST /wecom/sign-in":           s.postSignIn,
		"GET /tags":                     s.getTags,
		"POST /tags/create":             s.postTagCreate,
		"POST /tags/update":             s.postTagUpdate,
		"POST /tags/delete":             s.postTagDelete,
		"POST /tags/shuffle":            s.postTagShuffle,
		"GET /desk":                     s.getDesk,
		"POST /desk/accept":             s.postDeskAccept,
		"POST /desk/reply":              s.postDeskReply,
		"POST /desk/close":              s.postDeskClose,
		"POST /suite/ticket":            s.postSuiteTicket,
		"POST /suite/auth":              s.postSuiteAuth,
		"POST /desk/online":             s.postDeskOnline,
		"POST /weapp/login":             s.postLogin,
		"POST /weapp/events":            s.postWeappEvent,
		"POST /weapp/enter":             s.postEnter,
		"GET /weapp/messages":           s.getPhoneChat,
		"POST /weapp/messages":          s.postInbound,
		"GET /weapp/session":            s.getSession,
		"POST /weapp/card/tap":          s.postTap,
		"GET /callbacks":                s.getCallbacks,
		"PUT /callbacks":                s.putCallbacks,
		"GET /clock":                    s.getClock,
		"POST /clock":                   s.postClock,
		"GET /faults":                   s.getFaults,
		"POST /faults":                  s.postFaults,
		"DELETE /faults":                s.deleteFaults,
		"GET /pushes/faults":            s.getPushFaults,
		"POST /pushes/faults":           s.postPushFaults,
		"DELETE /pushes/faults":         s.deletePushFaults,
		"GET /calls":                    s.getCalls,
		"GET /pushes":                   s.getPushes,
		"POST /pushes/replay":           s.postReplay,
		"GET /switches":                 s.getSwitches,
		"PUT /switches":                 s.putSwitches,
		"POST /reset":                   s.postReset,
	} {
		mux.Handle(controlPattern(pattern), control(do))
	}
	mux.HandleFunc("GET "+controlBase+"/events", s.streamEvents)
	mux.HandleFunc(controlBase+"/", func(w http.ResponseWriter, r *http.Request) {
		writeControl(w, nil, notFound("no control call %s %s", r.Method, r.URL.Path))
	})
	s.pictureRoutes(mux)
	phoneRoutes(mux)
	mux.Handle("GET /{$}", http.RedirectHandler("/phone/", http.StatusFound))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	return mux
}

func controlPattern(pattern string) string {
	var method, path string
	_, _ = fmt.Sscan(pattern, &method, &path) // the patterns above are well-formed
	return method + " " + controlBase + path
}

// control answers with JSON, and errors as {"error":"…"}.
func control(do func(*http.Request) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, err := do(r)
		writeControl(w, answer, err)
	})
}

func writeControl(w http.ResponseWriter, answer any, err error) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		status := http.StatusInternalServerError
		var e *controlError
		if errors.As(err, &e) {
			status = e.status
		}
		w.WriteHeader(status)
		answer = map[string]string{"error": err.Error()}
	}
	_, _ = w.Write(encode(answer))
}

func readControl(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxMediaBody*2))
	if err != nil {
		return nil, badRequest("body: %v", err)
	}
	return body, nil
}

func decodeControl(r *http.Request, v any) error {
	body, err := readControl(r)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return badRequest("body: %v", err)
	}
	return nil
}
