import { computed, ref, watchEffect } from 'vue'
import { recall, remember } from '../remember'

export type Theme = 'system' | 'light' | 'dark'

const system = window.matchMedia('(prefers-color-scheme: dark)')
const systemDark = ref(system.matches)
system.addEventListener('change', (event) => (systemDark.value = event.matches))

const saved = recall('theme')
export const theme = ref<Theme>(saved === 'light' || saved === 'dark' ? saved : 'system')

/** Whether the dark colours are shown now. */
export const dark = computed(() => theme.value === 'dark' || (theme.value === 'system' && systemDark.value))

export function setTheme(next: Theme) {
  theme.value = next
  remember('theme', next === 'system' ? null : next)
}

/** Keeps <html theme-mode> and the browser's own colours in step with the choice. */
export function applyTheme() {
  watchEffect(() => {
    document.documentElement.setAttribute('theme-mode', dark.value ? 'dark' : 'light')
    document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]').forEach((meta) => {
      meta.removeAttribute('media')
      meta.content = dark.value ? '#111614' : '#F6F7F5'
    })
  })
}
