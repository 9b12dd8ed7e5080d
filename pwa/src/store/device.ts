// What belongs to the phone and not to a person: its id, who is signed in, the language.

import { type IDBPDatabase, openDB } from 'idb'
import { newId } from './ids'
import type { Account } from './types'

type Key = 'device' | 'account' | 'language'

export class Device {
  private readonly database: IDBPDatabase
  private constructor(database: IDBPDatabase) {
    this.database = database
  }

  static async open(): Promise<Device> {
    const database = await openDB('proev-device', 1, { upgrade: (made) => void made.createObjectStore('kept') })
    return new Device(database)
  }

  /** This phone's id, made once; `renewed` puts another in its place. */
  async id(renewed = false): Promise<string> {
    const transaction = this.database.transaction('kept', 'readwrite', { durability: 'strict' })
    let id = (await transaction.store.get('device')) as string | undefined
    if (!id || renewed) {
      id = newId()
      await transaction.store.put(id, 'device')
    }
    await transaction.done
    return id
  }

  account(): Promise<Account | undefined> {
    return this.database.get('kept', 'account')
  }

  setAccount(account: Account | undefined): Promise<void> {
    return this.set('account', account)
  }

  language(): Promise<'da' | 'en' | undefined> {
    return this.database.get('kept', 'language')
  }

  setLanguage(language: 'da' | 'en'): Promise<void> {
    return this.set('language', language)
  }

  private async set(key: Key, value: unknown): Promise<void> {
    const transaction = this.database.transaction('kept', 'readwrite', { durability: 'strict' })
    if (value === undefined) await transaction.store.delete(key)
    else await transaction.store.put(value, key)
    await transaction.done
  }
}
