// How much room the browser leaves the app. Absent in some browsers (then nothing is known and nothing is said).

const NEARLY = 0.8

/** True when more than four fifths of what the browser grants is in use: time to make room, before saving fails. */
export async function isNearlyFull(): Promise<boolean> {
  const told = await navigator.storage?.estimate?.().catch(() => undefined)
  return Boolean(told?.quota && (told.usage ?? 0) / told.quota > NEARLY)
}
