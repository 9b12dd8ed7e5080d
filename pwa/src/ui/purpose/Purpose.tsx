// Which screen of this part an address shows.

import { da } from '../../text/purpose.da'
import { en } from '../../text/purpose.en'
import { useApp } from '../app'
import { Frame } from '../frame'

export function Purpose() {
  const { language, text } = useApp()
  const words = language === 'en' ? en : da
  return (
    <Frame title={words.title} back="/">
      <p class="empty">{text.notFound}</p>
    </Frame>
  )
}
