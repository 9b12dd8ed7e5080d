// What happens at the server's side of a history: people and units move, sign-ins end, backups are made and restored, the
// disk runs low; a leader decides about what is held, files are carried in, devices are withdrawn.

import { fileOf, wholeFile } from '../../src/store/bring'
import { deviceOf } from '../../src/store/carried'
import type { AttachmentInFile } from '../../src/store/types'
import type { Backend } from './backend'
import type { Net } from './net'
import { CAST, LIKELY } from './people'
import type { Phone, Tab } from './phone'
import type { Random } from './random'

interface Around {
  random: Random
  backend: Backend
  net: Net
  phones: Phone[]
  now: number
  note(line: string): void
}

const MOVES = [
  ['Nord', 'Havnen'],
  ['Nord', 'Omsorg'],
  ['Syd', 'Nord'],
  ['Syd', 'Omsorg'],
] as const
interface File {
  who: string
  text: string
  beside: AttachmentInFile[]
}

const MOST_FILES = 4
const LEADING = ['Lone', 'Dorte', 'Dorte', 'Hans']
const AT_LAST = 12

const hasUnsent = ({ store }: Tab) =>
  [...store.memory.attachments.values()].some((one) => one.state === 'waiting' && one.user === store.user)
const hasMended = (tab: Tab) => tab.store.unsent().some((one) => one.instead_of)

export class Office {
  private readonly around: Around
  private backups = 0
  private extra: [string, string][] = []
  private files: File[] = []
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
      // Who has mended something and cannot send it brings it as a file, or has it brought; and so with photos.
      carry: (tab && hasMended(tab) ? 3 : tab && hasUnsent(tab) ? 2 : 0.5) * decided,
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

  private async ask(told: { do: string } & Record<string, unknown>): Promise<{ did?: string }> {
    const { backend, now } = this.around
    const answer = await backend.ask<{ did?: string }>({ ...told, now })
    this.around.note(`  ${JSON.stringify(answer)}`)
    return answer
  }

  private async belong(): Promise<unknown> {
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
    if (tab && (isMended || !this.files.length || random.chance(0.6))) await this.keepFile(phone, tab)
    if (!this.files.length) return
    const file = isMended ? this.files.at(-1)! : random.pick(this.files)
    const { who, beside } = file
    if (tab && phone.who === who && random.chance(0.5)) return phone.bring(tab, file.text)
    // With photos rather by a leader with a phone at hand: nobody else may send them.
    const leaders = this.leaders()
    const another = beside.length && leaders.length ? random.pick(leaders).who : random.pick(LIKELY)
    await this.carryIn(file, random.chance(isMended ? 0.2 : beside.length ? 0.1 : 0.5) ? who : another)
  }

  /** Somebody has left, or their phone is lost, with photos that have not been sent: a leader has the file. */
  async passOn(phones: Phone[], anothers: (who: string) => Promise<void>): Promise<void> {
    const { random, backend, now } = this.around
    for (const phone of [...phones]) {
      const tab = phone.tabs.find((one) => !one.isFrozen && hasUnsent(one))
      if (!tab || random.chance(0.3)) continue
      await this.keepFile(phone, tab)
      const file = this.files.at(-1)
      const leader = random.pick(LEADING.filter((one) => one !== phone.who))
      if (!this.leaders().some((one) => one.who === leader)) await anothers(leader)
      if (file) await this.carryIn(file, leader)
      if (random.chance(0.5)) await backend.ask({ do: 'withdraw', device: phone.device, how: 'lost', now })
    }
  }

  private leaders(): Phone[] {
    return this.around.phones.filter((one) => LEADING.includes(one.who) && one.tabs.some((tab) => !tab.isFrozen))
  }

  private async carryIn({ who, text, beside }: File, by: string): Promise<void> {
    const { random } = this.around
    this.around.note(`  ${who}'s file: ${text}`)
    const told = await this.ask({ do: 'carry', who: by, body: text, cut: random.chance(0.1) ? 'before' : '' })
    if (told.did !== 'carried' || by === who || !beside.length) return
    // Whoever brings it, the server judges who may send what is beside the notes.
    const [to] = this.around.phones.filter((one) => one.who === by && one.tabs.some((tab) => !tab.isFrozen))
    await to?.album.bring(to.tabs.find((tab) => !tab.isFrozen)!, beside)
  }

  private async keepFile(phone: Phone, tab: Tab): Promise<void> {
    await phone.act(tab, 'save as a file', async () => {
      const { file } = await wholeFile(tab.store)
      const { entries, attachments } = fileOf(await file.text())!
      if (tab.life.isOver) return
      const text = JSON.stringify({ proev_queue: 1, device: await deviceOf(entries), entries })
      this.files.push({ who: phone.who, text, beside: attachments as AttachmentInFile[] })
      this.files = this.files.slice(-MOST_FILES)
    })
  }
}
