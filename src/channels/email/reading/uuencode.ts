export type Uuencoded = { name: string; bytes: Buffer }

const begin = /^begin [0-7]{3,4} (\S.{0,250})$/

/** Takes the files out of a text that old programs put there between "begin 644 name" and "end". */
export function uudecode(text: string): { text: string; files: Uuencoded[] } {
  const kept: string[] = []
  const files: Uuencoded[] = []
  let open: { name: string; lines: string[] } | undefined
  const giveUp = () => {
    if (open) kept.push(`begin 644 ${open.name}`, ...open.lines)
    open = undefined
  }
  for (const line of text.split('\n')) {
    const name = begin.exec(line)?.[1]
    if (name) {
      giveUp()
      open = { name: name.trim(), lines: [] }
    } else if (open && line === 'end') {
      files.push({ name: open.name, bytes: Buffer.concat(open.lines.map(bytesOf)) })
      open = undefined
    } else if (open && isLine(line)) open.lines.push(line)
    else {
      giveUp()
      kept.push(line)
    }
  }
  giveUp()
  return files.length > 0 ? { text: kept.join('\n'), files } : { text, files }
}

const count = (line: string): number => (line.charCodeAt(0) - 32) & 63

function isLine(line: string): boolean {
  return (
    line === '' ||
    (line.length < 80 && /^[ -`]+$/.test(line) && line.length - 1 <= Math.ceil(count(line) / 3) * 4 + 2)
  )
}

function bytesOf(line: string): Buffer {
  const out: number[] = []
  const bits = (at: number) => ((line.charCodeAt(at) || 32) - 32) & 63
  for (let i = 1; i < line.length; i += 4) {
    const group = (bits(i) << 18) | (bits(i + 1) << 12) | (bits(i + 2) << 6) | bits(i + 3)
    out.push(group >> 16, (group >> 8) & 255, group & 255)
  }
  return Buffer.from(out.slice(0, line ? count(line) : 0))
}
