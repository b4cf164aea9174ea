package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// JobCheckImport checks the rows of a file, as many as its time allows, and then goes on in a job of its own again.
const JobCheckImport = "import.check"

const (
	checkTime       = 12 * time.Second
	checkPatience   = 8 // tries, while the platform does not answer
	newChannelsShow = 200
)

type importJob struct {
	ImportID int64 `json:"import_id"`
	Stalls   int   `json:"stalls,omitempty"`
	After    int64 `json:"after,omitempty"`
}

func checkJob(i Import, at int64) crm.Job {
	return importJobOf(JobCheckImport, i, "import.check:"+itoa(i.AccountID), importJob{ImportID: i.ID}, at) // they share a directory
}

// checker holds what rows are checked against.
type checker struct {
	l       *Ledger
	app     *wecom.App
	people  *directory
	names   Names
	columns []*Column
	header  []string
	create  bool
}

// CheckImport is the job that checks rows.
func (l *Ledger) CheckImport(ctx context.Context, job crm.Job) error {
	var p importJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	i, err := l.Store.Import(ctx, p.ImportID)
	if err != nil || i.State != ImportChecking {
		return err
	}
	c, err := l.checkerOf(ctx, i)
	for until := time.Now().Add(checkTime); err == nil && i.State == ImportChecking && time.Now().Before(until) && !crm.Stopping(ctx); {
		i, err = l.checkSome(ctx, c, i)
	}
	if err != nil && job.Attempts >= checkPatience { // a person sees why, and can have it tried again
		return l.checkFailed(ctx, i.ID, problemOf(err))
	}
	if err != nil || i.State != ImportChecking {
		return err
	}
	now := l.Clock.Ms()
	err = l.Store.Write(ctx, nil, func(tx Tx) error { return tx.AddJob(checkJob(i, now)) })
	l.Waker.Wake(QueueBulk)
	return err
}

func (l *Ledger) checkerOf(ctx context.Context, i Import) (*checker, error) {
	account, err := l.Store.Account(ctx, i.AccountID)
	if err != nil {
		return nil, err
	}
	app, err := l.Clients.WeCom(ctx, i.AccountID)
	if err != nil {
		return nil, err
	}
	people, err := l.directory(ctx, account, app)
	if err != nil {
		return nil, err
	}
	names, err := l.Store.Names(ctx)
	if err != nil {
		return nil, err
	}
	columns, _ := columnsOf(i.Header)
	return &checker{l: l, app: app, people: people, names: names.indexed(), columns: columns, header: i.Header, create: i.CreateChannels}, nil
}

// checkSome checks the next rows and stores what was found.
func (l *Ledger) checkSome(ctx context.Context, c *checker, i Import) (Import, error) {
	rows, err := l.Store.UncheckedRows(ctx, i.ID, i.Checked, importAtOnce)
	if err != nil {
		return i, err
	}
	if err := c.ask(ctx, rows); err != nil {
		return i, err
	}
	for k := range rows {
		if rows[k].State == RowUnreadable {
			continue
		}
		if err := c.check(ctx, &rows[k]); err != nil {
			return i, err
		}
	}
	stamp := l.stamp()
	from := i.Checked
	err = l.Store.Write(ctx, []string{importKey(i.ID)}, func(tx Tx) (err error) {
		if i, err = tx.Import(i.ID); err != nil || i.State != ImportChecking || i.Checked != from {
			return err // cancelled, or another has done it
		}
		return l.keepChecked(tx, &i, rows, stamp.At)
	})
	return i, err
}

func (l *Ledger) keepChecked(tx Tx, i *Import, rows []StoredRow, at int64) error {
	for _, r := range rows {
		if err := tx.PutChecked(i.ID, r); err != nil {
			return err
		}
		i.Checked = r.N
		if len(r.Errors) > 0 {
			i.Wrong++
		} else if name := r.Way.NewChannel; name != "" && !slices.Contains(i.NewChannels, name) && len(i.NewChannels) < newChannelsShow {
			i.NewChannels = append(i.NewChannels, name)
		}
	}
	if i.Checked < i.Total && len(rows) > 0 {
		i.UpdatedAt = at
		return errors.Join(tx.UpdateImport(*i), tx.AddChange(crm.Stale("import", i.ID, at)))
	}
	before := *i
	i.State = ImportReady
	return l.saveImport(tx, crm.Rule("import.check"), "import.check", &before, *i, at)
}

func (l *Ledger) checkFailed(ctx context.Context, id int64, problem int) error {
	_, err := l.changeImport(ctx, crm.Rule("import.check"), id, "import.check", func(i *Import, _ int64) error {
		if i.State == ImportChecking {
			i.State, i.Problem = ImportPaused, problem
		}
		return nil
	}, nil)
	return err
}

// ask learns what the rows' members and groups are like, before any row is looked at.
func (c *checker) ask(ctx context.Context, rows []StoredRow) error {
	users, chats := map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		for k, column := range c.columns {
			switch {
			case column == nil:
			case column.Field == "users":
				for _, said := range split(cellOf(r.Cells, k)) {
					if id, several := c.people.resolve(said); several == nil {
						users[id] = true
					}
				}
			case column.Field == "chats":
				for _, id := range split(cellOf(r.Cells, k)) {
					chats[id] = true
				}
			}
		}
	}
	return c.l.askPeople(ctx, c.app, c.people, keysOf(users), keysOf(chats))
}

func keysOf(m map[string]bool) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

// check reads a row and finds everything that is wrong with it.
func (c *checker) check(ctx context.Context, r *StoredRow) error {
	d := &draft{names: c.names, create: c.create, people: c.people}
	d.way.Kind, d.way.SkipVerify, d.way.MarkSource = KindContact, true, true
	for k, column := range c.columns {
		if column != nil && column.read != nil {
			column.read(d, cellOf(r.Cells, k))
		}
	}
	if r.Twin != 0 {
		d.fail("name", fmt.Sprintf("与第 %d 行重复：渠道和名称都相同", r.Twin), fmt.Sprintf("the same channel and name as in line %d", r.Twin))
	}
	c.rules(d)
	if err := c.reach(ctx, d); err != nil {
		return err
	}
	r.State, r.Errors, r.Way = RowWaiting, nil, nil
	if len(d.wrong) == 0 {
		r.Way = &d.way
		return nil
	}
	r.State = RowWrong
	for k, column := range c.columns { // in the order of the file, under its titles
		for _, w := range d.wrong {
			if column != nil && column.Field == w.Field {
				w.Column = strings.TrimSpace(c.header[k])
				r.Errors = append(r.Errors, w)
			}
		}
	}
	for _, w := range d.wrong {
		if !slices.ContainsFunc(c.columns, func(column *Column) bool { return column != nil && column.Field == w.Field }) {
			w.Column = titleOf(w.Field)
			r.Errors = append(r.Errors, w)
		}
	}
	return nil
}

func titleOf(field string) string {
	for _, column := range columns {
		if column.Field == field {
			return column.Title()
		}
	}
	return field
}

// harmless puts something right into a field that is wrong, so that what is wrong with others comes to light too.
var harmless = map[string]func(*Settings){
	"name":           func(s *Settings) { s.Name = "x" },
	"remark":         func(s *Settings) { s.Remark = "" },
	"note":           func(s *Settings) { s.Note = "" },
	"welcome":        func(s *Settings) { s.Welcome = WelcomePlan{} },
	"scene":          func(s *Settings) { s.Scene = SceneQR },
	"style":          func(s *Settings) { s.Style = 1 },
	"type":           func(s *Settings) { s.Type = TypeMulti },
	"users":          func(s *Settings) { s.Type, s.Users, s.Parties = TypeMulti, []string{"x"}, nil },
	"chats":          func(s *Settings) { s.Chats = []string{"x"} },
	"room_base_name": func(s *Settings) { s.RoomBaseName, s.RoomBaseID = "", 0 },
	"room_base_id":   func(s *Settings) { s.RoomBaseID = 0 },
}

// rules holds a row to the rules of every way.
func (c *checker) rules(d *draft) {
	if d.way.Kind == KindTemp {
		d.fail("kind", "临时会话用一次就作废，不能批量导入", "temporary ways are for one visit each and cannot be imported")
		return
	}
	d.way.Settings = d.way.Settings.normal(d.way.Kind)
	rest := d.way.Settings
	for field := range d.failed() {
		if heal := harmless[field]; heal != nil {
			heal(&rest)
		}
	}
	for range len(harmless) + 1 {
		var e *crm.Error
		if !errors.As(rest.Validate(d.way.Kind), &e) {
			return
		}
		field, _, _ := strings.Cut(fmt.Sprint(e.Params["field"]), ".")
		d.fail(field, fmt.Sprint(e.Params["zh"]), fmt.Sprint(e.Params["en"]))
		heal := harmless[field]
		if heal == nil {
			return
		}
		heal(&rest)
	}
}

func (d *draft) failed() map[string]bool {
	fields := map[string]bool{}
	for _, w := range d.wrong {
		fields[w.Field] = true
	}
	return fields
}

// reach asks whether everybody a row leads to can be reached, and whether they are not too many.
func (c *checker) reach(ctx context.Context, d *draft) error {
	for _, id := range d.way.Chats {
		if w := c.people.chats[id]; w.zh != "" {
			d.fail("chats", strings.ReplaceAll(w.zh, "{who}", clip(id, 64)), strings.ReplaceAll(w.en, "{who}", clip(id, 64)))
		}
	}
	if len(d.way.Parties) == 0 || c.people.below == nil {
		return nil
	}
	people, missing, err := c.people.expand(ctx, c.app, d.way.Users, d.way.Parties)
	if err != nil {
		return err
	}
	for _, id := range missing {
		d.fail("parties", strings.ReplaceAll(noDepartment.zh, "{who}", itoa(id)), strings.ReplaceAll(noDepartment.en, "{who}", itoa(id)))
	}
	if len(people) > maxMembers {
		d.fail("parties", fmt.Sprintf("部门展开后连同成员共 %d 人，最多 %d 人", len(people), maxMembers),
			fmt.Sprintf("%d people with all of the departments, at most %d", len(people), maxMembers))
	}
	return nil
}
