// What belongs to the phone and not to a person: its id, who is signed in, the language.

import type { DBSchema } from 'idb'
import { Connection } from './database'
import { newId } from './ids'
import type { Account } from './types'

type Key = 'device' | 'account' | 'language' | 'parting' | `address-${string}` | `former-${string}`

interface DeviceSchema extends DBSchema {
  kept: { key: Key; value: unknown }
}

export class Device {
  private readonly connection = new Connection<DeviceSchema>(
    'proev-device',
    { version: 1, upgrade: (made) => void made.createObjectStore('kept') },
    () => undefined,
  )

  /** Throws when the phone's database cannot be opened. */
  static async open(): Promise<Device> {
    const device = new Device()
    await device.connection.get()
    return device
  }

  /** This phone's id, made once; `renewed` puts another in its place. */
  async id(renewed = false): Promise<string> {
    const transaction = await this.connection.write(['kept'])
    const kept = transaction.objectStore('kept')
    let id = (await kept.get('device')) as string | undefined
    if (!id || renewed) {
      id = newId()
      await kept.put(id, 'device')
    }
    await transaction.done
    return id
  }

  account(): Promise<Account | undefined> {
    return this.get('account')
  }

  setAccount(account: Account | undefined): Promise<void> {
    return this.set('account', account)
  }

  /** True while the server has not heard that somebody has signed out. */
  async isParting(): Promise<boolean> {
    return (await this.get('parting')) === true
  }

  setParting(parting: true | undefined): Promise<void> {
    return this.set('parting', parting)
  }

  language(): Promise<'da' | 'en' | undefined> {
    return this.get('language')
  }

  setLanguage(language: 'da' | 'en'): Promise<void> {
    return this.set('language', language)
  }

  /** Somebody has signed in. Who was taken out and has been added anew comes under the same address as somebody else: what
   *  they had here before is theirs to take along (`former`). Whoever has got the address after them has another name. */
  async entered(email: string, { id: user, name }: Account['user']): Promise<void> {
    const told = new TextEncoder().encode(`${email.trim().toLowerCase()}\n${name}`)
    const address = `address-${new Uint8Array(await crypto.subtle.digest('SHA-256', told))}` as const
    const before = await this.get<string>(address)
    if (before && before !== user)
      await this.setFormer(user, [...(await this.former(user)), ...(await this.former(before)), before])
    await this.set(address, user)
  }

  /** The users as whom somebody has signed in here before, of which not all is known to have been sent or taken along. */
  async former(user: string): Promise<string[]> {
    return (await this.get(`former-${user}`)) ?? []
  }

  setFormer(user: string, left: string[]): Promise<void> {
    return this.set(`former-${user}`, left.length ? left : undefined)
  }

  private async get<T>(key: Key): Promise<T | undefined> {
    return (await (await this.connection.read(['kept'])).objectStore('kept').get(key)) as T | undefined
  }

  private async set(key: Key, value: unknown): Promise<void> {
    const transaction = await this.connection.write(['kept'])
    if (value === undefined) await transaction.objectStore('kept').delete(key)
    else await transaction.objectStore('kept').put(value, key)
    await transaction.done
  }
}
