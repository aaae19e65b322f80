import { type Child, useContext } from 'hono/jsx'
import { FormAround, FormState } from './form-state.ts'
import { useLocale } from './locale.ts'
import { names, slug } from './names.ts'

export interface FormProps {
  action: string
  children: Child
  method?: 'post' | 'get' | undefined
  /** A sentence on top, in role=alert. The refusal of FormState takes its place. */
  error?: string | undefined
  hidden?: Readonly<Record<string, string | number | undefined>> | undefined
  /** Prefix of the fields' ids; from the action where not given. Two forms of one action need two. */
  id?: string | undefined
  /** Sends files. */
  files?: boolean | undefined
  /** One line: the fields and the button side by side. */
  inline?: boolean | undefined
  /** A full page load instead of Turbo, as for downloads. */
  plain?: boolean | undefined
  /** Warns before what was typed is left behind. */
  guard?: boolean | undefined
  label?: string | undefined
}

export function Form(props: FormProps) {
  const { action, children, method = 'post', hidden, files, inline, plain, guard, label } = props
  const state = useContext(FormState)
  const refused = state && (state.action === undefined || state.action === action) ? state : undefined
  const id = props.id ?? `f-${slug(action)}`
  const form = (
    <form
      id={id}
      action={action}
      method={method}
      class={names('form', inline && 'inline')}
      {...(files && { enctype: 'multipart/form-data' })}
      {...(plain && { 'data-turbo': 'false' })}
      {...(label && { 'aria-label': label })}
    >
      <Alert
        sentence={refused ? refused.sentence : props.error}
        field={refused?.field && `${id}-${refused.field}`}
      />
      {Object.entries(hidden ?? {}).map(
        ([name, value]) => value !== undefined && <input type="hidden" name={name} value={String(value)} />,
      )}
      {children}
    </form>
  )
  return (
    <FormAround.Provider value={{ id, refused }}>
      {guard ? <x-dirty>{form}</x-dirty> : form}
    </FormAround.Provider>
  )
}

function Alert({ sentence, field }: { sentence: string | undefined; field: string | undefined }) {
  const { wording } = useLocale()
  if (!sentence) return null
  return (
    <div class="alert" role="alert">
      <p>
        <b>{wording.problem}</b> {field ? <a href={`#${field}`}>{sentence}</a> : sentence}
      </p>
    </div>
  )
}

export interface ButtonProps {
  children: Child
  /** go: the green one, a deed one may do now. quiet is the default. danger cannot be undone. link looks like one. */
  kind?: 'go' | 'quiet' | 'danger' | 'link' | undefined
  /** A link that looks like a button. */
  href?: string | undefined
  name?: string | undefined
  value?: string | undefined
  wide?: boolean | undefined
  type?: 'submit' | 'button' | undefined
  id?: string | undefined
  /** Sends the form elsewhere. */
  formaction?: string | undefined
  /** A fuller name for screen readers, where several buttons read alike. */
  label?: string | undefined
}

export function Button(props: ButtonProps) {
  const { children, kind = 'quiet', href, name, value, wide, type = 'submit', id, formaction, label } = props
  const shared = {
    class: names('btn', kind, wide && 'wide'),
    ...(id && { id }),
    ...(label && { 'aria-label': label }),
  }
  if (href)
    return (
      <a href={href} {...shared}>
        {children}
      </a>
    )
  return (
    <button
      type={type}
      {...shared}
      {...(name && { name })}
      {...(value !== undefined && { value })}
      {...(formaction && { formaction })}
    >
      {children}
    </button>
  )
}

/** Buttons in one line, the first the one to press. */
export const Buttons = ({ children }: { children: Child }) => <div class="buttons">{children}</div>

export interface DeedProps {
  action: string
  children: Child
  hidden?: FormProps['hidden']
  kind?: ButtonProps['kind']
  label?: string | undefined
  id?: string | undefined
}

/** A form that is one button. */
export const Deed = ({ action, children, hidden, kind, label, id }: DeedProps) => (
  <Form action={action} hidden={hidden} id={id} inline>
    <Button kind={kind} label={label}>
      {children}
    </Button>
  </Form>
)
