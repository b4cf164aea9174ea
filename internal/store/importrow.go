package store

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

const importRowColumns = "r.n, r.line, r.twin, r.state, r.way_id, r.cells, r.errors, r.way"

func readStoredRow(scan scan) (r ledger.StoredRow, err error) {
	var cells, errs, way string
	if err := scan(&r.N, &r.Line, &r.Twin, &r.State, &r.WayID, &cells, &errs, &way); err != nil {
		return r, err
	}
	return r, fromTexts(textInto{cells, &r.Cells}, textInto{errs, &r.Errors}, textInto{way, &r.Way})
}

// textInto is a column of JSON and what it is read into.
type textInto struct {
	text string
	into any
}

// fromTexts reads columns of JSON; an empty one says nothing.
func fromTexts(columns ...textInto) error {
	for _, c := range columns {
		if c.text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(c.text), c.into); err != nil {
			return err
		}
	}
	return nil
}

// AddImportRows adds rows of a file.
func (tx *Tx) AddImportRows(id int64, rows []ledger.StoredRow) error {
	for _, r := range rows {
		err := only(tx.exec("INSERT INTO import_rows (import_id, n, line, twin, state, way_id, cells, errors, way) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, '')",
			id, r.N, r.Line, r.Twin, int(r.State), mustText(r.Cells), errorsText(r.Errors)))
		if err != nil {
			return err
		}
	}
	return nil
}

func errorsText(errors []ledger.CellError) string {
	if len(errors) == 0 {
		return ""
	}
	return mustText(errors)
}

// PutChecked stores what the check found out about a row.
func (tx *Tx) PutChecked(id int64, r ledger.StoredRow) error {
	way := ""
	if r.Way != nil {
		way = mustText(r.Way)
	}
	return must(tx.exec("UPDATE import_rows SET errors = $3, way = $4, state = $5 WHERE import_id = $1 AND n = $2", id, r.N, errorsText(r.Errors), way, int(r.State)))
}

// UncheckedRows are the rows after a number, in the file's order.
func (s *Store) UncheckedRows(ctx context.Context, id, after int64, limit int) ([]ledger.StoredRow, error) {
	return all(s.ask(ctx), readStoredRow, "SELECT "+importRowColumns+" FROM import_rows r WHERE r.import_id = $1 AND r.n > $2 ORDER BY r.n LIMIT $3", id, after, limit)
}

// WaitingRows are right rows that no way was asked for yet.
func (tx *Tx) WaitingRows(id, after int64, limit int) ([]ledger.StoredRow, error) {
	return all(tx, readStoredRow, "SELECT "+importRowColumns+` FROM import_rows r
		WHERE r.import_id = $1 AND r.n > $2 AND r.state = 0 ORDER BY r.n LIMIT $3`, id, after, limit)
}

// TakenRows are rows whose way is under way.
func (tx *Tx) TakenRows(id int64) ([]ledger.StoredRow, error) {
	return all(tx, readStoredRow, "SELECT "+importRowColumns+" FROM import_rows r WHERE r.import_id = $1 AND r.state = 1 ORDER BY r.n", id)
}

// FailedRows are rows whose way failed.
func (tx *Tx) FailedRows(id, after int64, limit int) ([]ledger.StoredRow, error) {
	return all(tx, readStoredRow, "SELECT "+importRowColumns+` FROM import_rows r JOIN ways w ON w.id = r.way_id
		WHERE r.import_id = $1 AND r.n > $2 AND r.state = 2 AND w.phase = 'failed' ORDER BY r.n LIMIT $3`, id, after, limit)
}

// PutRow stores how far a row has come; what it said is in its way by then.
func (tx *Tx) PutRow(id, n int64, state ledger.RowState, way int64) error {
	return must(tx.exec("UPDATE import_rows SET state = $3, way_id = $4, way = '' WHERE import_id = $1 AND n = $2", id, n, int(state), way))
}

// ImportLines are rows of an import with what became of them, in the file's order.
func (s *Store) ImportLines(ctx context.Context, q ledger.LineQuery) ([]ledger.LineRow, error) {
	w := where{}
	w.and("r.import_id = %", q.Import)
	w.and("r.n > %", q.After)
	switch q.Only {
	case "errors":
		w.and("r.state IN (3, 4)")
	case "failed", "unknown":
		w.and("w.phase = %", q.Only)
	}
	return all(s.ask(ctx), readLineRow, `SELECT r.n, r.line, r.cells, r.errors, r.way_id, COALESCE(w.phase, ''), COALESCE(w.problem, 0)
		FROM import_rows r LEFT JOIN ways w ON w.id = r.way_id`+w.clause()+" ORDER BY r.n LIMIT "+strconv.Itoa(q.Limit), w.args...)
}

func readLineRow(scan scan) (r ledger.LineRow, err error) {
	var cells, errs string
	var problem int
	if err := scan(&r.N, &r.Line, &cells, &errs, &r.WayID, &r.Phase, &problem); err != nil {
		return r, err
	}
	r.Problem = crm.ProblemOf(wx.WeCom, problem)
	r.Errors = []ledger.CellError{}
	err = fromTexts(textInto{cells, &r.Cells}, textInto{errs, &r.Errors})
	r.Cells = some(r.Cells)
	return r, err
}
