// What happens at the server's side of a history: people and units move, sign-ins end, backups are made and restored, the
// disk runs low; a leader decides about what is held, files are carried in, devices are withdrawn.

import { queueFile } from '../../src/store/bring'
import type { Backend } from './backend'
import type { Net } from './net'
import { CAST, LIKELY } from './people'
import type { Phone, Tab } from './phone'
import type { Random } from './random'

interface Around {
  random: Random
  backend: Backend
  net: Net
  now: number
  note(line: string): void
}

const MOVES = [
  ['Nord', 'Havnen'],
  ['Nord', 'Omsorg'],
  ['Syd', 'Nord'],
  ['Syd', 'Omsorg'],
] as const
const MOST_FILES = 4
const AT_LAST = 12

const hasMended = (tab: Tab) => tab.store.unsent().some((one) => one.instead_of)

export class Office {
  private readonly around: Around
  private backups = 0
  private extra: [string, string][] = []
  private files: { who: string; text: string }[] = []
  private isLow = false

  constructor(around: Around) {
    this.around = around
  }

  /** How likely each event is now; `isAboutFiles`: nobody decides anything more, only the files are still on their way. */
  weights(tab: Tab | undefined, isAboutFiles: boolean) {
    const decided = isAboutFiles ? 0 : 1
    return {
      expire: 0.15,
      move: 0.25 * decided,
      belong: 0.3 * decided,
      backup: this.backups < 2 ? (isAboutFiles ? 0.6 : 0.2) : 0,
      restore: this.backups ? (isAboutFiles ? 0.8 : 0.2) : 0,
      desk: 2.5 * decided,
      // Who has mended something and cannot send it brings it as a file, or has it brought.
      carry: (tab && hasMended(tab) ? 3 : 0.5) * decided,
      withdraw: 0.25 * decided,
      low: this.isLow ? 0 : 0.35,
      relief: this.isLow ? 2 : 0,
    }
  }

  async does(what: string, phone: Phone, tab: Tab | undefined): Promise<void> {
    const { random } = this.around
    if (what === 'expire') await this.ask({ do: 'expire' })
    else if (what === 'move') {
      const [unit, below] = random.pick(MOVES)
      await this.ask({ do: 'move', unit, below })
    } else if (what === 'belong') await this.belong()
    else if (what === 'backup') {
      await this.ask({ do: 'back_up' })
      this.backups++
    } else if (what === 'restore') await this.restore()
    else if (what === 'desk') await this.decide()
    else if (what === 'carry') await this.carry(phone, tab)
    else if (what === 'withdraw') {
      const how = random.weighted({ retired: 2, lost: 1, back: 0.5 })
      await this.ask({ do: 'withdraw', device: phone.device, how: how === 'back' ? '' : how })
    } else await this.fill(what === 'low', what === 'low' && random.chance(0.4))
  }

  /** The disk is nearly full, or (`isForText`) has room for text only, or there is room again. */
  async fill(isLow: boolean, isForText = false): Promise<void> {
    this.isLow = isLow
    await this.ask({ do: 'fill', is_full: isLow && !isForText, is_crowded: isForText })
  }

  /** What comes when all has been sent: leaders deal with what is held; a backup is restored; phones are withdrawn, rather
   *  those that hold what the server will not have. */
  async atTheEnd(phones: Phone[]): Promise<void> {
    const { random } = this.around
    for (let left = random.chance(0.4) ? AT_LAST : 0; left > 0; left--) await this.decide()
    const isRestored = this.backups > 0 && random.chance(0.5)
    if (isRestored) await this.restore()
    for (const { album, device } of phones) {
      const hasRefused = [...album.attached.values()].some((one) => one.isNoPicture)
      const isGone = random.chance(hasRefused ? 0.7 : isRestored ? 0.3 : 0)
      if (isGone) await this.ask({ do: 'withdraw', device, how: 'retired' })
    }
  }

  private async restore(): Promise<void> {
    await this.ask({ do: 'restore', which: this.around.random.below(this.backups) })
    this.around.net.restores++
  }

  private async ask(told: { do: string } & Record<string, unknown>): Promise<void> {
    const { backend, now } = this.around
    this.around.note(`  ${JSON.stringify(await backend.ask({ ...told, now }))}`)
  }

  private async belong(): Promise<void> {
    const { random } = this.around
    const [who, unit] = this.extra.length && random.chance(0.5) ? this.extra.pop()! : ['', '']
    if (who) return this.ask({ do: 'belong', who, unit, role: '' })
    const [name, to] = [random.pick(Object.keys(CAST)), random.pick(['Nord', 'Syd', 'Havnen'])]
    if (random.chance(0.3)) return this.ask({ do: 'belong', who: name, unit: CAST[name]![0]!, role: '' })
    await this.ask({ do: 'belong', who: name, unit: to, role: random.pick(['staff', 'leader']) })
    this.extra.push([name, to])
  }

  /** Somebody who mostly may, and at times may not, decides about one of what is held. */
  private async decide(): Promise<void> {
    const { random } = this.around
    const who = random.pick([...Array(12).fill('Anna'), 'Dorte', 'Lone', ...LIKELY])
    const isReleased = random.chance(0.7)
    await this.ask({
      do: 'decide',
      who,
      pick: random.next(),
      again: random.chance(0.15),
      unit: isReleased && random.chance(0.3) ? random.pick(['Nord', 'Syd', 'Havnen']) : '',
      reason: isReleased ? '' : `Nej tak ${random.below(1000)}`,
      cut: random.chance(0.1) ? 'before' : '',
    })
  }

  /** A file of what a phone has written, made now or kept from before, is carried in by its author or another. */
  private async carry(phone: Phone, tab: Tab | undefined): Promise<void> {
    const { random } = this.around
    const isMended = tab !== undefined && hasMended(tab)
    if (tab && (isMended || !this.files.length || random.chance(0.6))) {
      this.files.push({ who: phone.who, text: JSON.stringify(queueFile(tab.store)) })
      this.files = this.files.slice(-MOST_FILES)
    }
    if (!this.files.length) return
    const { who, text } = isMended ? this.files.at(-1)! : random.pick(this.files)
    this.around.note(`  ${who}'s file: ${text}`)
    if (tab && phone.who === who && random.chance(0.5)) return phone.bring(tab, text)
    const by = random.chance(isMended ? 0.2 : 0.5) ? who : random.pick(LIKELY)
    await this.ask({ do: 'carry', who: by, body: text, cut: random.chance(0.1) ? 'before' : '' })
  }
}
