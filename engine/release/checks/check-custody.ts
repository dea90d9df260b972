import { canonicalJson, leafHash, openCheckpoint, verifyConsistency, verifyInclusion, type Checkpoint } from '../../integrity/index.ts';
import { custodyProofs, logOrigin, type ConsistencyStep, type CustodyProofs, type InclusionProof } from '../custody-extract.ts';
import { checkpointPath, eventsPath, proofsPath, type ReleaseContents } from '../release-contents.ts';
import type { ReleaseStatement } from '../release-statement.ts';
import { checkOf, say, type Check, type Fault } from './check.ts';

/** Checks the custody log of a release: the checkpoint's signature by the signer's key, each event's place in the log, and that the log only grew since the previous release. */
export function checkCustody(contents: ReleaseContents, statement: ReleaseStatement, key: Uint8Array): Check[] {
  const checkpoint = openLogHead(contents.texts.get(checkpointPath)?.toString('utf8'), statement.case.id, key);
  if (checkpoint === undefined) return [{ name: 'custody-checkpoint', holds: false, subject: checkpointPath, ...say('log-head-wrong') }];
  const proofs = readProofs(contents.texts.get(proofsPath));
  const leaves = readLeaves(contents.texts.get(eventsPath));
  if (proofs === undefined || leaves === undefined) {
    return [{ name: 'custody-event', holds: false, subject: proofs === undefined ? proofsPath : eventsPath, ...say('log-malformed') }];
  }
  const steps = [...(proofs.consistency === null ? [] : [proofs.consistency]), ...(proofs.earlier ?? [])];
  return [
    ...checkOf('custody-checkpoint', [], say('log-head-signed', { count: checkpoint.size })),
    ...checkOf('custody-event', eventFaults(leaves, proofs, checkpoint), say('log-events-placed', { shown: leaves.length, withheld: proofs.withheld.length })),
    ...(steps.length === 0 ? [] : checkOf('custody-consistency', steps.flatMap((step) => consistencyFaults(step, checkpoint, statement, key)), say('log-grew', { heads: steps.length }))),
  ];
}

/** Opens a signed head of a case's log; undefined when another key signed it, or it is another case's. */
export function openLogHead(note: string | undefined, caseId: string, key: Uint8Array): Checkpoint | undefined {
  const origin = logOrigin(caseId);
  const checkpoint = note === undefined ? undefined : openCheckpoint(note, [{ name: origin, publicKey: key }]);
  return checkpoint?.origin === origin ? checkpoint : undefined;
}

/** Reads the proofs of a release's log; undefined when they are missing or malformed. */
export function readProofs(bytes: Buffer | undefined): CustodyProofs | undefined {
  try {
    return custodyProofs.safeParse(JSON.parse(bytes?.toString('utf8') ?? '')).data;
  } catch {
    return undefined; // not JSON
  }
}

interface Leaf {
  readonly index: number;
  readonly hash: Uint8Array;
}

function readLeaves(bytes: Buffer | undefined): Leaf[] | undefined {
  try {
    const lines = (bytes?.toString('utf8') ?? 'missing').split('\n').filter((line) => line !== '');
    return lines.map((line) => {
      const event = JSON.parse(line) as { readonly index?: unknown };
      if (typeof event.index !== 'number' || canonicalJson(event) !== line) throw new SyntaxError('not an event');
      return { index: event.index, hash: leafHash(Buffer.from(line)) };
    });
  } catch {
    return undefined; // not JSON, or not canonical
  }
}

function eventFaults(leaves: readonly Leaf[], proofs: CustodyProofs, checkpoint: Checkpoint): Fault[] {
  const faults: Fault[] = [];
  if (leaves.length !== proofs.inclusion.length) faults.push({ subject: eventsPath, ...say('log-event-count') });
  const seen = new Set<number>();
  for (const [at, proof] of [...proofs.inclusion, ...proofs.withheld].entries()) {
    const leaf = leaves[at];
    const isShown = at < proofs.inclusion.length;
    const fits = !isShown || (leaf !== undefined && leaf.index === proof.index && Buffer.from(leaf.hash).toString('hex') === proof.leaf);
    if (!fits || seen.has(proof.index) || !isIncluded(proof, checkpoint)) faults.push({ subject: `${eventsPath} #${proof.index}`, ...say('log-event-foreign') });
    seen.add(proof.index);
  }
  return faults;
}

function isIncluded({ index, size, leaf, path }: InclusionProof, checkpoint: Checkpoint): boolean {
  return size === checkpoint.size && verifyInclusion({ index, size, leaf: Buffer.from(leaf, 'hex'), path: path.map((hash) => Buffer.from(hash, 'hex')), root: checkpoint.root });
}

function consistencyFaults(step: ConsistencyStep, checkpoint: Checkpoint, statement: ReleaseStatement, key: Uint8Array): Fault[] {
  const earlier = openLogHead(step.checkpoint, statement.case.id, key);
  if (earlier === undefined) return [{ subject: proofsPath, ...say('log-head-by-another') }];
  const { from, to, path } = step.proof;
  const holds = from === earlier.size && to === checkpoint.size
    && verifyConsistency({ from, to, fromRoot: earlier.root, toRoot: checkpoint.root, path: path.map((hash) => Buffer.from(hash, 'hex')) });
  return holds ? [] : [{ subject: proofsPath, ...say('log-rewritten') }];
}
