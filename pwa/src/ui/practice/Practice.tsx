// Which screen of this part an address shows.

import './style.scss'
import { useApp } from '../app'
import { Frame } from '../frame'
import { practiceViews } from '../practices'
import { usePath } from '../router'
import { Adopt } from './adopt'
import { CheckIn } from './check'
import { EditPractice } from './edit'
import { PracticeList } from './list'
import { PracticePage } from './page'
import { Adjust, Again, Retire } from './ways'
import { useWords } from './words'

export function Practice() {
  const { store, today, text } = useApp()
  const words = useWords()
  const [, , id, act, unit] = usePath().split('/')
  if (!id) return <PracticeList />
  if (id === 'ny') return <Adopt key={act} trialId={act ?? ''} />
  const view = practiceViews(store, today).find((one) => one.record.id === id)
  if (!view) {
    return (
      <Frame title={words.title} back="/praksis">
        <p class="empty">{text.notFound}</p>
      </Frame>
    )
  }
  switch (act) {
    case undefined:
    case '':
      return <PracticePage key={id} view={view} />
    case 'tjek':
      return <CheckIn key={`${id}/${unit}`} view={view} unit={unit} />
    case 'ret':
      return <EditPractice key={id} view={view} />
    case 'igen':
      return <Again key={`${id}/${unit}`} view={view} unit={unit} />
    case 'juster':
      return <Adjust key={`${id}/${unit}`} view={view} unit={unit} />
    case 'udfas':
      return <Retire key={`${id}/${unit}`} view={view} unit={unit} />
    default:
      return (
        <Frame title={view.title} back={`/praksis/${id}`}>
          <p class="empty">{text.notFound}</p>
        </Frame>
      )
  }
}
