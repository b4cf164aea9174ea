import { computed, onScopeDispose, type Ref, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { serverNow } from '@/app/clock'
import type { Attachment, Channel, WelcomePlan, WelcomeTrial } from '@/api/types'
import { useWelcomeTrial } from '@/api/welcomes'
import { fill, type Filling } from './filling'
import { isNone, partAt, tidy, wrongOf } from './shape'

/** What a plan is written for: of a way that there is already the server is asked, which knows all that is filled in. */
export interface About {
  way: number
  name: string
  member: string
  channel?: Pick<Channel, 'name' | 'welcome'>
  zone: string
}

interface Shown {
  text: string
  attachments: readonly Attachment[]
  hours: string
  cut: boolean
}

/** Minutes of the day where the account is. */
export function clockIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}

/** The moment of today at which clocks there show a time. */
export function momentOf(time: string, zone: string, at: number): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
  return at + (minutes(time) - minutes(clockIn(zone, at))) * 60_000
}

export function usePreview(plan: () => WelcomePlan, about: () => About, time: Ref<string>, known: Ref<boolean>) {
  const { t } = useI18n()
  const holds = computed(() => (isNone(tidy(plan())) ? (about().channel?.welcome ?? {}) : plan()))
  const filling = computed<Filling>(() => {
    const { name, member, channel, zone } = about()
    const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone, month: '2-digit', day: '2-digit' }).format(serverNow()).replace('-', '')
    return { customer: known.value ? t('welcome.sample') : '', member: member || t('welcome.sampleMember'), channel: channel?.name ?? '', way: name, time: time.value, date }
  })
  const local = computed<Shown>(() => {
    const n = partAt(holds.value, time.value)
    const h = holds.value.hours?.[n]
    const g = h ?? holds.value
    return { text: fill(g.text ?? '', filling.value), attachments: g.attachments ?? [], hours: h ? `${h.from}–${h.to}` : '', cut: false }
  })

  /** Typing is shown at once as we fill it in, and then as the server does. */
  const asked = ref<WelcomeTrial | null>(null)
  let timer = 0
  function ask() {
    if (about().way === 0 || wrongOf(holds.value).size > 0) return
    asked.value = { welcome: tidy(holds.value), at: momentOf(time.value, about().zone, serverNow()), customer: known.value ? t('welcome.sample') : '' }
  }
  watch([holds, time, known], () => {
    asked.value = null
    window.clearTimeout(timer)
    timer = window.setTimeout(ask, 500)
  }, { immediate: true, deep: true })
  onScopeDispose(() => window.clearTimeout(timer))
  const trial = useWelcomeTrial(() => about().way, asked)
  const answered = computed(() => (asked.value ? trial.data.value : undefined))
  return { shown: computed<Shown>(() => answered.value ?? local.value), error: computed(() => asked.value && trial.error.value) }
}
