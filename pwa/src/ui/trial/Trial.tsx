// Which of a trial's screens an address shows: its page and, below it, starting, correcting, gathering up and deciding.

import { useApp } from '../app'
import { Frame } from '../frame'
import { usePath } from '../router'
import { trialViews } from '../trials'
import { AgainScreen } from './again'
import { BeginScreen } from './begin'
import { CorrectScreen } from './correct'
import { EditTrial } from './edit'
import { EndingScreen, NoMoreScreen } from './ending'
import { LearnedScreen } from './learned'
import { TrialPage } from './page'
import { ReviewScreen } from './review'
import './style.scss'

export function Trial() {
  const { store, text, today } = useApp()
  const [, , id, screen, part] = usePath().split('/')
  const view = trialViews(store, today).find((one) => one.record.id === id)
  if (!view) {
    return (
      <Frame title={text.trials} back="/proevehandlinger">
        <p class="empty">{text.notFound}</p>
      </Frame>
    )
  }
  switch (screen) {
    case 'begynd':
      return <BeginScreen key={part} view={view} day={part} />
    case 'ret':
      return <EditTrial key={id} record={view.record} />
    case 'saml-op':
      return <ReviewScreen key={id} view={view} />
    case 'lav-om':
      return <AgainScreen key={`again-${id}`} view={view} />
    case 'afbryd':
      return <EndingScreen key="cancel" view={view} choice="cancel" />
    case 'forlaeng':
      return <EndingScreen key="extend" view={view} choice="extend" />
    case 'iagttagelse':
      return <CorrectScreen key={part} view={view} observation={part} />
    case 'ikke-mere':
      return <NoMoreScreen key={id} view={view} />
    case 'laert':
      return <LearnedScreen view={view} />
    default:
      return <TrialPage key={id} view={view} />
  }
}
