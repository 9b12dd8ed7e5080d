// A new trial and the editing of one: in the app from the start, because an idea is noted without a network too.

import { useApp } from '../app'
import { Frame } from '../frame'
import { lazy, Part } from '../lazy'
import { usePath } from '../router'
import { TrialForm } from './form'

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

export function EditTrial({ id }: { id: string }) {
  const { store, text } = useApp()
  const record = store.get(id)
  return (
    <Frame title={text.edit} back={`/proevehandlinger/${id}`}>
      {record ? <TrialForm key={id} record={record} /> : <p class="empty">{text.notFound}</p>}
    </Frame>
  )
}
