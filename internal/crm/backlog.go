package crm

// Backlog is what waits in the database now.
type Backlog struct {
	Journal   Waiting            // pushes and observations
	Jobs      map[string]Waiting // by queue; those under way with them
	Parked    map[string]int64   // by source, as in Parked
	Unindexed map[string]int64   // what is not found by its words yet: ways, messages, customers
	// OldestTransaction is for how many milliseconds the oldest one that writes goes on, where there can be several.
	OldestTransaction int64
}

// Waiting are rows that could be worked on now, and for how many milliseconds the oldest of them could.
type Waiting struct {
	Rows   int64
	Oldest int64
}
