// What the engine is given of the world, and what it says of itself.

import type { Carried } from '../store/carried'
import type { Store } from '../store/store'
import type { Entry } from '../store/types'
import type { Transport } from './transport'
import type { Uploads } from './uploads'

export type SyncState =
  | 'idle'
  | 'syncing'
  | 'unreachable'
  | 'signed_out'
  | 'wrong_user'
  | 'revoked'
  | 'schema_newer'
  | 'storage_failed'

export interface Status {
  state: SyncState
  /** The server's own time of the last completed round trip. */
  lastSyncAt: string | undefined
  /** True once everything that the user may see has been on this phone. */
  isComplete: boolean
}

export interface World {
  store: Store
  transport: Transport
  device(): Promise<string>
  /** Another installation goes by this phone's id: takes a new one. */
  renewDevice(): Promise<void>
  /** This phone has been withdrawn: what it holds of this user ("retired") or of anybody ("lost") is destroyed. False when
   *  a retired one holds what this tab has not read: then nothing has been touched. */
  forget(how: 'retired' | 'lost'): Promise<boolean>
  /** What sends photos and voice notes; its code comes when there are some. */
  uploads(): Promise<Pick<Uploads, 'send'>>
  /** Hands in again what files have brought of other people's, to a server that was restored; its code comes when there is
   *  some. `isLast`: whatever server it was handed in to before. */
  carry(isLast: boolean): Promise<Carried>
  /** What the server does not hold, see `missingIn`; its code comes when it is to be asked, once a day. */
  missing(isLast: boolean): Promise<Entry[] | undefined>
  schema: number
  now(): number
  /** Calls back once after `ms`; returns what cancels it. */
  later(ms: number, call: () => Promise<void>): () => void
  random(): number
  /** Runs `work` while no other tab of this browser does; false when another one is at it. `isAlone` tells whether the
   *  browser vouches for that, so that what a tab left behind when it was closed stands in nobody's way. */
  exclusively(work: (isAlone: boolean) => Promise<void>): Promise<boolean>
}
