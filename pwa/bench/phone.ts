// The phone's own store and engine, as the app uses them, for `make bench`: bundled apart, never shipped.

export { saveUntilKilled } from './saving'

import { type IDBPDatabase, openDB } from 'idb'
import { SCHEMA } from '../src/contract.gen'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import { Engine } from '../src/sync/engine'
import { HttpTransport } from '../src/sync/transport'

const WORDS =
  'borgeren var klar i døren da jeg kom og vi nåede en kop kaffe før turen gik videre hun ringede selv til lægen mens ' +
  'datteren spurgte om natten blev bedre uden sovepillen trappen er glat når det regner han vil hellere gå selv end køre ' +
  'vi prøvede den nye seddel på køleskabet i dag tog det ti minutter længere men ingen glemte medicinen igen'
const POOL = WORDS.split(' ')

/** A note of 443 characters like those that people write: common words in an order of its own, the same for the same number. */
function note(trial: string, at: number) {
  let seed = at * 2_654_435_761 + 1
  let text = ''
  while (text.length < 443) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    text += `${POOL[(seed >>> 8) % POOL.length]} `
  }
  const seen_at = `2026-11-${String(1 + (at % 23)).padStart(2, '0')}T08:${String(at % 60).padStart(2, '0')}:00+01:00`
  const fields = { trial, seen_at, outcome: ['worked', 'partly', 'not'][at % 3]!, text: text.slice(0, 443).trim() }
  return { type: 'observation', fields }
}

const device = newId()

function engineOf(store: Store): Engine {
  return new Engine(
    {
      store,
      transport: new HttpTransport(),
      device: async () => device,
      renewDevice: async () => undefined,
      uploads: () => Promise.reject(new Error('nothing is attached here')),
      missing: async () => [],
      forget: async () => undefined,
      schema: SCHEMA,
      now: () => Date.now(),
      later: () => () => undefined,
      random: () => 0.5,
      exclusively: async (work) => {
        await work(true)
        return true
      },
    },
    newId(),
  )
}

/** Milliseconds of each of `count` saves: record and queue entry in one transaction, strict durability. */
async function saves(user: string, trial: string, count: number): Promise<number[]> {
  const store = await Store.open(user)
  const took: number[] = []
  for (let at = 0; at < count; at++) {
    const from = performance.now()
    await store.save([note(trial, at)])
    took.push(performance.now() - from)
  }
  await store.close()
  return took
}

/** The least that IndexedDB needs for it: two puts in one strict transaction. */
async function floor(count: number): Promise<number[]> {
  const database: IDBPDatabase = await openDB('floor', 1, {
    upgrade(one) {
      one.createObjectStore('records', { keyPath: 'id' })
      one.createObjectStore('queue', { autoIncrement: true })
    },
  })
  const took: number[] = []
  for (let at = 0; at < count; at++) {
    const body = note('t', at)
    const from = performance.now()
    const transaction = database.transaction(['records', 'queue'], 'readwrite', { durability: 'strict' })
    void transaction.objectStore('records').put({ id: String(at), body })
    void transaction.objectStore('queue').add({ body })
    await transaction.done
    took.push(performance.now() - from)
  }
  database.close()
  return took
}

/** Milliseconds until `count` queued notes all have their receipt. */
async function push(user: string, trial: string, count: number): Promise<number> {
  const store = await Store.open(user)
  const engine = engineOf(store)
  await engine.run() // the first pull is not part of it
  for (let at = 0; at < count; at += 100)
    await store.save(Array.from({ length: Math.min(100, count - at) }, (_, more) => note(trial, at + more)))
  const from = performance.now()
  await engine.run()
  const took = performance.now() - from
  const left = store.queue().filter((one) => one.state !== 'applied')
  if (left.length) throw new Error(`${left.length} were not applied`)
  await store.close()
  return took
}

/** Milliseconds until an empty phone holds everything; and how many records that is. */
async function pull(user: string): Promise<[number, number]> {
  const store = await Store.open(user)
  const from = performance.now()
  await engineOf(store).run()
  const took = performance.now() - from
  const count = store.ofType('observation').length
  await store.close()
  return [took, count]
}

async function empty(user: string): Promise<void> {
  await new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(`proev-${user}`)
    asked.onsuccess = resolve
    asked.onerror = reject
  })
}

export { empty, floor, pull, push, saves }
