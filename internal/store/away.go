package store

import (
	"database/sql/driver"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Away says whether an error means that the database does not answer now, and may answer the same later.
func (s *Store) Away(err error) bool { return err != nil && s.dialect.away(err) }

// A file does not go away.
func (sqliteDialect) away(error) bool { return false }

func (postgresDialect) away(err error) bool {
	switch state := sqlState(err); {
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "57P"), state == "53300": // connection, shutdown and start, no connection left
		return true
	case state != "":
		return false
	}
	var dial *pgconn.ConnectError
	var broken interface{ SafeToRetry() bool } // what the driver makes of a connection that broke
	return errors.As(err, &dial) || errors.As(err, &broken) || errors.Is(err, driver.ErrBadConn)
}
