import * as ui from '../index.ts'
import type { Made } from './frame.tsx'

export const TellUs = (made: Made) => (
  <ui.PublicShell
    {...made}
    title="Tell us"
    company="Halden Cycles"
    over={
      <>
        <span>Halden Cycles, Station</span> <b>English</b> <a href="/tell-us?l=de">Deutsch</a>
        <a href="/tell-us?l=ar" lang="ar">
          العربية
        </a>
      </>
    }
    foot={
      <>
        You already wrote to us? <a href="/follow">See where it is</a>
      </>
    }
  >
    <ui.PageTitle lead="Ben or Ana reads this. If you want an answer, you have it by tomorrow, 12:00.">
      Tell us.
    </ui.PageTitle>
    <div>
      <ui.Doors
        doors={[
          { label: 'Something good', href: '/ask' },
          { label: 'Something went wrong', href: '/ask' },
        ]}
      />
      <ui.Doors
        small
        doors={[
          { label: 'A question', href: '/ask' },
          { label: 'An idea', href: '/ask' },
        ]}
      />
    </div>
    <ui.Card>
      <p>
        <b>Or speak with a person</b>
      </p>
      <p>
        <a class="tel num" href="tel:+49405550100" dir="ltr">
          +49 40 555 0100
        </a>
      </p>
      <p class="faint">
        Monday to Saturday, 8–19. No menu. Or <a href="/call">we call you</a>.
      </p>
    </ui.Card>
  </ui.PublicShell>
)

export const Ask = (made: Made) => (
  <ui.PublicShell {...made} title="What went wrong" company="Halden Cycles" over="Halden Cycles, Station">
    <ui.PageTitle lead="As you would tell a friend.">What went wrong?</ui.PageTitle>
    <ui.Form action="/ask">
      <ui.Field type="textarea" name="text" label="In your words" rows={5} required />
      <ui.Field type="textarea" name="wish" label="What would put it right?" rows={2} />
      <ui.Choices
        name="answer"
        legend="Shall we answer?"
        required
        choices={[
          { value: 'mail', label: 'By email' },
          { value: 'call', label: 'Please ring me', hint: 'Monday to Saturday, 8–19' },
          { value: 'none', label: 'No answer needed' },
        ]}
      />
      <ui.Rating name="score" legend="And all in all?" low="bad" high="could not be better" />
      <ui.Button kind="go" wide>
        Send it to Ben and Ana
      </ui.Button>
    </ui.Form>
    <ui.Section title="Where it is">
      <ui.Steps
        label="Where it is"
        steps={[
          { label: 'Heard', note: 'today, 9:10', state: 'done' },
          { label: 'With Ben', note: 'he rings before noon', state: 'now' },
          { label: 'Put right', state: 'ahead' },
          { label: 'What we changed', state: 'ahead' },
        ]}
      />
    </ui.Section>
  </ui.PublicShell>
)
