// How wide a picture may be: the width of its box, followed as the screen turns or grows.

import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** `box` goes on the element that the picture fills; `width` in CSS pixels, so that type in a picture keeps its size. */
export function useWidth(first = 340) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    const measure = () => box.current?.clientWidth && setWidth(box.current.clientWidth)
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(box.current!)
    return () => watch.disconnect()
  }, [])
  return { box, width }
}
