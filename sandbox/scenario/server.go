package scenario

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// The ways in which the scenario's own server answers a push.
var serverAnswers = map[string]field{"ok": {}, "transfer": {}, "fail": {}, "slow": {}}

// server is the app's server as the scenario plays it: it takes pushes at /wecom and /weapp and
// answers them as the newest server step says.
type server struct {
	http *http.Server
	url  string
	mu   sync.Mutex
	says map[string]string // by platform
}

// playServer reports whether there are server steps.
func playServer(steps []*step) bool {
	return slices.ContainsFunc(steps, func(st *step) bool { return st.name == "server" || playServer(st.steps) })
}

func startServer(ctx context.Context) (*server, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{url: "http://" + listener.Addr().String(), says: map[string]string{}}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(listener) }() // ends with an error when it is closed
	return s, nil
}

// ServeHTTP answers one push.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // what cannot be read cannot be transferred either
	s.mu.Lock()
	says := s.says[r.URL.Path[1:]]
	s.mu.Unlock()
	switch says {
	case "transfer":
		_, _ = w.Write(transferOf(body))
	case "fail":
		w.WriteHeader(http.StatusInternalServerError)
	case "slow":
		<-r.Context().Done()
	}
}

// transferOf is the answer that hands a message to the official desk. It is plain JSON, which the
// mini program of a scenario with server steps is set to.
func transferOf(push []byte) []byte {
	var in struct {
		ToUserName   string
		FromUserName string
		CreateTime   json.Number
	}
	if json.Unmarshal(push, &in) != nil {
		return nil
	}
	return encode(map[string]any{
		"MsgType": "transfer_customer_service", "ToUserName": in.FromUserName, "FromUserName": in.ToUserName, "CreateTime": in.CreateTime,
	})
}

// serve is the step that changes how the server answers.
func (r *run) serve(st *step) error {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	for _, member := range st.args.pairs {
		r.server.says[member.name()] = member.value.text()
	}
	return nil
}

func (p *problems) checkServer(n *node) {
	for _, member := range n.pairs {
		if _, ok := serverAnswers[member.value.text()]; !ok || member.name() == "wecom" && member.value.text() == "transfer" {
			p.at(member.value, "the server answers %s; transfer is for the mini program", list(serverAnswers))
		}
	}
}
