// A screen whose code comes when it is needed; without a network and without its code it says so.

import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { usePhone } from './app'

type Load = () => Promise<ComponentType>

export function lazy(load: Load): Load {
  let loading: Promise<ComponentType> | undefined
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined
      throw error
    })
    return loading
  }
}

export function Suspense({ component }: { component: Load }) {
  const { text } = usePhone()
  const [loaded, setLoaded] = useState<{ Shown?: ComponentType; isMissing?: boolean }>({})
  useEffect(() => {
    component().then(
      (Shown) => setLoaded({ Shown }),
      () => setLoaded({ isMissing: true }),
    )
  }, [component])
  if (loaded.isMissing) return <p class="empty">{text.overviewNoNet}</p>
  return loaded.Shown ? <loaded.Shown /> : <p class="quiet">{text.loading}</p>
}
