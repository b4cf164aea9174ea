import { router } from './router'

/** Lets the console be installed, and open without a network. Plain http has no workers, and needs none. */
export function install() {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  navigator.serviceWorker.register('/sw.js').catch(() => {}) // a page without it works as well
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ open?: unknown }>) => {
    if (typeof data?.open === 'string' && data.open.startsWith('/inbox/')) void router.push(data.open)
  })
}
