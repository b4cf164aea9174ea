package ledger

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// ImportState is how far an import has come.
type ImportState string

// The states. While a file is read its import is nobody's yet: one that stays so was cut off, and is forgotten.
const (
	ImportReading   ImportState = "reading"
	ImportChecking  ImportState = "checking"
	ImportReady     ImportState = "ready"
	ImportRunning   ImportState = "running"
	ImportPaused    ImportState = "paused"
	ImportDone      ImportState = "done"
	ImportCancelled ImportState = "cancelled"
)

// Import is a file of ways: it is stored as it came, every row is checked, and only then ways are made.
type Import struct {
	ID             int64
	AccountID      int64
	CorpID         int64
	ClientKey      string
	Hash           []byte // of the file
	File           string
	Format         string // csv or xlsx
	Encoding       string
	Sheet          string
	Header         []string
	UnknownColumns []string
	CreateChannels bool
	SkipWrong      bool
	State          ImportState
	Problem        int      // why it was paused by itself
	Total          int64    // rows
	Checked        int64    // rows
	Wrong          int64    // rows
	NewChannels    []string // that the run will make
	Taken          int64    // number of the last row the run has looked at
	Again          int64    // failed rows after this one are tried once more; -1: none
	Settled        int64    // answers of the platform so far
	Rate           int64    // of them per minute, lately
	LapAt          int64    // since when, and
	LapSettled     int64    // from how many on, the rate is measured
	CreatedBy      int64
	CreatedAt      int64
	StartedAt      int64
	UpdatedAt      int64
	FinishedAt     int64
}

// Table is an opened file: Next gives row after row, and io.EOF at its end.
type Table struct {
	File, Format, Encoding, Sheet string
	Hash                          [32]byte
	Header                        []string
	Next                          func() (TableRow, error)
}

// TableRow is a row of a file; Wrong says that it could not be read.
type TableRow struct {
	Line  int
	Cells []string
	Wrong *CellError
}

// NewImport is what a person asks for beside the file.
type NewImport struct {
	ClientKey      string
	AccountID      int64
	CreateChannels bool
}

// Limits of an import.
const (
	maxImportRows = 200_000
	importAtOnce  = 250 // rows of one transaction
	readingLife   = 3600_000
)

// Codes of imports.
const (
	CodeImportState   crm.Code = "import_state"
	CodeImportWrong   crm.Code = "import_has_errors"
	CodeImportEmpty   crm.Code = "import_nothing_to_make"
	CodeImportColumns crm.Code = "import_columns_missing"
	CodeImportRows    crm.Code = "import_too_many_rows"
)

// AddImport stores a file and has its rows checked. The same client key gives the same import.
func (l *Ledger) AddImport(ctx context.Context, who crm.Actor, n NewImport, t Table) (ImportRow, error) {
	account, err := l.Store.Account(ctx, n.AccountID)
	if err != nil || account.Kind != crm.WeCom {
		return ImportRow{}, crm.Invalid("account", "请选择一个企业微信账号", "choose a WeCom account")
	}
	if len(n.ClientKey) < 8 || len(n.ClientKey) > 64 {
		return ImportRow{}, crm.Invalid("client_key", "client_key 须为 8 到 64 个字符", "client_key must be 8 to 64 characters")
	}
	if same, err := l.Store.ImportByKey(ctx, n.ClientKey); err == nil {
		return l.sameImport(ctx, same, t)
	} else if !errors.Is(err, crm.ErrNotFound) {
		return ImportRow{}, err
	}
	columns, unknown := columnsOf(t.Header)
	if missing := missingColumns(columns); len(missing) > 0 {
		return ImportRow{}, crm.Refuse(CodeImportColumns, "columns", strings.Join(missing, ", "))
	}
	stamp := l.stamp()
	i := Import{
		ID: stamp.Draw().ID(), AccountID: account.ID, CorpID: account.CorpID, Hash: t.Hash[:], File: clip(t.File, 200), Format: t.Format, Encoding: t.Encoding,
		Sheet: t.Sheet, Header: t.Header, UnknownColumns: unknown, CreateChannels: n.CreateChannels, State: ImportReading, Again: -1, CreatedBy: who.ID,
		CreatedAt: stamp.At, UpdatedAt: stamp.At,
	}
	if err := l.Store.Write(ctx, nil, func(tx Tx) error { return tx.AddImport(i) }); err != nil {
		return ImportRow{}, err
	}
	if i.Total, err = l.storeRows(ctx, i.ID, t, columns); err != nil {
		return ImportRow{}, errors.Join(err, l.forget(context.WithoutCancel(ctx), i.ID))
	}
	return l.finishReading(ctx, who, i, n.ClientKey, t)
}

func (l *Ledger) sameImport(ctx context.Context, i Import, t Table) (ImportRow, error) {
	if string(i.Hash) != string(t.Hash[:]) {
		return ImportRow{}, crm.Refuse(crm.CodeTaken, "field", "client_key", "name", i.ClientKey)
	}
	return l.Store.ImportRow(ctx, i.ID)
}

// finishReading has the checks begin. Of two that read the same file under the same key, the first one stays.
func (l *Ledger) finishReading(ctx context.Context, who crm.Actor, i Import, key string, t Table) (ImportRow, error) {
	stamp := l.stamp()
	i.ClientKey, i.State, i.UpdatedAt = key, ImportChecking, stamp.At
	var same Import
	err := l.Store.Write(ctx, []string{"client_key:" + key}, func(tx Tx) (err error) {
		if same, err = tx.ImportByKey(key); !errors.Is(err, crm.ErrNotFound) {
			return err
		}
		same = i
		return errors.Join(l.saveImport(tx, who, "import.create", nil, i, stamp.At), tx.AddJob(checkJob(i, stamp.At)))
	})
	if err != nil {
		return ImportRow{}, errors.Join(err, l.forget(context.WithoutCancel(ctx), i.ID))
	}
	l.Waker.Wake(QueueBulk)
	if same.ID != i.ID {
		if err := l.forget(ctx, i.ID); err != nil {
			return ImportRow{}, err
		}
		return l.sameImport(ctx, same, t)
	}
	l.forgetCutOff(ctx)
	return l.Store.ImportRow(ctx, i.ID)
}

// storeRows keeps the file row by row, in many small transactions.
func (l *Ledger) storeRows(ctx context.Context, id int64, t Table, columns []*Column) (total int64, err error) {
	twins := newTwins(columns)
	var batch []StoredRow
	flush := func() error {
		rows := batch
		batch = nil
		return l.Store.Write(ctx, nil, func(tx Tx) error { return tx.AddImportRows(id, rows) })
	}
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, err
		}
		if total++; total > maxImportRows {
			return 0, crm.Refuse(CodeImportRows, "limit", maxImportRows)
		}
		batch = append(batch, storedRow(total, row, twins))
		if len(batch) == importAtOnce {
			if err := flush(); err != nil {
				return 0, err
			}
		}
	}
	if total == 0 {
		return 0, crm.Invalid("file", "文件里只有表头，没有数据", "the file has a header and no rows")
	}
	return total, flush()
}

func storedRow(n int64, row TableRow, twins *twins) StoredRow {
	s := StoredRow{N: n, Line: row.Line, Cells: row.Cells}
	if row.Wrong != nil {
		s.State, s.Errors = RowUnreadable, []CellError{*row.Wrong}
		return s
	}
	s.Twin = twins.above(row)
	return s
}

// forget drops an import that never was, in small steps.
func (l *Ledger) forget(ctx context.Context, id int64) error {
	for more := true; more; {
		err := l.Store.Write(ctx, nil, func(tx Tx) (err error) { more, err = tx.DropImport(id); return err })
		if err != nil {
			return fmt.Errorf("forget import %d: %w", id, err)
		}
	}
	return nil
}

// forgetCutOff drops what was left of files that were cut off while they were read.
func (l *Ledger) forgetCutOff(ctx context.Context) {
	ids, err := l.Store.ImportsCutOff(ctx, l.Clock.Ms()-readingLife)
	for _, id := range ids {
		err = errors.Join(err, l.forget(ctx, id))
	}
	if err != nil {
		l.Log.Warn("imports that were cut off are still there", "err", err)
	}
}

// saveImport stores an import as it now is and leaves the rows that others learn from. before is nil for a new one.
func (l *Ledger) saveImport(tx Tx, who crm.Actor, operation string, before *Import, i Import, at int64) error {
	i.UpdatedAt = at
	audit := crm.Audit{At: at, Actor: who, Operation: operation, Subject: "import", SubjectID: i.ID, After: i}
	if before != nil {
		audit.Before = *before
	}
	return errors.Join(tx.UpdateImport(i), tx.AddAudit(audit), tx.AddChange(crm.Stale("import", i.ID, at)))
}

func clip(s string, most int) string {
	if utf8.RuneCountInString(s) > most {
		return string([]rune(s)[:most])
	}
	return s
}
