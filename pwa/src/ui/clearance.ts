// Keeps what is said in passing off the bars with buttons.

import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

const GAP = 8
const BARS = '.places, .act-bar, .board-foot, .quiet-ways'

/** How far up a box goes to lie over none of the bars; each of them stands between `top` and `bottom`. */
export function clearance(box: { top: number; bottom: number }, bars: { top: number; bottom: number }[]): number {
  let up = 0
  for (const bar of [...bars].sort((a, b) => b.bottom - a.bottom))
    if (bar.top < box.bottom - up + GAP && bar.bottom > box.top - up) up = box.bottom - bar.top + GAP
  return Math.min(up, box.top)
}

/** Keeps a box off the bars wherever they stand just now: a bar moves with what is above it. */
export function useClearance(box: RefObject<HTMLDivElement | null>, told: object | undefined): void {
  useLayoutEffect(() => {
    if (!told || !box.current) return
    // The box may be the one that said something before, and stand where that went to.
    box.current.style.removeProperty('translate')
    let lifted = 0
    const lift = () => {
      const own = box.current?.getBoundingClientRect()
      if (!own) return
      const bars = [...document.querySelectorAll(BARS)]
        .map((one) => one.getBoundingClientRect())
        .filter((one) => one.height > 0 && one.left < own.right && one.right > own.left)
      const up = clearance({ top: own.top + lifted, bottom: own.bottom + lifted }, bars)
      if (up === lifted) return
      lifted = up
      box.current?.style.setProperty('translate', `0 ${-up}px`)
    }
    lift()
    const screen = new MutationObserver(lift)
    screen.observe(document.body, { childList: true, subtree: true })
    const sizes = new ResizeObserver(lift)
    sizes.observe(document.body)
    addEventListener('scroll', lift, { passive: true })
    addEventListener('resize', lift)
    return () => {
      screen.disconnect()
      sizes.disconnect()
      removeEventListener('scroll', lift)
      removeEventListener('resize', lift)
    }
  }, [told, box])
}
