package store

// SessionKey signs the session-froms of a mini program. It follows from the data key, so that every node has it and a restored backup
// knows what was signed before.
func (s *Store) SessionKey(appid string) []byte { return s.keys.derive("session-from", appid) }

// SessionKey signs the session-froms of a mini program.
func (tx *Tx) SessionKey(appid string) []byte { return tx.s.SessionKey(appid) }
