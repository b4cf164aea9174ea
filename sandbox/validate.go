package sandbox

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

var (
	useridForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_\-@.]{0,63}$`)
	aesKeyForm = regexp.MustCompile(`^[A-Za-z0-9]{43}$`)
	tokenForm  = regexp.MustCompile(`^[A-Za-z0-9]{3,32}$`)
)

// ParseFixture reads a fixture. Switches that it leaves out keep their defaults. The error
// names the path of the first wrong field, such as members[2].status.
func ParseFixture(data []byte) (*Fixture, error) {
	var doc any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&doc); err != nil {
		return nil, fmt.Errorf("fixture: %w", err)
	}
	if err := matches("", doc, reflect.TypeFor[Fixture]()); err != nil {
		return nil, fmt.Errorf("fixture: %w", err)
	}
	f := &Fixture{Switches: DefaultSwitches()}
	if err := json.Unmarshal(data, f); err != nil {
		return nil, fmt.Errorf("fixture: %w", err)
	}
	return f, f.check()
}

// matches walks a decoded document along a Go type and reports the first member that the
// type does not have or that has another JSON type.
func matches(path string, v any, t reflect.Type) error {
	switch t.Kind() {
	case reflect.Pointer:
		return matches(path, v, t.Elem())
	case reflect.Struct:
		return matchesStruct(path, v, t)
	case reflect.Slice:
		list, ok := v.([]any)
		if !ok {
			return fmt.Errorf("%s: want a list", path)
		}
		for i, item := range list {
			if err := matches(fmt.Sprintf("%s[%d]", path, i), item, t.Elem()); err != nil {
				return err
			}
		}
		return nil
	default:
		return matchesPlain(path, v, t)
	}
}

func matchesPlain(path string, v any, t reflect.Type) error {
	ok := false
	switch t.Kind() {
	case reflect.String:
		_, ok = v.(string)
	case reflect.Bool:
		_, ok = v.(bool)
	default:
		n, isNumber := v.(json.Number)
		_, err := n.Int64()
		ok = isNumber && err == nil
	}
	if !ok {
		return fmt.Errorf("%s: want %s", path, map[reflect.Kind]string{reflect.String: "a string", reflect.Bool: "true or false", reflect.Int: "an integer"}[t.Kind()])
	}
	return nil
}

func matchesStruct(path string, v any, t reflect.Type) error {
	object, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("%s: want an object", strings.TrimPrefix(path, "."))
	}
	known := map[string]bool{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		known[name] = true
		if sub, ok := object[name]; ok {
			if err := matches(join(path, name), sub, t.Field(i).Type); err != nil {
				return err
			}
		}
	}
	for name := range object {
		if !known[name] {
			return fmt.Errorf("%s: unknown field", join(path, name))
		}
	}
	return nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// complaint collects the first wrong field of a fixture.
type complaint struct{ err error }

func (c *complaint) unless(ok bool, path, why string) {
	if !ok && c.err == nil {
		c.err = fmt.Errorf("fixture: %s: %s", path, why)
	}
}

// unique complains when key was seen before.
func (c *complaint) unique(seen map[string]bool, key, path string) {
	c.unless(key != "", path, "is empty")
	c.unless(!seen[key], path, fmt.Sprintf("%q appears twice", key))
	seen[key] = true
}

// check validates what the types cannot say.
func (f *Fixture) check() error {
	c := &complaint{}
	c.unless(f.Corp.ID != "", "corp.corpid", "is empty")
	f.Callback.check(c, "callback")
	depts := f.checkDepartments(c)
	members := f.checkMembers(c, depts)
	f.checkApps(c, depts, members)
	f.checkCustomers(c)
	f.checkGroups(c, members)
	f.checkTags(c)
	c.unless(f.MiniProgram.AppID != "", "mini_program.appid", "is empty")
	c.unless(f.MiniProgram.Secret != "", "mini_program.secret", "is empty")
	c.unless(f.MiniProgram.OriginalID != "", "mini_program.original_id", "is empty")
	f.MiniProgram.Push.check(c, "mini_program.push")
	f.MiniProgram.Push.checkMode(c, "mini_program.push")
	if name, err := f.Switches.check(); err != nil {
		c.unless(false, "switches."+name, err.Error())
	}
	return c.err
}

func (p PushConfig) check(c *complaint, path string) {
	c.unless(tokenForm.MatchString(p.Token), join(path, "token"), "want 3 to 32 letters and digits")
	c.unless(aesKeyForm.MatchString(p.AESKey), join(path, "aes_key"), "want 43 letters and digits")
	_, err := base64.StdEncoding.DecodeString(p.AESKey + "=")
	c.unless(err == nil, join(path, "aes_key"), "is not base64")
}

func (p PushConfig) checkMode(c *complaint, path string) {
	modes, formats := []any{ModePlain, ModeCompatible, ModeSecure}, []any{FormatJSON, FormatXML}
	c.unless(contains(modes, p.Mode), join(path, "mode"), fmt.Sprintf("want one of %v", modes))
	c.unless(contains(formats, p.Format), join(path, "format"), fmt.Sprintf("want one of %v", formats))
}

// validate checks a push configuration that comes from the control API.
func (p PushConfig) validate(weappSide bool) error {
	c := &complaint{}
	p.check(c, "")
	if weappSide {
		p.checkMode(c, "")
	}
	if c.err == nil {
		return nil
	}
	return errors.New(strings.TrimPrefix(c.err.Error(), "fixture: "))
}

func (f *Fixture) checkDepartments(c *complaint) map[string]bool {
	seen := map[string]bool{}
	c.unless(len(f.Departments) > 0, "departments", "is empty")
	for i, d := range f.Departments {
		path := fmt.Sprintf("departments[%d]", i)
		c.unless(d.ID > 0, path+".id", "want a positive number")
		c.unless(d.ParentID == 0 || seen[fmt.Sprint(d.ParentID)], path+".parentid", "want 0 or a department before this one")
		c.unique(seen, fmt.Sprint(d.ID), path+".id")
	}
	return seen
}

func (f *Fixture) checkMembers(c *complaint, depts map[string]bool) map[string]bool {
	seen := map[string]bool{}
	for i, m := range f.Members {
		path := fmt.Sprintf("members[%d]", i)
		c.unless(useridForm.MatchString(m.UserID), path+".userid", "want 1 to 64 letters, digits, _ - @ .")
		c.unique(seen, strings.ToLower(m.UserID), path+".userid")
		c.unless(contains([]any{1, 2, 4, 5}, m.Status), path+".status", "want 1, 2, 4 or 5")
		c.unless(len(m.Departments) > 0, path+".departments", "is empty")
		for j, d := range m.Departments {
			c.unless(depts[fmt.Sprint(d)], fmt.Sprintf("%s.departments[%d]", path, j), "no such department")
		}
	}
	return seen
}

func (f *Fixture) checkApps(c *complaint, depts, members map[string]bool) {
	ids, secrets := map[string]bool{}, map[string]bool{}
	kinds := []any{AppSelf, AppDelegated, AppSuite, AppAcquisition}
	c.unless(len(f.Apps) > 0, "apps", "is empty")
	for i, a := range f.Apps {
		path := fmt.Sprintf("apps[%d]", i)
		c.unless(a.AgentID > 0, path+".agentid", "want a positive number")
		c.unique(ids, fmt.Sprint(a.AgentID), path+".agentid")
		c.unique(secrets, a.Secret, path+".secret")
		c.unless(contains(kinds, a.Kind), path+".kind", fmt.Sprintf("want one of %v", kinds))
		if a.SuiteCallback != nil {
			a.SuiteCallback.check(c, path+".suite_callback")
		}
		for j, d := range a.VisibleDepartments {
			c.unless(depts[fmt.Sprint(d)], fmt.Sprintf("%s.visible_departments[%d]", path, j), "no such department")
		}
		for j, m := range a.VisibleMembers {
			c.unless(members[strings.ToLower(m)], fmt.Sprintf("%s.visible_members[%d]", path, j), "no such member")
		}
	}
}

func (f *Fixture) checkCustomers(c *complaint) {
	ids, openids, externals := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i, x := range f.Customers {
		path := fmt.Sprintf("customers[%d]", i)
		c.unique(ids, x.ID, path+".id")
		c.unique(openids, x.OpenID, path+".openid")
		c.unique(externals, x.ExternalUserID, path+".external_userid")
		c.unless(x.Name != "", path+".name", "is empty")
		c.unless(x.Type == CustomerWeChat || x.Type == CustomerWeCom, path+".type", "want 1 or 2")
	}
}

func (f *Fixture) checkGroups(c *complaint, members map[string]bool) {
	seen := map[string]bool{}
	for i, g := range f.Groups {
		path := fmt.Sprintf("groups[%d]", i)
		c.unique(seen, g.ChatID, path+".chat_id")
		c.unless(members[strings.ToLower(g.Owner)], path+".owner", "no such member")
	}
}

func (f *Fixture) checkTags(c *complaint) {
	ids := map[string]bool{}
	for i, g := range f.TagGroups {
		path := fmt.Sprintf("tag_groups[%d]", i)
		c.unique(ids, g.ID, path+".id")
		c.unless(g.Name != "", path+".name", "is empty")
		for j, t := range g.Tags {
			c.unique(ids, t.ID, fmt.Sprintf("%s.tags[%d].id", path, j))
			c.unless(t.Name != "", fmt.Sprintf("%s.tags[%d].name", path, j), "is empty")
		}
	}
}
