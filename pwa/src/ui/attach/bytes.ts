// The bytes of a picture or a voice note: from the phone when it holds them, else from the server when there is one.

import { useEffect, useState } from 'preact/hooks'
import { attachmentsIn } from '../../store/blobs'
import type { Store } from '../../store/store'
import { useApp, useChanges } from '../app'

/** no_net: nobody could be asked; not_arrived: the server has no such file, or not yet. */
export type Fetched = { how: 'here'; blob: Blob } | { how: 'no_net' | 'not_arrived' }

/** So many that were fetched stay in memory: a screen that is drawn again asks for nothing again. */
const KEPT = 24
// A store is one user's: what one has seen on a shared phone is not shown to the next.
const fetchedFor = new WeakMap<Store, Map<string, Promise<Fetched>>>()

export async function bytesOf(store: Store, id: string): Promise<Fetched> {
  const own = await attachmentsIn(store)
    .bytes(id)
    .catch(() => undefined)
  return own ? { how: 'here', blob: own } : fetched(store, id)
}

function fetched(store: Store, id: string): Promise<Fetched> {
  const known = fetchedFor.get(store) ?? new Map<string, Promise<Fetched>>()
  fetchedFor.set(store, known)
  const before = known.get(id)
  if (before) return before
  const asking = ask(id)
  known.set(id, asking)
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - KEPT))) known.delete(oldest)
  void asking.then(({ how }) => how === 'here' || known.delete(id)) // what did not come is asked for again
  return asking
}

async function ask(id: string): Promise<Fetched> {
  try {
    const response = await fetch(`/api/v1/attachments/${id}`)
    if (response.ok) return { how: 'here', blob: await response.blob() }
    return { how: response.status === 404 ? 'not_arrived' : 'no_net' }
  } catch {
    return { how: 'no_net' }
  }
}

export interface Showing {
  /** Undefined while it is not known yet. */
  fetched?: Fetched | undefined
  /** The address of the bytes for as long as this is shown. */
  url?: string | undefined
}

/** Bytes to show, once `isSeen`. What could not be had is asked for again after each contact with the server. */
export function useBytes(id: string, isSeen: boolean): Showing {
  const { store, engine } = useApp()
  useChanges(engine)
  const [told, setTold] = useState<Fetched | undefined>()
  const [url, setUrl] = useState<string | undefined>()
  const { lastSyncAt } = engine.getStatus()
  const blob = told?.how === 'here' ? told.blob : undefined

  useEffect(() => {
    if (!isSeen || blob) return
    let isCurrent = true
    void bytesOf(store, id).then((now) => isCurrent && setTold(now))
    return () => {
      isCurrent = false
    }
  }, [store, id, isSeen, blob, lastSyncAt])

  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => {
      setUrl(undefined)
      URL.revokeObjectURL(made)
    }
  }, [blob])

  return { fetched: told, url }
}
