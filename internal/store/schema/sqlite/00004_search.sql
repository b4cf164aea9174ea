-- +goose Up
-- The search of ways, and the indexes of their lists.

-- What each way is found by. The print tells whether it must be indexed anew.
CREATE TABLE way_search (
    way_id INTEGER PRIMARY KEY REFERENCES ways (id),
    print  INTEGER NOT NULL,
    text   TEXT    NOT NULL,
    ref    TEXT    NOT NULL
) STRICT;

-- The words of each way, made by the program.
CREATE VIRTUAL TABLE way_grams USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- Ways that were written and are to be indexed. Rows are only added and removed, so that none is missed.
CREATE TABLE search_queue (
    n      INTEGER PRIMARY KEY,
    way_id INTEGER NOT NULL
) STRICT;

-- Many ways that are to be indexed because something they share has another name; all are those of a new version of the index.
CREATE TABLE search_runs (
    n      INTEGER PRIMARY KEY,
    kind   TEXT    NOT NULL,
    id     INTEGER NOT NULL,
    userid TEXT    NOT NULL,
    place  INTEGER NOT NULL,
    done   INTEGER NOT NULL
) STRICT;

-- One index for each list: those of the ways that are shown unless others are asked for, newest first.
CREATE INDEX ways_channel_list ON ways (channel_id, id) WHERE phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_folder_list ON ways (folder_id, id) WHERE folder_id <> 0 AND phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_owner_list ON ways (owner_id, id) WHERE owner_id <> 0 AND phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_kind_list ON ways (kind, id) WHERE phase <> 'deleted';
CREATE INDEX ways_scene_list ON ways (scene, id) WHERE phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_created_list ON ways (created_at, id) WHERE phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_drift_list ON ways (id) WHERE drift <> '' AND phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_live_list ON ways (id) WHERE phase IN ('confirmed', 'deleting') AND kind <> 'temp';
CREATE INDEX ways_unsettled_list ON ways (id) WHERE phase IN ('failed', 'unknown') AND kind <> 'temp';
CREATE INDEX ways_deleted_list ON ways (id) WHERE phase = 'deleted' AND kind <> 'temp';
DROP INDEX ways_owner;

ALTER TABLE way_members ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE way_labels ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
CREATE INDEX way_members_list ON way_members (userid, way_id) WHERE listed = 1;
CREATE INDEX way_labels_list ON way_labels (label_id, way_id) WHERE listed = 1;

CREATE UNIQUE INDEX folders_name ON folders (parent_id, name);

-- +goose Down
SELECT 1;
