// The service worker: keeps the app's own files, so that it opens without a network after one visit. It never touches
// the API, never answers anything but GET, and is replaced only when a person asks for it.
/// <reference lib="webworker" />

interface Asset {
  url: string
  revision: string
}

declare const self: ServiceWorkerGlobalScope
declare const __PRECACHE__: Asset[]
declare const __LATER__: Asset[]
declare const __BUILD__: string

const CACHE = `proev-${__BUILD__}`
const FIRST: Asset[] = __PRECACHE__
const LATER: Asset[] = __LATER__

// A redirected answer must not be kept: browsers refuse it for navigations, and the app would not open.
async function fetchInto(cache: Cache, asset: Asset): Promise<void> {
  // A file whose name carries its hash may come from the browser's own cache, where the page has just put it; the others
  // are asked about again, because a proxy or the cache may hold an older one under the same name.
  const mode = asset.url.startsWith('/assets/') ? 'default' : 'no-cache'
  const response = await fetch(new Request(asset.url, { cache: mode, credentials: 'same-origin' }))
  if (!response.ok || response.redirected) throw new Error(`cannot keep ${asset.url}`)
  await cache.put(asset.url, response)
}

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  await Promise.all(FIRST.map((asset) => fetchInto(cache, asset)))
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) if (name !== CACHE && name.startsWith('proev-')) await caches.delete(name)
  await self.clients.claim()
}

async function hasAll(assets: Asset[]): Promise<boolean> {
  const cache = await caches.open(CACHE)
  const kept = await Promise.all(assets.map((asset) => cache.match(asset.url)))
  return kept.every(Boolean)
}

async function tell(source: Client | ServiceWorker | MessagePort | null, fetched = false): Promise<void> {
  const [ready, whole] = await Promise.all([hasAll(FIRST), hasAll(LATER)])
  source?.postMessage({ ready, whole: ready && whole, fetched })
}

// What noting does not need is fetched when the phone can note without a network. Best effort: what is cut off here is
// asked for again when the app is next seen.
let fetching: Promise<void> | undefined
function fetchRest(): Promise<void> {
  fetching ??= fetchLater().finally(() => {
    fetching = undefined
  })
  return fetching
}

async function fetchLater(): Promise<void> {
  const cache = await caches.open(CACHE)
  for (const asset of LATER) {
    if (!(await cache.match(asset.url))) await fetchInto(cache, asset).catch(() => undefined)
  }
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request.mode === 'navigate' ? '/' : new URL(request.url).pathname)
  return kept ?? fetch(request)
}

/** A reminder was tapped: the open app goes there, so that what is being written is kept; else it is opened there. */
async function show(path: string): Promise<void> {
  const [client] = await self.clients.matchAll({ type: 'window' })
  if (!client) return void (await self.clients.openWindow(path))
  client.postMessage({ open: path })
  await client.focus()
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  const isOurs = url.origin === self.location.origin && event.request.method === 'GET'
  if (isOurs && !/^\/(api|live|ready)(\/|$)/.test(url.pathname)) event.respondWith(answer(event.request))
})
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
  if (event.data === 'ready?') {
    event.waitUntil(tell(event.source))
  }
  if (event.data === 'fetch the rest') event.waitUntil(fetchRest().then(() => tell(event.source, true)))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(show(String(event.notification.data ?? '/')))
})

export {}
