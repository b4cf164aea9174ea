/** What the variables of a welcome stand for. {name|word} stands for word where the name is not known. */
export interface Filling {
  customer: string
  member: string
  channel: string
  way: string
  /** HH:MM where the account is. */
  time: string
  /** MMDD there. */
  date: string
}

export const variables = ['customer', 'member', 'channel', 'way', 'greeting', 'date'] as const
type Variable = (typeof variables)[number]

const variable = /\{([a-z_]+)(\|[^{}|]*)?\}/g
const isKnown = (name: string): name is Variable => variables.includes(name as Variable)

/** Variables that there are not: a mistyped one would be sent as it stands. */
export function strangers(text: string): string[] {
  return [...text.matchAll(variable)].map((m) => m[1]!).filter((name) => !isKnown(name))
}

/** Puts values in the place of variables. What comes out of a value is not read again. */
export function fill(text: string, f: Filling): string {
  return text.replace(variable, (whole, name: string, word?: string) => {
    if (!isKnown(name)) return whole
    const value = name === 'greeting' ? greetingAt(Number(f.time.slice(0, 2))) : f[name]
    return value || (word ? word.slice(1) : name === 'customer' ? '您' : '')
  })
}

/** How one greets at an hour; welcomes go out in Chinese. */
export function greetingAt(hour: number): string {
  if (hour < 5 || hour >= 18) return '晚上好'
  return hour < 11 ? '早上好' : hour < 13 ? '中午好' : '下午好'
}
