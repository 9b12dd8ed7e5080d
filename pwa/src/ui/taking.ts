// Taking in a file that a phone has saved its queue to.

import { type Brought, bring, bringTheirs, fileOf } from '../store/bring'
import { deviceOf, keepCarried } from '../store/carried'
import { da } from '../text/mine.da'
import { en } from '../text/mine.en'
import { useApp, useWordsOf } from './app'
import { mayBring } from './theirs'

/** At most so many entries of a file go to the server in one request. */
const AT_ONCE = 200
const PATIENCE = 60_000

export interface Taken {
  /** What became of it, for the person. */
  said: string
  /** True when the file is needed no more: all of it lies here or with the server. */
  isAll: boolean
}

interface Carried {
  stored: number
  held: number
  known: number
}

/** Takes in a file that this or another phone has saved. One's own goes into the queue, also without a network; somebody
 *  else's to the server, and what they took beside it goes the same way when the person leads there. What is known already is
 *  told, not stored again. */
export function useTaking(): (file: Blob) => Promise<Taken> {
  const { text, store, engine, account, language } = useApp()
  const words = useWordsOf(da, en)

  async function toServer(entries: unknown[]): Promise<Carried | string> {
    const sum = { stored: 0, held: 0, known: 0 }
    const device = await deviceOf(entries)
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      const handed = { proev_queue: 1 as const, device, entries: entries.slice(from, from + AT_ONCE) }
      const epoch = await store.meta<string>('epoch')
      const response = await fetch('/api/v1/held/carry-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Proev': '1', 'Accept-Language': language },
        body: JSON.stringify(handed),
        signal: AbortSignal.timeout(PATIENCE),
      })
      const told = (await response.json()) as Carried & { detail?: string }
      if (!response.ok) return told.detail ?? text.serverTrouble
      await keepCarried(store, handed, epoch).catch(() => undefined) // no room: it is in the file
      for (const name of ['stored', 'held', 'known'] as const) sum[name] += told[name]
    }
    return sum
  }

  const saidBeside = ({ attached, notAttached }: Pick<Brought, 'attached' | 'notAttached'>) => [
    attached ? words.broughtBeside(attached) : '',
    notAttached ? words.notBroughtBeside(notAttached) : '',
  ]

  /** Now that the server has the notes that they belong to. */
  async function besideTheirs(
    entries: unknown[],
    theirs: Brought['theirs'],
  ): Promise<{ said: string[]; isAll: boolean }> {
    const mine = mayBring(store, account, entries, theirs)
    const left = theirs.length - mine.length
    const brought = await bringTheirs(store, mine)
    return {
      said: [...saidBeside(brought), left ? words.theirsBeside(left) : ''],
      isAll: !left && !brought.notAttached,
    }
  }

  return async (file) => {
    let own: Brought
    let content: ReturnType<typeof fileOf>
    try {
      content = fileOf(await file.text())
      if (!content) return { said: words.notAQueue, isAll: false }
      own = await bring(store, content.entries, content.attachments)
    } catch {
      return { said: words.carryFailed, isAll: false }
    }
    const { queued, known, others, theirs } = own
    const here = [queued ? words.broughtHere(queued) : '', ...saidBeside(own)]
    const counted = (told: Carried) => words.carriedIn(told.stored, told.held, told.known + known)
    let isAll = false
    let after: string[]
    try {
      const told = others.length ? await toServer(others) : { stored: 0, held: 0, known: 0 }
      const rest = typeof told === 'string' ? told : others.length || known ? counted(told) : ''
      const beside = typeof told === 'string' ? undefined : await besideTheirs(content.entries, theirs)
      after = [rest, ...(beside?.said ?? [])]
      isAll = !own.notAttached && beside?.isAll === true
    } catch {
      after = [words.othersNeedNet] // the file is where it was; nothing of theirs is known to be stored
    }
    engine.wake()
    return { said: [...here, ...after].filter(Boolean).join(' '), isAll }
  }
}
