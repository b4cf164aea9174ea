package app

import "runtime/debug"

// gcPercent lets the heap grow to three times what lives before it is collected: a server's living heap is a few megabytes, and
// pushes by the thousand would have it collected ten times a second.
const gcPercent = 200

// TuneMemory prepares a process that serves; GOGC in its environment is overruled.
func TuneMemory() { debug.SetGCPercent(gcPercent) }
