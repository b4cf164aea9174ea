package store

import (
	"context"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

var imports = newTable("imports", "id, account_id, corp_id, client_key, hash, file, format, encoding, sheet, header, unknown_columns, create_channels, skip_wrong, "+
	"state, problem, total, checked, wrong, new_channels, taken, again, settled, rate, lap_at, lap_settled, created_by, created_at, started_at, updated_at, finished_at")

func readImport(scan scan) (i ledger.Import, err error) {
	var key *string
	var header, unknown, created string
	var create, skip int64
	err = scan(&i.ID, &i.AccountID, &i.CorpID, &key, &i.Hash, &i.File, &i.Format, &i.Encoding, &i.Sheet, &header, &unknown, &create, &skip,
		&i.State, &i.Problem, &i.Total, &i.Checked, &i.Wrong, &created, &i.Taken, &i.Again, &i.Settled, &i.Rate, &i.LapAt, &i.LapSettled,
		&i.CreatedBy, &i.CreatedAt, &i.StartedAt, &i.UpdatedAt, &i.FinishedAt)
	if err != nil {
		return i, err
	}
	if key != nil {
		i.ClientKey = *key
	}
	i.CreateChannels, i.SkipWrong = create != 0, skip != 0
	return i, fromTexts(textInto{header, &i.Header}, textInto{unknown, &i.UnknownColumns}, textInto{created, &i.NewChannels})
}

func importArgs(i ledger.Import) []any {
	var key any
	if i.ClientKey != "" {
		key = i.ClientKey
	}
	return []any{i.ID, i.AccountID, i.CorpID, key, i.Hash, i.File, i.Format, i.Encoding, i.Sheet, mustText(some(i.Header)), mustText(some(i.UnknownColumns)),
		flag(i.CreateChannels), flag(i.SkipWrong), string(i.State), i.Problem, i.Total, i.Checked, i.Wrong, mustText(some(i.NewChannels)), i.Taken, i.Again,
		i.Settled, i.Rate, i.LapAt, i.LapSettled, i.CreatedBy, i.CreatedAt, i.StartedAt, i.UpdatedAt, i.FinishedAt}
}

// Import is one import.
func (s *Store) Import(ctx context.Context, id int64) (ledger.Import, error) {
	return get(s.ask(ctx), readImport, imports.get, id)
}

// ImportByKey finds the import that a form made.
func (s *Store) ImportByKey(ctx context.Context, key string) (ledger.Import, error) {
	return get(s.ask(ctx), readImport, imports.list+" WHERE client_key = $1", key)
}

// Import is one import.
func (tx *Tx) Import(id int64) (ledger.Import, error) {
	return get(tx, readImport, imports.get+tx.s.dialect.lockRows(), id)
}

// ImportByKey finds the import that a form made.
func (tx *Tx) ImportByKey(key string) (ledger.Import, error) {
	return get(tx, readImport, imports.list+" WHERE client_key = $1", key)
}

// AddImport adds an import.
func (tx *Tx) AddImport(i ledger.Import) error {
	return only(tx.exec(imports.insert, importArgs(i)...))
}

// UpdateImport stores an import as it now is.
func (tx *Tx) UpdateImport(i ledger.Import) error {
	return must(tx.exec(imports.update, importArgs(i)...))
}

// dropAtOnce bounds how many rows of an import one transaction forgets.
const dropAtOnce = 2000

// DropImport forgets an import that never was; more says that rows of it are left.
func (tx *Tx) DropImport(id int64) (more bool, err error) {
	n, err := tx.exec("DELETE FROM import_rows WHERE import_id = $1 AND n IN (SELECT n FROM import_rows WHERE import_id = $1 LIMIT $2)", id, dropAtOnce)
	if err != nil || n == dropAtOnce {
		return err == nil, err
	}
	return false, only(tx.exec("DELETE FROM imports WHERE id = $1 AND state = 'reading'", id))
}

// ImportsCutOff are imports whose files were not read to the end.
func (s *Store) ImportsCutOff(ctx context.Context, before int64) ([]int64, error) {
	return all(s.ask(ctx), readID, "SELECT id FROM imports WHERE state = 'reading' AND created_at < $1", before)
}

// How far the ways are is counted from the ways: they go on after the import has ended.
const importRow = `SELECT id, account_id, file, format, encoding, sheet, unknown_columns, create_channels, new_channels, skip_wrong, state, problem,
	total, checked, wrong, rate, created_by, created_at, started_at, finished_at,
	(SELECT count(*) FROM ways w WHERE w.import_id = i.id AND w.import_id <> 0 AND w.phase IN ('confirmed', 'deleting', 'deleted')),
	(SELECT count(*) FROM ways w WHERE w.import_id = i.id AND w.import_id <> 0 AND w.phase = 'failed'),
	(SELECT count(*) FROM ways w WHERE w.import_id = i.id AND w.import_id <> 0 AND w.phase = 'unknown')
	FROM imports i`

func readImportRow(scan scan) (r ledger.ImportRow, err error) {
	var unknown, created string
	var create, skip int64
	var problem int
	err = scan(&r.ID, &r.AccountID, &r.File, &r.Format, &r.Encoding, &r.Sheet, &unknown, &create, &created, &skip, &r.State, &problem,
		&r.Total, &r.Checked, &r.Wrong, &r.Rate, &r.CreatedBy, &r.CreatedAt, &r.StartedAt, &r.FinishedAt, &r.Made, &r.Failed, &r.Unknown)
	if err != nil {
		return r, err
	}
	r.CreateChannels, r.SkipWrong, r.Problem = create != 0, skip != 0, crm.ProblemOf(wx.WeCom, problem)
	r.Expect()
	return r, fromTexts(textInto{unknown, &r.UnknownColumns}, textInto{created, &r.NewChannels})
}

// ImportRow is an import as lists show it.
func (s *Store) ImportRow(ctx context.Context, id int64) (ledger.ImportRow, error) {
	return get(s.ask(ctx), readImportRow, importRow+" WHERE id = $1", id)
}

// ImportRows is a page of imports, newest first.
func (s *Store) ImportRows(ctx context.Context, after int64, limit int) ([]ledger.ImportRow, error) {
	w := where{conditions: []string{"state <> 'reading'"}}
	if after != 0 {
		w.and("id < %", after)
	}
	return all(s.ask(ctx), readImportRow, importRow+w.clause()+" ORDER BY id DESC LIMIT "+strconv.Itoa(limit), w.args...)
}

// Names are what people call the things that ways refer to by id.
func (s *Store) Names(ctx context.Context) (ledger.Names, error) { return namesOf(s.ask(ctx)) }

func namesOf(q asker) (n ledger.Names, err error) {
	n = ledger.Names{Channels: map[int64]string{}, Folders: map[int64]ledger.NamedFolder{}, Labels: map[int64]string{}, Agents: map[int64]string{}}
	for query, into := range map[string]map[int64]string{
		"SELECT id, name FROM channels": n.Channels, "SELECT id, name FROM labels": n.Labels, "SELECT id, email FROM agents": n.Agents,
	} {
		if err := readNames(q, query, into); err != nil {
			return n, err
		}
	}
	_, err = all(q, func(scan scan) (struct{}, error) {
		var id int64
		var f ledger.NamedFolder
		err := scan(&id, &f.Parent, &f.Name)
		n.Folders[id] = f
		return struct{}{}, err
	}, "SELECT id, parent_id, name FROM folders")
	return n, err
}

func readNames(q asker, query string, into map[int64]string) error {
	_, err := all(q, func(scan scan) (struct{}, error) {
		var id int64
		var name string
		err := scan(&id, &name)
		into[id] = name
		return struct{}{}, err
	}, query)
	return err
}

// UnknownWay finds the way of unknown outcome that has a state.
func (s *Store) UnknownWay(ctx context.Context, corp int64, state string) (ledger.Way, error) {
	return get(s.ask(ctx), readWay, ways.list+" WHERE corp_id = $1 AND state = $2 AND phase = 'unknown' ORDER BY id LIMIT 1", corp, state)
}

// PicturesMissing are ways of an import that the platform has and whose pictures we have not.
func (s *Store) PicturesMissing(ctx context.Context, id, after int64, limit int) ([]ledger.Way, error) {
	return all(s.ask(ctx), readWay, ways.list+` WHERE import_id = $1 AND import_id <> 0 AND phase = 'confirmed' AND id > $2 AND scene = 2 AND qr_blob IS NULL
		ORDER BY id LIMIT $3`, id, after, limit)
}
