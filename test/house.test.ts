import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../src/kit/root.ts'
import { WORDS } from '../src/words.ts'
import { type File, importsOf, type Plan, rules } from './house.ts'

const DOCUMENTS = ['GLOSSARY.md', 'ARCHITECTURE.md']

function read(): File[] {
  const paths = ['src', 'test', 'bench', 'migrations']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true })
        .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
        .filter((path) => statSync(join(root, path)).isFile()),
    )
  return [...paths, ...DOCUMENTS.filter((path) => existsSync(join(root, path)))].map((path) => ({
    path,
    text: /\.(tsx?|sql|md)$/.test(path) ? readFileSync(join(root, path), 'utf8') : '',
  }))
}

const channels = readdirSync(join(root, 'src/channels'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const plan: Plan = { words: WORDS, channels }
const files = read()

for (const rule of rules(plan))
  test(`the house: ${rule.name}`, () => {
    const breaches = rule.find(files).map(({ path, says }) => `${path} ${says}`)
    assert.deepEqual(breaches, [])
  })

/** A small house in which each rule is kept, and one file that breaks it. */
const small: Plan = { words: ['history', 'people', 'cases'], channels: ['page'] }
const kept: File[] = [
  { path: 'src/history/history.ts', text: "import { x } from '../kit/db.ts'\n" },
  { path: 'src/people/people.ts', text: "import type { Line } from '../history/history.ts'\n" },
  {
    path: 'src/people/store.ts',
    text: "db.selectFrom('history_line').selectAll(); db.insertInto('people_team')\n",
  },
  { path: 'src/cases/cases.ts', text: "import { people } from '../people/people.ts'\n" },
  { path: 'src/channels/page/page.tsx', text: "import { openCase } from '../../cases/cases.ts'\n" },
  { path: 'src/kit/db.ts', text: 'sql`select 1`\n' },
  { path: 'src/ui/row.tsx', text: "import { root } from '../kit/root.ts'\n" },
  { path: 'src/stats/shares.ts', text: "import { z } from './normal.ts'\n" },
  { path: 'src/config.ts', text: 'process.env\n' },
  { path: 'src/words.ts', text: "import { cases } from './cases/cases.ts'\n" },
  { path: 'migrations/0001.sql', text: 'create table people_team ();\n-- never now()\n' },
  {
    path: 'GLOSSARY.md',
    text: '| **history** | x |\n| **people** | x |\n| **cases** | x |\n| **channels** | x |\n| **page** | x |\n| **kit** | x |\n| **ui** | x |\n| **stats** | x |\n',
  },
  { path: 'ARCHITECTURE.md', text: '<!-- words -->\n`history` `people` `cases`\n<!-- /words -->\n' },
]

const planted: [rule: number, path: string, text: string][] = [
  [0, 'src/people/late.ts', "import { openCase } from '../cases/cases.ts'\n"],
  [0, 'src/people/merge.ts', "declare module '../cases/cases.ts' {}\n"],
  [0, 'src/people/again.ts', "export { openCase } from '../cases/cases.ts'\n"],
  [0, 'src/people/lazy.ts', "const late = await import('../cases/cases.ts')\n"],
  [0, 'src/people/many.ts', "import {\n  a,\n  type B,\n} from '../cases/cases.ts'\n"],
  [0, 'src/people/page.ts', "import { x } from '../channels/page/page.tsx'\n"],
  [0, 'src/people/app.ts', "import { x } from '../app.ts'\n"],
  [0, 'src/people/settings.ts', "import { readConfig } from '../config.ts'\n"],
  [0, 'src/kit/deep.ts', "import { people } from '../people/people.ts'\n"],
  [0, 'src/kit/look.ts', "import { Row } from '../ui/row.tsx'\n"],
  [0, 'src/ui/word.tsx', "import { people } from '../people/people.ts'\n"],
  [0, 'src/stats/day.ts', "import { clock } from '../kit/clock.ts'\n"],
  [0, 'src/config.ts', "import { LEVELS } from './people/people.ts'\n"],
  [1, 'src/people/deed.ts', "await db.selectFrom('people_team').execute()\n"],
  [1, 'src/people/raw.ts', 'await sql<{ id: string }>`select 1`.execute(db)\n'],
  [1, 'src/channels/page/raw.ts', 'await sql`select 1`.execute(db)\n'],
  [2, 'src/people/store-more.ts', "db.insertInto('cases_case')\n"],
  [2, 'src/people/store-raw.ts', 'sql`update history_line set at = null`\n'],
  [2, 'src/people/store-read.ts', "db.selectFrom('cases_case as c')\n"],
  [2, 'src/people/store-join.ts', "db.selectFrom('people_team').innerJoin('cases_case', 'a', 'b')\n"],
  [2, 'src/people/store-sql.ts', 'sql`select 1 from people_team p join cases_case c on true`\n'],
  [3, 'migrations/0002.sql', 'create table things (id uuid);\n'],
  [
    3,
    'src/people/store-table.ts',
    'declare module x {\n  interface Tables {\n    cases_x: { a: 1 }\n  }\n}\n',
  ],
  [4, 'src/people/env.ts', 'const port = process.env.PORT\n'],
  [4, 'test/journeys/env.ts', "const port = process['env']\n"],
  [5, 'migrations/0003.sql', 'create table people_x (at timestamptz default now());\n'],
  [5, 'src/people/store-now.ts', 'sql`select now()`\n'],
  [5, 'src/people/today.ts', 'const at = new Date()\n'],
  [5, 'src/people/then.ts', 'const at = Date.now()\n'],
  [6, 'src/people/case-manager.ts', ''],
  [6, 'src/utils/text.ts', ''],
  [6, 'src/people/date.helper.ts', ''],
  [7, 'src/surprise/surprise.ts', ''],
  [7, 'src/channels/fax/fax.ts', ''],
  [8, 'ARCHITECTURE.md', '<!-- words -->`people` `history` `cases`<!-- /words -->'],
  [8, 'src/surprise/surprise.ts', ''],
  [9, 'src/people/loose.ts', 'const x = y as any\n'],
  [9, 'src/people/loose.ts', '// @ts-ignore\n'],
]

test('the house: a house that keeps the rules has no breach', () => {
  for (const rule of rules(small)) assert.deepEqual(rule.find(kept), [], rule.name)
})

test('the house: each rule finds what was planted against it', () => {
  const all = rules(small)
  for (const [index, path, text] of planted) {
    const rule = all[index]
    const found = rule?.find([...kept.filter((file) => file.path !== path), { path, text }]) ?? []
    assert.ok(found.length > 0, `“${rule?.name}” did not see ${path}: ${text}`)
  }
  assert.deepEqual(
    [...new Set(planted.map(([index]) => index))].sort(),
    [...all.keys()].sort(),
    'a rule without a plant',
  )
})

test('the house: a comment is no code, a string is', () => {
  const text =
    "// import { a } from '../cases/a.ts'\n/* import '../cases/b.ts' */\nconst url = 'http://x' // from '../c.ts'\nimport d from '../d/d.ts'\n"
  assert.deepEqual(importsOf({ path: 'src/people/x.ts', text }), [{ from: 'src/d/d.ts', typeOnly: false }])
})
