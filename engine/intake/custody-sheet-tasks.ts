import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { parseCustodySheet, type CustodySheet } from './custody-sheet.ts';
import { decodeText } from './text-encoding.ts';

/** Reading of the custody sheet that comes with files. */
export const tasks = { readSheet: ({ bytes }: { readonly bytes: Uint8Array }): Result<CustodySheet, Failure> => success(parseCustodySheet(decodeText(bytes).text)) };
