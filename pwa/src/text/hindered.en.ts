// What is said when the app cannot open what it keeps on the phone, in English.

import type { Words } from './hindered.da'

export const en: Words = {
  blocked:
    'Prøv has been updated, but an older version is open in another tab. Close the other tabs with Prøv, and this one goes on. Nothing has been deleted.',
  failed:
    'Prøv cannot open what is saved on the phone. Nothing has been deleted. Close the other tabs with Prøv and try again. If that does not help, restart the browser, or free some space on the phone.',
  outdated:
    'Prøv has been updated in another tab, and this is the old version. Nothing has been deleted. Reload the page to go on.',
  outdatedBeside:
    'Prøv has been updated in another tab. Nothing can be saved here any more. If you are in the middle of something, copy it or save it as a file before you reload the page.',
  tryAgain: 'Try again',
  reload: 'Reload the page',
}
