// What the app before has left is taken over, and who is in the way or left behind is told.

import 'fake-indexeddb/auto'
import { type IDBPDatabase, openDB } from 'idb'
import { describe, expect, test, vi } from 'vitest'
import { databaseOf } from '../src/store/database'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import { SaveFailed } from '../src/store/types'
import { wireTime } from '../src/store/wire-time'

const note = (text: string) => ({ type: 'observation', fields: { unit: 'nord', outcome: 'worked', text } })

describe('a newer app', () => {
  /** The database as the app before left it, and a tab of that app which holds on to it. */
  async function asBefore(user: string, entries: object[]): Promise<IDBPDatabase> {
    const held = await openDB(databaseOf(user), 1, {
      upgrade(made) {
        made.createObjectStore('records', { keyPath: 'id' })
        made.createObjectStore('queue', { keyPath: 'n', autoIncrement: true })
        made.createObjectStore('drafts')
        made.createObjectStore('meta')
      },
    })
    for (const body of entries) await held.add('queue', { body })
    return held
  }

  const entryOf = (user: string, tab: string) => {
    const id = newId()
    const said = { id, author: user, type: 'observation', record: id, base: 0, op: 'put', at: wireTime() }
    return { ...said, fields: { unit: 'nord', outcome: 'worked' }, state: 'open', tab }
  }

  test('adopts what a tab of the app before it has left open, and leaves alone what its own tabs have open', async () => {
    const user = newId()
    const alive = new Set(['before', 'first', 'second'])
    const tabs = (own: string) => ({ own, alive: async () => alive })
    const held = await asBefore(user, [entryOf(user, 'before')])
    held.close()
    const first = await Store.open(user, tabs('first'))
    expect(first.queue().map((one) => one.state)).toEqual(['waiting'])
    await first.save([note('ny')], { open: true })
    const second = await Store.open(user, tabs('second'))
    expect(second.queue().map((one) => one.state)).toEqual(['waiting', 'open'])
  })

  test('says what it waits for, and goes on by itself', async () => {
    const user = newId()
    const held = await asBefore(user, [])
    const said: string[] = []
    const opening = Store.open(user, undefined, (by) => said.push(by))
    await vi.waitFor(() => expect(said).toEqual(['blocked']))
    held.close()
    expect((await opening).queue()).toEqual([])
    expect(said).toEqual(['blocked'])
  })

  test('is told of by the tab that it leaves behind, which saves nothing more', async () => {
    const said: string[] = []
    const store = await Store.open(newId(), undefined, (by) => said.push(by))
    await store.save([note('før')])
    const newer = await openDB(databaseOf(store.user), 3)
    const failure = await store.save([note('efter')]).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(SaveFailed)
    expect(said).toEqual(['outdated'])
    expect(await newer.count('queue')).toBe(1)
    newer.close()
  })
})
