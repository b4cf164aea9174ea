package ledger

import (
	"context"
	"hash/maphash"

	"github.com/menling/menling/internal/crm"
)

// RowState is how far a row of an import has come.
type RowState int

// A row that is taken has a way whose outcome the run still waits for; one that is done has a way that says what became of it.
const (
	RowWaiting RowState = iota
	RowTaken
	RowDone
	RowWrong
	RowUnreadable
)

// StoredRow is a row of an import.
type StoredRow struct {
	N      int64 // from 1
	Line   int   // in the file
	Twin   int   // the line above that says the same name and channel
	State  RowState
	WayID  int64
	Cells  []string
	Errors []CellError
	Way    *RowWay // what it says, once it is checked and right
}

// RowWay is a row in our words.
type RowWay struct {
	Kind        string `json:"kind"`
	StatePrefix string `json:"state_prefix,omitempty"`
	NewChannel  string `json:"new_channel,omitempty"` // a channel that is still to be made
	Settings
}

// CellError is what is wrong with one cell.
type CellError struct {
	Field  string `json:"field" doc:"The column in our words, or empty"`
	Column string `json:"column" doc:"Its title in the file"`
	ZH     string `json:"zh"`
	EN     string `json:"en"`
}

// ImportRow is an import as lists show it.
type ImportRow struct {
	ID             int64        `json:"id"`
	AccountID      int64        `json:"account_id"`
	File           string       `json:"file"`
	Format         string       `json:"format" enum:"csv,xlsx"`
	Encoding       string       `json:"encoding" doc:"Of a CSV file"`
	Sheet          string       `json:"sheet" doc:"Of a workbook: the sheet that was read"`
	UnknownColumns []string     `json:"unknown_columns" doc:"Titles that say nothing to us; they are left out"`
	CreateChannels bool         `json:"create_channels"`
	NewChannels    []string     `json:"new_channels" doc:"That will be made, the first of them"`
	SkipWrong      bool         `json:"skip_wrong"`
	State          ImportState  `json:"state" enum:"checking,ready,running,paused,done,cancelled"`
	Problem        *crm.Problem `json:"problem" doc:"Why it was paused by itself"`
	Total          int64        `json:"total" doc:"Rows of the file"`
	Checked        int64        `json:"checked"`
	Wrong          int64        `json:"wrong" doc:"Rows with errors"`
	Made           int64        `json:"made"`
	Failed         int64        `json:"failed"`
	Unknown        int64        `json:"unknown" doc:"Asked for and not answered; they are being looked for"`
	Waiting        int64        `json:"waiting" doc:"Rows that no way was asked for yet"`
	Rate           int64        `json:"rate" doc:"Ways per minute, lately"`
	SecondsLeft    int64        `json:"seconds_left" doc:"-1: not known"`
	CreatedBy      int64        `json:"created_by"`
	CreatedAt      int64        `json:"created_at"`
	StartedAt      int64        `json:"started_at"`
	FinishedAt     int64        `json:"finished_at"`
}

// Expect works out what is left to do and how long it will take.
func (r *ImportRow) Expect() {
	r.Waiting = max(0, r.Total-r.Wrong-r.Made-r.Failed-r.Unknown)
	switch {
	case r.State == ImportDone || r.State == ImportCancelled || r.Waiting == 0:
	case r.Rate > 0:
		r.SecondsLeft = (r.Waiting*60 + r.Rate - 1) / r.Rate
	default:
		r.SecondsLeft = -1
	}
}

// LineRow is a row of an import with what became of it.
type LineRow struct {
	N       int64        `json:"n"`
	Line    int          `json:"line" doc:"In the file"`
	Cells   []string     `json:"cells"`
	Errors  []CellError  `json:"errors"`
	WayID   int64        `json:"way_id"`
	Phase   Phase        `json:"phase" doc:"Of its way; empty: none was asked for"`
	Problem *crm.Problem `json:"problem"`
}

// LineQuery asks for rows of an import, in the file's order.
type LineQuery struct {
	Import int64
	Only   string // errors, failed, unknown; empty: all
	After  int64
	Limit  int
}

// ImportReader answers outside a transaction.
type ImportReader interface {
	Import(ctx context.Context, id int64) (Import, error)
	ImportByKey(ctx context.Context, key string) (Import, error)
	ImportRow(ctx context.Context, id int64) (ImportRow, error)
	ImportRows(ctx context.Context, after int64, limit int) ([]ImportRow, error)
	ImportsCutOff(ctx context.Context, before int64) ([]int64, error)
	ImportLines(ctx context.Context, q LineQuery) ([]LineRow, error)
	// UncheckedRows are the rows after a number.
	UncheckedRows(ctx context.Context, id, after int64, limit int) ([]StoredRow, error)
	Names(ctx context.Context) (Names, error)
	// UnknownWay finds the way of unknown outcome that has a state.
	UnknownWay(ctx context.Context, corp int64, state string) (Way, error)
	// PicturesMissing are ways of an import that the platform has and whose pictures we have not, after an id.
	PicturesMissing(ctx context.Context, id, after int64, limit int) ([]Way, error)
}

// ImportTx changes imports.
type ImportTx interface {
	Import(id int64) (Import, error)
	ImportByKey(key string) (Import, error)
	AddImport(Import) error
	UpdateImport(Import) error
	DropImport(id int64) (more bool, err error)
	AddImportRows(id int64, rows []StoredRow) error
	// PutChecked stores what the check found out about a row.
	PutChecked(id int64, row StoredRow) error
	// WaitingRows are right rows that no way was asked for, TakenRows those whose way is under way, FailedRows those whose way failed.
	WaitingRows(id, after int64, limit int) ([]StoredRow, error)
	TakenRows(id int64) ([]StoredRow, error)
	FailedRows(id, after int64, limit int) ([]StoredRow, error)
	PutRow(id, n int64, state RowState, way int64) error
}

// twins finds rows that say the same name and channel as one above, by hash: a file may be large.
type twins struct {
	name, channel int // columns; -1: none
	seed          maphash.Seed
	lines         map[uint64]int
}

func newTwins(columns []*Column) *twins {
	t := &twins{name: -1, channel: -1, seed: maphash.MakeSeed(), lines: map[uint64]int{}}
	for i, c := range columns {
		switch {
		case c == nil:
		case c.Field == "name":
			t.name = i
		case c.Field == "channel":
			t.channel = i
		}
	}
	return t
}

// above is the line of the twin, or 0; the row is remembered.
func (t *twins) above(row TableRow) int {
	name := cellOf(row.Cells, t.name)
	if name == "" {
		return 0
	}
	key := maphash.String(t.seed, name+"\x00"+cellOf(row.Cells, t.channel))
	if line := t.lines[key]; line != 0 {
		return line
	}
	t.lines[key] = row.Line
	return 0
}
