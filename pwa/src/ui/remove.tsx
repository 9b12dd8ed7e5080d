// Taking away what somebody wrote by mistake: what one wrote oneself, and for a leader anything in the unit. What something
// else hangs on stays; that is looked up when it is asked for, not with every letter that is typed beside it. Asked once more
// before it is done: it cannot be taken back.

import { useState } from 'preact/hooks'
import type { Store } from '../store/store'
import type { Json, RecordView } from '../store/types'
import { da } from '../text/remove.da'
import { en } from '../text/remove.en'
import { useApp, useWordsOf } from './app'
import { SaveTrouble } from './capture/note'
import { toast } from './parts'
import { leads } from './roles'
import { go } from './router'
import { useStore } from './saving'

/** The types that may point at what somebody takes away. */
const POINTING = ['trial', 'observation', 'feedback', 'barrier', 'behaviour', 'decision', 'dilemma', 'practice', 'step']

/** True when another record on this phone points at it. The server looks everywhere, and is the judge. */
export function isUsed(store: Store, id: string): boolean {
  const points = (value: Json | undefined): boolean => value === id || (Array.isArray(value) && value.includes(id))
  return POINTING.some((type) => store.ofType(type).some((one) => Object.values(one.fields).some(points)))
}

export function Remove({ record, then }: { record: RecordView; then: string }) {
  const { store, account } = useApp()
  const words = useWordsOf(da, en)
  const [isAsked, ask] = useState(false)
  const { failed, save } = useStore()
  if (record.created_by !== account.user.id && !leads(store, account, record.unit)) return null

  const isHeld = isAsked && isUsed(store, record.id)

  async function remove(): Promise<void> {
    const { type, id, version: base } = record
    if (!(await save([{ type, record: id, base, op: 'delete', fields: {} }]))) return
    toast({ message: words.done })
    go(then, { replace: true })
  }

  return (
    <div class="remove">
      {!isAsked && (
        <button type="button" class="text-button" onClick={() => ask(true)}>
          {words.ask}
        </button>
      )}
      {isHeld && <p role="status">{words.used}</p>}
      {isAsked && !isHeld && (
        <section aria-labelledby="removal">
          <p id="removal">{words.sure}</p>
          <div class="act-row">
            <button type="button" class="button button-secondary" onClick={() => void remove()}>
              {words.yes}
            </button>
            <button type="button" class="text-button" onClick={() => ask(false)}>
              {words.no}
            </button>
          </div>
        </section>
      )}
      {failed && <SaveTrouble failed={failed} />}
    </div>
  )
}
