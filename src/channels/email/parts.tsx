import { Sentence } from '../../ui/index.ts'
import { whyOf } from './bounced.ts'
import type { Head } from './kept.ts'
import type { Mailbox } from './parsed.ts'
import type { HeardMail } from './store.ts'
import type { Fate } from './store-sent.ts'

/** The real address, always, beside whatever name the mail gives it. */
export const Address = ({ box }: { box: Mailbox }) => (
  <bdi>
    {box.name && box.name !== box.address ? `${box.name} ` : ''}
    <span class="faint">{box.address}</span>
  </bdi>
)

export const Addresses = ({ boxes }: { boxes: readonly Mailbox[] }) => (
  <>
    {boxes.map((box, at) => (
      <>
        {at > 0 && ', '}
        <Address box={box} />
      </>
    ))}
  </>
)

/** Whether the sender is who the mail says, in a sentence. */
export function Proof({ mail }: { mail: Pick<HeardMail, 'proof'> }) {
  if (!mail.proof) return <Sentence size="faint">Who sent it is being checked.</Sentence>
  if (mail.proof.proven) return <Sentence size="faint">Proven sender. {mail.proof.sentence}</Sentence>
  return (
    <Sentence size="soft">
      {mail.proof.sentence} Ask back before you change anything or give anything on this mail alone.
    </Sentence>
  )
}

/** Who passed it on, what was odd about it, whether a machine wrote it. */
export const Oddities = ({ head }: { head: Head }) => (
  <>
    {head.forwardedBy && <Sentence size="soft">Passed on by {head.forwardedBy}.</Sentence>}
    {head.machine && <Sentence size="soft">{head.machine} No machine of ours answers it.</Sentence>}
    {head.problems.map((problem) => (
      <Sentence size="faint">{problem}</Sentence>
    ))}
    {head.moreFiles && (
      <Sentence size="faint">
        {head.moreFiles} more {head.moreFiles === 1 ? 'file is' : 'files are'} in the mail as it came.
      </Sentence>
    )}
  </>
)

/** How one of our mails fared. */
export function fateSentence(fate: Pick<Fate, 'recipient' | 'action' | 'status' | 'diagnostic'>): string {
  if (fate.action === 'failed') return `Did not arrive at ${fate.recipient}. ${whyOf(fate)}`
  if (fate.action === 'delayed')
    return `Has not arrived at ${fate.recipient} yet; the other side keeps trying.`
  return `Arrived at ${fate.recipient}.`
}
