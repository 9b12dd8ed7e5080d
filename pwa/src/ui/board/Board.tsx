// Which screen of this part an address shows: the board of a unit, the answer to a citizen, reminders.

import './style.scss'
import { useApp } from '../app'
import { Frame } from '../frame'
import { Link, usePath } from '../router'
import { ownUnits } from '../trials'
import { Reminders } from './Reminders'
import { Reply } from './Reply'
import { Stage } from './Stage'
import { useWords } from './words'

export function Board() {
  const { store } = useApp()
  const [, first, id = ''] = usePath().split('/')
  if (first === 'paamindelser') return <Reminders />
  if (first === 'borger') return <Reply key={id} id={id} />
  return store.get(id)?.type === 'unit' ? <Stage key={id} unit={id} /> : <PickUnit />
}

function PickUnit() {
  const { store, account } = useApp()
  const words = useWords()
  return (
    <Frame title={words.title} back="/">
      <h2>{words.whichUnit}</h2>
      <ul class="rows">
        {ownUnits(store, account.memberships).map((one) => (
          <li key={one.id}>
            <Link href={`/tavle/${one.id}`}>{String(one.fields.name)}</Link>
          </li>
        ))}
      </ul>
    </Frame>
  )
}
