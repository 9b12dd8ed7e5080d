// Which of a trial's screens an address shows: its page and, below it, gathering up and deciding.

import { usePath } from '../router'
import { TrialPage } from './page'

export function Trial() {
  const [, , id] = usePath().split('/')
  return <TrialPage key={id} id={id ?? ''} />
}
