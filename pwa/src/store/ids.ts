// UUIDv7 (RFC 9562) made on the phone. Ids made in a row ascend even when the clock stands still or runs backwards;
// nothing is ever ordered by the time in them.

/** A maker of ids with a memory of its own. By a clock from before 1970 they begin at its first moment, by chance as ever. */
export function idMaker(): (now?: number) => string {
  let last = 0n
  return (now = Date.now()) => {
    last = after(last, now)
    return written(last)
  }
}

export const newId = idMaker()

function after(last: bigint, now: number): bigint {
  const random = crypto.getRandomValues(new Uint32Array(3))
  const noise = (BigInt(random[0]! & 0x3ff) << 64n) | (BigInt(random[1]!) << 32n) | BigInt(random[2]!)
  const value = (BigInt(Math.max(now, 0)) << 74n) | noise
  return value <= last ? last + 1n : value
}

function written(value: bigint): string {
  const time = value >> 74n
  const low = value & ((1n << 74n) - 1n)
  const digits = ((time << 80n) | (7n << 76n) | ((low >> 62n) << 64n) | (2n << 62n) | (low & ((1n << 62n) - 1n)))
    .toString(16)
    .padStart(32, '0')
  return [8, 12, 16, 20, 32].map((end, at) => digits.slice([0, 8, 12, 16, 20][at], end)).join('-')
}
