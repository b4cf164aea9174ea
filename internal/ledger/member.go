package ledger

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// membersFresh is how long a list of members is shown without asking again.
const membersFresh = 10 * time.Minute

// Members are the members of the account's company who may be contacted by customers. The list is asked for when it is
// old; when the platform cannot answer, the last known one is shown, and the error only if there is none.
func (l *Ledger) Members(ctx context.Context, account int64) ([]crm.Member, int64, error) {
	known, a, err := l.known(ctx, account)
	known = slices.DeleteFunc(known, func(m crm.Member) bool { return !m.Contact })
	if len(known) > 0 || err == nil {
		return known, a.MembersAt, nil
	}
	return nil, 0, err
}

// known are all members ever seen, and the account as it is after they were asked for.
func (l *Ledger) known(ctx context.Context, account int64) ([]crm.Member, crm.Account, error) {
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return nil, a, err
	}
	if a.Kind != crm.WeCom {
		return nil, a, crm.Invalid("account_id", "只有企业微信账号才有成员", "only WeCom accounts have members")
	}
	if l.Clock.Ms()-a.MembersAt > membersFresh.Milliseconds() {
		err = l.refreshMembers(ctx, a)
	}
	known, readErr := l.Store.Members(ctx, a.CorpID)
	if readErr != nil {
		return nil, a, readErr
	}
	if now, readErr := l.Store.Account(ctx, account); readErr == nil {
		a = now
	}
	return known, a, err
}

// JobMembers learns the names of the members: ways and customers are shown with them.
const JobMembers = "members.ask"

// askMembers has the members' names learned, at most once a day for what happens by itself.
func (l *Ledger) askMembers(tx Tx, a crm.Account, at int64) error {
	day := at / (24 * time.Hour).Milliseconds()
	if a.MembersAt/(24*time.Hour).Milliseconds() == day {
		return nil
	}
	return tx.AddJob(crm.Job{
		Queue: QueueAsk, Kind: JobMembers, AccountID: a.ID, OnceKey: JobMembers + ":" + itoa(a.ID) + ":" + itoa(day),
		Payload: []byte("{}"), RunAt: at, CreatedAt: at,
	})
}

// AskMembers is the job that learns the members' names.
func (l *Ledger) AskMembers(ctx context.Context, job crm.Job) error {
	a, err := l.Store.Account(ctx, job.AccountID)
	if err != nil || l.Clock.Ms()-a.MembersAt < membersFresh.Milliseconds() {
		return err
	}
	return l.refreshMembers(ctx, a)
}

func (l *Ledger) refreshMembers(ctx context.Context, a crm.Account) error {
	app, err := l.Clients.WeCom(ctx, a.ID)
	if err != nil {
		return err
	}
	userIDs, err := app.Customers.FollowUsers(ctx)
	if err != nil {
		return err
	}
	departments := l.departments(ctx, app)
	named := l.named(ctx, app, departments)
	statuses, err := l.statuses(ctx, a.CorpID)
	if err != nil {
		return err
	}
	members := make([]crm.Member, 0, len(userIDs))
	asked := 0
	for _, id := range userIDs {
		m, known := named[strings.ToLower(id)]
		if (!known || statuses[strings.ToLower(id)] != int(wecom.UserActive)) && asked < askSingly {
			asked++
			if one := l.member(ctx, app, id); one.Name != "" {
				m = one
			}
		}
		m.UserID, m.Contact = strings.ToLower(id), true
		if m.Name == "" {
			m.Name = id
		}
		members = append(members, m)
	}
	stamp := l.stamp()
	return l.Store.Write(ctx, []string{"members:" + itoa(a.CorpID)}, func(tx Tx) error {
		if err := tx.PutMembers(a.CorpID, members, stamp.At); err != nil {
			return err
		}
		if err := tx.PutDepartments(a.CorpID, departments, stamp.At); err != nil {
			return err
		}
		return tx.TouchMembers(a.ID, stamp.At)
	})
}

// statuses are those of the members as far as they were read.
func (l *Ledger) statuses(ctx context.Context, corp int64) (map[string]int, error) {
	all, err := l.Store.Members(ctx, corp)
	known := map[string]int{}
	for _, m := range all {
		known[m.UserID] = m.Status
	}
	return known, err
}

// departments reads the tree of departments, with names where the app may read them.
func (l *Ledger) departments(ctx context.Context, app *wecom.App) []Department {
	all, err := app.Departments.List(ctx, 0)
	if err != nil {
		all, err = app.Departments.SimpleList(ctx, 0)
	}
	if err != nil {
		l.Log.Info("departments not readable", "err", err)
	}
	list := make([]Department, len(all))
	for i, d := range all {
		list[i] = Department{ID: d.ID, ParentID: d.ParentID, Name: d.Name, Order: d.Order}
	}
	return list
}

// askSingly bounds how many members are asked for one by one: those that no readable department lists, and those who were not
// active when they were last asked for.
const askSingly = 50

// named reads the members of every department the app may see: one call for each department instead of one for each member.
func (l *Ledger) named(ctx context.Context, app *wecom.App, departments []Department) map[string]crm.Member {
	named := map[string]crm.Member{}
	for _, d := range departments {
		users, err := app.Users.SimpleList(ctx, d.ID)
		if err != nil {
			l.Log.Info("members of a department not readable", "department", d.ID, "err", err)
			continue
		}
		for _, u := range users {
			named[strings.ToLower(u.UserID)] = crm.Member{Name: u.Name, Departments: u.Department}
		}
	}
	return named
}

// member reads one member's name; a member the app may not read is shown by id.
func (l *Ledger) member(ctx context.Context, app *wecom.App, userID string) crm.Member {
	u, err := app.Users.Get(ctx, userID)
	if err != nil {
		l.Log.Info("member's name not readable", "userid", userID, "err", err)
		return crm.Member{}
	}
	return crm.Member{Name: u.Name, Departments: u.Department, Status: int(u.Status)}
}
