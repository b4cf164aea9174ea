import { createI18n } from 'vue-i18n'
import { recall, remember } from '../remember'
import en from './en'
import zh from './zh'

export type Locale = 'zh' | 'en'

const saved = recall('locale')

export const i18n = createI18n({
  legacy: false,
  locale: (saved === 'en' ? 'en' : 'zh') as Locale,
  fallbackLocale: 'zh',
  messages: { zh, en },
})

export function setLocale(locale: Locale) {
  i18n.global.locale.value = locale
  remember('locale', locale)
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
}

/** A sentence outside of a component. */
export function tr(key: string, named: Record<string, unknown> = {}): string {
  return i18n.global.t(key, named)
}

export function locale(): Locale {
  return i18n.global.locale.value
}

/** The half of a two-language text that is wanted now. */
export function words(text: { zh: string; en: string }): string {
  return locale() === 'zh' ? text.zh : text.en
}
