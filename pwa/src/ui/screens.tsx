// Which screen an address shows.

import { useApp } from './app'
import { Note } from './capture/note'
import { Voice } from './capture/voice'
import { Frame } from './frame'
import { lazy, Part, Suspense } from './lazy'
import { usePath } from './router'
import { Today } from './today'

const NewTrial = lazy(() => import('./trial/new').then((loaded) => loaded.NewTrial))
const Overview = lazy(() => import('./overview/Overview').then((loaded) => loaded.Overview))
const Attention = lazy(() => import('./attention/screen').then((loaded) => loaded.Attention))
const Me = lazy(() => import('./me').then((loaded) => loaded.Me))
const Mine = lazy(() => import('./mine').then((loaded) => loaded.Mine))
const Trials = lazy(() => import('./trial/List').then((loaded) => loaded.Trials))
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
      return <Part title={text.newTrial} back="/" component={NewTrial} />
    case 'proevehandlinger':
      if (!second) return <Part title={text.trials} component={Trials} />
      // A tap that comes before the code does leads where it would a moment later.
      return <Part title={text.trials} back={`/${first}${third ? `/${second}` : ''}`} component={Trial} />
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
      return <Part title={text.whatIsWhere} back="/" component={Mine} />
    case 'opmaerksomhed':
      return <Part title={text.attention} back="/" component={Attention} />
    case 'mig':
      return <Part title={text.me} back="/" component={Me} />
    default:
      return (
        <Frame title={text.app} back="/">
          <p class="empty">{text.notFound}</p>
        </Frame>
      )
  }
}
