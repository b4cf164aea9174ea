package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// directory is what the platform says of a company's people, asked for as far as it is needed, for the time of a check.
type directory struct {
	madeAt  int64
	contact map[string]string   // userid of who has customer contact → name
	byName  map[string][]string // name → userids
	below   map[int64][]int64   // department → those right below it; nil: not readable
	refused map[string]bool     // userid of who was refused for want of a verified real name
	asked   map[string]says     // userid → what is wrong
	status  map[string]int      // userid → the platform's status of those who were asked about
	mu      sync.Mutex          // of status
	people  map[int64][]string  // department → its own members
	chats   map[string]says
}

// says is what is wrong, in both languages; nothing: all is well.
type says struct{ zh, en string }

// directoryLife is how long the answers are good for: a check asks thousands of times.
const directoryLife = 10 * time.Minute

// directories keeps one per account between the steps of a check.
type directories struct {
	mu sync.Mutex
	of map[int64]*directory
}

// directory is the account's, as fresh as it need be.
func (l *Ledger) directory(ctx context.Context, a crm.Account, app *wecom.App) (*directory, error) {
	l.directories.mu.Lock()
	defer l.directories.mu.Unlock()
	if d := l.directories.of[a.ID]; d != nil && l.Clock.Ms()-d.madeAt < directoryLife.Milliseconds() && l.Clock.Ms() >= d.madeAt {
		return d, nil
	}
	d, err := l.newDirectory(ctx, a, app)
	if err != nil {
		return nil, err
	}
	if l.directories.of == nil {
		l.directories.of = map[int64]*directory{}
	}
	l.directories.of[a.ID] = d
	return d, nil
}

// newDirectory begins one with those who have customer contact and the tree of departments.
func (l *Ledger) newDirectory(ctx context.Context, a crm.Account, app *wecom.App) (*directory, error) {
	members, _, err := l.Members(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	d := &directory{madeAt: l.Clock.Ms(), contact: map[string]string{}, byName: map[string][]string{}, refused: map[string]bool{}, asked: map[string]says{}, status: map[string]int{}, people: map[int64][]string{}, chats: map[string]says{}}
	for _, m := range members {
		d.contact[m.UserID] = m.Name
		d.byName[m.Name] = append(d.byName[m.Name], m.UserID)
		d.refused[m.UserID] = m.Problem == notVerified
	}
	if list, err := app.Departments.SimpleList(ctx, 0); err == nil {
		d.below = map[int64][]int64{}
		for _, one := range list {
			d.below[one.ID] = append(d.below[one.ID], []int64{}...)
			d.below[one.ParentID] = append(d.below[one.ParentID], one.ID)
		}
	} else if !isRefused(err) {
		return nil, err
	}
	return d, nil
}

// isRefused says that the platform answered, and the answer was no: asking again would not help.
func isRefused(err error) bool {
	var refused *wx.Error
	return errors.As(err, &refused) && !errors.Is(err, wx.ErrRateLimited) && !errors.Is(err, wx.ErrConcurrency) && !errors.Is(err, wx.ErrBusy)
}

// resolve turns what a person wrote into a userid: a userid, or the name of exactly one member.
func (d *directory) resolve(said string) (id string, candidates []string) {
	lower := strings.ToLower(said)
	if _, ok := d.contact[lower]; ok {
		return lower, nil
	}
	if ids := d.byName[said]; len(ids) == 1 {
		return ids[0], nil
	} else if len(ids) > 1 {
		return "", ids
	}
	return lower, nil
}

// find is resolve, and what is wrong with that member. They were asked for before.
func (d *directory) find(said string) (id, zh, en string) {
	id, candidates := d.resolve(said)
	if candidates != nil {
		slices.Sort(candidates)
		return "", fmt.Sprintf("有多位成员叫「%s」，请写 userid：%s", said, strings.Join(candidates, "、")),
			fmt.Sprintf("several members are called “%s”: write the userid (%s)", said, strings.Join(candidates, ", "))
	}
	w := d.asked[id]
	if w.zh == "" && d.refused[id] {
		w = wasRefused
	}
	return id, strings.ReplaceAll(w.zh, "{who}", clip(said, 64)), strings.ReplaceAll(w.en, "{who}", clip(said, 64))
}

// notVerified is how the platform refuses a member whose real name is not verified; it cannot be asked beforehand.
const notVerified = 40098

// What can be wrong with a member, a department or a group.
var (
	noSuchMember  = says{"没有成员「{who}」：请核对 userid", "there is no member “{who}”: check the userid"}
	outOfSight    = says{"成员「{who}」不在应用的可见范围内：请在管理后台加入", "member “{who}” is outside the app's visible range: add them in the admin console"}
	notActivated  = says{"成员「{who}」还没有激活企业微信", "member “{who}” has not activated WeCom yet"}
	disabled      = says{"成员「{who}」已被禁用", "member “{who}” is disabled"}
	hasLeft       = says{"成员「{who}」已退出企业", "member “{who}” has left the company"}
	wasRefused    = says{"平台曾因成员「{who}」未实名认证而拒绝（40098）：若已实名，请先用其单独新建一个活码，成功后再导入", "the platform refused member “{who}” for want of a verified real name (40098): once verified, make one way with them first"}
	noContact     = says{"成员「{who}」没有客户联系权限：请在管理后台开启", "member “{who}” may not contact customers: turn it on in the admin console"}
	noDepartment  = says{"没有部门 {who}，或它不在应用的可见范围内", "there is no department {who}, or it is outside the app's visible range"}
	noSuchGroup   = says{"没有客户群「{who}」：请核对 chat_id", "there is no group “{who}”: check the chat_id"}
	groupDissolve = says{"客户群「{who}」已解散", "group “{who}” was dissolved"}
)

// askPeople learns about members and groups that are not known yet, several at a time.
func (l *Ledger) askPeople(ctx context.Context, app *wecom.App, d *directory, userIDs, chats []string) error {
	err := askEach(ctx, userIDs, d.asked, func(ctx context.Context, id string) (says, error) { return d.askMember(ctx, app, id) })
	if err != nil {
		return err
	}
	return askEach(ctx, chats, d.chats, func(ctx context.Context, id string) (says, error) {
		_, err := app.GroupChats.Get(ctx, id, false)
		switch {
		case errors.Is(err, wx.ErrGroupDismissed):
			return groupDissolve, nil
		case isRefused(err):
			return noSuchGroup, nil
		}
		return says{}, err
	})
}

func (d *directory) askMember(ctx context.Context, app *wecom.App, id string) (says, error) {
	u, err := app.Users.Get(ctx, id)
	_, contact := d.contact[id]
	d.mu.Lock()
	d.status[id] = int(u.Status)
	d.mu.Unlock()
	switch {
	case errors.Is(err, wx.ErrNoSuchMember):
		return noSuchMember, nil
	case isRefused(err) && !contact:
		return outOfSight, nil
	case err != nil && !isRefused(err):
		return says{}, err
	case u.Status == wecom.UserNotActivated:
		return notActivated, nil
	case u.Status == wecom.UserDisabled:
		return disabled, nil
	case u.Status == wecom.UserLeft:
		return hasLeft, nil
	case !contact:
		return noContact, nil
	}
	return says{}, nil
}

// askSideBySide is how many questions are under way at once.
const askSideBySide = 8

// askEach asks about every id that is not known, and keeps the answers. The first error ends it.
func askEach(ctx context.Context, ids []string, known map[string]says, ask func(context.Context, string) (says, error)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	var all sync.WaitGroup
	free := make(chan struct{}, askSideBySide)
	for _, id := range ids {
		mu.Lock()
		_, done := known[id]
		mu.Unlock()
		if done || ctx.Err() != nil {
			continue
		}
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			answer, err := ask(ctx, id)
			if err != nil {
				cancel(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			known[id] = answer
		})
	}
	all.Wait()
	return context.Cause(ctx)
}

// expand is everybody of the departments and all below them, and the users.
func (d *directory) expand(ctx context.Context, app *wecom.App, users []string, parties []int64) (people map[string]bool, missing []int64, err error) {
	people = map[string]bool{}
	for _, id := range users {
		people[strings.ToLower(id)] = true
	}
	seen := map[int64]bool{}
	for queue := slices.Clone(parties); len(queue) > 0; queue = queue[1:] {
		id := queue[0]
		below, known := d.below[id]
		if !known {
			missing = append(missing, id)
			continue
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		queue = append(queue, below...)
		members, err := d.ownMembers(ctx, app, id)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range members {
			people[m] = true
		}
	}
	return people, missing, nil
}

func (d *directory) ownMembers(ctx context.Context, app *wecom.App, department int64) ([]string, error) {
	if known, ok := d.people[department]; ok {
		return known, nil
	}
	users, err := app.Users.SimpleList(ctx, department)
	if err != nil && !isRefused(err) {
		return nil, err
	}
	ids := make([]string, len(users))
	for i, u := range users {
		ids[i] = strings.ToLower(u.UserID)
	}
	d.people[department] = ids
	return ids, nil
}
