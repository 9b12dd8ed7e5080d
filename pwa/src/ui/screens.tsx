// Which screen an address shows.

import { useApp } from './app'
import { Attention } from './attention/screen'
import { Note } from './capture/note'
import { Voice } from './capture/voice'
import { Frame } from './frame'
import { lazy, Suspense } from './lazy'
import { Learning } from './learning'
import { Me } from './me'
import { Mine } from './mine'
import { usePath } from './router'
import { Today } from './today'
import { EditTrial, NewTrial, TrialPage, Trials } from './trial/screens'

const Overview = lazy(() => import('./overview/Overview').then((loaded) => loaded.Overview))

export function Screen() {
  const { text } = useApp()
  const [, first, second, third] = usePath().split('/')
  switch (first) {
    case '':
      return <Today />
    case 'noter':
      return <Note trialId={second} />
    case 'borgerens-ord':
      return <Voice />
    case 'ny':
      return <NewTrial />
    case 'proevehandlinger':
      if (second && third === 'ret') return <EditTrial id={second} />
      return second ? <TrialPage key={second} id={second} /> : <Trials />
    case 'laering':
      return <Learning />
    case 'overblik':
      return (
        <Frame title={text.overview} wide>
          <Suspense component={Overview} />
        </Frame>
      )
    case 'hvad-ligger-hvor':
      return <Mine />
    case 'opmaerksomhed':
      return <Attention />
    case 'mig':
      return <Me />
    default:
      return (
        <Frame title={text.app} back="/">
          <p class="empty">{text.notFound}</p>
        </Frame>
      )
  }
}
