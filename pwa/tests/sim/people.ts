// What people do on their phones in a history.

import { names } from '../../src/store/memory'
import type { Entry, Fields, NewMutation, RecordView } from '../../src/store/types'
import type { Phone, Tab } from './phone'
import type { Random } from './random'

/** Who has a phone; those of one unit meet more often. */
export const LIKELY = ['Mette', 'Musa', 'Lone', 'Mette', 'Musa', 'Dorte', 'Søren', 'Hans']

export const CAST: Record<string, string[]> = {
  Mette: ['Nord'],
  Musa: ['Nord'],
  Lone: ['Nord'],
  Søren: ['Syd'],
  Dorte: ['Omsorg', 'Nord', 'Syd'],
  Hans: ['Havnen'],
}

const WORDS = ['Æblegrød', 'to rum', 'kl. 14', 'på kajen', 'roligere', 'for travlt', 'igen i morgen', '“tak”']
const EDITED: Record<string, string[]> = {
  trial: ['title', 'change', 'who'],
  feedback: ['good', 'different'],
  barrier: ['text'],
}

let counted = 0
const words = (random: Random) => `${random.pick(WORDS)} ${++counted}`

export function beginCounting(): void {
  counted = 0
}

function made(random: Random, tab: Tab, unit: string, notes = 0.6): NewMutation {
  const trials = tab.store.ofType('trial')
  const trial = trials.length && random.chance(0.7) ? random.pick(trials).id : undefined
  if (trial && random.chance(notes)) {
    const outcome = random.pick(['worked', 'partly', 'not'])
    const barriers = random.chance(0.3) ? tab.store.ofType('barrier') : []
    const met: Fields = barriers.length ? { barrier: random.pick(barriers).id } : {}
    const seen_at = '2026-11-23T07:05:44Z'
    return { type: 'observation', fields: { trial, seen_at, outcome, text: words(random), ...met } }
  }
  const kind = random.weighted({ trial: 3, feedback: 2, barrier: 2 })
  if (kind === 'trial') return { type: 'trial', fields: { unit, title: words(random) } }
  if (kind === 'barrier') return { type: 'barrier', fields: { unit, kind: 'time', text: words(random) } }
  const heard = { heard_on: '2026-11-20', channel: 'in_person', entered_by: 'staff', mood: 3 }
  return { type: 'feedback', fields: { unit, ...heard, good: words(random), ...(trial ? { trial } : {}) } }
}

function edited(random: Random, view: RecordView): NewMutation {
  const names = EDITED[view.type]!
  const fields: Fields = {}
  for (let left = 1 + random.below(2); left > 0; left--) {
    const name = random.pick(names)
    // Sometimes two people write the very same, or take away what was there.
    const must = name === 'title' || name === 'text'
    fields[name] = random.chance(0.1) ? 'det samme' : random.chance(0.1) && !must ? null : words(random)
  }
  return { type: view.type, record: view.id, base: view.version, fields }
}

const canHave = (one: Entry) => one.type === 'observation' && names(one.fields).length < 8
/** A trial and a barrier, maybe for a unit that is not theirs to write in, and what was seen of both: it waits for the two. */
function elsewhere(random: Random, tab: Tab, units: Record<string, string>): NewMutation[] {
  const unit = units[random.pick(['Nord', 'Syd', 'Havnen'])]!
  const [trial, barrier] = [tab.store.newId(), tab.store.newId()]
  const seen = { seen_at: '2026-11-23T07:05:44Z', outcome: 'partly', text: words(random) }
  return [
    { type: 'trial', record: trial, fields: { unit, title: words(random) } },
    { type: 'barrier', record: barrier, fields: { unit, kind: 'time', text: words(random) } },
    { type: 'observation', fields: { trial, barrier, ...seen } },
  ]
}

/** One thing that somebody does in a tab. */
export async function doSomething(
  random: Random,
  phone: Phone,
  tab: Tab,
  units: Record<string, string>,
): Promise<string> {
  const { store } = tab
  const own = CAST[phone.who]!
  const unit = units[random.chance(0.95) ? random.pick(own) : random.pick(['Nord', 'Syd', 'Havnen'])]!
  const editable = [...store.ofType('trial'), ...store.ofType('feedback'), ...store.ofType('barrier')]
  const fewer = editable.slice(0, 2) // so that several people meet in the same
  const held = store.held()
  const open = store.queue().filter((one) => one.state === 'open' && one.tab === tab.own)
  const what = random.weighted({
    make: 4,
    edit: editable.length ? 5 : 0,
    erase: editable.length ? 0.6 : 0,
    open: 1.6,
    amend: open.length ? 3 : 0,
    undo: open.length ? 1 : 0,
    release: open.length ? 3 : 0,
    mend: held.length ? 1 : 0,
    rest: held.length ? 0.5 : 0,
    both: 0.5,
    nonsense: 0.2,
    several: 0.3,
    photo: open.some(canHave) ? 4 : 0,
    speak: open.some(canHave) ? 2 : 0,
    say: phone.album.isSpeaking(tab) ? 12 : 0,
    hush: phone.album.isSpeaking(tab) ? 4 : 0,
    drop: open.some((one) => names(one.fields).length) ? 1.5 : 0,
    snap: tab.store.ofType('trial').length ? 2 : 0,
    elsewhere: 0.3,
    takeAlong: tab.engine.getStatus().state === 'revoked' && phone.album.hasRefused(tab) ? 3 : 0,
  })
  if (what === 'make' || what === 'open') {
    const isSheet = what === 'open'
    await phone.save(tab, [made(random, tab, unit, isSheet ? 0.9 : 0.6)], isSheet)
  } else if (what === 'photo') await phone.album.photo(tab, random.pick(open.filter(canHave)))
  else if (what === 'speak') await phone.album.speak(tab, random.pick(open.filter(canHave)))
  else if (what === 'say') await phone.album.say(tab)
  else if (what === 'hush') await phone.album.hush(tab)
  else if (what === 'drop') await phone.album.drop(tab, random.pick(open.filter((one) => names(one.fields).length)))
  else if (what === 'snap') await phone.album.snap(tab, made(random, tab, unit, 1))
  else if (what === 'takeAlong') await phone.album.takeAlong(tab)
  else if (what === 'edit') await phone.save(tab, [edited(random, random.pick(fewer))])
  else if (what === 'both') await phone.save(tab, [made(random, tab, unit), made(random, tab, unit)])
  else if (what === 'several') for (let left = 5; left > 0; left--) await phone.save(tab, [made(random, tab, unit)])
  else if (what === 'elsewhere') await phone.save(tab, elsewhere(random, tab, units))
  else if (what === 'nonsense') await phone.save(tab, [{ type: 'trial', fields: { unit, title: 'x', nonsense: 1 } }])
  else if (what === 'erase') {
    const { type, id, version } = random.pick(editable)
    await phone.save(tab, [{ type, record: id, base: version, op: 'delete', fields: {} }])
  } else if (what === 'amend') {
    const one = random.pick(open)
    const name = one.type === 'observation' ? 'text' : EDITED[one.type]![0]!
    await phone.amend(tab, one, { [name]: words(random) })
  } else if (what === 'undo') await phone.undo(tab, random.chance(0.3) ? open.slice(-2) : [random.pick(open)])
  else if (what === 'release') {
    const one = random.pick(open)
    await phone.act(tab, what, () => store.release([one.id]))
  } else if (what === 'mend') {
    const one = random.pick(held)
    await phone.sendAgain(tab, one, one.op === 'put' && one.type === 'trial' ? { title: words(random) } : {})
  } else if (what === 'rest') {
    await phone.letRest(tab, random.pick(held))
  }
  return what
}
