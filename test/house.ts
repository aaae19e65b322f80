// The rules of the house that rot unseen, as pure functions over files: so that each can be shown to fail.

export type File = { path: string; text: string }
export type Breach = { path: string; says: string }
export type Rule = { name: string; find(files: readonly File[]): Breach[] }

export type Plan = { words: readonly string[]; channels: readonly string[] }

const GROUND = ['kit', 'ui', 'stats']
const isTest = (path: string) => /\.(test|bench|trust)\.tsx?$/.test(path) || path.startsWith('test/')
const isCode = ({ path }: File) => /^src\/.*\.tsx?$/.test(path) && !isTest(path)
const folderOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1]
const lineOf = (text: string, at: number) => text.slice(0, at).split('\n').length
const each = (files: readonly File[], find: (file: File) => string[]): Breach[] =>
  files.flatMap((file) => find(file).map((says) => ({ path: file.path, says })))

/** Comments name what they warn of: they are not code. Strings stay. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\w/])\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '))

export type Import = { from: string; typeOnly: boolean }

/** What a file imports, as paths from the root; packages are left out. */
export function importsOf({ path, text }: File): Import[] {
  const code = withoutComments(text)
  const found = code.matchAll(
    /(?:import|export)\s+(type\s)?[^'";]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]|declare module\s+['"]([^'"]+)['"]/g,
  )
  return [...found].flatMap((match) => {
    const to = match[2] ?? match[3] ?? match[4] ?? ''
    if (!to.startsWith('.')) return []
    return [{ from: resolve(path, to), typeOnly: Boolean(match[1]) }]
  })
}

function resolve(path: string, to: string): string {
  const parts = path.split('/').slice(0, -1)
  for (const part of to.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** Arrows only run towards the ground. */
export const arrows = ({ words }: Plan): Rule => ({
  name: 'a file imports only what lies below it',
  find: (files) =>
    each(files.filter(isCode), (file) =>
      importsOf(file).flatMap((one) => {
        const why = mayNot(file.path, one, words)
        return why ? [`imports ${one.from}: ${why}`] : []
      }),
    ),
})

function mayNot(path: string, one: Import, words: readonly string[]): string | undefined {
  const [here, there] = [folderOf(path), folderOf(one.from)]
  if (here === undefined)
    return path === 'src/config.ts' && there !== undefined && !GROUND.includes(there)
      ? 'settings know no word'
      : undefined
  if (there === undefined) {
    if (one.from === 'src/config.ts')
      return one.typeOnly ? undefined : 'settings are handed over, not fetched'
    return one.from.startsWith('src/') ? 'what connects the words lies above all of them' : undefined
  }
  if (here === there) return undefined
  if (here === 'stats') return 'stats import only siblings'
  // Numbers in, numbers out: they lie beneath even the ground.
  if (here === 'kit') return there === 'stats' ? undefined : 'the ground imports nothing above it'
  if (here === 'ui') return there === 'kit' ? undefined : 'the look knows no word'
  if (GROUND.includes(there) || here === 'channels') return undefined
  if (there === 'channels') return 'channels lie on top of the words'
  return words.indexOf(there) < words.indexOf(here) ? undefined : `${there} comes after ${here}`
}

const SQL = /\bsql(<[^`]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(/g

/** SQL stands in stores, in the kit and in migrations. */
export const stores: Rule = {
  name: 'SQL stands in a store',
  find: (files) =>
    each(
      files.filter(isCode).filter(({ path }) => folderOf(path) !== 'kit' && !isStore(path)),
      ({ text }) => {
        const code = withoutComments(text)
        return [...code.matchAll(SQL)].map((match) => `line ${lineOf(code, match.index)}: ${match[0]}`)
      },
    ),
}

const isStore = (path: string) => /\/store(-[\w-]+)?\.ts$/.test(path)

/** Whose tables they are: a word's own begin with its name, a channel's with the channel's. */
const ownerOf = (path: string) => /^src\/channels\/([^/]+)\//.exec(path)?.[1] ?? folderOf(path)

const WRITES =
  /\.(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)|\b(?:insert\s+into|update|delete\s+from)\s+([a-z]+_\w+)/g
const READS =
  /\.(?:selectFrom|(?:inner|left|right|full|cross)Join|(?:left|inner)JoinLateral)\(\s*\[?\s*'(\w+)|\b(?:from|join)\s+(?:only\s+)?([a-z]+_\w+)(?!\()\b/g

/** A store writes its own word's tables, and reads those of words before it. */
export const ownTables = ({ words, channels }: Plan): Rule => {
  const known = [...words, ...channels, 'kit']
  const wordOf = (table: string) => known.find((word) => table.startsWith(`${word}_`))
  return {
    name: 'a store writes only its own tables',
    find: (files) =>
      each(
        files.filter(isCode).filter(({ path }) => isStore(path) && folderOf(path) !== 'kit'),
        ({ path, text }) => {
          const owner = ownerOf(path) ?? ''
          const code = withoutComments(text)
          const tables = (pattern: RegExp) =>
            [...code.matchAll(pattern)]
              .map((match) => match[1] ?? match[2] ?? '')
              .filter((table) => wordOf(table))
          const level = (word: string) => (words.includes(word) ? words.indexOf(word) : words.length)
          return [
            ...tables(WRITES)
              .filter((table) => wordOf(table) !== owner)
              .map((table) => `writes ${table}`),
            ...tables(READS)
              .filter((table) => {
                const word = wordOf(table) ?? ''
                return word !== owner && word !== 'kit' && level(word) >= level(owner)
              })
              .map((table) => `reads ${table}, which comes later`),
          ]
        },
      ),
  }
}

/** A table's name begins with its word. */
export const tableNames = ({ words, channels }: Plan): Rule => ({
  name: 'a table’s name begins with its word',
  find: (files) => [
    ...each(
      files.filter(({ path }) => path.startsWith('migrations/')),
      ({ text }) =>
        [
          ...text
            .replace(/--.*$/gm, '')
            .matchAll(/create\s+(?:unlogged\s+)?table\s+(?:if not exists\s+)?(\w+)/gi),
        ]
          .map((match) => match[1] ?? '')
          .filter((table) => ![...words, ...channels, 'kit'].some((word) => table.startsWith(`${word}_`)))
          .map((table) => `makes ${table}`),
    ),
    ...each(files.filter(isCode), ({ path, text }) => {
      const tables = /interface Tables\s*\{\n([\s\S]*?)\n {2}\}/.exec(text)?.[1] ?? ''
      return [...tables.matchAll(/^ {4}(\w+):/gm)]
        .map((match) => match[1] ?? '')
        .filter((table) => !table.startsWith(`${ownerOf(path)}_`))
        .map((table) => `declares ${table}`)
    }),
  ],
})

const MAY_READ_ENVIRONMENT = /^(src\/config\.ts|test\/(ground|browser|setup)\.ts|bench\/)/

/** Settings are read in one place. */
export const environment: Rule = {
  name: 'process.env is read in config.ts only',
  find: (files) =>
    each(
      files.filter(
        ({ path }) => /\.tsx?$/.test(path) && !MAY_READ_ENVIRONMENT.test(path) && path !== 'test/house.ts',
      ),
      ({ path, text }) =>
        path === 'test/house.test.ts'
          ? []
          : /process\s*\.\s*env\b|process\[['"]env/.test(withoutComments(text))
            ? ['reads process.env']
            : [],
    ),
}

const SQL_CLOCK =
  /(?<![.\w])(now|clock_timestamp|transaction_timestamp|statement_timestamp|timeofday)\(\)|\b(current_timestamp|localtimestamp|current_date)\b/gi

/** The texts of a program, in their places: SQL is written in them. */
const quoted = (code: string): string => {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ')
  let at = 0
  let kept = ''
  for (const match of code.matchAll(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g)) {
    kept += blank(code.slice(at, match.index)) + match[0].replace(/\$\{[^}]*\}/g, blank)
    at = match.index + match[0].length
  }
  return kept + blank(code.slice(at))
}

/** Time comes from kit/clock, so that a test can move it. */
export const oneClock: Rule = {
  name: 'there is one clock',
  find: (files) =>
    each(
      files.filter((file) => isCode(file) || file.path.startsWith('migrations/')),
      ({ path, text }) => {
        if (path === 'src/kit/clock.ts' || path === 'src/ui/behaviours/clock.ts') return []
        const sql = path.endsWith('.sql')
        const code = sql ? text.replace(/--.*$/gm, '') : withoutComments(text)
        const own = sql ? [] : [...code.matchAll(/\bDate\.now\(|\bnew Date\(\s*\)/g)]
        return [...(sql ? code : quoted(code)).matchAll(SQL_CLOCK), ...own].map(
          (match) => `line ${lineOf(code, match.index)}: ${match[0]}`,
        )
      },
    ),
}

const DRAWER =
  /(^|[-.])(service|manager|helper|util|utilitie|common|lib|dto|repository|repositorie|misc)s?([-.]|$)/i

/** A drawer takes anything: whoever looks for a line must look into it. */
export const drawers: Rule = {
  name: 'no file or folder is a drawer',
  find: (files) =>
    each(
      files.filter(({ path }) => /^(src|test|bench)\//.test(path)),
      ({ path }) => path.split('/').filter((part) => DRAWER.test(part)),
    ),
}

/** A folder is a word that the company says: GLOSSARY.md has them all. */
export const glossary: Rule = {
  name: 'every folder stands in GLOSSARY.md',
  find: (files) => {
    const text = files.find(({ path }) => path === 'GLOSSARY.md')?.text ?? ''
    const told = new Set([...text.matchAll(/^\|? ?\*\*([\w-]+)\*\*/gm)].map((match) => match[1]))
    const folders = new Set(
      files.filter(isCode).flatMap(({ path }) => {
        const parts = path.split('/').slice(1, -1)
        return parts[0] === 'channels' ? parts.slice(0, 2) : parts.slice(0, 1)
      }),
    )
    return [...folders]
      .filter((folder) => !told.has(folder))
      .map((folder) => ({ path: 'GLOSSARY.md', says: `lacks ${folder}` }))
  },
}

/** ARCHITECTURE.md lists the words between two marks, in the order in which the code connects them. */
export const architecture = ({ words }: Plan): Rule => ({
  name: 'ARCHITECTURE.md lists the words in the code’s order',
  find: (files) => {
    const text = files.find(({ path }) => path === 'ARCHITECTURE.md')?.text ?? ''
    const list = /<!-- words -->([\s\S]*?)<!-- \/words -->/.exec(text)?.[1] ?? ''
    const told = [...list.matchAll(/`([\w-]+)`/g)].map((match) => match[1] ?? '')
    const folders = new Set(files.filter(isCode).flatMap(({ path }) => folderOf(path) ?? []))
    const unknown = [...folders].filter((one) => ![...words, ...GROUND, 'channels'].includes(one))
    const missing = words.filter((word) => !folders.has(word))
    const lines = text.split('\n').length
    return [
      ...(told.join() === words.join()
        ? []
        : [`lists ${told.join(' ') || 'nothing'}, the code has ${words.join(' ')}`]),
      ...unknown.map((one) => `src/${one} is no word`),
      ...missing.map((word) => `the word ${word} has no folder`),
      ...(lines > 121 ? [`has ${lines} lines: 120 are enough`] : []),
    ].map((says) => ({ path: 'ARCHITECTURE.md', says }))
  },
})

const UNTYPED = /(?<![\w'"`’])(as any\b|: any\b|<any>|any\[\]|@ts-ignore|@ts-nocheck|@ts-expect-error)/g

/** What has no type is not checked. */
export const typed: Rule = {
  name: 'nothing is any',
  find: (files) =>
    each(files.filter(isCode), ({ text }) =>
      [...text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(UNTYPED)].map((match) => match[0]),
    ),
}

export const rules = (plan: Plan): Rule[] => [
  arrows(plan),
  stores,
  ownTables(plan),
  tableNames(plan),
  environment,
  oneClock,
  drawers,
  glossary,
  architecture(plan),
  typed,
]
