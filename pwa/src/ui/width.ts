// How wide a picture may be: the width of its box, followed as the screen turns or grows.

import { useLayoutEffect, useState } from 'preact/hooks'

/** `box` goes on the element that the picture fills, which may come and go with what there is to show; `width` in CSS
 *  pixels, so that type in a picture keeps its size. */
export function useWidth(first = 340) {
  const [element, box] = useState<HTMLDivElement | null>(null)
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    if (!element) return
    const measure = () => element.clientWidth && setWidth(element.clientWidth)
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    return () => watch.disconnect()
  }, [element])
  return { box, width }
}
