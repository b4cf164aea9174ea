package scenario

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/menling/menling/sandbox"
)

// readFixture lays the file's fixture over base: a path of a JSON file takes its place, a mapping
// is merged into it. Switches and extra members come on top.
func (p *problems) readFixture(root *node, folder string, base *sandbox.Fixture) *sandbox.Fixture {
	if base == nil {
		base = sandbox.DefaultFixture()
	}
	data := encode(base)
	if n := root.get("fixture"); n != nil && n.kind == kindString {
		read, err := os.ReadFile(filepath.Join(folder, n.text()))
		if err != nil {
			p.at(n, "%v", err)
			return nil
		}
		data = read
	} else if n != nil && n.kind == kindMap {
		data = p.lay(data, n, "")
	} else if n != nil {
		p.at(n, "fixture is a mapping that is merged into the default fixture, or the name of a JSON file")
	}
	if n := root.get("switches"); n != nil {
		if p.checkSwitches(n) {
			data = p.lay(data, n, "switches")
		}
	}
	f, err := sandbox.ParseFixture(data)
	if err != nil {
		p.at(root, "%v", err)
		return nil
	}
	return p.addMembers(root.get("extra_members"), f)
}

// lay merges a mapping into a fixture and checks what it gives, so that a mistake is shown where
// it stands.
func (p *problems) lay(data []byte, n *node, under string) []byte {
	var whole map[string]any
	over, err := (&scope{}).expand(n)
	if err == nil {
		err = json.Unmarshal(data, &whole)
	}
	if under != "" {
		over = map[string]any{under: over}
	}
	laid := encode(merge(whole, over))
	if err == nil {
		_, err = sandbox.ParseFixture(laid)
	}
	if err != nil {
		p.at(n, "%s", strings.TrimPrefix(err.Error(), "fixture: "))
		return data
	}
	return laid
}

// checkSwitchStep checks switches that change on the way, as far as their values stand there.
func (p *problems) checkSwitchStep(n *node) {
	if p.checkSwitches(n) && !placeholder.MatchString(n.words()) {
		p.lay(encode(sandbox.DefaultFixture()), n, "switches")
	}
}

// merge lays one JSON value over another: objects member by member, anything else as a whole.
func merge(under, over any) any {
	a, okA := under.(map[string]any)
	b, okB := over.(map[string]any)
	if !okA || !okB {
		return over
	}
	for name, v := range b {
		a[name] = merge(a[name], v)
	}
	return a
}

// addMembers hires colleagues for a department, where a scenario needs many.
func (p *problems) addMembers(n *node, f *sandbox.Fixture) *sandbox.Fixture {
	if n == nil || n.kind != kindMap {
		return f
	}
	whole := field{kind: kindNumber, required: true}
	before := len(p.list)
	p.checkFields(n, "extra_members", map[string]field{"department": whole, "count": whole}, nil)
	if len(p.list) > before {
		return f
	}
	department, _ := n.get("department").scalar.(uint64)
	count, _ := n.get("count").scalar.(uint64)
	for i := range min(count, 10_000) {
		f.Members = append(f.Members, sandbox.Member{
			UserID: fmt.Sprintf("extra%04d", i+1), Name: fmt.Sprintf("员工%d", i+1), Departments: []int{int(department)},
			Status: sandbox.MemberActive, Verified: true, Contact: true,
		})
	}
	return f
}

// fixtureValues are the values that placeholders may name from the start: the customers by id, the
// groups as g01, g02, …, the corp and the mini program.
func fixtureValues(f *sandbox.Fixture) map[string]any {
	values := map[string]any{
		"corp":         map[string]any{"id": f.Corp.ID, "name": f.Corp.Name},
		"mini_program": map[string]any{"appid": f.MiniProgram.AppID, "secret": f.MiniProgram.Secret, "original_id": f.MiniProgram.OriginalID},
	}
	for _, c := range f.Customers {
		values[c.ID] = map[string]any{
			"id": c.ID, "name": c.Name, "openid": c.OpenID, "unionid": c.UnionID, "external_userid": c.ExternalUserID,
		}
	}
	for i, g := range f.Groups {
		values[fmt.Sprintf("g%02d", i+1)] = map[string]any{"chat_id": g.ChatID, "name": g.Name, "owner": g.Owner}
	}
	return values
}
