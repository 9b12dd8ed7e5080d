// A form that is kept as it is typed.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Store } from '../store/store'
import type { Json } from '../store/types'

export type Form = { [name: string]: Json }

export interface Draft<F extends Form> {
  form: F
  /** False when the phone could not keep the latest letters: they are on the screen only. */
  isKept: boolean
  change(next: Partial<F>): void
  /** Begins anew; the kept draft is dropped by the save that made it superfluous. */
  reset(form: F): void
}

/** Keeps what somebody has typed, and only that: found again later, it lies over the record as it is by then, so that a
 *  draft never carries a colleague's newer words back. What is typed before the draft has been read stays; `lay` lays it over
 *  what was kept. The edit of a record begins on one: `useEdit`. */
export function useDraft<F extends Form>(
  store: Store,
  key: string,
  initial: () => F,
  lay = (kept: Form, typed: Form): Form => ({ ...kept, ...typed }),
): Draft<F> {
  const [form, setForm] = useState<F>(initial)
  const [isKept, setKept] = useState(true)
  const typed = useRef<Partial<F>>({})
  const isRead = useRef(false)
  const shown = useRef(key)
  shown.current = key

  async function keep(): Promise<void> {
    try {
      // What could not be read lies there still: nothing is written in its place before it has been read.
      if (!isRead.current) await read()
      await store.saveDraft(key, typed.current as Form)
      setKept(true)
    } catch {
      setKept(false)
    }
  }

  async function read(): Promise<void> {
    const kept = await store.draft<Form>(key)
    if (isRead.current || shown.current !== key) return
    isRead.current = true
    if (!kept) return
    typed.current = lay(kept, typed.current as Form) as Partial<F>
    setForm((now) => ({ ...now, ...typed.current }))
  }

  useEffect(() => {
    isRead.current = false
    read().catch(() => undefined) // what is typed asks once more
  }, [store, key])

  return {
    form,
    isKept,
    change(next) {
      typed.current = { ...typed.current, ...next }
      setForm((now) => ({ ...now, ...next }))
      void keep()
    },
    reset(fresh) {
      typed.current = {}
      setForm(fresh)
    },
  }
}
