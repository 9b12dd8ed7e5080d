// Searching in what a screen shows: one index a list, kept while the app is open, brought up to date when it is asked.

import { useEffect, useMemo } from 'preact/hooks'
import { type Findable, type Found, SearchIndex } from '../domain/search'
import type { Store } from '../store/store'
import type { RecordView } from '../store/types'

const NONE: RecordView[] = []
const AT_ONCE = 300
const NOTHING_ASKED: Found = { hits: [], keys: new Set(), isLike: false }
interface Kept {
  index: SearchIndex
  holds?: Findable[]
}
const indexes = new WeakMap<Store, Map<string, Kept>>()

function indexOf(store: Store, name: string): Kept {
  const named = indexes.get(store) ?? new Map<string, Kept>()
  indexes.set(store, named)
  const kept = named.get(name) ?? { index: new SearchIndex() }
  named.set(name, kept)
  return kept
}

/** The phone's records of a type: the same array until something has changed, so that a hook can depend on it. */
export function recordsOf(store: Store, type: string): RecordView[] {
  const all = store.ofType(type)
  return all.length ? all : NONE
}

/** Indexes a few at a time while nobody is typing yet: the first letter need not wait for all of them. */
function usePrepared(kept: Kept, documents: Findable[]): void {
  useEffect(() => {
    let at = 0
    let timer = setTimeout(function next() {
      if (kept.holds === documents || at >= documents.length) return
      kept.index.add(documents.slice(at, at + AT_ONCE))
      at += AT_ONCE
      timer = setTimeout(next)
    })
    return () => clearTimeout(timer)
  }, [kept, documents])
}

/** What answers a question among the documents; `documents` must be the same array while nothing has changed. */
export function useFound(store: Store, name: string, documents: Findable[], sought: string): Found {
  const kept = indexOf(store, name)
  usePrepared(kept, documents)
  return useMemo(() => {
    if (!sought.trim()) return NOTHING_ASKED
    if (kept.holds !== documents) kept.index.hold(documents)
    kept.holds = documents
    return kept.index.find(sought)
  }, [kept, documents, sought])
}

/** The hits that have every word; when there are none, those that have some. */
export function bestOf(found: Found): { ids: string[]; isWhole: boolean } {
  const whole = found.hits.filter((one) => one.isWhole)
  return { ids: (whole.length ? whole : found.hits).map((one) => one.id), isWhole: whole.length > 0 }
}
