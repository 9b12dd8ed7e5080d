// What fields are called, and what stands in them, where a record is shown field by field, in Danish. Names that the
// forms have too are in da.ts; one with its type before it goes before one without.

export const da = {
  names: {
    ...{ text: 'Tekst', 'barrier.text': 'Det står i vejen', 'observation.text': 'Med få ord', 'step.text': 'Skridt' },
    ...{ raised_to: 'Løftet til', raised_on: 'Løftet', answer: 'Svar', answered_on: 'Besvaret' },
    ...{ why: 'Hvorfor', active: 'I brug', 'behaviour.theme': 'Retning' },
    ...{ practice: 'Praksis', checked_on: 'Svaret', still_done: 'Gør vi det stadig?', note: 'Med få ord' },
    ...{
      resolved_on: 'Afgjort',
      subject_type: 'Beslutning om',
      subject: 'Om',
      choice: 'Beslutning',
      reason: 'Hvorfor',
    },
    ...{ learned: 'Det lærte vi', as_planned: 'Gik det som planlagt?', effect: 'Forskel', effort: 'Indsats' },
    ...{
      dilemma: 'Dilemma',
      'decision.ends_on': 'Ny sidste dag',
      check_on: 'Vi ser på det igen',
      decided_on: 'Besluttet',
    },
    ...{ took_part: 'Med til at beslutte', replaces: 'Træder i stedet for', between: 'Mellem', and: 'Over for' },
    ...{ language: 'Sprog', touchpoint: 'Kontaktpunkt', entered_by: 'Skrevet af', reply: 'Vores svar' },
    ...{
      replied_on: 'Svaret',
      surprise: 'Overraskede os',
      attachments: 'Billeder og lyd',
      routine: 'Rutinen, der bærer det',
    },
    ...{
      stops: 'Det holder vi op med',
      adopted_on: 'Taget i brug',
      'practice.deputy': 'Afløser',
      decision: 'Beslutning',
    },
    ...{ due_on: 'Senest', done_on: 'Gjort', role: 'Rolle', direction: 'Hvor vi vil hen', from: 'Fra', until: 'Til' },
    ...{ name: 'Navn', token: 'Kode', prompted_by: 'Begyndte med', together: 'Prøver sammen' },
    ...{
      adjust_because: 'Derfor justerer vi',
      parent_trial: 'Går videre fra',
      origin_trial: 'Inspireret af',
      adopt_asked_on: 'Ønsket taget i brug',
    },
    ...{ adopt_because: 'Derfor vil vi tage den i brug', adopt_learned: 'Det lærte vi', adopt_effect: 'Forskel' },
    ...{ adopt_as_planned: 'Gik det som planlagt?', adopt_effort: 'Indsats', adopt_dilemma: 'Dilemma' },
    ...{ adopt_took_part: 'Med til at ønske det', parent: 'Hører under', core_task: 'Kerneopgave', purpose: 'Formål' },
    ...{ since_on: 'I brug siden', until_on: 'Stoppet', until_reason: 'Derfor stoppede vi' },
    ...{ again_on: 'Vi ser på det igen', again_how: 'Aftalen' },
  } as Record<string, string>,
  /** What stands in a choice; by its type and name first, then by its name, then by the word alone. */
  values: {
    ...{ yes: 'Ja', partly: 'Delvist', no: 'Nej', staff: 'En medarbejder', citizen: 'Borgeren selv' },
    ...{ up: 'Højere', down: 'Lavere', none: 'Hverken eller' },
    ...{ organisation: 'Organisation', department: 'Forvaltning', unit: 'Enhed', team: 'Team' },
  } as Record<string, string>,
  effects: ['Lille', 'Mærkbar', 'Stor'],
  efforts: ['Lidt', 'Noget', 'Meget'],
  yes: 'Ja',
  no: 'Nej',
  unknown: 'noget, der ikke ligger på telefonen',
  pieces: (count: number) => `${count} stk.`,
}

export type Words = typeof da
