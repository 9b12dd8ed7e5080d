// What `GET /api/v1/dashboard` answers.

export interface Waiting {
  kind: string
  id: string
  title: string
  unit: string
  days: number
}

export interface Figures {
  units: { id: string; name: string; depth: number }[]
  practices: { embedding: number; holding: number; slipping: number; retired: number; sustained: number }
  waiting: Waiting[]
  phases: { phase: string; count: number }[]
  observations: { from: string; worked: number; partly: number; not: number }[]
  /** `few`: somebody answered, but fewer than may be shown; then `count` is 0. */
  moods: { from: string; count: number; shares: [number, number, number, number] | null; few: boolean }[]
  learning: { trial: string; title: string; unit: string; choice: string; learned: string; decided_on: string }[]
  period: { from: string; to: string; step: 'week' | 'month' }
}
