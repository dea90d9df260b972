import { z } from 'zod';
import { payloadFolder } from '../bag.ts';
import { proofRecordPath, type ReleaseContents } from '../release-contents.ts';
import type { ReleaseStatement } from '../release-statement.ts';
import { verifySsh } from '../ssh-signature.ts';
import { say, type Fault } from './check.ts';

const proofNamespace = 'custodia-redaction';
const record = z.object({ file: z.object({ sha256: z.string(), pages: z.int() }), guarantees: z.array(z.object({ guarantee: z.string(), holds: z.boolean() })).min(1) });

/**
 * Checks the signed proof records of redacted exhibits: each is there, fits its signature and the released file, and every guarantee in it holds. A redacted exhibit
 * without a record does not hold: what nobody proved may show what it was to hide.
 */
export function proofRecordFaults(contents: ReleaseContents, statement: ReleaseStatement): Fault[] {
  const files = new Map(statement.exhibits.map(({ number, file, sha256, pages }) => [number, { path: payloadFolder + proofRecordPath(file), sha256, pages }]));
  return statement.redactions.flatMap(({ number }) => {
    const expected = files.get(number);
    const text = expected === undefined ? undefined : contents.texts.get(expected.path);
    const signature = expected === undefined ? undefined : contents.texts.get(`${expected.path}.sig`);
    if (expected === undefined || text === undefined || signature === undefined) return [{ subject: number, ...say('proof-record-missing', { number }) }];
    const verdict = verifySsh(text, proofNamespace, signature.toString('utf8'));
    if (!verdict.holds) return [{ subject: number, ...say('proof-record-unsigned', { number }) }];
    const read = readRecord(text);
    if (read?.file.sha256 !== expected.sha256 || read.file.pages !== expected.pages) return [{ subject: number, ...say('proof-record-of-another', { number }) }];
    return read.guarantees.every(({ holds }) => holds) ? [] : [{ subject: number, ...say('proof-record-fails', { number }) }];
  });
}

function readRecord(text: Buffer): z.infer<typeof record> | undefined {
  try {
    return record.safeParse(JSON.parse(text.toString('utf8'))).data;
  } catch {
    return undefined; // not JSON
  }
}
