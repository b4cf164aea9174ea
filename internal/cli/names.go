package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/ledger"
)

// channelFor is the channel of a name, made when there is none.
func channelFor(e env, o *operator, name string) (ledger.ChannelRow, error) {
	c, err := channelNamed(e, o, name)
	if !errors.Is(err, errNoChannel) {
		return c, err
	}
	err = o.call(e.ctx, "POST", "/channels", map[string]string{"name": name}, &c)
	if err == nil {
		e.say("新建渠道 channel made: %s", name)
	}
	return c, err
}

var errNoChannel = errors.New("there is no such channel (menling channels list shows all)")

func channelNamed(e env, o *operator, name string) (ledger.ChannelRow, error) {
	all, err := channelsOf(e, o)
	if err != nil {
		return ledger.ChannelRow{}, err
	}
	for _, c := range all {
		if c.Name == name || fmt.Sprint(c.ID) == name {
			return c, nil
		}
	}
	return ledger.ChannelRow{}, fmt.Errorf("%q: %w", name, errNoChannel)
}

func channelID(e env, o *operator, name string) (int64, error) {
	c, err := channelNamed(e, o, name)
	return c.ID, err
}

// folderID is the folder of a name or a path.
func folderID(e env, o *operator, path string) (int64, error) {
	all, err := allOf[ledger.Folder](e, o, "/folders")
	if err != nil {
		return 0, err
	}
	byID := map[int64]ledger.Folder{}
	for _, f := range all {
		byID[f.ID] = f
	}
	var found []int64
	for _, f := range all {
		full := f.Name
		for p := byID[f.ParentID]; p.ID != 0; p = byID[p.ParentID] {
			full = p.Name + "/" + full
		}
		if full == path || f.Name == path || strconv.FormatInt(f.ID, 10) == path {
			found = append(found, f.ID)
		}
	}
	return only(found, "folder", path)
}

func labelID(e env, o *operator, name string) (int64, error) {
	all, err := allOf[ledger.Label](e, o, "/labels")
	var found []int64
	for _, l := range all {
		if strings.EqualFold(l.Name, name) {
			found = append(found, l.ID)
		}
	}
	if err != nil {
		return 0, err
	}
	return only(found, "label", name)
}

// agentID is the person of a name or an e-mail address.
func agentID(e env, o *operator, who string) (int64, error) {
	all, err := allOf[struct {
		ID    int64  `json:"id"`
		Name  string `json:"name"`
		Email string `json:"email"`
	}](e, o, "/agents")
	var found []int64
	for _, a := range all {
		if a.Name == who || strings.EqualFold(a.Email, who) {
			found = append(found, a.ID)
		}
	}
	if err != nil {
		return 0, err
	}
	return only(found, "person", who)
}

func only(found []int64, what, name string) (int64, error) {
	switch len(found) {
	case 0:
		return 0, fmt.Errorf("there is no %s %q · 没有「%s」", what, name, name)
	case 1:
		return found[0], nil
	}
	return 0, usageError{fmt.Errorf("there are several: %s %q fits %d of them · 「%s」有 %d 个，请写得更具体", what, name, len(found), name, len(found))}
}

// allOf is a list that comes whole.
func allOf[T any](e env, o *operator, path string) ([]T, error) {
	var list struct {
		Items []T `json:"items"`
	}
	err := o.call(e.ctx, "GET", path, nil, &list)
	return list.Items, err
}
