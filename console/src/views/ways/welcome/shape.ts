import { bytes, codePoints } from '@/parts/length'
import type { Attachment, WelcomePlan } from '@/api/types'
import { strangers } from './filling'

/** The platform's and our own limits; texts in bytes, files in MB. */
export const limits = { text: 4000, attachments: 9, hours: 24, title: 128, cardTitle: 64, desc: 512, url: 2048, name: 100, image: 10, video: 10, file: 20 }

export type Kind = Attachment['kind']
export type Greeting = Pick<WelcomePlan, 'text' | 'attachments'>
export type Gap = { key: 'required' | 'badHours' | 'badURL' | 'badName' | 'upload' | 'emptyPart' } | { key: 'longBytes' | 'tooMany' | 'stranger'; n: number | string }

export const isEmpty = (g: Greeting) => !g.text && !g.attachments?.length
export const isNone = (plan: WelcomePlan) => isEmpty(plan) && !plan.hours?.length

/** A plan as it is stored: no empty fields. */
export function tidy(plan: WelcomePlan): WelcomePlan {
  const hours = (plan.hours ?? []).map(({ from, to, ...g }) => ({ from, to, ...greeting(g) }))
  return { ...greeting(plan), ...(hours.length && { hours }) }
}

function greeting({ text, attachments }: Greeting): Greeting {
  return { ...(text?.trim() && { text: text.trim() }), ...(attachments?.length && { attachments }) }
}

/** What is wrong with a plan, by the field that holds it; -1 is the rest of the day. */
export function wrongOf(plan: WelcomePlan): Map<string, Gap> {
  const found = new Map<string, Gap>()
  const note = (at: string, gap: Gap | undefined) => gap && found.set(at, gap)
  checkGreeting(plan, '-1', note)
  plan.hours?.forEach((h, i) => {
    note(`${i}.hours`, h.from && h.to && h.from !== h.to ? undefined : { key: 'badHours' })
    note(`${i}.text`, isEmpty(tidy(h)) ? { key: 'emptyPart' } : undefined)
    checkGreeting(h, String(i), note)
  })
  return found
}

type Note = (at: string, gap: Gap | undefined) => void

function checkGreeting(g: Greeting, at: string, note: Note) {
  const stranger = strangers(g.text ?? '')[0]
  note(`${at}.text`, long(g.text, limits.text) ?? (stranger ? { key: 'stranger', n: stranger } : undefined))
  note(`${at}.attachments`, (g.attachments?.length ?? 0) > limits.attachments ? { key: 'tooMany', n: limits.attachments } : undefined)
  g.attachments?.forEach((a, n) => checkAttachment(a, `${at}.attachments.${n}`, note))
}

function checkAttachment(a: Attachment, at: string, note: Note) {
  const needed = (name: 'title' | 'url' | 'appid' | 'page') => note(`${at}.${name}`, a[name]?.trim() ? undefined : { key: 'required' })
  if (a.kind === 'link') {
    needed('title')
    note(`${at}.url`, webAddress(a.url) ? undefined : { key: 'badURL' })
    note(`${at}.pic`, !a.pic || webAddress(a.pic) ? undefined : { key: 'badURL' })
    note(`${at}.title`, long(a.title, limits.title))
    return note(`${at}.desc`, long(a.desc, limits.desc))
  }
  note(`${at}.media`, a.media ? undefined : { key: 'upload' })
  if (a.kind === 'file') note(`${at}.name`, fileName(a.name) ? undefined : { key: 'badName' })
  if (a.kind !== 'miniprogram') return
  for (const name of ['title', 'appid', 'page'] as const) needed(name)
  note(`${at}.title`, long(a.title, limits.cardTitle))
}

const long = (text: string | undefined, n: number): Gap | undefined => (bytes(text ?? '') > n ? { key: 'longBytes', n } : undefined)
const fileName = (name = '') => name.trim() !== '' && codePoints(name) <= limits.name && !/[/\\\n\r"]/.test(name)

export function webAddress(text = ''): boolean {
  if (!/^https?:\/\//.test(text) || bytes(text) > limits.url) return false
  return URL.canParse(text)
}

/** The part of the day that holds at HH:MM; the first one wins, -1 is the rest of the day. */
export function partAt(plan: WelcomePlan, now: string): number {
  return (plan.hours ?? []).findIndex(({ from, to }) => (from < to ? from <= now && now < to : from <= now || now < to))
}

/** Puts one of a list in another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list]
  const [item] = next.splice(from, 1)
  if (item !== undefined) next.splice(Math.max(0, Math.min(to, next.length)), 0, item)
  return next
}
