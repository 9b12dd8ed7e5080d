// Opening IndexedDB: one database a user, so that two people on one phone never mix, and a small one for the phone.

import {
  type DBSchema,
  deleteDB,
  type IDBPDatabase,
  type IDBPTransaction,
  type OpenDBCallbacks,
  openDB,
  type StoreNames,
} from 'idb'
import type { Sealed } from './codec'

export interface UserSchema extends DBSchema {
  /** Synced copies by record id. */
  records: { key: string; value: Sealed & { id: string } }
  /** Mutations in the order in which they were saved. */
  queue: { key: number; value: Sealed & { n?: number } }
  /** Forms as they are being typed. */
  drafts: { key: string; value: Sealed }
  meta: { key: string; value: unknown }
  /** Photos and voice notes by id, without their bytes. */
  attachments: { key: string; value: Sealed & { id: string } }
  /** Their bytes, piece by piece. */
  pieces: { key: [id: string, n: number]; value: Sealed }
}

/** The database of a user on this phone. */
export const databaseOf = (user: string) => `proev-${user}`

/** Destroys the databases of these users; with `everybody` also those of all others that the browser tells of. */
export async function destroy(users: string[], everybody: boolean): Promise<void> {
  const names = new Set(users.map(databaseOf))
  const told = everybody ? await indexedDB.databases?.() : []
  for (const { name } of told ?? []) if (name?.startsWith('proev-') && name !== 'proev-device') names.add(name)
  await Promise.all([...names].map((name) => deleteDB(name)))
}

/** What stands between the app and its database. blocked: another tab holds on to it as it was, so the opening waits; failed:
 *  it cannot be opened; outdated: a newer app has changed it, and what runs here cannot read it any more. */
export type Hindrance = 'blocked' | 'failed' | 'outdated'

/** A database's version, and how an older one becomes it. */
export interface Layout<Schema extends DBSchema> {
  version: number
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>
}

const OF_A_USER: Layout<UserSchema> = {
  version: 2,
  upgrade(database, before, _now, transaction) {
    if (before < 1) {
      database.createObjectStore('records', { keyPath: 'id' })
      database.createObjectStore('queue', { keyPath: 'n', autoIncrement: true })
      database.createObjectStore('drafts')
      database.createObjectStore('meta')
    }
    // Until then a phone did not learn where in the server's order its own records came: everything is fetched anew.
    else void transaction.objectStore('meta').delete('cursor')
    // What the app before had saved openly no tab can reach any more: its build cannot open the database.
    const queue = transaction.objectStore('queue')
    void queue.openKeyCursor(null, 'prev').then((last) => {
      if (last) return transaction.objectStore('meta').put(last.key, 'outlived')
    })
    database.createObjectStore('attachments', { keyPath: 'id' })
    database.createObjectStore('pieces')
  },
}

/** A connection that opens itself again when the browser has dropped it. */
export class Connection<Schema extends DBSchema = UserSchema> {
  private readonly name: string
  private readonly layout: Layout<Schema>
  private readonly hindered: (by: Hindrance) => void
  private opened: Promise<IDBPDatabase<Schema>> | undefined

  constructor(name: string, layout: Layout<Schema>, hindered: (by: Hindrance) => void) {
    this.name = name
    this.layout = layout
    this.hindered = hindered
  }

  get(): Promise<IDBPDatabase<Schema>> {
    const { version, upgrade } = this.layout
    this.opened ??= openDB<Schema>(this.name, version, {
      upgrade,
      blocked: () => this.hindered('blocked'),
      // A newer version of the app wants to change the database: let it; this tab reads it again when it needs it.
      blocking: (_now, _wanted, event) => {
        ;(event.target as IDBDatabase).close()
        this.opened = undefined
      },
      terminated: () => {
        this.opened = undefined
      },
    }).catch((error) => {
      this.opened = undefined
      if (error.name === 'VersionError') this.hindered('outdated')
      throw error
    })
    return this.opened
  }

  /** A writing transaction whose `done` means that it lies on the disk; `relaxed`, for what is typed and not saved yet:
   *  that the system has it, which a letter a time can afford. */
  write<Names extends StoreNames<Schema>[]>(
    names: Names,
    durability: 'strict' | 'relaxed' = 'strict',
  ): Promise<IDBPTransaction<Schema, Names, 'readwrite'>> {
    return this.begin((database) => database.transaction(names, 'readwrite', { durability }))
  }

  read<Names extends StoreNames<Schema>[]>(names: Names): Promise<IDBPTransaction<Schema, Names, 'readonly'>> {
    return this.begin((database) => database.transaction(names, 'readonly'))
  }

  /** Not every browser tells that it has dropped a connection: then only beginning shows it. */
  private async begin<T>(transaction: (database: IDBPDatabase<Schema>) => T): Promise<T> {
    const opened = this.get()
    try {
      return transaction(await opened)
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
      if (this.opened === opened) this.opened = undefined
      return transaction(await this.get())
    }
  }

  async close(): Promise<void> {
    const opened = this.opened
    this.opened = undefined
    if (opened) (await opened).close()
  }
}

/** A user's database. */
export function connectionOf(user: string, hindered: (by: Hindrance) => void): Connection {
  return new Connection(databaseOf(user), OF_A_USER, hindered)
}
