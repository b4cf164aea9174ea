import { counts, properties, read, settle } from '@web/properties.js'
import { wordsOf } from '@web/words.js'

/** What a form says of a cell's properties: texts as typed or chosen, '' where the way's own setting holds. */
export type Wishes = Record<string, string>

export const propertyNames = Object.keys(properties)

/** Properties of a fixed text, by the list of their texts. */
const texts: Record<string, 'contact' | 'button' | 'service'> = { contactText: 'contact', buttonText: 'button', serviceText: 'service' }

const fixed: Record<string, (string | number)[]> = {
  styleType: [1, 2, 3], avatorStyle: ['circle', 'rect'], isMask: [0, 1], buttonStyle: ['primary', 'light'], iconStyle: ['avator', 'primary', 'light'], blockStyle: ['bubble', 'button'],
}

export interface Option { value: string; label: string }

/** What can be chosen for a property; empty where it is typed. say names what has no text of its own. */
export function optionsOf(name: string, lang: string, say: (key: string) => string): Option[] {
  const list = texts[name]
  if (list) return (wordsOf(lang)[list] as string[]).map((label, n) => ({ value: String(n), label }))
  return (fixed[name] ?? []).map((value) => ({ value: String(value), label: say(`${name}${value}`) }))
}

/** How a cell looks: what the page wishes, else what the company set for the way, else what is usual. */
export const settled = (wishes: Wishes, company: Wishes = {}) => settle(given(wishes), company)

/** Whether a property changes anything beside the others. */
export const matters = (name: string, wishes: Wishes, single: boolean, company: Wishes = {}) => counts(name, settled(wishes, company), single)

export const valid = (name: string, wish: string) => wish === '' || read(name, wish) !== undefined

/** What the code sets: what is wished, is valid and matters. */
export function chosen(wishes: Wishes, single: boolean, company: Wishes = {}): Record<string, string | number> {
  return Object.fromEntries(propertyNames.filter((name) => matters(name, wishes, single, company)).flatMap((name) => {
    const value = wishes[name] ? read(name, wishes[name]) : undefined
    return value === undefined ? [] : [[name, value]]
  }))
}

const given = (wishes: Wishes) => Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish !== ''))
