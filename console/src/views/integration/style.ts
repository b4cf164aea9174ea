import { read } from '@web/properties.js'
import type { KitStyle } from '@/api/wayKit'
import type { Wishes } from './choices'

/** The look of a way as a form has it. */
export function wishesOf(style: KitStyle): Wishes {
  const text = (value: unknown) => (typeof value === 'boolean' ? String(Number(value)) : String(value))
  return Object.fromEntries(Object.entries(style).filter(([name]) => name !== '$schema').map(([name, value]) => [name, text(value)]))
}

/** The look of a way with what a form wishes put over it; what is no value of a property is left out. */
export function styledBy(style: KitStyle, wishes: Wishes, join: boolean): KitStyle {
  const wished = Object.entries(wishes).filter(([, wish]) => wish !== '').map(([name, wish]) => [name, join ? joinValue(name, wish) : read(name, wish)])
  return { ...style, ...Object.fromEntries(wished.filter(([, value]) => value !== undefined)) }
}

function joinValue(name: string, wish: string): string | number | boolean | undefined {
  if (name === 'contactTextBlod') return wish === '1'
  if (name === 'contactText' || name === 'iconUrl') return wish
  return /^\d{1,3}$/.test(wish) ? Number(wish) : undefined
}
