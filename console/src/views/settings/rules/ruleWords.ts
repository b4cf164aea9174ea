import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAccounts } from '@/api/accounts'
import { useBots } from '@/api/bots'
import type { Rule } from '@/api/rules'
import { useTeams } from '@/api/teams'

/** Says in words when a rule acts and what it does. */
export function useRuleWords() {
  const { t } = useI18n()
  const { data: accounts } = useAccounts()
  const { data: bots } = useBots()
  const { data: teams } = useTeams()
  const nameIn = (list: { id: number; name: string }[] | undefined, id: number) => list?.find((one) => one.id === id)?.name ?? t('rules.gone')

  /** What of a message it looks for; empty: anything. */
  function looksFor({ event, how, words, pattern }: Pick<Rule, 'event' | 'how' | 'words' | 'pattern'>): string {
    if (event !== 'message' || !how) return ''
    return t(`rules.looks.${how}`, { what: how === 'pattern' ? pattern : words.map((word) => t('rules.quoted', { word })).join(t('rules.or')) })
  }

  function when(rule: Rule): string[] {
    return [
      t(`rules.on.${rule.event}`),
      looksFor(rule),
      rule.event === 'all_busy' && rule.ahead ? t('rules.aheadWords', { n: rule.ahead }) : '',
      rule.session_from ? t('rules.sessionWords', { what: rule.session_from }) : '',
      rule.session_signed ? t('rules.signedWords') : '',
      rule.hours ? t(`rules.inHours.${rule.hours}`) : '',
      rule.while && !rule.bot_id ? t(`rules.while.${rule.while}`) : '',
      rule.every_minutes ? t('rules.everyWords', { n: rule.every_minutes }) : '',
      rule.account_id ? nameIn(accounts.value, rule.account_id) : '',
    ].filter(Boolean)
  }

  function does(rule: Pick<Rule, 'bot_id' | 'team_id' | 'go_on'>): string[] {
    return [
      rule.bot_id ? t('rules.asks', { name: nameIn(bots.value, rule.bot_id) }) : '',
      rule.team_id ? t('rules.leadsTo', { name: nameIn(teams.value, rule.team_id) }) : '',
      rule.go_on ? t('rules.goesOn') : '',
    ].filter(Boolean)
  }
  const programs = computed(() => (accounts.value ?? []).filter((a) => a.kind === 'weapp'))
  return { when, does, looksFor, programs, bots, teams }
}
