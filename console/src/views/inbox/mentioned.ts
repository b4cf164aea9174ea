import type { Agent } from '@/api/types'

const most = 20

/** Whom a note names. Of several names that stand after an at sign the longest is meant: @王芳 is not 王. */
export function mentioned(text: string, agents: Agent[]): number[] {
  const named = new Set<string>()
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const names = agents.map((agent) => agent.name).filter((name) => name !== '' && text.startsWith(name, at + 1))
    if (names.length) named.add(names.reduce((a, b) => (b.length > a.length ? b : a)))
  }
  return agents.filter((agent) => !agent.disabled && named.has(agent.name)).map((agent) => agent.id).slice(0, most)
}
