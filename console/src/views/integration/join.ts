import type { Wishes } from './choices'

const numbers = ['paddingStyle', 'iconBorderRadius']

/** What the code of a group's cell sets: of the numbers only those that are some. Plain text is not said where nobody made it bold. */
export function joinChosen(wishes: Wishes, company: Wishes = {}): Record<string, string | number> {
  const entries = Object.entries(wishes).filter(([name, wish]) => wish !== '' && !(name === 'contactTextBlod' && wish === '0' && company[name] !== '1'))
  return Object.fromEntries(entries.flatMap(([name, wish]): [string, string | number][] => {
    if (!numbers.includes(name)) return [[name, name === 'contactTextBlod' ? Number(wish) : wish]]
    return /^\d{1,3}$/.test(wish) ? [[name, Number(wish)]] : []
  }))
}
