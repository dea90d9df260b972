import { verifyConsistency, type Checkpoint } from '../../integrity/index.ts';
import type { CustodyProofs } from '../custody-extract.ts';
import type { ReleaseStatement } from '../release-statement.ts';
import { openLogHead, readProofs } from './check-custody.ts';
import { checkpointPath, proofsPath, type ReleaseContents } from '../release-contents.ts';
import { checkOf, say, type Check, type Fault, type Said } from './check.ts';

/**
 * Checks the log of a release against checkpoints that somebody else held: each must be a beginning of it. A checkpoint that the release
 * holds no proof for can be compared with the case only; it is counted in `notCompared`.
 */
export function checkHeldCheckpoints(contents: ReleaseContents, { statement, key, held }: { readonly statement: ReleaseStatement; readonly key: Uint8Array; readonly held: readonly string[] }): { readonly checks: Check[]; readonly notCompared: number } {
  const head = openLogHead(contents.texts.get(checkpointPath)?.toString('utf8'), statement.case.id, key);
  const proofs = readProofs(contents.texts.get(proofsPath));
  if (held.length === 0 || head === undefined || proofs === undefined) return { checks: [], notCompared: 0 };
  const faults: Fault[] = [];
  let compared = 0;
  for (const note of held) {
    const earlier = openLogHead(note, statement.case.id, key);
    const verdict = earlier === undefined ? say('checkpoint-foreign') : compare(earlier, head, proofs);
    if (verdict === 'holds') compared++;
    else if (verdict !== 'not-compared') faults.push({ subject: earlier === undefined ? checkpointPath : `${checkpointPath} #${earlier.size}`, ...verdict });
  }
  const notCompared = held.length - compared - faults.length;
  return { checks: faults.length === 0 && compared === 0 ? [] : checkOf('custody-consistency', faults, say('checkpoints-kept', { count: compared })), notCompared };
}

function compare(earlier: Checkpoint, head: Checkpoint, proofs: CustodyProofs): Said | 'holds' | 'not-compared' {
  if (earlier.size > head.size) return say('checkpoint-newer', { events: head.size, held: earlier.size });
  const rewritten = say('checkpoint-rewritten');
  if (earlier.size === head.size) return sameRoot(earlier.root, head.root) ? 'holds' : rewritten;
  const steps = [...(proofs.consistency === null ? [] : [proofs.consistency]), ...(proofs.earlier ?? [])];
  const step = steps.find(({ proof }) => proof.from === earlier.size && proof.to === head.size);
  if (step === undefined) return 'not-compared';
  const path = step.proof.path.map((hash) => Buffer.from(hash, 'hex'));
  return verifyConsistency({ from: earlier.size, to: head.size, fromRoot: earlier.root, toRoot: head.root, path }) ? 'holds' : rewritten;
}

function sameRoot(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(Buffer.from(b));
}
