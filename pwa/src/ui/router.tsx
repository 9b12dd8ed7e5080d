// Addresses inside the app, by the History API. A link is an ordinary link; only a plain tap stays in the app.

import type { ComponentChildren } from 'preact'
import { useChanges } from './app'

const listeners = new Set<() => void>()
const source = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

function moved(): void {
  for (const listener of listeners) listener()
}

addEventListener('popstate', moved)

/** Goes to another screen and shows it from its top, with the focus where a reader expects it. */
export function go(path: string, options: { replace?: boolean } = {}): void {
  const before = document.activeElement
  if (options.replace) history.replaceState(null, '', path)
  else history.pushState(null, '', path)
  moved()
  scrollTo(0, 0)
  requestAnimationFrame(() => {
    const main = document.querySelector<HTMLElement>('main')
    const now = document.activeElement
    // A slow phone draws late: what somebody has tapped in the new screen meanwhile keeps the focus, and the letters.
    if (now === before || !main?.contains(now)) main?.focus({ preventScroll: true })
  })
}

export function usePath(): string {
  useChanges(source)
  return location.pathname
}

interface LinkProps {
  href: string
  children: ComponentChildren
  class?: string
  'aria-label'?: string
  'aria-current'?: 'page' | undefined
  'data-unsent'?: number
  'data-state'?: string
}

export function Link({ href, children, ...rest }: LinkProps) {
  const tap = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(href)
  }
  return (
    <a href={href} onClick={tap} {...rest}>
      {children}
    </a>
  )
}
