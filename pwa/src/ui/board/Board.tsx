// Which screen of this part an address shows.

import { da } from '../../text/board.da'
import { en } from '../../text/board.en'
import { useApp } from '../app'
import { Frame } from '../frame'

export function Board() {
  const { language, text } = useApp()
  const words = language === 'en' ? en : da
  return (
    <Frame title={words.title} back="/">
      <p class="empty">{text.notFound}</p>
    </Frame>
  )
}
