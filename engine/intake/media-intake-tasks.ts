import { success, type Result } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import { readMediaFacts } from './media-facts.ts';
import type { IntakeFacts } from './rendition.ts';

/** Reading of the heads of recordings, which are never played here. */
export const tasks = { readMedia: ({ bytes }: { readonly bytes: Uint8Array }): Result<IntakeFacts, Failure> => success(readMediaFacts(bytes)) };
