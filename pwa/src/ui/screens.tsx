// Which screen an address shows.

import { useApp } from './app'
import { Attention } from './attention/screen'
import { Note } from './capture/note'
import { Voice } from './capture/voice'
import { Frame } from './frame'
import { lazy, Part, Suspense } from './lazy'
import { Me } from './me'
import { Mine } from './mine'
import { usePath } from './router'
import { Today } from './today'
import { EditTrial, NewTrial, Trials } from './trial/screens'

const Overview = lazy(() => import('./overview/Overview').then((loaded) => loaded.Overview))
const Trial = lazy(() => import('./trial/Trial').then((loaded) => loaded.Trial))
const Practice = lazy(() => import('./practice/Practice').then((loaded) => loaded.Practice))
const Purpose = lazy(() => import('./purpose/Purpose').then((loaded) => loaded.Purpose))
const Board = lazy(() => import('./board/Board').then((loaded) => loaded.Board))
const Learning = lazy(() => import('./learning/Learning').then((loaded) => loaded.Learning))

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
      return second ? <Part title={text.trials} back="/proevehandlinger" component={Trial} /> : <Trials />
    case 'praksis':
      return <Part title={text.app} back="/" component={Practice} />
    case 'enhed':
    case 'retning':
    case 'adfaerd':
    case 'barriere':
    case 'dilemma':
      return <Part title={text.app} back="/" component={Purpose} />
    case 'tavle':
    case 'borger':
    case 'paamindelser':
      return <Part title={text.app} back="/" component={Board} />
    case 'laering':
      return <Part title={text.learning} component={Learning} />
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
