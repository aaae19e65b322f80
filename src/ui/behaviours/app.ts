import '@hotwired/turbo'
import { Choices } from './choices.ts'
import { Copy } from './copy.ts'
import { Dirty } from './dirty.ts'
import { Keys } from './keys.ts'
import { Later } from './later/later.ts'
import { Way } from './later/way.ts'
import { Live } from './live.ts'
import { Money } from './money.ts'
import { Ago, Due } from './times.ts'
import { Undo } from './undo.ts'

const elements: Record<string, CustomElementConstructor> = {
  'x-ago': Ago,
  'x-choices': Choices,
  'x-copy': Copy,
  'x-dirty': Dirty,
  'x-due': Due,
  'x-keys': Keys,
  'x-later': Later,
  'x-live': Live,
  'x-money': Money,
  'x-undo': Undo,
  'x-way': Way,
}

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element)
}
