export { alignSentences, type AlignOptions } from './align-sentences.ts';
export { numbersIn } from './anchors.ts';
export { datesIn, type FoundDate } from './dates.ts';
export { differenceKinds, findDifferences, type ComparedSides, type Difference, type DifferenceKind, type FindNames } from './differences.ts';
export { rectsOfPart, sentencesOfPages, type PageSentence, type SentencePart } from './page-sentences.ts';
export { splitSentences, type SentenceSpan } from './sentences.ts';
export { isStale, isStanding, possibleSteps, takeStep } from './translation-way.ts';
export { bergamotTool, translateWithBergamot, type BergamotModel } from './bergamot.ts';
export { translateMasked, type NamePlace, type TextWithNames, type TranslateTexts } from './mask-names.ts';
