// Histories from one seed to another: `main.js FIRST LAST PHONES EVENTS SERVER…`. One line of JSON for each on standard
// output: what went wrong, or that nothing did.

import { Backend } from './backend'
import { History } from './history'
import { wipe } from './life'

const [first, last, phones, events, ...server] = process.argv.slice(2)
const range = (told: string) => told.split('-').map(Number) as [number, number]
const failures: unknown[] = []
process.on('unhandledRejection', (error) => {
  const isOver = error instanceof DOMException && (error.name === 'AbortError' || error.name === 'QuotaExceededError')
  if (!isOver) failures.push(error)
})

let backend = new Backend(server)
for (let seed = Number(first); seed <= Number(last); seed++) {
  failures.length = 0
  const history = new History(seed, backend)
  try {
    await history.run({ phones: range(phones!), events: range(events!) })
  } catch (error) {
    failures.unshift(error)
  }
  wipe()
  const [wrong] = failures
  const told = wrong instanceof Error ? wrong.message : wrong && String(wrong)
  const saved = history.phones.reduce((sum, phone) => sum + phone.promised.size, 0)
  const of = (status: string) => history.statuses.filter((one) => one === status).length
  const ended = { applied: of('applied'), conflict: of('conflict'), held: of('held') }
  const { counts, happened } = history
  console.log(JSON.stringify({ seed, saved, events: happened, ...ended, counts, ...(told ? { wrong: told } : {}) }))
  if ((wrong || process.env.PROEV_SIM_TELL) && first === last) {
    console.error(history.lines.join('\n'))
    console.error(wrong)
  }
  if (wrong) {
    backend.close()
    backend = new Backend(server)
  }
}
backend.close()
