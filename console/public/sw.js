// Lets the installed console open without a network. Only its own built files pass through a cache: answers of the API
// and pictures of customers never do.
const page = 'menling-page'
const assets = /^\/assets\/([0-9a-f]+)\//

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (assets.test(pathname)) event.respondWith(fromCache(request, `menling-${assets.exec(pathname)[1]}`))
  else if (request.mode === 'navigate' && !/^\/(api|docs|callbacks)\b/.test(pathname)) event.respondWith(newest(request))
})

/** Built files never change under their path. */
async function fromCache(request, name) {
  const cache = await caches.open(name)
  const found = await cache.match(request)
  if (found) return found
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

/** The page of now; the last one seen when there is no network. */
async function newest(request) {
  const cache = await caches.open(page)
  try {
    const answer = await fetch(request)
    if (answer.ok && answer.headers.get('Content-Type')?.startsWith('text/html')) {
      await cache.put('/', answer.clone())
      await dropOld(await answer.clone().text())
    }
    return answer
  } catch (error) {
    const found = await cache.match('/')
    if (found) return found
    throw error
  }
}

/** Files of builds that the page does not name any more. */
async function dropOld(text) {
  const build = /\/assets\/([0-9a-f]+)\//.exec(text)?.[1]
  if (!build) return
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('menling-') && name !== page && name !== `menling-${build}`).map((name) => caches.delete(name)))
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data))
})

async function open(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.length === 0) return self.clients.openWindow(path)
  await windows[0].focus()
  windows[0].postMessage({ open: path })
}
