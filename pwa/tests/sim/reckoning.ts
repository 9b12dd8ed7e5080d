// What must hold after a history: nothing that was called saved is missing, nothing is there twice, and every phone,
// read from its disk again, holds exactly what the oracle says that its user may see.

import { isDeepStrictEqual } from 'node:util'
import { attachmentsIn } from '../../src/store/blobs'
import { askedOf } from './album'
import { Wrong } from './backend'
import type { History } from './history'
import type { Phone, Promised, Tab } from './phone'

type View = Record<string, { type: string; version: number; seq: number; unit: string; fields: object }>

interface End {
  views: Record<string, View>
  missing: string[]
  undone: string[]
  /** What is wrong with the photos and voice notes. */
  attached: string[]
  /** The server's first word about each mutation, what a phone may say of it now, and what leaders answered. */
  told: Record<string, { status: string; may: string[]; answers: string[] }>
  withdrawn: string[]
  counts: Record<string, number>
}

interface InPlace {
  lacking: string[]
  counts: Record<string, number>
}

/** What phones hold of other people's: sent, by id; or not, with who has it. */
interface Theirs {
  sent: Record<string, object>
  left: [string, string][]
}

export async function reckon(history: History): Promise<void> {
  const promised = new Map<string, Promised>()
  for (const phone of history.phones) for (const [id, one] of phone.promised) promised.set(id, one)
  const mutations: Record<string, object> = {}
  for (const [id, one] of promised) if (!one.maybe) mutations[id] = one.saved
  const undone = history.phones.flatMap((phone) => [...phone.undone])
  const albums = history.phones.map((phone) => phone.album)
  const attached = Object.fromEntries(albums.flatMap((one) => [...one.attached].map(([id, its]) => [id, askedOf(its)])))
  // What a file has brought may have come by it, though it was taken away on the phone.
  const brought = new Set(albums.flatMap((one) => [...one.theirs.keys()]))
  const gone = albums.flatMap((one) => [...one.gone]).filter((id) => !brought.has(id))
  const users = Object.values(history.users)
  const end = await history.backend.ask<End>({ do: 'end', users, mutations, undone, attached, gone })
  history.statuses = Object.values(end.told).map((one) => one.status)
  history.counts = end.counts
  if (end.undone.length) throw new Wrong(`taken back, and on the server all the same: ${end.undone}`)
  if (end.missing.length) throw new Wrong(`saved, and not on the server as saved: ${end.missing}`)
  if (end.attached.length) throw new Wrong(end.attached.join('; '))
  for (const { name, device, copyOf, pushes, pushedBefore } of history.phones) {
    // The first push of each may be one that both had begun before the copy was made.
    const since = (user: string) => (copyOf?.pushes.get(user) ?? 0) - (pushedBefore.get(user) ?? 0)
    const isShared = [...pushes].some(([user, many]) => many > 1 && since(user) > 1)
    // One that is withdrawn is nobody's copy: with a number of its own it would be a device that nobody has withdrawn.
    const isWithdrawn = end.withdrawn.includes(device)
    if (copyOf?.device === device && isShared && !isWithdrawn)
      throw new Wrong(`${name} and ${copyOf.name} pass for one device`)
  }
  const theirs: Theirs = { sent: {}, left: [] }
  for (const phone of history.phones) for (const user of phone.users.values()) await onDisk(phone, user, end, theirs)
  const { lacking, counts } = await history.backend.ask<InPlace>({ do: 'in_place', ...theirs })
  history.counts = counts
  if (lacking.length) throw new Wrong(lacking.join('; '))
}

async function onDisk(phone: Phone, user: string, end: End, theirs: Theirs): Promise<void> {
  phone.user = user
  const tab = await phone.open()
  if (!tab) throw new Wrong(`${phone.name} cannot be read`)
  const { synced } = tab.store.memory
  const isWithdrawn = end.withdrawn.includes(phone.device)
  const view = isWithdrawn ? {} : end.views[user]!
  if (isWithdrawn && tab.store.queue().length) throw new Wrong(`${phone.name} is withdrawn and still holds its queue`)
  for (const [id, there] of synced) {
    const wanted = view[id]
    const { type, version, seq, unit, fields } = there
    if (!wanted) throw new Wrong(`${phone.name} holds ${JSON.stringify(there)}, which its user may not see`)
    if (!isDeepStrictEqual({ type, version, seq, unit, fields }, wanted)) {
      throw new Wrong(`${phone.name}: ${JSON.stringify(there)} should be ${JSON.stringify(wanted)}`)
    }
  }
  for (const id of Object.keys(view))
    if (!synced.has(id)) throw new Wrong(`${phone.name} lacks ${view[id]!.type} ${id}`)
  for (const entry of tab.store.queue()) {
    const told = end.told[entry.id]
    const isPutAside = entry.state === 'resting' && entry.answer === undefined && phone.rested.has(entry.id)
    const isAnswered =
      entry.state === 'resting' ? told?.answers.includes(entry.answer ?? '') : entry.answer === undefined
    if (entry.state === 'held' && phone.atRest.has(entry.id))
      throw new Wrong(`${phone.name} asks for attention to ${entry.id} again, which was left to rest`)
    if (!isPutAside && !(told?.may.includes(entry.state) && isAnswered))
      throw new Wrong(
        `${phone.name} says that ${entry.id} is ${entry.state} (${entry.answer}); it is ${JSON.stringify(told)}`,
      )
  }
  await beside(phone, tab, isWithdrawn, theirs)
  phone.kill()
  await tab.store.close()
}

/** What lies beside the records has been sent, or was refused and is all there to be saved as a file. */
async function beside(phone: Phone, { store }: Tab, isWithdrawn: boolean, theirs: Theirs): Promise<void> {
  for (const { id, state, sent, user, size } of store.memory.attachments.values()) {
    const isTheirs = user !== store.user
    const told = (isTheirs ? phone.album.theirs : phone.album.attached).get(id)
    if (isTheirs && told && state === 'sent') theirs.sent[id] = askedOf(told)
    else if (isTheirs && !told?.isNoPicture) theirs.left.push([id, store.user])
    const isAsItShould = state === (told?.isNoPicture ? 'refused' : 'sent')
    if (isWithdrawn || (isTheirs && !told)) throw new Wrong(`${phone.name} still holds the attachment ${id}`)
    if (told && !isTheirs && !isAsItShould) throw new Wrong(`${phone.name} says that the attachment ${id} is ${state}`)
    if (phone.album.gone.has(id) && sent && !isTheirs)
      throw new Wrong(`${phone.name} has sent ${id}, which was taken away`)
    const whole = await attachmentsIn(store).whole(id)
    const isTold = !told || told.bytes.equals(told.isWhole ? whole : whole.subarray(0, told.bytes.length))
    if (state === 'recording' || whole.byteLength !== size || !isTold)
      throw new Wrong(`${phone.name} has lost of ${id}`)
  }
}
