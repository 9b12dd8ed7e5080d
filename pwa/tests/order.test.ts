import { beforeEach, expect, test } from 'vitest'
import { trialViews } from '../src/ui/trials'
import { Phone } from './support/phone'
import { FakeServer } from './support/server'

let server: FakeServer
let phone: Phone
let trial: string

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
  const starts = { starts_on: '2026-11-20', ends_on: '2026-12-10' }
  trial = server.put('trial', 'nord', { title: 'Ring først', ...starts })
  await phone.engine.run()
})

async function decide(choice: string, more = {}): Promise<void> {
  const fields = { unit: 'nord', subject_type: 'trial', subject: trial, choice, decided_on: '2026-11-24', ...more }
  await phone.store.save([{ type: 'decision', fields }])
}

const others = (choice: string) =>
  server.put('decision', 'nord', { subject_type: 'trial', subject: trial, choice, decided_on: '2026-11-24' })

const orders = () => phone.store.ofType('decision').map((one) => one.seq)

test('what this phone wrote stands in the order in which the server received it', async () => {
  await decide('extend', { until: '2026-12-20' })
  expect(orders()).toEqual([Number.MAX_SAFE_INTEGER])
  await phone.engine.run()
  others('abandon')
  await phone.engine.run()
  const known = [...server.records.values()].filter((one) => one.type === 'decision').map((one) => one.seq)
  expect(orders().sort()).toEqual(known.sort())
  expect(phaseOf()).toBe('abandoned')
  await phone.reopen()
  expect(phaseOf()).toBe('abandoned')
})

test('an edit of this phone takes the place that the server gave it', async () => {
  const record = phone.store.get(trial)!
  await phone.store.save([
    { type: 'trial', record: trial, base: record.version, fields: { title: 'Ring altid først' } },
  ])
  await phone.engine.run()
  expect(phone.store.get(trial)!.seq).toBe(server.records.get(trial)!.seq)
})

function phaseOf(): string {
  return trialViews(phone.store, '2026-11-26')[0]!.phase
}
