import { reactive } from 'vue'
import { asProblem } from '@/api/problem'

export interface Notice {
  id: number
  tone: 'good' | 'bad' | 'bell'
  zh: string
  en: string
  code?: string
  /** Where it leads. */
  to?: string
}

export const notices = reactive<Notice[]>([])
let last = 0

const timers = new Map<number, number>()

/** What is told again is not shown twice; its time begins anew. */
function show(notice: Omit<Notice, 'id'>, milliseconds: number) {
  const same = notices.find((n) => n.code === notice.code && n.zh === notice.zh)
  const id = same?.id ?? ++last
  if (!same) notices.push({ ...notice, id })
  window.clearTimeout(timers.get(id))
  timers.set(id, window.setTimeout(() => dismiss(id), milliseconds))
}

export function dismiss(id: number) {
  timers.delete(id)
  const at = notices.findIndex((n) => n.id === id)
  if (at >= 0) notices.splice(at, 1)
}

/** Tells that something worked. */
export function say(zh: string, en: string) {
  show({ tone: 'good', zh, en }, 3_000)
}

/** Tells of something to look at, already in the language of this person. */
export function remark(text: string, to: string) {
  // Many may come at once: the newest two are enough to see that something waits.
  const shown = notices.filter((n) => n.tone === 'bell')
  if (shown.length > 1) dismiss(shown[0]!.id)
  show({ tone: 'bell', zh: text, en: text, to }, 15_000)
}

/** The one place where an error that belongs to no field reaches the person. */
export function showProblem(error: unknown) {
  const problem = asProblem(error)
  if (problem.code === 'not_signed_in') return
  if (problem.code === 'console_fault') console.error(error)
  show({ tone: 'bad', zh: problem.zh, en: problem.en, code: problem.refusal ? undefined : problem.code }, 9_000)
}
