// A screen whose code comes when it is needed. The worker fetches all of it as soon as the phone can note without a
// network; until then, and without a network, the screen says so.

import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { usePhone } from './app'
import { Frame } from './frame'

type Load<P = object> = () => Promise<ComponentType<P>>

export function lazy<P = object>(load: Load<P>): Load<P> {
  let loading: Promise<ComponentType<P>> | undefined
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined
      throw error
    })
    return loading
  }
}

function useLoaded<P>(component: Load<P>): { Shown?: ComponentType<P>; isMissing?: boolean } {
  const [loaded, setLoaded] = useState<{ of?: Load<P>; Shown?: ComponentType<P>; isMissing?: boolean }>({})
  useEffect(() => {
    component().then(
      (Shown) => setLoaded({ of: component, Shown }),
      () => setLoaded({ of: component, isMissing: true }),
    )
  }, [component])
  return loaded.of === component ? loaded : {}
}

export function Suspense<P extends object>({ component, ...props }: { component: Load<P> } & P) {
  const { text } = usePhone()
  const loaded = useLoaded(component)
  if (loaded.isMissing) return <p class="empty">{text.partNoNet}</p>
  return loaded.Shown ? <loaded.Shown {...(props as unknown as P)} /> : <p class="quiet">{text.loading}</p>
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
