package e2e

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/console"
	"github.com/menling/menling/internal/store"
)

// An inbox of 5,000 open conversations, one of them of 10,000 messages, opens at once and scrolls smoothly.
func TestACrowdedInboxInABrowser(t *testing.T) {
	chromium := browserTools(t)
	r := newRig(t, store.SQLite)
	r.options.Console = console.Files()
	lin := r.admin()
	r.accounts(lin)
	live := lin.watch("")
	r.control("POST", "/weapp/enter", map[string]any{"customer": "c01", "session_from": "from=detail&id=7"}, nil)
	r.control("POST", "/weapp/messages", map[string]any{"customer": "c01", "msgtype": "text", "content": "你好，想问一下接种的事"}, nil)
	first := row(live, "conversation", func(c struct {
		ID     int64 `json:"id"`
		Unread int   `json:"unread"`
	}) bool {
		return c.Unread > 0
	})
	r.stop()
	crowd(t, filepath.Join(r.options.Dir, "menling.db"), first.ID)
	r.start()
	tellBrowser(t, chromium, "crowd.mjs", "MENLING_CONSOLE="+r.app.URL(), fmt.Sprintf("MENLING_CONVERSATION=%d", first.ID))
}

// crowd makes of one conversation 5,000, each with a customer of its own, and gives the first one 10,000 messages.
func crowd(t *testing.T, path string, conversation int64) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Now().UnixMilli()
	var identity, customer, message int64
	err = db.QueryRow(`SELECT i.id, i.customer_id, (SELECT max(id) FROM messages WHERE conversation_id = c.id) FROM conversations c
		JOIN identities i ON i.id = c.identity_id WHERE c.id = $1`, conversation).Scan(&identity, &customer, &message)
	if err != nil {
		t.Fatal(err)
	}
	const base = 9_000_000_000_000_000
	id := func(part int) string { return fmt.Sprintf("%d + n", base+int64(part)*1_000_000) }
	clone(t, db, "customers", customer, 4999, map[string]string{"id": id(1), "name": "'客户' || n"})
	clone(t, db, "identities", identity, 4999, map[string]string{"id": id(2), "value": "value || n", "customer_id": id(1)})
	at := fmt.Sprintf("%d - n * 7000", now)
	clone(t, db, "conversations", conversation, 4999, map[string]string{
		"id": id(3), "identity_id": id(2), "waiting_since": at, "last_inbound_at": at, "last_message_at": at, "opened_at": at,
		"preview_text": "'第 ' || n || ' 位客户在问：周六还有号吗'",
	})
	clone(t, db, "messages", message, 9998, map[string]string{
		"id": id(4), "at": fmt.Sprintf("%d - (10000 - n) * 9000", now), "push_id": "NULL",
		"text":      "'第 ' || n || ' 句。' || substr('孩子五岁，上次是去年十月打的，这次想约周六上午，不知道还有没有号，需要空腹吗？', 1, 4 + n * 7 % 34)",
		"direction": "CASE n % 3 WHEN 0 THEN 'out' ELSE 'in' END", "state": "CASE n % 3 WHEN 0 THEN 'sent' ELSE 'received' END",
	})
}

// clone copies a row so many times; n counts the copies in what is to be different.
func clone(t *testing.T, db *sql.DB, table string, id int64, times int, different map[string]string) {
	t.Helper()
	rows, err := db.Query("SELECT name FROM pragma_table_info('" + table + "')")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names, values []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		value := different[name]
		if value == "" {
			value = name
		}
		names, values = append(names, name), append(values, value)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	insert := fmt.Sprintf("WITH RECURSIVE counting(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counting WHERE n < %d) INSERT INTO %s (%s) SELECT %s FROM %s, counting WHERE id = $1",
		times, table, strings.Join(names, ", "), strings.Join(values, ", "), table)
	if _, err := db.Exec(insert, id); err != nil {
		t.Fatalf("%s: %v", table, err)
	}
}
