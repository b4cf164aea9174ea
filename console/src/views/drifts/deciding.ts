import { useI18n } from 'vue-i18n'
import { useDecide } from '@/api/drift'
import type { Drift, DriftOutcome } from '@/api/types'
import zh from '@/app/i18n/zh'
import en from '@/app/i18n/en'
import { say } from '@/app/notices'
import type { Action } from './kinds'

/** What somebody is about to decide: about these drifts, or about all of a kind. */
export interface Decision {
  action: Action
  kind: Drift['kind']
  drifts: Drift[]
  /** How many of the kind there are, when it is about all. */
  all: number
}

/** Decides, and says what became of it. */
export function useDeciding(account: () => number) {
  const { te } = useI18n()
  const decide = useDecide()

  function tell({ done, passed }: DriftOutcome) {
    const why = (words: Record<string, string>, code: string) => (te(`drifts.why.${code}`) ? words[code] ?? code : code)
    const line = (texts: typeof zh.drifts | typeof en.drifts, join: string) => {
      const codes = [...new Set(passed.map(({ code }) => why(texts.why, code)))].join(join)
      const parts = [done.length > 0 && texts.decided.replace('{n}', String(done.length)), codes && texts.passed.replace('{n}', String(passed.length)).replace('{why}', codes)]
      return parts.filter(Boolean).join(join)
    }
    say(line(zh.drifts, '，'), line(en.drifts, ', '))
  }

  async function run({ action, kind, drifts, all }: Decision, channel = 0): Promise<DriftOutcome | null> {
    const scope = all ? { account_id: account(), kind } : { ids: drifts.map(({ id }) => id) }
    const outcome = await decide.mutateAsync({ action, ...scope, ...(channel && { channel_id: channel }) }).catch(() => null)
    if (outcome && !outcome.run_id) tell(outcome)
    return outcome
  }
  return { run, busy: decide.isPending, error: decide.error, reset: decide.reset }
}
