/** Three tones that differ by colour and by shape; what they stand for is the caller's word. */
export type Tone = 'gold' | 'grey' | 'plum'

export const tones = ['gold', 'grey', 'plum'] as const
