import { randomBytes } from 'node:crypto';
import type { Sha256 } from '../../shared/identifiers.ts';
import {
  appendLeaf, canonicalJson, consistencyPath, inclusionPath, leafHash, nodesInMemory, signCheckpoint, treeRoot, type MerkleNodes,
} from '../integrity/index.ts';
import type { SqlDatabase } from './encrypted-database.ts';
import type { ConsistencyProof, InclusionProof, LoggedEvent, NewEvent, VaultIdentity } from './vault.ts';

export const firstPrevious = '0'.repeat(64) as Sha256;

export interface EventLog {
  append(event: NewEvent, actor: string): LoggedEvent;
  /** In order, from that 0-based index on. */
  events(from?: number): IterableIterator<LoggedEvent>;
  eventAt(index: number): LoggedEvent | undefined;
  count(): number;
  root(size?: number): Uint8Array;
  inclusionProof(index: number, size?: number): InclusionProof;
  consistencyProof(from: number, to?: number): ConsistencyProof;
  /** Reads the whole log again: each leaf, the chain and the tree. Answers the indexes that do not hold. */
  verify(): readonly number[];
}

const batch = 500;

/** Origin of a case's checkpoints, and the name of the key that signs them. */
export function logOrigin(caseId: string): string {
  return `custodia.case/${caseId}`;
}

export function signLogHead(log: EventLog, caseId: string, identity: VaultIdentity): string {
  const origin = logOrigin(caseId);
  return signCheckpoint({ origin, size: log.count(), root: log.root() }, { name: origin, publicKey: identity.publicKey, sign: (message) => identity.sign(message) });
}

/** The event log in the case's database: leaves as canonical JSON, the tree's complete nodes beside them. */
export function openEventLog(database: SqlDatabase): EventLog {
  const insert = database.prepare('INSERT INTO events (idx, leaf) VALUES (?, ?)');
  const number = database.prepare<[], number>('SELECT count(*) FROM events').pluck();
  const newest = database.prepare<[], number>('SELECT max(idx) FROM events').pluck();
  const all = database.prepare<[], string>('SELECT leaf FROM events ORDER BY idx').pluck();
  const some = database.prepare<[number, number], string>('SELECT leaf FROM events WHERE idx >= ? ORDER BY idx LIMIT ?').pluck();
  const oneNode = database.prepare<[number, number], Buffer>('SELECT hash FROM event_nodes WHERE level = ? AND idx = ?').pluck();
  const insertNode = database.prepare('INSERT INTO event_nodes (level, idx, hash) VALUES (?, ?, ?)');
  const nodes: MerkleNodes = {
    node(level, index) {
      const hash = oneNode.get(level, index);
      if (hash === undefined) throw new RangeError(`no node ${index} at level ${level}`);
      return hash;
    },
    putNode: (level, index, hash) => void insertNode.run(level, index, hash),
  };
  const count = (): number => (newest.get() ?? -1) + 1;
  const hex = (hash: Uint8Array): Sha256 => Buffer.from(hash).toString('hex') as Sha256;

  const append = database.transaction((event: NewEvent, actor: string): LoggedEvent => {
    const index = count();
    const logged: LoggedEvent = {
      ...event, index, actor, at: new Date().toISOString(),
      previous: index === 0 ? firstPrevious : hex(nodes.node(0, index - 1)), salt: randomBytes(16).toString('hex'),
    };
    const leaf = canonicalJson(logged);
    insert.run(index, leaf);
    appendLeaf(nodes, index, leafHash(Buffer.from(leaf)));
    return logged;
  });

  return {
    append,
    count,
    *events(first = 0) {
      // In batches, because an open iterator would keep the log from growing.
      for (let from = first; ; from += batch) {
        const leaves = some.all(from, batch);
        for (const leaf of leaves) yield JSON.parse(leaf) as LoggedEvent;
        if (leaves.length < batch) return;
      }
    },
    eventAt(index) {
      const [leaf] = some.all(index, 1);
      return leaf === undefined ? undefined : JSON.parse(leaf) as LoggedEvent;
    },
    root: (size = count()) => treeRoot(nodes, size),
    inclusionProof: (index, size = count()) => ({ index, size, leaf: hex(nodes.node(0, index)), path: inclusionPath(nodes, index, size).map(hex) }),
    consistencyProof: (from, to = count()) => ({ from, to, path: consistencyPath(nodes, from, to).map(hex) }),
    verify() {
      const faults: number[] = [];
      const again = nodesInMemory();
      let index = 0;
      let previous = firstPrevious;
      for (const leaf of all.iterate()) {
        const event = JSON.parse(leaf) as LoggedEvent;
        const hash = leafHash(Buffer.from(leaf));
        appendLeaf(again, index, hash);
        if (event.index !== index || event.previous !== previous || canonicalJson(event) !== leaf || hex(oneNode.get(0, index) ?? Buffer.alloc(0)) !== hex(hash)) faults.push(index);
        previous = hex(hash);
        index += 1;
      }
      if (index !== number.get() || index !== count() || hex(treeRoot(again, index)) !== hex(treeRoot(nodes, index))) faults.push(index);
      return faults;
    },
  };
}
