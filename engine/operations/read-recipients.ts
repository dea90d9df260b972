import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { parseRecipient, parseRecipientFile } from '../release/index.ts';

const largestFileBytes = 1 << 20;

/** Keys `age1…`, given as they are or as files of them (a line each, `#` for remarks). Fails with `recipient-invalid` or `file-missing`, naming the one. */
export async function readRecipients(given: readonly string[], folder = '.'): Promise<Result<readonly string[], Failure>> {
  const keys: string[] = [];
  for (const recipient of given) {
    if (recipient.startsWith('age1')) {
      const parsed = parseRecipient(recipient);
      if (!parsed.ok) return refusal({ ...parsed.failure, subject: recipient });
      keys.push(recipient);
      continue;
    }
    const file = path.resolve(folder, recipient);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() !== true || found.size > largestFileBytes) return refusal(failure('file-missing', 'A recipient is an age1… key or a file of such keys; this is neither.', { subject: recipient }));
    const parsed = parseRecipientFile(await readFile(file, 'utf8'));
    if (!parsed.ok) return refusal({ ...parsed.failure, subject: recipient });
    keys.push(...parsed.value);
  }
  return success([...new Set(keys)]);
}
