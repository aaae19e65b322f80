import QRCode from 'qrcode'

export interface QrProps {
  /** What a camera reads. */
  text: string
  /** Text alternative. */
  label: string
}

const QUIET = 4

/** A QR code as one SVG path, with the four modules of quiet around it that readers need. */
export function Qr({ text, label }: QrProps) {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const side = modules.size + 2 * QUIET
  return (
    <span class="qr">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <rect width={side} height={side} fill="#fff" />
        <path d={dark(modules)} fill="#000" />
      </svg>
    </span>
  )
}

interface Modules {
  size: number
  get(row: number, column: number): number | boolean
}

/** Each run of dark modules of a row is one bar. */
function dark(modules: Modules): string {
  let path = ''
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1) {
      const from = column
      while (column < modules.size && modules.get(row, column)) column += 1
      if (column > from) path += `M${from + QUIET} ${row + QUIET}h${column - from}v1h${from - column}z`
    }
  return path
}
