// A retired phone destroys what it holds of a user – but nothing that a tab has called saved since the last look.

import { deleteDB, openDB } from 'idb'
import { databaseOf, type UserSchema } from './database'
import type { Store } from './store'

/** The version of a database that has been emptied and only waits for being deleted: nobody can open it to save in it. */
const EMPTIED = 1_000_000

/** Destroys the user's database, unless its queue holds what this store has not read, or has read and the server has not got:
 *  then false, and nothing has changed. A database is changed to another version while nobody else has it open, so between the
 *  look and the end nothing is saved. */
export async function destroyIfRead(store: Store): Promise<boolean> {
  const name = databaseOf(store.user)
  let isRead = false
  let deleted: Promise<void> | undefined
  const emptying = openDB<UserSchema>(name, EMPTIED, {
    async upgrade(database, _before, _now, transaction) {
      const numbers = await transaction.objectStore('queue').getAllKeys()
      const beside = await transaction.objectStore('attachments').getAllKeys()
      const { entries, attachments } = store.memory
      isRead = numbers.every((n) => entries.has(n)) && beside.every((id) => attachments.has(id))
      isRead &&= !store.unreceived().length
      if (!isRead) return undo(transaction)
      for (const one of [...database.objectStoreNames]) database.deleteObjectStore(one)
      // Asked for here, it comes before whatever is opened from now on.
      deleted = deleteDB(name)
    },
  })
  try {
    ;(await emptying).close()
  } catch (error) {
    if (isRead) throw error
  }
  await deleted
  return isRead
}

function undo(transaction: { abort(): void; done: Promise<void> }): void {
  transaction.done.catch(() => undefined)
  transaction.abort()
}

/** When a database cannot be opened because it was emptied, and the browser ended before it was deleted, it is deleted now;
 *  throws `error` when that is not why. */
export async function deleteEmptied(user: string, error: unknown): Promise<void> {
  if ((error as Error).name !== 'VersionError') throw error
  const name = databaseOf(user)
  const opened = await openDB(name, EMPTIED, {
    upgrade: (_database, _before, _now, transaction) => undo(transaction),
  }).catch(() => undefined)
  if (!opened) throw error
  opened.close()
  await deleteDB(name)
}
