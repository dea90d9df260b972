import type { DetailValues } from './failure.ts';
import { fillWords } from './fill-words.ts';

/** Why a row of a custody sheet cannot stand, by stable code, in English as the terminal says it. The window has the same in its languages. */
export const sheetFaults = {
  'file-twice': 'The file stands in the sheet already, in line {{first}}.',
  'file-not-there': 'The file that this row names is not among the files.',
  'file-ambiguous': 'The name stands for {{files}} files: give the path below the sheet\'s folder.',
  'exhibit-twice': 'exhibit: the number {{number}} stands in line {{first}} already.',
  'exhibit-taken': 'exhibit: the number {{number}} is taken.',
  'no-file-named': 'The sheet names no file.',
  'column-unknown': 'There is no column “{{column}}”. Known: {{known}}.',
  'column-file-missing': 'The heading line names no column “file”.',
  'column-twice': 'The column “{{column}}” stands twice.',
  'too-many-rows': 'The sheet has more than {{rows}} rows.',
  'too-many-cells': 'The row has {{cells}} cells, the heading {{columns}}.',
  'json-invalid': 'The sheet is no valid JSON here.',
  'list-missing': 'The sheet has no list “files”.',
  'no-entry': 'This is no entry: it must name a file and what is known of it.',
  'cell-missing': '{{column}}: is missing or is no text.',
  'cell-empty': '{{column}}: must not be empty.',
  'cell-too-long': '{{column}}: is too long.',
  'cell-no-date': '{{column}}: must be a date such as 2026-03-01 or 2026-03-01T14:30.',
  'cell-no-day': '{{column}}: is not a day of the calendar.',
  'cell-no-exhibit-number': '{{column}}: must be letters, digits, spaces, dots, dashes and slashes.',
  'cell-no-language': '{{column}}: must be a language tag such as en, uk or sr-Latn.',
  'cell-no-sha256': '{{column}}: must be 64 hexadecimal digits.',
  'cell-no-choice': '{{column}}: must be one of {{known}}.',
} as const;

export type SheetFaultCode = keyof typeof sheetFaults;
export const sheetFaultCodes = Object.keys(sheetFaults) as [SheetFaultCode, ...SheetFaultCode[]];

/** A row, or a piece of one, that cannot stand. */
export interface SheetFault {
  /** 1-based. */
  readonly line: number;
  readonly code: SheetFaultCode;
  readonly values: DetailValues;
  readonly message: string;
}

/** A fault of the row in this line, with its sentence. */
export function sheetFault(line: number, code: SheetFaultCode, values: DetailValues = {}): SheetFault {
  return { line, code, values, message: fillWords(sheetFaults[code], values) };
}
