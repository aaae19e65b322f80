let moved = 0

/** The one source of time. SQL never asks for its own: so a test can move the hour and everything follows. */
export const clock = {
  now: (): Date => new Date(Date.now() + moved),
  /** Tests only: moves time by so many milliseconds, for the whole process. */
  move: (milliseconds: number): void => {
    moved += milliseconds
  },
  /** Tests only: back to real time. */
  reset: (): void => {
    moved = 0
  },
}

export const seconds = (n: number): number => n * 1000
export const minutes = (n: number): number => n * 60_000
export const hours = (n: number): number => n * 3_600_000
export const days = (n: number): number => n * 86_400_000

export const later = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds)
