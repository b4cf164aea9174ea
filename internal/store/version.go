package store

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/menling/menling/internal/ledger"
)

var versions = newTable("way_versions", "id, way_id, seq, n, kind, state, run_id, undone_to, before, after, platform, problem, actor_kind, actor_id, actor_name, at, settled_at")

func readVersion(scan scan) (v ledger.Version, err error) {
	var before, after string
	err = scan(&v.ID, &v.WayID, &v.Seq, &v.N, &v.Kind, &v.State, &v.RunID, &v.UndoneTo, &before, &after, &v.Platform, &v.Problem,
		&v.Actor.Kind, &v.Actor.ID, &v.Actor.Name, &v.At, &v.SettledAt)
	if err != nil {
		return v, err
	}
	if err := json.Unmarshal([]byte(before), &v.Before); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(after), &v.After)
}

func versionArgs(v ledger.Version) []any {
	return []any{
		v.ID, v.WayID, v.Seq, v.N, v.Kind, v.State, v.RunID, v.UndoneTo, mustText(v.Before), mustText(v.After), v.Platform, v.Problem,
		v.Actor.Kind, v.Actor.ID, v.Actor.Name, v.At, v.SettledAt,
	}
}

// Version is one version.
func (tx *Tx) Version(id int64) (ledger.Version, error) {
	return get(tx, readVersion, versions.get, id)
}

// Version is one version.
func (s *Store) Version(ctx context.Context, id int64) (ledger.Version, error) {
	return get(s.ask(ctx), readVersion, versions.get, id)
}

// VersionNumber is the version of a way with a number.
func (s *Store) VersionNumber(ctx context.Context, way, n int64) (ledger.Version, error) {
	return get(s.ask(ctx), readVersion, versions.list+" WHERE way_id = $1 AND n = $2 AND n <> 0", way, n)
}

// AddVersion adds a version behind all others of its way. The way is locked: nobody else adds one.
func (tx *Tx) AddVersion(v ledger.Version) error {
	last, err := get(tx, readID, "SELECT COALESCE(max(seq), 0) FROM way_versions WHERE way_id = $1", v.WayID)
	if err != nil {
		return err
	}
	v.Seq = last + 1
	return only(tx.exec(versions.insert, versionArgs(v)...))
}

// UpdateVersion stores a version as it now is.
func (tx *Tx) UpdateVersion(v ledger.Version) error {
	return must(tx.exec(versions.update, versionArgs(v)...))
}

// PendingVersions are a way's changes that are not settled, in the order they were asked for.
func (tx *Tx) PendingVersions(way int64) ([]ledger.Version, error) {
	return all(tx, readVersion, versions.list+" WHERE way_id = $1 AND state = 'pending' ORDER BY seq", way)
}

// VersionsSince are those that came to hold after a number, in order.
func (tx *Tx) VersionsSince(way, n int64) ([]ledger.Version, error) {
	return all(tx, readVersion, versions.list+" WHERE way_id = $1 AND n > $2 AND n <> 0 ORDER BY n", way, n)
}

// Versions is a page of a way's history, newest first.
func (s *Store) Versions(ctx context.Context, q ledger.VersionQuery) ([]ledger.Version, error) {
	var w where
	w.and("way_id = %", q.Way)
	if q.After != 0 {
		w.and("seq < %", q.After)
	}
	return all(s.ask(ctx), readVersion, versions.list+w.clause()+" ORDER BY seq DESC LIMIT "+strconv.Itoa(q.Limit), w.args...)
}
