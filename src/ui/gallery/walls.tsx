import * as ui from '../index.ts'
import type { Made } from './frame.tsx'

export const Wall = (made: Made) => (
  <ui.WallShell
    {...made}
    title="Wall"
    company="Halden Cycles"
    who="Ben, and Priya in the workshop"
    what="lent a bike on a Friday evening so that Tom could work"
    note="23 thank-yous this week"
    live={{ url: '/events' }}
  >
    <ui.Voice>I did not have to explain anything twice.</ui.Voice>
  </ui.WallShell>
)

export const Paper = (made: Made) => (
  <ui.PrintShell {...made} title="Sheet" company="Halden Cycles">
    <ui.PageTitle over="Halden Cycles, Station" lead="In a minute, on your phone, in your language.">
      Tell us how it was.
    </ui.PageTitle>
    <ui.Sentence size="big">halden.example/s/station</ui.Sentence>
  </ui.PrintShell>
)
