// A screen whose code comes when it is needed. The worker fetches all of it as soon as the phone can note without a
// network; until then, and without a network, the screen says so.

import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { usePhone } from './app'
import { Frame } from './frame'

type Load<Props = object> = () => Promise<ComponentType<Props>>

export function lazy<Props = object>(load: Load<Props>): Load<Props> {
  let loading: Promise<ComponentType<Props>> | undefined
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined
      throw error
    })
    return loading
  }
}

interface Loaded<Props> {
  of?: Load<Props>
  Shown?: ComponentType<Props>
  isMissing?: boolean
}

function useLoaded<Props>(component: Load<Props>): Loaded<Props> {
  const [loaded, setLoaded] = useState<Loaded<Props>>({})
  useEffect(() => {
    component().then(
      (Shown) => setLoaded({ of: component, Shown }),
      () => setLoaded({ of: component, isMissing: true }),
    )
  }, [component])
  return loaded.of === component ? loaded : {}
}

/** A part of a screen; what it is given besides `component` is handed on. `isQuiet`: mostly it has nothing to show, so nothing
 *  is said until it is there. */
export function Suspense<Props extends object>({
  component,
  isQuiet,
  ...props
}: { component: Load<Props>; isQuiet?: boolean } & Props) {
  const { text } = usePhone()
  const { Shown, isMissing } = useLoaded(component)
  if (isQuiet && !Shown) return null
  if (isMissing) return <p class="empty">{text.partNoNet}</p>
  return Shown ? <Shown {...(props as unknown as Props)} /> : <p class="quiet">{text.loading}</p>
}

/** A screen that brings its own frame; until its code is there, a frame with the title that it will have. */
export function Part({ component, title, back }: { component: Load; title: string; back?: string }) {
  const { text } = usePhone()
  const { Shown, isMissing } = useLoaded(component)
  if (Shown) return <Shown />
  return (
    <Frame title={title} {...(back ? { back } : {})}>
      <p class={isMissing ? 'empty' : 'quiet'}>{isMissing ? text.partNoNet : text.loading}</p>
    </Frame>
  )
}
