export { detectKind, kindContradictsName, kindOfName } from './detect-kind.ts';
export { makeRendition, type IntakeOptions } from './make-rendition.ts';
export type { ChildFile, IntakeFacts, IntakeFinding, IntakeInput, IntakeResult, MadeRendition } from './rendition.ts';
export { inspectPdf, type InspectionOptions } from './inspection/inspect-pdf.ts';
export { duplicateKeys, textLikeness, type DuplicateKeys } from './duplicate-keys.ts';
