// The words of one’s own pages: what is where, what needs attention, and Mig, in English.

import type { Words } from './mine.da'

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const en: Words = {
  readyOffline: 'Ready for use offline',
  readyToNote: 'Ready for noting offline. The rest of the app is on its way.',
  notReadyOffline: 'Getting ready for use offline …',
  onPhone: 'On the phone, not sent',
  received: 'Received by the server',
  onlyHere: 'Lies on the phone only. Save it as a file under Me.',
  receivedAt: (time: string) => `Received ${time}`,
  leftToRest: (time: string) => `Not in its place. You left it so (received ${time}).`,
  mendedSince: (time: string) => `Corrected since (received ${time}).`,
  nothingUnsent: 'All sent.',
  nothingMine: 'You have written nothing on this phone in the last 30 days.',
  sendNow: 'Send now',
  nothingToAttend: 'Nothing needs attention.',
  heldBecause: 'The server has it, but it is not in place yet:',
  mendAndSend: 'Mend and send again',
  mendSaved: 'The correction is saved on the phone and is sent when there is a network.',
  letRest: 'Let it rest',
  toTrial: 'See the trial',
  toPractice: 'See the practice',
  settled: {
    decided: 'The decision to take it into use stands now. Send it again.',
    free: 'The other practice is no longer in use. Send this one again.',
  },
  twoValues: (field: string) => `Two people wrote different things in “${field}”. Which one stands?`,
  setSince: 'It has been changed again since. What stands now comes first.',
  recordElsewhere:
    'What it is about is not on this phone. You can keep what stands here now; the other one is chosen on a phone in the unit.',
  keepThis: 'Keep',
  nothing: '(empty)',
  reasons: {
    too_large: 'It is too large to be sent.',
    malformed: 'The server could not read it.',
  } as Record<string, string>,
  signedInAs: (name: string) => `Signed in as ${name}`,
  language: 'Language',
  signOut: 'Sign out',
  signOutUnsent: (count: number) =>
    `${count} on the phone, not sent yet. It stays on the phone and is sent when you sign in again.`,
  exportQueue: 'Save all I have written as a file',
  notInFile: (count: number, titles: string[]) =>
    `${many(count, 'picture or voice note', 'pictures and voice notes')} could not be put into the file and ${count === 1 ? 'is' : 'are'} still on the phone: ${titles.join('; ')}.`,
  carryIn: 'Bring in a file of notes',
  notAQueue: 'That is not a file that Prøv has saved.',
  carryFailed: 'The phone could not save the notes of the file. Make room, and try again. The file is as it was.',
  broughtHere: (count: number) => `${many(count, 'note was put', 'notes were put')} on the phone and will be sent.`,
  broughtBeside: (count: number) =>
    `${many(count, 'picture or voice note was put', 'pictures and voice notes were put')} on the phone and will be sent.`,
  notBroughtBeside: (count: number) =>
    `${many(count, 'picture or voice note cannot be read or does not fit', 'pictures and voice notes cannot be read or do not fit')}. Keep the file.`,
  theirsBeside: (count: number) =>
    `${many(count, 'picture or voice note is somebody else’s and was left out. The file can be brought in by the one who made it', 'pictures and voice notes are other people’s and were left out. The file can be brought in by those who made them')}, or by a leader of the unit. Keep the file.`,
  othersNeedNet: 'What others have written needs a network. Try again when there is a connection.',
  carriedIn: (stored: number, held: number, known: number) =>
    `${many(stored, 'note was stored', 'notes were stored')}, ${held} wait for review, ${known} were here already.`,
  former: (count: number) =>
    `${many(count, 'thing', 'things')} on the phone had not been sent before you were added anew. Take ${count === 1 ? 'it' : 'them'} along, and your leader looks at ${count === 1 ? 'it' : 'them'}. Or save ${count === 1 ? 'it' : 'them'} as a file.`,
  takeAlong: 'Take along',
  formerDone: 'Do not show this again',
  reminders: 'Reminders',
  units: 'Units',
  roles: { staff: 'staff', leader: 'leader', admin: 'administrator' },
  review: 'For review',
  reviewIntro: 'These could not be stored by themselves. You can let them in or answer the sender.',
  writtenBy: (name: string) => `Written by ${name}`,
  reviewReasons: {
    unit_lost: 'The sender no longer belonged to the unit when it arrived.',
    unknown_record: 'It belongs to something that the server does not have.',
    forbidden: 'The sender may not write that in the unit.',
    id_reused: 'Its id was already used for something else.',
  } as Record<string, string>,
  unshowable: 'It cannot be shown here. Save it as a file to read it.',
  release: 'Let it in',
  dismiss: 'Decline with an answer',
  mendYourself: 'Mend it yourself',
  yourAnswer: 'Your answer to the sender',
  sendAnswer: 'Send the answer',
  reviewNeedsNet: 'That needs a network. Try again when there is one.',
  stillHeld: (why: string) => `It still cannot be stored. ${why}`,
  ownIntro: 'These have not come into their place yet.',
  ownElsewhere: 'You wrote it on another phone.',
  dismissOwn: 'It is not to be let in',
  whyNot: 'Why not?',
  dismissedWith: (answer: string) => `Not let in: ${answer}`,
}
