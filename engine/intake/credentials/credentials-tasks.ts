import type { Failure } from '../../../shared/failure.ts';
import { success, type Result } from '../../../shared/result.ts';
import { readCredentials, type ContentCredentials } from './read-credentials.ts';

/** Reading of the content credentials (C2PA) that a picture or recording carries. */
export const tasks = { read: ({ bytes }: { readonly bytes: Uint8Array }): Result<ContentCredentials | 'damaged' | undefined, Failure> => success(readCredentials(bytes)) };
