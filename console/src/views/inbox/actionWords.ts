import type { Action } from '@/api/types'

interface Words {
  t: (key: string, named?: Record<string, unknown>) => string
  te: (key: string) => boolean
  who: string
  team: string
  /** Stands for the rule's name, when that is drawn apart; else it is written. */
  rule?: string
}

/** One sentence about what was done. Kinds that this console does not know yet are told by name. */
export function actionWords(action: Action, { t, te, who, team, rule = action.actor.name }: Words): string {
  const key = `desk.act.${sentence(action)}`
  const named = { who, agent: action.agent?.name ?? '', team, rule, text: action.text, n: action.kind === 'rule' ? Number(details(action).minutes) || 0 : ratingOf(action), found: details(action).found ?? '', why: silence(action, { t, te }) }
  const told = te(key) ? t(key, named) : `${who} · ${action.kind}`
  return told + addition(action, named, { t, te })
}

/** What is told behind the sentence. */
function addition(action: Action, named: Record<string, unknown>, { t, te }: Pick<Words, 't' | 'te'>): string {
  if (action.kind === 'rule') return ruleAdditions(details(action)).map((key) => t(`desk.act.${key}`, named)).join('')
  if (!withText.includes(action.kind) || !action.text) return ''
  const why = `desk.closedWhy.${action.text}`
  return t('desk.said', { text: action.actor.kind !== 'agent' && te(why) ? t(why) : action.text })
}

/** Kinds whose text is told behind the sentence. */
const withText: Action['kind'][] = ['transferred', 'closed']

function sentence(action: Action): string {
  if (action.kind === 'transferred') return action.agent ? 'transferredAgent' : 'transferredTeam'
  if (action.kind === 'closed') return action.actor.kind === 'agent' ? 'closed' : 'closedSelf'
  if (action.kind === 'accepted') return action.agent && action.agent.id !== action.actor.id ? 'assigned' : 'accepted'
  if (action.kind === 'rule') return ruleSentence(details(action))
  return action.kind
}

function ruleSentence(details: Record<string, unknown>): string {
  const did = deeds(details)
  if (did.includes('reminded') && Number(details.level) > 1) return 'rule_told_leads'
  if (did.includes('dropped')) return 'rule_dropped'
  if (did.includes('handed_over')) return 'rule_handed_over'
  if (did.includes('fallback') && !details.message_id) return 'rule_no_answer'
  const first = ['said', 'bot', 'fallback', 'asked_bot', 'reminded'].find((what) => did.includes(what))
  return first ? `rule_${first}` : did.includes('team') ? 'rule_team' : 'rule_withheld'
}

/** Why a rule said nothing. */
function silence(action: Action, { t, te }: Pick<Words, 't' | 'te'>): string {
  const code = String(details(action).withheld ?? '')
  return te(`desk.silentWhy.${code}`) ? t(`desk.silentWhy.${code}`) : code
}

/** What else a rule did, and why it kept silent. */
function ruleAdditions(details: Record<string, unknown>): string[] {
  const did = deeds(details)
  const found = details.found && did.includes('said') ? ['rule_found'] : []
  const team = did.includes('team') && did.length > 1 ? ['rule_and_team'] : []
  const silent = details.withheld && did.length > 0 ? ['rule_and_silent'] : []
  return [...found, ...team, ...silent]
}

export const isReminder = (action: Action) => action.kind === 'rule' && deeds(details(action)).includes('reminded')

const deeds = ({ did }: Record<string, unknown>): string[] => (Array.isArray(did) ? did.map(String) : [])

function details(action: Action): Record<string, unknown> {
  return typeof action.details === 'object' && action.details !== null ? (action.details as Record<string, unknown>) : {}
}

/** What a customer gave; 0: nothing. */
export function ratingOf(action: Action): number {
  const { rating: n } = details(action)
  return typeof n === 'number' ? n : Number(action.text) || 0
}
