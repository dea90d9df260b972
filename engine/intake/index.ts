export { detectKind, kindContradictsName, kindOfName } from './detect-kind.ts';
export { makeRendition, type IntakeOptions } from './make-rendition.ts';
export { drawFieldValues } from './field-values.ts';
export type { ChildFile, IntakeFacts, IntakeFinding, IntakeInput, IntakeResult, LockedFile, MadeRendition } from './rendition.ts';
export { inspectPdf, type InspectionOptions } from './inspection/inspect-pdf.ts';
export { duplicateKeys, textLikeness, type DuplicateKeys } from './duplicate-keys.ts';
export type { CustodyRow, CustodySheet } from './custody-sheet.ts';
export { readCustodySheet } from './read-custody-sheet.ts';
