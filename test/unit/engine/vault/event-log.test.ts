import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJsonBytes, leafHash, openCheckpoint, verifyConsistency, verifyInclusion } from '../../../../engine/integrity/index.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newVault, reopen } from './case-for-tests.ts';

let vault: Vault;
const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

beforeAll(async () => {
  vault = await newVault();
  for (let index = 0; index < 20; index += 1) vault.appendEvent({ action: 'document-viewed', object: `doc-${index}`, reason: 'review' });
});

afterAll(() => vault.close());

function keys(): { name: string; publicKey: Uint8Array }[] {
  return [{ name: `custodia.case/${vault.caseId}`, publicKey: vault.identity.publicKey }];
}

describe('the event log', () => {
  test('begins with the making of the case and chains every event to the one before', () => {
    const events = [...vault.events()];
    expect(events[0]).toMatchObject({ index: 0, action: 'case-created', actor: vault.identity.fingerprint, previous: '0'.repeat(64) });
    for (const [index, event] of events.entries()) {
      if (index > 0) expect(event.previous).toBe(Buffer.from(leafHash(canonicalJsonBytes(events[index - 1]))).toString('hex'));
    }
  });

  test('proves each event to whoever holds only a checkpoint', () => {
    const checkpoint = openCheckpoint(vault.checkpoint(), keys())!;
    for (const event of vault.events()) {
      const proof = vault.inclusionProof(event.index);
      const claim = { ...proof, root: checkpoint.root, path: proof.path.map(bytes), leaf: leafHash(canonicalJsonBytes(event)) };
      expect(verifyInclusion(claim)).toBe(true);
      expect(verifyInclusion({ ...claim, leaf: leafHash(canonicalJsonBytes({ ...event, reason: 'another' })) })).toBe(false);
    }
  });

  test('proves that an earlier checkpoint is part of a later one', () => {
    const earlier = openCheckpoint(vault.checkpoint(), keys())!;
    vault.appendEvent({ action: 'document-read', object: 'doc-1' });
    const now = openCheckpoint(vault.checkpoint(), keys())!;
    const proof = vault.consistencyProof(earlier.size, now.size);
    expect(verifyConsistency({ from: earlier.size, to: now.size, fromRoot: earlier.root, toRoot: now.root, path: proof.path.map(bytes) })).toBe(true);
    expect(verifyConsistency({ from: earlier.size, to: now.size, fromRoot: now.root, toRoot: now.root, path: proof.path.map(bytes) })).toBe(false);
  });

  test('gives equal events different leaves, so that a withheld one cannot be guessed', () => {
    const a = vault.appendEvent({ action: 'document-viewed', object: 'same' });
    const b = vault.appendEvent({ action: 'document-viewed', object: 'same' });
    expect(a.salt).toMatch(/^[0-9a-f]{32}$/u);
    expect(a.salt).not.toBe(b.salt);
  });

  test('grows while it is being read', () => {
    let seen = 0;
    for (const event of vault.events()) {
      if (event.index === 3) vault.appendEvent({ action: 'document-viewed', object: 'meanwhile' });
      seen += 1;
    }
    expect(seen).toBeGreaterThan(20);
  });

  test('keeps no event of a transaction that failed', () => {
    const before = vault.eventCount();
    expect(() => vault.transaction(() => {
      vault.appendEvent({ action: 'bundle-built' });
      throw new Error('changed my mind');
    })).toThrow('changed my mind');
    expect(vault.eventCount()).toBe(before);
    vault.appendEvent({ action: 'bundle-built' });
    expect(vault.inclusionProof(before).index).toBe(before);
  });

  test('is the same on the disk when the last thing before closing was a transaction that failed', async () => {
    const other = await newVault();
    expect(() => other.transaction(() => {
      other.appendEvent({ action: 'bundle-built' });
      throw new Error('changed my mind');
    })).toThrow('changed my mind');
    await other.close();
    const again = await reopen(other.folder);
    expect([...again.events()].map((event) => event.action)).toEqual(['case-created', 'case-opened']);
    await again.close();
  });

  test('logs each opening for writing', async () => {
    const other = await newVault();
    await other.close();
    const again = await reopen(other.folder);
    expect([...again.events()].map((event) => event.action)).toEqual(['case-created', 'case-opened']);
    await again.close();
  });
});
