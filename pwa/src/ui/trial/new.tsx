// A new trial and the editing of one: in the app from the start, because an idea is noted without a network too.

import { useEffect } from 'preact/hooks'
import { useApp } from '../app'
import { Frame } from '../frame'
import { lazy, Part } from '../lazy'
import { usePath } from '../router'
import { TrialForm } from './form'
import { canStart } from './values'

const From = lazy(() => import('./From').then((loaded) => loaded.FromSomething))

export function NewTrial() {
  const { text } = useApp()
  const isFrom = usePath().split('/').length > 3
  if (isFrom) return <Part title={text.newTrial} back="/" component={From} />
  return (
    <Frame title={text.newTrial} back="/">
      <TrialForm />
    </Frame>
  )
}

/** /proevehandlinger/ID/ret */
export function EditTrial() {
  const { store, text } = useApp()
  const [, , id = ''] = usePath().split('/')
  const record = store.get(id)
  const isReady = !record || canStart(record.fields)
  const step = new URLSearchParams(location.search).get('trin')
  // The step that was asked for is where one lands, not somewhere below the fold.
  useEffect(() => {
    if (!step) return
    const opened = document.querySelector(`#step-${CSS.escape(step)}`)
    opened?.scrollIntoView()
    opened?.querySelector('summary')?.focus({ preventScroll: true })
  }, [step])
  return (
    <Frame title={isReady ? text.edit : text.openMore} back={`/proevehandlinger/${id}`}>
      {record ? <TrialForm key={id} record={record} opens={step} /> : <p class="empty">{text.notFound}</p>}
    </Frame>
  )
}
