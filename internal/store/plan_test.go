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

// explained is how a database would answer a query.
func explained(t *testing.T, tx *store.Tx, query string, args ...any) string {
	t.Helper()
	rows, err := tx.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var plan strings.Builder
	for line := make([]any, len(names)); rows.Next(); {
		for i := range line {
			line[i] = new(any)
		}
		if err := rows.Scan(line...); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&plan, *line[len(line)-1].(*any))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}

// A customer opens as fast after ten thousand messages as after ten: of these, their history reads only the lines that say they came in.
func TestAHistoryReadsNoOtherMessages(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		var plan string
		err := storetest.Open(t, d).Write(t.Context(), nil, func(tx *store.Tx) error {
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
			plan = explained(t, tx, explain+store.CustomerHistory, int64(1))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan, "messages_entered") {
			t.Errorf("it reads messages otherwise:\n%s", plan)
		}
	})
}

// A message is applied by what its customer has, not by what the account has, also in the first minute of a PostgreSQL, which chooses once, by
// empty tables.
func TestAppliedMessagesReadTheirCustomersRows(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		err := storetest.Open(t, d).Write(t.Context(), nil, func(tx *store.Tx) error {
			for i, row := range []struct {
				query, index string
				args         int
			}{
				{store.LatestConversation, "conversations_identity", 2}, {store.AttachEntries, "messages_identity", 3}, {store.LastSaid(d), "messages_identity", 4},
			} {
				var plan string
				if d == store.Postgres {
					types, values := strings.Repeat(", bigint", row.args)[2:], strings.Repeat(", 1", row.args)[2:]
					for _, statement := range []string{"SET LOCAL plan_cache_mode = force_generic_plan", fmt.Sprintf("PREPARE look%d (%s) AS %s", i, types, row.query)} {
						if _, err := tx.Exec(statement); err != nil {
							return err
						}
					}
					plan = explained(t, tx, fmt.Sprintf("EXPLAIN EXECUTE look%d (%s)", i, values))
				} else {
					plan = explained(t, tx, "EXPLAIN QUERY PLAN "+row.query, make([]any, row.args)...)
				}
				if !strings.Contains(plan, row.index) {
					t.Errorf("%s\nis looked up otherwise:\n%s", row.query, plan)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
