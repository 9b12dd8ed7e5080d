// Which screen of this part an address shows.

import { da } from '../../text/practice.da'
import { en } from '../../text/practice.en'
import { useApp } from '../app'
import { Frame } from '../frame'

export function Practice() {
  const { language, text } = useApp()
  const words = language === 'en' ? en : da
  return (
    <Frame title={words.title} back="/">
      <p class="empty">{text.notFound}</p>
    </Frame>
  )
}
