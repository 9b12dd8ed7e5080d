// A new trial that somebody has begun and does not want: they begin afresh, and what was typed can be fetched back.

import { da } from '../../text/card.da'
import { en } from '../../text/card.en'
import { useApp, useWordsOf } from '../app'
import type { Draft } from '../draft'
import { toast } from '../parts'
import type { Form } from './values'

export interface AnewProps {
  kept: Draft<Form>
  /** Where the form is kept. */
  draft: string
  /** The form as nobody has typed in it. */
  fresh(): Form
  onAnew(): void
}

export function Anew({ kept, draft, fresh, onAnew }: AnewProps) {
  const { store } = useApp()
  const words = useWordsOf(da, en)
  const { form, change, reset } = kept
  const untouched = fresh()
  const isSame = (name: string) => JSON.stringify(form[name] ?? null) === JSON.stringify(untouched[name] ?? null)
  if (Object.keys(form).every(isSame)) return null

  async function begin(event: MouseEvent): Promise<void> {
    // A phone that cannot write keeps the draft: the form begins afresh all the same.
    const typed = (await store.draft<Form>(draft).catch(() => undefined)) ?? form
    await store.dropDraft(draft).catch(() => undefined)
    reset(untouched)
    onAnew()
    scrollTo(0, 0)
    // The button goes: by keyboard one goes on in the first field. A finger has no keyboard to be brought up.
    if (event.detail === 0) document.querySelector<HTMLElement>('.sheet [name="title"]')?.focus()
    toast({ message: words.cleared, undo: () => change(typed) })
  }

  return (
    <p class="anew">
      <button type="button" class="text-button" onClick={(event) => void begin(event)}>
        {words.anew}
      </button>
    </p>
  )
}
