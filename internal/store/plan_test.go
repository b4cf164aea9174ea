package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// manyMessages are ten customers with 300 each, one of them a line that says they came in.
const manyMessages = `INSERT INTO messages (id, conversation_id, account_id, identity_id, direction, kind, text, media_ref, media_state, at, ord, agent_id, state, problem, settled_at)
	WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
	SELECT i, i % 10, 1, i % 10, 'in', CASE WHEN i <= 10 THEN 'entered' ELSE 'text' END, 'hello', '', '', i, 0, 0, 'sent', 0, 0 FROM n`

// A customer opens as fast after ten thousand messages as after ten: of these, their history reads only the lines that say they came in.
func TestAHistoryReadsNoOtherMessages(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		s := storetest.Open(t, d)
		var plan strings.Builder
		err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
			if _, err := tx.Exec(manyMessages); err != nil {
				return err
			}
			explain := "EXPLAIN QUERY PLAN "
			if d == store.Postgres {
				if _, err := tx.Exec("ANALYZE messages"); err != nil {
					return err
				}
				explain = "EXPLAIN "
			}
			rows, err := tx.Query(explain+store.CustomerHistory, int64(1))
			if err != nil {
				return err
			}
			defer rows.Close()
			names, err := rows.Columns()
			if err != nil {
				return err
			}
			for line := make([]any, len(names)); rows.Next(); {
				for i := range line {
					line[i] = new(any)
				}
				if err := rows.Scan(line...); err != nil {
					return err
				}
				fmt.Fprintln(&plan, *line[len(line)-1].(*any))
			}
			return rows.Err()
		})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan.String(), "messages_entered") {
			t.Errorf("it reads messages otherwise:\n%s", plan.String())
		}
	})
}
