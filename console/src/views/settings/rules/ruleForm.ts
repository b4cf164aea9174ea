import type { Rule, RuleInput } from '@/api/rules'

export const events = ['message', 'entered', 'accepted', 'outside_hours', 'all_busy'] as const
export const hows = ['contains', 'equals', 'begins', 'pattern', ''] as const

/** What a text may name, by event. */
export function placesOf(event: Rule['event']): string[] {
  const always = ['客户', '小程序']
  if (event === 'accepted') return [...always, '客服']
  if (event === 'message' || event === 'all_busy') return [...always, '位置', '营业时间']
  return [...always, '营业时间']
}

/** Whether a bot can be asked then: it answers messages of customers who wait. */
export const asksBots = (event: Rule['event']) => event !== 'entered' && event !== 'accepted'

export const emptyRule = (): RuleInput => ({ account_id: 0, name: '', enabled: true, event: 'message', how: 'contains', words: [], say: '', while: '', hours: '', ahead: 0, every_minutes: 0 })

/** A rule as the form changes it. */
export function inputOf(rule: Rule): RuleInput {
  const { id: _id, position: _position, created_at: _created, updated_at: _updated, ...input } = rule
  return { ...emptyRule(), ...input, words: [...rule.words] }
}

export type Gap = 'name' | 'words' | 'pattern' | 'say'

/** What a form must still ask for; the server says the rest. */
export function gapsOf(rule: RuleInput): Gap[] {
  const found: Gap[] = []
  if (rule.name.trim() === '') found.push('name')
  if (rule.event === 'message' && rule.how === 'pattern' && !rule.pattern?.trim()) found.push('pattern')
  if (rule.event === 'message' && rule.how && rule.how !== 'pattern' && rule.words.length === 0) found.push('words')
  if (!rule.say?.trim() && !rule.team_id && !rule.bot_id) found.push('say')
  return found
}

/** Whether a rule asks for more than the moment and the words. */
export function hasMore(rule: RuleInput): boolean {
  return Boolean(rule.while || rule.hours || rule.session_from || rule.session_signed || rule.every_minutes || rule.go_on)
}

/** The ids with one of them moved to another place. */
export function moved(ids: readonly number[], from: number, to: number): number[] {
  if (to < 0 || to >= ids.length || from === to) return [...ids]
  return ids.toSpliced(from, 1).toSpliced(to, 0, ids[from]!)
}
