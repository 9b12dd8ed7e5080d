// One history: phones, people and a server, and everything that can go wrong between them; then quiet, and the reckoning.

import { type Backend, Wrong } from './backend'
import { Channel, copyDisk, type Life, living, settled } from './life'
import { isUpload, type Letter, Net } from './net'
import { Office } from './office'
import { beginCounting, doSomething, LIKELY } from './people'
import { newDevice, Phone, type Tab } from './phone'
import { Random } from './random'
import { reckon } from './reckoning'

interface Timer {
  due: number
  life: Life
  call: () => Promise<void>
}

const YEAR = 365 * 86_400_000
const MOST_ABOUT_FILES = 25
const START = Date.UTC(2026, 10, 23, 6)

export interface Size {
  phones: [number, number]
  events: [number, number]
}

export class History {
  readonly seed: number
  readonly random: Random
  readonly backend: Backend
  readonly net: Net
  readonly lines: string[] = []
  phones: Phone[] = []
  statuses: string[] = []
  now = START
  units: Record<string, string> = {}
  users: Record<string, string> = {}
  happened = 0
  private isAboutFiles = false
  private timers: Timer[] = []
  counts: Record<string, number> = {}
  private readonly office: Office
  /** Several tabs a phone that hear of each other late, as when one is frozen or busy: who takes over syncing then does not
   *  know what another has stored. */
  private readonly isApart: boolean

  constructor(seed: number, backend: Backend) {
    this.seed = seed
    this.random = new Random(seed)
    this.isApart = this.random.chance(0.25)
    this.backend = backend
    this.net = new Net(
      backend,
      () => this.now,
      (line) => this.note(line),
    )
    this.office = new Office(this)
  }

  note(line: string): void {
    this.lines.push(line)
  }

  async run(size: Size): Promise<void> {
    const { random, backend } = this
    beginCounting()
    Channel.forget()
    const told = { do: 'reset', seed: this.seed, now: this.now }
    const town = await backend.ask<{ units: Record<string, string>; users: Record<string, string> }>(told)
    Object.assign(this, town)
    const between = ([least, most]: [number, number]) => least + random.below(most - least + 1)
    for (let left = between(size.phones); left > 0; left--) await this.newPhone()
    for (let left = between(size.events); left > 0; left--) await this.event()
    // Files take more requests than notes do, so more can come between them.
    this.isAboutFiles = this.phones.some((phone) => phone.album.attached.size > 0)
    for (let left = this.isAboutFiles ? MOST_ABOUT_FILES : 0; left > 0; left--) await this.event()
    await this.quiet()
    await reckon(this)
  }

  /** One more phone; `of`: a copy of that one's browser profile, as if moved to a new phone. */
  private async newPhone(of?: Phone, who = of?.who): Promise<void> {
    const { random } = this
    const name = `s${this.seed}p${this.phones.length}`
    const around = {
      random,
      net: this.net,
      time: () => this.now,
      note: (line: string) => this.note(line),
      later: (life: Life, ms: number, call: () => Promise<void>) => {
        const timer = { due: this.now + Math.ceil(ms), life, call }
        this.timers.push(timer)
        return () => {
          this.timers = this.timers.filter((one) => one !== timer)
        }
      },
    }
    const phone = new Phone(name, of?.device ?? newDevice(random), around)
    if (random.chance(0.3)) phone.offset = Math.round((random.next() - 0.5) * 20 * YEAR)
    this.phones.push(phone)
    if (of) {
      of.kill()
      await copyDisk(of.name, name)
      phone.takeAfter(of)
    }
    await this.signIn(phone, who ?? random.pick(LIKELY))
    await phone.open()
  }

  async signIn(phone: Phone, who: string): Promise<void> {
    phone.who = who
    phone.user = this.users[who]!
    phone.users.set(who, phone.user)
    phone.session = `${phone.name}#${this.random.below(2 ** 31)}`
    await this.backend.ask({ do: 'sign_in', who, session: phone.session, now: this.now })
  }

  private async event(): Promise<void> {
    const { random, net } = this
    this.happened++
    const phone = random.pick(this.phones)
    const tab = phone.tabs.filter((one) => !one.isFrozen).at(random.below(2) - 1)
    const uploads = this.isAboutFiles ? net.letters.filter(isUpload) : []
    const letters = uploads.length ? uploads : net.letters
    const letter = letters.length ? random.pick(letters) : undefined
    const isThawed = letter && !this.phones.some((one) => one.tabs.some((t) => t.isFrozen && t.life === letter.life))
    const heard = Channel.undelivered.filter((one) => !(one.to.life && this.isFrozen(one.to.life)))
    const what = random.weighted({
      act: tab && !this.isAboutFiles ? 9 : 0,
      sync: tab ? 4 : 0,
      arrive: letter && !letter.reply ? 14 : 0,
      back: letter?.reply && isThawed ? 14 : 0,
      lose: letter && isThawed ? 2 : 0,
      cut: letter && !letter.reply ? (letter.method === 'PATCH' ? 10 : 0.7) : 0,
      double: letter && !letter.reply ? 1 : 0,
      stray: net.strays.length ? 1 : 0,
      timer: this.timers.length ? 3 : 0,
      heard: heard.length ? (this.isApart ? 0.3 : 6) : 0,
      open: phone.tabs.length ? (this.isApart && phone.tabs.length < 2 ? 3 : 0.3) : 20,
      kill: phone.tabs.length ? 0.5 : 0,
      trouble: tab && !tab.life.trouble ? 1 : 0,
      room: tab?.life.trouble?.kind === 'full' ? 6 : 0,
      freeze: tab ? 0.3 : 0,
      thaw: phone.tabs.some((one) => one.isFrozen) ? 2 : 0,
      network: 1,
      clock: 0.3,
      switch: 0.5,
      copy: this.phones.length < 5 ? 0.1 : 0,
      wait: 0.7,
      ...this.office.weights(tab, this.isAboutFiles),
    })
    this.note(`${this.now - START} ${phone.name} ${phone.who} ${what}`)
    if (what === 'act') this.note(`  ${await doSomething(random, phone, tab!, this.units)}`)
    else if (what === 'sync') await phone.sync(tab!)
    else if (what === 'arrive') await net.arrive(letter!)
    else if (what === 'cut') await net.arrive(letter!, this.howCut(letter!))
    else if (what === 'back') net.comeBack(letter!)
    else if (what === 'lose') {
      if (!letter!.reply && random.chance(0.5)) net.astray(letter!)
      net.breakOff(letter!)
    } else if (what === 'double') net.astray(letter!)
    else if (what === 'stray') {
      const stray = random.pick(net.strays)
      await net.arrive(stray)
      net.drop(stray)
    } else if (what === 'timer') await this.ring()
    else if (what === 'heard') this.hear(random.pick(heard))
    else if (what === 'wait') this.now += random.chance(0.1) ? 2 * 86_400_000 : random.below(200_000)
    else await this.phoneEvent(what, phone, tab)
    await settled()
    await this.hearOfGone()
  }

  /** The server ends just before its commit; a piece of a file is cut off somewhere on its way. */
  private howCut({ path, method, body }: Letter): string {
    return isUpload({ path }) && method === 'PATCH' ? String(this.random.below((body.length * 3) / 4)) : 'before'
  }

  private async phoneEvent(what: string, phone: Phone, tab: Tab | undefined): Promise<void> {
    const { random } = this
    if (what === 'open') await phone.open()
    else if (what === 'kill') phone.kill()
    else if (what === 'trouble') {
      tab!.life.trouble = {
        kind: random.pick(['before', 'middle', 'late', 'after', 'full'] as const),
        at: random.below(8),
      }
    } else if (what === 'room') tab!.life.trouble = undefined
    else if (what === 'freeze') tab!.isFrozen = true
    else if (what === 'thaw') for (const one of phone.tabs) one.isFrozen = false
    else if (what === 'network') phone.isOffline = !phone.isOffline
    else if (what === 'clock') phone.offset = Math.round((random.next() - 0.5) * 20 * YEAR)
    else if (what === 'copy') await this.newPhone(phone)
    else if (what === 'switch') {
      phone.kill()
      await this.signIn(phone, random.pick(LIKELY))
      await phone.open()
    } else await this.office.does(what, phone, tab)
  }

  /** The timer that is due first. */
  private async ring(): Promise<void> {
    const thawed = this.timers.filter((one) => !this.isFrozen(one.life))
    if (!thawed.length) return
    const first = thawed.reduce((one, other) => (other.due < one.due ? other : one))
    this.timers = this.timers.filter((one) => one !== first)
    this.now = Math.max(this.now, first.due)
    if (!first.life.isOver) void living(first.life, first.call)
    await settled()
  }

  private isFrozen(life: Life): boolean {
    return this.phones.some((phone) => phone.tabs.some((tab) => tab.life === life && tab.isFrozen))
  }

  /** Phones that have been withdrawn and have forgotten what they held. What a lost one had not sent is the only thing that
   *  may be missing; a retired one must have handed in everything, as far as it could know: not what the server has
   *  forgotten since by a restore; what the server will not have must have been taken along. */
  private async hearOfGone(): Promise<void> {
    for (const phone of this.phones) {
      for (const { user, how, restores, isLeft } of phone.gone.splice(0)) {
        if (how === 'retired' && isLeft) throw new Wrong(`${phone.name} has forgotten what nobody had taken along`)
        const gone = [...phone.promised].filter(([, one]) => how === 'lost' || one.saved.user === user)
        for (const [id] of gone) phone.promised.delete(id)
        const sure = gone.filter(([, one]) => !one.maybe).map(([id, one]) => [id, one.saved])
        const attached = Object.fromEntries(phone.album.forget(how === 'lost' ? undefined : user))
        const isOvertaken = how === 'retired' && restores !== this.net.restores
        this.note(`  ${phone.name} is ${how} and has forgotten what it held`)
        await this.backend.ask({
          do: 'gone',
          how: isOvertaken ? 'overtaken' : how,
          mutations: Object.fromEntries(sure),
          attached,
        })
      }
    }
  }

  private hear(one: (typeof Channel.undelivered)[number]): void {
    Channel.undelivered.splice(Channel.undelivered.indexOf(one), 1)
    if (one.to.life && !one.to.life.isOver) living(one.to.life, () => one.to.onmessage?.({ data: one.data }))
  }

  /** Everything works again: every phone is opened by each of its users until nobody has anything more to say. */
  async quiet(): Promise<void> {
    this.note('quiet')
    await this.office.fill(false)
    await this.office.passOn(this.phones, (who) => this.newPhone(undefined, who))
    for (const phone of this.phones) {
      phone.kill()
      phone.isOffline = false
    }
    this.net.letters = []
    for (const stray of [...this.net.strays]) await this.net.arrive(stray)
    this.net.strays = []
    for (let round = 0; round < 4; round++) {
      if (round === 1) await this.office.atTheEnd(this.phones)
      for (const phone of this.phones) for (const who of phone.users.keys()) await this.visit(phone, who, round > 1)
    }
  }

  private async visit(phone: Phone, who: string, isLate: boolean): Promise<void> {
    await this.signIn(phone, who)
    const tab = await phone.open()
    if (!tab) throw new Wrong(`${phone.name} does not open for ${who}`)
    if (isLate) await phone.album.tryAgain(tab)
    void phone.sync(tab)
    await settled()
    const isAtRest = () => tab.life.isOver || tab.engine.getStatus().state === 'idle'
    for (let turns = 0; this.net.letters.length || !isAtRest(); turns++) {
      if (turns > 4_000) throw new Wrong(`${phone.name} ${who} does not come to rest: ${tab.engine.getStatus().state}`)
      const [letter] = this.net.letters
      if (letter) {
        await this.net.arrive(letter)
        this.net.comeBack(letter)
        await settled()
      } else {
        if (tab.engine.getStatus().state === 'revoked') await phone.album.takeAlong(tab)
        await this.ring()
      }
    }
    await this.hearOfGone()
    phone.kill()
    await tab.store.close()
  }
}
