// What the other words may use of forms.
export { type Answer, type Answers, checkAnswers, pickAnswers } from './answers.ts'
export { defineForm } from './define.ts'
export {
  currentForm,
  type Form,
  formVersion,
  type Option,
  type Question,
  type QuestionKind,
  type Says,
} from './form.ts'
export { answersAbout, type Keeping, type Kept, keepAnswers } from './keep.ts'
export { Questions } from './questions.tsx'
