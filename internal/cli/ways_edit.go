package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/menling/menling/internal/ledger"
)

// wayEdit is what is to be different about a way. What is left out stays as it is.
type wayEdit struct {
	Name        *string  `help:"What you call it."`
	Channel     *string  `help:"The channel its customers are counted to from now on." placeholder:"NAME"`
	Folder      *string  `help:"The folder it lies in: name or path; - for none." placeholder:"PATH"`
	Labels      *string  `help:"All its labels, by name, with commas between; - for none." placeholder:"NAME,…"`
	Owner       *string  `help:"Who looks after it: name or e-mail address; - for nobody." placeholder:"WHO"`
	Note        *string  `help:"For yourselves."`
	Remark      *string  `help:"Shown to the members, at most 30 characters."`
	Welcome     *string  `help:"Text that greets new customers."`
	Users       []string `help:"All members who answer, instead of those of now." placeholder:"USERID"`
	AddUsers    []string `help:"Members who answer too." placeholder:"USERID"`
	RemoveUsers []string `help:"Members who answer no longer." placeholder:"USERID"`
	Parties     []int64  `help:"All departments that answer." placeholder:"ID"`
	Chats       []string `help:"Join ways: all groups, at most 5." placeholder:"CHAT_ID"`
	Verify      string   `help:"Members confirm each customer: yes or no." enum:",yes,no" default:"" placeholder:"yes|no"`
	Style       *int     `help:"Of a button." placeholder:"N"`
	Patch       string   `help:"Any settings, as JSON of the API's change-way; - reads stdin. The other flags come on top." placeholder:"FILE"`
}

// patch is the change as the API takes it.
func (c wayEdit) patch(e env, o *operator, w ledger.WayRow) (p ledger.Patch, err error) {
	if c.Patch != "" {
		if p, err = readPatch(c.Patch); err != nil {
			return p, err
		}
	}
	for _, given := range []struct{ from, to **string }{{&c.Name, &p.Name}, {&c.Note, &p.Note}, {&c.Remark, &p.Remark}} {
		if *given.from != nil {
			*given.to = *given.from
		}
	}
	if c.Welcome != nil {
		plan := w.Welcome
		plan.Text = *c.Welcome
		p.Welcome = &plan
	}
	if c.Style != nil {
		p.Style = c.Style
	}
	if c.Verify != "" {
		skip := c.Verify == "no"
		p.SkipVerify = &skip
	}
	c.people(w, &p)
	return p, c.places(e, o, &p)
}

func readPatch(file string) (p ledger.Patch, err error) {
	data := []byte(nil)
	if file == "-" {
		data, err = io.ReadAll(io.LimitReader(os.Stdin, 1<<20))
	} else {
		data, err = os.ReadFile(file)
	}
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return p, usageError{fmt.Errorf("--patch %s: %w", file, err)}
	}
	return p, nil
}

// people sets who answers.
func (c wayEdit) people(w ledger.WayRow, p *ledger.Patch) {
	if c.Users != nil || c.AddUsers != nil || c.RemoveUsers != nil {
		users := slices.Clone(w.Users)
		if c.Users != nil {
			users = c.Users
		}
		users = slices.DeleteFunc(append(slices.Clone(users), c.AddUsers...), func(u string) bool {
			return slices.ContainsFunc(c.RemoveUsers, func(r string) bool { return strings.EqualFold(r, u) })
		})
		p.Users = &users
	}
	if c.Parties != nil {
		p.Parties = &c.Parties
	}
	if c.Chats != nil {
		p.Chats = &c.Chats
	}
}

// nothing given for a folder, an owner or labels takes them away.
const nothing = "-"

// places sets what is looked up by its name.
func (c wayEdit) places(e env, o *operator, p *ledger.Patch) error {
	for _, n := range []struct {
		name *string
		to   **int64
		find func(env, *operator, string) (int64, error)
	}{{c.Channel, &p.ChannelID, channelID}, {c.Folder, &p.FolderID, folderID}, {c.Owner, &p.OwnerID, agentID}} {
		if n.name == nil {
			continue
		}
		id := int64(0)
		if *n.name != nothing {
			var err error
			if id, err = n.find(e, o, *n.name); err != nil {
				return err
			}
		}
		*n.to = &id
	}
	if c.Labels == nil {
		return nil
	}
	labels := []int64{}
	for name := range strings.SplitSeq(*c.Labels, ",") {
		if name = strings.TrimSpace(name); name == nothing || name == "" {
			continue
		}
		id, err := labelID(e, o, name)
		if err != nil {
			return err
		}
		labels = append(labels, id)
	}
	p.Labels = &labels
	return nil
}
