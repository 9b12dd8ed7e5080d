// Læring: what ended trials have taught, one's own and the others'. Which of its screens an address shows.

import { usePath } from '../router'
import { LearningList } from './list'
import { CardPage } from './page'
import './style.scss'

export function Learning() {
  const [, , id] = usePath().split('/')
  return id ? <CardPage key={id} id={id} /> : <LearningList />
}
