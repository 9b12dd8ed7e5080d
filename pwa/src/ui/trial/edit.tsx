// The trial card once more: of a trial that is there, to make it ready or to change it.

import { useEffect } from 'preact/hooks'
import type { RecordView } from '../../store/types'
import { da } from '../../text/form.da'
import { en } from '../../text/form.en'
import { useApp, useWordsOf } from '../app'
import { useEdit } from '../edit'
import { Frame } from '../frame'
import { SinceThen } from '../since-then'
import { TrialForm } from './form'
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
  // The step that was asked for is where one lands, not somewhere below the fold.
  useEffect(() => {
    if (!step) return
    const opened = document.querySelector(`#step-${CSS.escape(step)}`)
    opened?.scrollIntoView()
    opened?.querySelector('summary')?.focus({ preventScroll: true })
  }, [step])
  const told = { type: 'trial', record, meanwhile }
  return (
    <Frame title={canStart(record.fields) ? words.edit : openMore} back={`/proevehandlinger/${record.id}`}>
      <TrialForm
        {...{ kept, draft, record, before }}
        head={<SinceThen {...told} onTake={(name, value) => kept.change({ [name]: value })} />}
        opens={step}
      />
    </Frame>
  )
}
