// Reading everything that a user has on this phone.

import { unseal } from './codec'
import type { Connection } from './database'
import { entryIn } from './open-entries'
import type { Attachment, Entry, Synced } from './types'

export interface Everything {
  records: Synced[]
  entries: Entry[]
  attachments: Attachment[]
}

/** All of it as it was at one moment. */
export async function readAll(connection: Connection): Promise<Everything> {
  const transaction = await connection.read(['records', 'queue', 'attachments'])
  const [rows, queue, beside] = await Promise.all([
    transaction.objectStore('records').getAll(),
    transaction.objectStore('queue').getAll(),
    transaction.objectStore('attachments').getAll(),
  ])
  await transaction.done
  return {
    records: await Promise.all(rows.map((row) => unseal<Synced>(row))),
    entries: await Promise.all(queue.map(entryIn)),
    attachments: await Promise.all(beside.map((row) => unseal<Attachment>(row))),
  }
}
