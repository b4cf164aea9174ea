import { reactive } from 'vue'
import { asProblem } from '@/api/problem'

export interface Notice {
  id: number
  tone: 'good' | 'bad'
  zh: string
  en: string
  code?: string
}

export const notices = reactive<Notice[]>([])
let last = 0

function show(notice: Omit<Notice, 'id'>, milliseconds: number) {
  const id = ++last
  if (notices.some((n) => n.code === notice.code && n.zh === notice.zh)) return
  notices.push({ ...notice, id })
  window.setTimeout(() => dismiss(id), milliseconds)
}

export function dismiss(id: number) {
  const at = notices.findIndex((n) => n.id === id)
  if (at >= 0) notices.splice(at, 1)
}

/** Tells that something worked. */
export function say(zh: string, en: string) {
  show({ tone: 'good', zh, en }, 3_000)
}

/** The one place where an error that belongs to no field reaches the person. */
export function showProblem(error: unknown) {
  const problem = asProblem(error)
  if (problem.code === 'not_signed_in') return
  if (problem.code === 'console_fault') console.error(error)
  show({ tone: 'bad', zh: problem.zh, en: problem.en, code: problem.refusal ? undefined : problem.code }, 9_000)
}
