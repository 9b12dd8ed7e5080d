// Which screen of this part an address shows: a unit's purpose, a direction, a wanted behaviour, a barrier, a dilemma.

import type { ComponentChildren } from 'preact'
import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { usePath } from '../router'
import { BarrierPage } from './barrier'
import { BarrierForm } from './barrier-form'
import { BehaviourForm, BehaviourPage } from './behaviour'
import { DilemmaForm, DilemmaPage } from './dilemma'
import { Missing } from './parts'
import './style.scss'
import { ThemeForm, ThemePage } from './theme'
import { UnitPage } from './unit'
import { UnitForm } from './unit-form'

interface Screens {
  type: string
  page(record: RecordView): ComponentChildren
  form(unit: string, record?: RecordView): ComponentChildren
}

const PLACES: Record<string, Screens> = {
  retning: {
    type: 'theme',
    page: (record) => <ThemePage key={record.id} id={record.id} />,
    form: (unit, record) => <ThemeForm key={record?.id ?? unit} unit={unit} record={record} />,
  },
  adfaerd: {
    type: 'behaviour',
    page: (record) => <BehaviourPage key={record.id} id={record.id} />,
    form: (unit, record) => <BehaviourForm key={record?.id ?? unit} unit={unit} record={record} />,
  },
  barriere: {
    type: 'barrier',
    page: (record) => <BarrierPage key={record.id} id={record.id} />,
    form: (unit, record) => <BarrierForm key={record?.id ?? unit} unit={unit} record={record} />,
  },
  dilemma: {
    type: 'dilemma',
    page: (record) => <DilemmaPage key={record.id} id={record.id} />,
    form: (unit, record) => <DilemmaForm key={record?.id ?? unit} unit={unit} record={record} />,
  },
}

export function Purpose() {
  const { store } = useApp()
  const [, place = '', second = '', third = ''] = usePath().split('/')
  if (place === 'enhed') {
    if (third === 'ret') return <UnitForm key={second} id={second} />
    return <UnitPage key={second} id={second} />
  }
  const screens = PLACES[place]
  if (!screens) return <Missing />
  if (second === 'ny') return <>{screens.form(third)}</>
  const record = store.get(second)
  if (record?.type !== screens.type) return <Missing />
  return <>{third === 'ret' ? screens.form(record.unit, record) : screens.page(record)}</>
}
