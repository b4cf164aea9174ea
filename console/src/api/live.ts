/** The stream of changes as the console knows it. Times are milliseconds. */
export interface LiveState {
  phase: 'connecting' | 'live' | 'lost'
  /** Where to resume; empty before the first hello. */
  cursor: string
  /** Failures in a row, for the back-off. */
  failures: number
  /** Server clock minus this machine's clock. */
  offset: number
  /** The server's database does not answer. */
  away: boolean
}

export type LiveInput =
  | { type: 'hello'; cursor: string; now: number; at: number }
  | { type: 'ping'; now: number; at: number; away: boolean }
  | { type: 'event'; cursor: string }
  | { type: 'lost' }

export const liveStart: LiveState = { phase: 'connecting', cursor: '', failures: 0, offset: 0, away: false }

/**
 * The next state after one thing happened on the stream. Nobody is greeted without the database. A hello moves the cursor only the first time: when
 * resuming, what was missed is still to come, and a break before it arrived must ask for it again.
 */
export function reduce(state: LiveState, input: LiveInput): LiveState {
  switch (input.type) {
    case 'hello':
      return { phase: 'live', cursor: state.cursor || input.cursor, failures: 0, offset: input.now - input.at, away: false }
    case 'ping':
      return { ...state, phase: 'live', failures: 0, offset: input.now - input.at, away: input.away }
    case 'event':
      return input.cursor === '' ? state : { ...state, phase: 'live', cursor: input.cursor }
    case 'lost':
      return { ...state, phase: 'lost', failures: state.failures + 1 }
  }
}

/** Milliseconds to wait before try number `failures`: 0.5 s doubling to 15 s, spread by a quarter. */
export function backoff(failures: number, random: number): number {
  const full = Math.min(15_000, 500 * 2 ** Math.max(0, failures - 1))
  return Math.round(full * (0.75 + 0.25 * random))
}
