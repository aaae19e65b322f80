import { useLocale } from './locale.ts'

export interface Shortcut {
  /** One key, or two after each other: "c", "g t". */
  key: string
  label: string
  href: string
  /** A load of its own instead of a visit. */
  whole?: boolean | undefined
}

interface KeysProps {
  nav: readonly { label: string; href: string; key?: string | undefined }[]
  shortcuts: readonly Shortcut[]
  search: boolean
}

/** The help sheet of the keyboard, and what the keys do, as data. */
export function Keys({ nav, shortcuts, search }: KeysProps) {
  const { wording } = useLocale()
  const places = [
    ...nav.flatMap(({ label, href, key }): Shortcut[] => (key ? [{ key: `g ${key}`, label, href }] : [])),
    ...shortcuts,
  ]
  const fixed: [string, string][] = [
    ...(search ? [['/', wording.keysSearch] as [string, string]] : []),
    ['j k', wording.keysMove],
    ['Enter', wording.keysOpen],
    ['?', wording.keysHelp],
  ]
  return (
    <x-keys>
      <dialog class="keys" aria-labelledby="keys-h">
        <h2 id="keys-h">{wording.keys}</h2>
        <dl>
          {[...fixed, ...places.map(({ key, label }) => [key, label] as const)].map(([key, label]) => (
            <div>
              <dt>
                {key.split(' ').map((part) => (
                  <kbd>{part}</kbd>
                ))}
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
        <div class="tick">
          <input type="checkbox" id="keys-on" checked />
          <label for="keys-on">{wording.keysSwitch}</label>
        </div>
        <form method="dialog">
          <button type="submit" class="btn quiet">
            {wording.keysClose}
          </button>
        </form>
      </dialog>
      {places.map(({ key, href, label, whole }) => (
        <a hidden href={href} data-key={key} {...(whole && { 'data-turbo': 'false' })}>
          {label}
        </a>
      ))}
    </x-keys>
  )
}
