// Results speaks of shares as everybody here does.
export { between, boundsOf, inHundred, isChange, LEAST, type Told, toldOf } from '../stats/told.ts'
