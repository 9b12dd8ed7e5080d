// The trial card once more: of a trial that is there, to make it ready or to change it.

import { useEffect } from 'preact/hooks'
import type { RecordView } from '../../store/types'
import { da } from '../../text/form.da'
import { en } from '../../text/form.en'
import { useApp, useWordsOf } from '../app'
import { useEdit } from '../edit'
import { Frame } from '../frame'
import { SinceThen } from '../since-then'
import { Adjusts } from './facts'
import { TrialForm } from './form'
import { askedAnew } from './origin'
import { canStart, type Form, toForm } from './values'
import { useWords } from './words'

/** /proevehandlinger/ID/ret */
export function EditTrial({ record }: { record: RecordView }) {
  const { store, language } = useApp()
  const words = useWords()
  const { openMore } = useWordsOf(da, en)
  const draft = `trial-${record.id}`
  const begun = () => ({ ...toForm(record.fields, language), unit: '' })
  const { before, meanwhile, ...kept } = useEdit<Form>(store, draft, begun, record)
  const step = new URLSearchParams(location.search).get('trin')
  const isReady = canStart(record.fields)
  // An idea to try a practice in a new way: one lands on the practice and the reason, and fills in the card below them.
  const isAdjusting = !isReady && Boolean(record.fields.adjust_because)
  const parent = isAdjusting ? store.get(String(record.fields.parent_trial)) : undefined
  // The step that was asked for is where one lands, not somewhere below the fold.
  useEffect(() => {
    if (!step || isAdjusting) return
    const opened = document.querySelector(`#step-${CSS.escape(step)}`)
    opened?.scrollIntoView()
    opened?.querySelector('summary')?.focus({ preventScroll: true })
  }, [step])
  const told = { type: 'trial', record, meanwhile }
  const starting = parent && { last: askedAnew(parent), labels: { change: words.form.whatChanges } }
  const head = (
    <>
      {isAdjusting && <Adjusts trial={record} />}
      {parent && <p class="quiet">{words.form.carried}</p>}
      <SinceThen {...told} onTake={(name, value) => kept.change({ [name]: value })} />
    </>
  )
  return (
    <Frame title={isReady ? words.edit : openMore} back={`/proevehandlinger/${record.id}`}>
      <TrialForm {...{ kept, draft, record, before, starting, head }} opens={step} />
    </Frame>
  )
}
