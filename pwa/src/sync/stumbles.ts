// A server that stumbles (500) over one certain mutation: which one is found by halving, and it is stepped over until the app
// starts anew or the server takes it after all. It is never put aside: it waits, and is tried last. That it is to blame is
// believed when the server has answered without it and stumbles once more: one that stumbles over everything changes nothing.

import type { Entry } from '../store/types'

const DOUBT = 2
const ANSWERED = 3
const NOTHING = { id: '', step: 0 }

export class Stumbles {
  /** The ids of what is stepped over. */
  readonly over = new Set<string>()
  private inRow = 0
  /** Over what it has stumbled when nothing else was sent, and how far one is with it. */
  private alone = NOTHING

  /** How many may be sent: none, to see whether the server answers then; one, when it has. */
  most(wanted: number): number {
    if (this.alone.step === DOUBT) return 0
    return this.alone.step === ANSWERED ? 1 : wanted
  }

  /** The server has answered. */
  answered(sent: Entry[]): void {
    for (const { id } of sent) this.over.delete(id)
    this.inRow = 0
    this.alone = this.alone.step === DOUBT ? { ...this.alone, step: ANSWERED } : NOTHING
  }

  /** True when it has only stumbled where it is known to: the others are not kept waiting, and have their turn first. */
  isAgain([only]: Entry[]): boolean {
    const isKnown = only !== undefined && this.over.delete(only.id)
    if (isKnown) this.over.add(only.id)
    return isKnown
  }

  /** It has stumbled. How many to send the next time; undefined: as many as before. */
  met(sent: Entry[]): number | undefined {
    const isRepeated = this.inRow++ > 0
    if (sent.length > 1) return isRepeated ? Math.floor(sent.length / 2) : undefined
    const { id, step } = this.alone
    const now = sent[0]?.id
    if (now === id && step === ANSWERED) this.over.add(id)
    if (now === undefined || this.over.has(now)) this.alone = NOTHING
    else this.alone = { id: now, step: now === id ? step + 1 : 1 }
    return undefined
  }
}
