// A new trial: among what the worker fetches first, because an idea is noted without a network too.

import { useApp } from '../app'
import { Frame } from '../frame'
import { lazy, Part } from '../lazy'
import { usePath } from '../router'
import { NewTrialForm } from './form'

const From = lazy(() => import('./From').then((loaded) => loaded.FromSomething))

export function NewTrial() {
  const { text } = useApp()
  const isFrom = usePath().split('/').length > 3
  if (isFrom) return <Part title={text.newTrial} back="/" component={From} />
  return (
    <Frame title={text.newTrial} back="/">
      <NewTrialForm />
    </Frame>
  )
}
