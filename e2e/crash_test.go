package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// The program itself is killed with SIGKILL at every step of a creation, a change and an import: when it has said yes, before the
// platform sees a call, after it did the work, after it answered, and in the same places of what puts things right afterwards. In the
// end no contact way is lost, none doubled, and nothing is on the platform that the ledger does not know. Join and temporary ways
// cannot be listed: theirs are never asked for twice, stay unknown where nobody can know, are counted, and recognised when somebody
// comes through them.
//
// By itself it takes ten of these places, by its seed; MENLING_CRASH_ROUNDS=20 goes through all of them that many times, and
// MENLING_CRASH_SEED=n in the order of an earlier run.
func TestNothingIsLostOrDoubledWhereverTheProgramIsKilled(t *testing.T) {
	c := newCrash(t)
	rounds := number(t, "MENLING_CRASH_ROUNDS", 0)
	for round := range max(1, rounds) {
		steps := c.steps(round)
		c.dice.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
		if rounds == 0 {
			steps = steps[:10]
		}
		for _, step := range steps {
			step()
		}
	}
	t.Logf("killed %d times", c.kills)
	c.victim.kill()
	c.start()
	c.lin.base = c.app.URL() + "/api/v1"
	c.callbacks(c.lin)
	c.settleAll()
	c.wantContacts()
	c.wantUnlisted()
	c.wantChanged()
	c.wantNoOrphan()
}

// crash is a rig whose server is the program itself, behind a gate.
type crash struct {
	*rig
	lin     *person
	account int64
	channel int64
	gate    *gate
	victim  *victim
	dice    *rand.Rand
	kills   int
	made    []ledger.WayRow          // asked for one by one
	changed map[int64]map[string]any // what the platform held before, by way
	remarks map[int64]string         // the last one that was asked for, by way
	imports []int64
	rows    int // of all imports
}

func newCrash(t *testing.T) *crash {
	t.Helper()
	r := newRig(t, store.SQLite)
	c := &crash{rig: r, lin: r.admin(), gate: newGate(t, r.platform), changed: map[int64]map[string]any{}, remarks: map[int64]string{}}
	seed := number(t, "MENLING_CRASH_SEED", int(time.Now().UnixNano()))
	t.Logf("seed %d", seed)
	c.dice = rand.New(rand.NewPCG(uint64(seed), 0))
	c.account, _ = r.accounts(c.lin)
	c.lin.patch(fmt.Sprintf("/accounts/%d", c.account), map[string]any{"api_base_url": c.gate.url}, nil)
	c.sandbox.SetBaseURL(c.gate.url) // its pictures, too
	c.control("PUT", "/switches", map[string]any{"update_absent": "clear", "join_update_absent": "reset"}, nil)
	var channel ledger.ChannelRow
	c.lin.post("/channels", map[string]any{"name": "门店"}, &channel)
	c.channel = channel.ID
	for i := range 2 {
		c.ask(fmt.Sprint("改的名片", i), map[string]any{"users": []string{"zhangsan", "lisi"}, "skip_verify": false})
		c.ask(fmt.Sprint("改的群", i), map[string]any{"kind": "join", "users": nil, "chats": []string{chat1, chat2}, "auto_create_room": true, "room_base_name": "门铃群", "room_base_id": 7})
	}
	for _, w := range c.made {
		c.changed[w.ID] = c.raw(c.lin.settle(w.ID))
	}
	c.move()
	return c
}

// move ends the server of this process and starts the program on its data, at an address that stays.
func (c *crash) move() {
	c.t.Helper()
	c.stop()
	c.victim = newVictim(c.rig, c.options.Dir)
	c.lin.base = "http://" + c.victim.addr + "/api/v1"
	c.victim.start()
}

// number is a setting of a test.
func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	if text := os.Getenv(name); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return n
	}
	return otherwise
}

func (c *crash) kill() {
	c.victim.kill()
	c.kills++
}

// killAt arms the gate, does something, and has the program killed there; then it is started again. The first place is reached by
// what is done, the others by what the restarted program does to put things right. Who did not hear the answer asks again.
func (c *crash) killAt(do func() (heard bool), places ...strike) {
	c.t.Helper()
	heard := true
	for i, s := range places {
		s.hit = func() {
			if s.when == answered { // anywhere in what follows from the answer
				time.Sleep(time.Duration(c.dice.IntN(4000)) * time.Microsecond)
			}
			c.kill()
		}
		struck := c.gate.arm(s)
		if i == 0 {
			heard = do()
		} else {
			c.victim.launch()
		}
		select {
		case <-struck:
		case <-time.After(patience):
			c.t.Fatalf("the program never came to %s, %s, about %q; what it said:\n%s", s.path, s.when, s.about, c.victim.program.said)
		}
	}
	c.victim.start()
	if !heard && !do() {
		c.t.Fatal("the program was not killed, and does not answer")
	}
}

// tell makes a call to a program that may be killed meanwhile.
func (c *crash) tell(method, path string, body, answer any) (heard bool) {
	c.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.lin.base+path, bytes.NewReader(text))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.lin.http.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	if text, err = io.ReadAll(resp.Body); err != nil {
		return false
	}
	if resp.StatusCode/100 != 2 {
		c.t.Fatalf("%s %s: %d %s", method, path, resp.StatusCode, text)
	}
	return answer == nil || json.Unmarshal(text, answer) == nil
}

// killed has the program killed as soon as it said yes.
func (c *crash) killed(do func() bool) {
	c.t.Helper()
	if !do() {
		c.t.Fatal("the program does not answer")
	}
	c.kill()
	c.victim.start()
}

// ask asks for a way.
func (c *crash) ask(name string, more map[string]any) (heard bool) {
	c.t.Helper()
	body := map[string]any{"client_key": "crash-" + name, "account_id": c.account, "channel_id": c.channel, "name": name, "remark": name, "users": []string{"zhangsan"}, "skip_verify": true}
	for k, v := range more {
		body[k] = v
	}
	var w ledger.WayRow
	if heard = c.tell("POST", "/ways", body, &w); heard {
		c.made = append(c.made, w)
	}
	return heard
}

// steps are all places of one round.
func (c *crash) steps(round int) (all []func()) {
	kinds := []struct {
		name, path string
		more       map[string]any
	}{
		{"名片", addWay, nil},
		{"群", joinWay, map[string]any{"kind": "join", "users": nil, "chats": []string{chat1}}},
		{"问诊", addWay, map[string]any{"kind": "temp", "users": []string{"zhangyisheng"}}},
	}
	for _, k := range kinds {
		name := func(n int) string { return fmt.Sprintf("%s%d-%d", k.name, round, n) }
		all = append(all, func() { c.killed(func() bool { return c.ask(name(0), k.more) }) })
		for n, when := range []string{before, after, answered} {
			about := name(n + 1)
			all = append(all, func() {
				c.killAt(func() bool { return c.ask(about, k.more) }, strike{path: k.path, when: when, about: about})
			})
		}
	}
	lost := fmt.Sprint("找回", round)
	all = append(all, func() {
		c.killAt(func() bool { return c.ask(lost, nil) }, strike{path: addWay, when: after, about: lost},
			strike{path: listWays, when: before}, strike{path: listWays, when: after}, strike{path: listWays, when: answered},
			strike{path: getWay, when: before}, strike{path: getWay, when: after}, strike{path: getWay, when: answered})
	})
	for i := range c.made[:4] {
		all = append(all, c.changes(i, round)...)
	}
	return append(all, func() { c.importKilled(round) })
}

// changes are all places of a change: the copy is read, written and read back.
func (c *crash) changes(i, round int) (all []func()) {
	w := c.made[i]
	get, update := getWay, updateWay
	if w.Kind == ledger.KindJoin {
		get, update = getJoin, updateJoin
	}
	for n, s := range []strike{{}, {path: get, when: before}, {path: get, when: after}, {path: update, when: before}, {path: update, when: after}, {path: update, when: answered}} {
		if i >= 2 && n < 4 { // one of each kind everywhere, another where it matters most
			continue
		}
		change := func() bool {
			c.remarks[w.ID] = fmt.Sprintf("第%d次%d", round, n)
			return c.tell("PATCH", wayPath(w.ID), map[string]any{"remark": c.remarks[w.ID]}, nil)
		}
		s.about = c.changed[w.ID]["config_id"].(string)
		all = append(all, func() {
			if c.lin.settle(w.ID); s.path == "" {
				c.killed(change)
			} else {
				c.killAt(change, s)
			}
		})
	}
	return all
}

// importKilled makes the ways of a file, killed at a call of every moment and once more at any.
func (c *crash) importKilled(round int) {
	const rows = 60
	file := strings.ReplaceAll(shops(c.rows, rows), "线下门店", "门店")
	i := c.lin.upload(c.account, fmt.Sprint("crash-import-", round), file)
	c.imports, c.rows = append(c.imports, i.ID), c.rows+rows
	c.lin.imported(i.ID, "ready", in(ledger.ImportReady))
	at := func(n int) string { return fmt.Sprintf("%03d 号店", c.rows-rows+n) }
	start := func() bool {
		if c.lin.get(fmt.Sprintf("/imports/%d", i.ID), &i); i.State != ledger.ImportReady {
			return true // it was heard
		}
		return c.tell("POST", fmt.Sprintf("/imports/%d/start", i.ID), map[string]any{}, nil)
	}
	c.killAt(start,
		strike{path: addWay, when: before, about: at(2)}, strike{path: addWay, when: after, about: at(26 + c.dice.IntN(8))}, strike{path: addWay, when: answered, about: at(52 + c.dice.IntN(8))})
}

// settleAll lets everything come to rest: what is in doubt is looked for twice, ten minutes apart, and what was never made is asked for
// again, as a person would.
func (c *crash) settleAll() {
	c.t.Helper()
	for _, id := range c.imports {
		c.wholly(c.lin, id)
	}
	for range 3 {
		c.idle()
		c.control("POST", "/clock", map[string]any{"advance": "11m"}, nil)
		c.idle()
		for i, w := range c.made {
			if c.made[i] = c.lin.settle(w.ID); w.Kind == ledger.KindContact && c.made[i].Phase == ledger.PhaseFailed {
				c.lin.post(wayPath(w.ID)+"/retry", nil, nil)
			}
		}
	}
}

// wantContacts: every contact way is there once, and the platform has no other.
func (c *crash) wantContacts() {
	c.t.Helper()
	there := map[string]string{}
	for _, p := range c.platformWays() {
		if p.Kind == "contact" {
			there[p.State] = p.ConfigID
		}
	}
	names, want := map[string]bool{}, c.rows
	for _, w := range c.lin.everyWay() {
		if w.Kind != ledger.KindContact {
			continue
		}
		if w.Phase != ledger.PhaseConfirmed || w.ConfigID == "" || there[w.State] != w.ConfigID || names[w.Name] {
			c.t.Errorf("%s is %s with %q, on the platform %q, twice: %v", w.Name, w.Phase, w.ConfigID, there[w.State], names[w.Name])
		}
		names[w.Name] = true
		delete(there, w.State)
	}
	for _, w := range c.made {
		if w.Kind == ledger.KindContact {
			want++
		}
	}
	if len(names) != want || len(there) != 0 {
		c.t.Errorf("%d contact ways, want %d; only on the platform: %v", len(names), want, there)
	}
}

// wantUnlisted: a join or temporary way was asked for once at most, and is known or in doubt.
func (c *crash) wantUnlisted() {
	c.t.Helper()
	asked := map[string]int{}
	for _, path := range []string{addWay, joinWay} {
		for _, call := range c.calls(path) {
			for _, w := range c.made {
				if strings.Contains(string(call.Request), `"`+w.State+`"`) {
					asked[w.State]++
				}
			}
		}
	}
	ways, doubts := c.platformWays(), int64(0)
	for _, w := range c.made {
		if w.Kind == ledger.KindContact {
			continue
		}
		i := slices.IndexFunc(ways, func(p platformWay) bool { return p.State == w.State })
		switch {
		case asked[w.State] > 1:
			c.t.Errorf("%s was asked for %d times", w.Name, asked[w.State])
		case w.Phase == ledger.PhaseConfirmed && (i < 0 || ways[i].ConfigID != w.ConfigID):
			c.t.Errorf("%s is confirmed as %s, on the platform at %d", w.Name, w.ConfigID, i)
		case w.Phase == ledger.PhaseUnknown && w.Problem == nil, w.Phase != ledger.PhaseUnknown && w.Phase != ledger.PhaseConfirmed:
			c.t.Errorf("%s is %s: %v", w.Name, w.Phase, w.Problem)
		case w.Phase == ledger.PhaseUnknown:
			if w.Kind == ledger.KindJoin {
				doubts++
			}
			c.wantRecognised(w, ways, i)
		}
	}
	var q ledger.QuotaRow
	if c.lin.get(fmt.Sprintf("/quota?account=%d", c.account), &q); q.Unknown != doubts {
		c.t.Errorf("%d are in doubt, the quota counts %d", doubts, q.Unknown)
	}
}

// wantRecognised has somebody come through a way in doubt, if the platform has it.
func (c *crash) wantRecognised(w ledger.WayRow, ways []platformWay, i int) {
	c.t.Helper()
	if i < 0 {
		return
	}
	customer := map[string]string{ledger.KindJoin: "c02", ledger.KindTemp: "c07"}[w.Kind]
	if w.Kind == ledger.KindTemp && c.scan(customer, ways[i].ConfigID) != "added" {
		return // a customer of an earlier round is a friend already
	}
	if w.Kind == ledger.KindJoin && c.scan(customer, ways[i].ConfigID) != "joined" {
		return
	}
	c.control("POST", "/clock", map[string]any{"advance": "5s"}, nil)
	eventually(c.t, w.Name+" to be recognised", func() bool {
		c.lin.get(wayPath(w.ID), &w)
		return w.Phase == ledger.PhaseUnknown && w.Problem != nil && w.Problem.Code == 1000008
	})
}

// wantChanged: every change holds, and nothing else was changed.
func (c *crash) wantChanged() {
	c.t.Helper()
	for _, w := range c.made[:4] {
		if c.remarks[w.ID] == "" {
			continue // it was not changed this time
		}
		now := c.lin.settle(w.ID)
		copied := c.raw(now)
		c.onlyChanged(c.changed[w.ID], copied, map[string]any{"remark": ""})
		if now.ChangeProblem != nil || copied["remark"] != now.Remark || now.Remark != c.remarks[w.ID] {
			c.t.Errorf("%s: the ledger has %q (%v), the platform %v, want %q", w.Name, now.Remark, now.ChangeProblem, copied["remark"], c.remarks[w.ID])
		}
	}
}

// wantNoOrphan: a comparison finds nothing on the platform that the ledger does not know.
func (c *crash) wantNoOrphan() {
	c.t.Helper()
	var run ledger.ReconciliationRow
	c.lin.post("/reconciliations", map[string]any{"account": c.account}, &run)
	eventually(c.t, "the comparison", func() bool {
		run = c.lin.reconciliation(run.ID)
		return run.State == ledger.ReconcileDone || run.Stage == ledger.StageAgain
	})
	if run.OnlyThere != 0 || run.OnlyHere != 0 || run.Differs != 0 {
		c.t.Errorf("the comparison found %+v", run)
	}
}
