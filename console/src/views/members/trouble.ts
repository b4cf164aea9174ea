import type { Member } from '@/api/types'

/** What can be wrong with a member, worst first; each has its words and what to do. */
export type Trouble = 'left' | 'disabled' | 'inactive' | 'noContact' | 'unverified' | 'refused' | 'suspected'

const byStatus: Record<number, Trouble> = { 2: 'disabled', 4: 'inactive', 5: 'left' }

/** How the platform refuses a member whose real name is not verified: it cannot be asked beforehand. */
const notVerified = 40098

type Known = Pick<Member, 'status' | 'contact' | 'problem' | 'suspected'>

export function troubles(m: Known): Trouble[] {
  const found: Trouble[] = []
  const status = byStatus[m.status]
  if (status) found.push(status)
  if (!m.contact) found.push('noContact')
  if (m.problem) found.push(m.problem.code === notVerified ? 'unverified' : 'refused')
  else if (m.suspected) found.push('suspected')
  return found
}

export const memberFilters = ['all', 'trouble', 'off', 'unused'] as const
export type MemberFilter = (typeof memberFilters)[number]

export function inFilter(m: Member, filter: MemberFilter, off: boolean): boolean {
  switch (filter) {
    case 'trouble':
      return troubles(m).length > 0
    case 'off':
      return off
    case 'unused':
      return m.ways === 0
    case 'all':
      return true
  }
}

export const matches = (m: Member, q: string) => q === '' || `${m.name} ${m.userid}`.toLowerCase().includes(q.toLowerCase())

/** Those with trouble who stand in ways first: they cost customers today. Then by name. */
export function byUrgency(a: Member, b: Member): number {
  const urgent = (m: Member) => (troubles(m).length ? (m.ways ? 2 : 1) : 0)
  return urgent(b) - urgent(a) || a.name.localeCompare(b.name, 'zh') || a.userid.localeCompare(b.userid)
}

/** The server counts no further. */
const countMost = 500

export const waysShown = (n: number) => (n >= countMost ? `${countMost}+` : String(n))
