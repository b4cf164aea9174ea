import type { Agent } from '@/api/types'

/** What is given at most to who has no capacity set. */
const unset = 10
/** From when a wait is bad. */
const bad = 5 * 60_000

/** How full somebody's hands are; more than 1: fuller than they should be. */
export const fullness = ({ open, capacity }: Pick<Agent, 'open' | 'capacity'>) => open / (capacity || unset)

/** Whether somebody is at the desk: with a console open, and not off duty. */
export const atDesk = ({ there, status }: Pick<Agent, 'there' | 'status'>) => there && status !== 'offline'

/** Milliseconds since; nobody waits: 0. */
export const waited = (since: number, now: number) => (since ? Math.max(0, now - since) : 0)

export function toneOf(wait: number): '' | 'brass' | 'alarm' {
  if (wait === 0) return ''
  return wait >= bad ? 'alarm' : 'brass'
}
