// What fields are called, and what stands in them, where a record is shown field by field, in English.

import type { Words } from './fields.da'

export const en: Words = {
  names: {
    ...{
      text: 'Words',
      'barrier.text': 'What is in the way',
      'observation.text': 'In a few words',
      'step.text': 'Step',
    },
    ...{ raised_to: 'Raised to', raised_on: 'Raised', answer: 'Answer', answered_on: 'Answered' },
    ...{ why: 'Why', active: 'In use', 'behaviour.theme': 'Direction' },
    ...{ practice: 'Practice', checked_on: 'Answered', still_done: 'Do we still do it?', note: 'In a few words' },
    ...{ resolved_on: 'Settled', subject_type: 'Decision on', subject: 'About', choice: 'Decision', reason: 'Why' },
    ...{ learned: 'What we learned', as_planned: 'Did it go as planned?', effect: 'Difference', effort: 'Effort' },
    ...{ dilemma: 'Dilemma', 'decision.ends_on': 'New last day', check_on: 'We look again', decided_on: 'Decided' },
    ...{ took_part: 'Took part in deciding', replaces: 'Takes the place of', between: 'Between', and: 'Against' },
    ...{ language: 'Language', touchpoint: 'Touchpoint', entered_by: 'Written by', reply: 'Our reply' },
    ...{
      replied_on: 'Replied',
      surprise: 'Surprised us',
      attachments: 'Pictures and sound',
      routine: 'The routine that carries it',
    },
    ...{ stops: 'What we stop doing', adopted_on: 'Taken into use', 'practice.deputy': 'Deputy', decision: 'Decision' },
    ...{
      due_on: 'At the latest',
      done_on: 'Done',
      role: 'Role',
      direction: 'Where we are heading',
      from: 'From',
      until: 'Until',
    },
    ...{ name: 'Name', token: 'Code', prompted_by: 'Began with', together: 'Trying together' },
    ...{
      adjust_because: 'Why we adjust it',
      parent_trial: 'Goes on from',
      origin_trial: 'Inspired by',
      adopt_asked_on: 'Wished into use',
    },
    ...{ adopt_because: 'Why we want it in use', adopt_learned: 'What we learned', adopt_effect: 'Difference' },
    ...{ adopt_as_planned: 'Did it go as planned?', adopt_effort: 'Effort', adopt_dilemma: 'Dilemma' },
    ...{ adopt_took_part: 'Took part in wishing it', parent: 'Belongs to', core_task: 'Core task', purpose: 'Purpose' },
    ...{ since_on: 'In use since', until_on: 'Stopped', until_reason: 'Why we stopped' },
    ...{ again_on: 'We look again', again_how: 'What we agreed' },
  } as Record<string, string>,
  values: {
    ...{ yes: 'Yes', partly: 'Partly', no: 'No', staff: 'A member of staff', citizen: 'The citizen' },
    ...{ up: 'Higher', down: 'Lower', none: 'Neither' },
    ...{ organisation: 'Organisation', department: 'Department', unit: 'Unit', team: 'Team' },
  } as Record<string, string>,
  effects: ['Small', 'Noticeable', 'Large'],
  efforts: ['Little', 'Some', 'Much'],
  yes: 'Yes',
  no: 'No',
  unknown: 'something that is not on the phone',
  pieces: (count: number) => `${count} pcs`,
}
