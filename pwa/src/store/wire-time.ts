// How moments are written on the wire.

/** A moment as the wire writes it: local time with its offset. */
export function wireTime(now: Date = new Date()): string {
  const offset = -now.getTimezoneOffset()
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, 19)
  const part = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${part(offset / 60)}:${part(offset % 60)}`
}
