package store

// Attempt takes a try of a name that has burst of them and gets one back in each interval; wait is how long there is none, and then
// nothing was taken.
func (tx *Tx) Attempt(name string, now, interval int64, burst int) (wait int64, err error) {
	n, err := tx.exec(`INSERT INTO attempts (name, until) VALUES ($1, CAST($2 AS BIGINT) + $3)
		ON CONFLICT (name) DO UPDATE SET until = CASE WHEN attempts.until > $2 THEN attempts.until ELSE $2 END + $3
		WHERE attempts.until <= $4`, name, now, interval, now+interval*int64(burst-1))
	if err != nil || n > 0 {
		return 0, err
	}
	until, err := one[int64](tx.row("SELECT until FROM attempts WHERE name = $1", name))
	return until - now - interval*int64(burst-1), err
}
