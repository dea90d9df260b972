import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appendLeaf, consistencyPath, inclusionPath, leafHash, nodeHash, nodesInMemory, treeRoot, verifyConsistency, verifyInclusion, type ConsistencyClaim,
  type InclusionClaim, type MerkleNodes,
} from '../../../../engine/integrity/index.ts';

interface Vectors {
  leaves: string[];
  roots: Record<string, string>;
  inclusion: { index: number; size: number; leaf: string; path: string[] }[];
  consistency: { from: number; to: number; path: string[] }[];
}

const vectors = JSON.parse(readFileSync(new URL('../../../vectors/merkle/transparency-dev.json', import.meta.url), 'utf8')) as Vectors;
const base64 = (text: string): Uint8Array => Buffer.from(text, 'base64');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function treeOf(leaves: readonly Uint8Array[]): MerkleNodes {
  const nodes = nodesInMemory();
  leaves.forEach((leaf, index) => appendLeaf(nodes, index, leafHash(leaf)));
  return nodes;
}

const reference = treeOf(vectors.leaves.map((hex) => Buffer.from(hex, 'hex')));
const large = treeOf(Array.from({ length: 70 }, (_, index) => Buffer.from(String(index))));

/** The definition of RFC 6962, section 2.1, word for word; slow. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leafHash(leaves[0]!);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(rootByDefinition(leaves.slice(0, k)), rootByDefinition(leaves.slice(k)));
}

function flipped(bytes: Uint8Array, bit = 4): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[0] = copy[0]! ^ (1 << bit);
  return copy;
}

const garbage = new Uint8Array(32);

describe('Merkle trees', () => {
  test('have the roots and proofs that transparency-dev/merkle publishes', () => {
    for (const [size, root] of Object.entries(vectors.roots)) expect(text(treeRoot(reference, Number(size)))).toBe(root);
    for (const { index, size, leaf, path } of vectors.inclusion) {
      expect(text(reference.node(0, index))).toBe(leaf);
      expect(inclusionPath(reference, index, size).map(text)).toEqual(path);
      expect(verifyInclusion({ index, size, leaf: base64(leaf), path: path.map(base64), root: base64(vectors.roots[size]!) })).toBe(true);
    }
    for (const { from, to, path } of vectors.consistency) {
      expect(consistencyPath(reference, from, to).map(text)).toEqual(path);
      expect(verifyConsistency({ from, to, path: path.map(base64), fromRoot: base64(vectors.roots[from]!), toRoot: base64(vectors.roots[to]!) })).toBe(true);
    }
  });

  test('have the root that the definition gives, at every size', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 40 }), (leaves) => {
      expect(text(treeRoot(treeOf(leaves), leaves.length))).toBe(text(rootByDefinition(leaves)));
    }));
  });

  test('prove every leaf at every size', () => {
    for (let size = 1; size <= 70; size += 1) {
      const root = treeRoot(large, size);
      for (let index = 0; index < size; index += 1) expect(verifyInclusion({ index, size, leaf: large.node(0, index), path: inclusionPath(large, index, size), root })).toBe(true);
    }
  });

  test('prove every prefix of every size', () => {
    for (let to = 1; to <= 70; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        expect(verifyConsistency({ from, to, path: consistencyPath(large, from, to), fromRoot: treeRoot(large, from), toRoot: treeRoot(large, to) })).toBe(true);
      }
    }
  });
});

describe('false inclusion proofs', () => {
  const mutations: Record<string, (claim: InclusionClaim) => InclusionClaim[]> = {
    'a changed hash in the path': (claim) => claim.path.map((hash, at) => ({ ...claim, path: claim.path.with(at, flipped(hash)) })),
    'another place': (claim) => [claim.index + 1, claim.index - 1, claim.index ^ 2, claim.index + claim.size].map((index) => ({ ...claim, index })),
    'another leaf': (claim) => [flipped(claim.leaf), garbage, claim.leaf.subarray(1)].map((leaf) => ({ ...claim, leaf })),
    'another root': (claim) => [flipped(claim.root), garbage, new Uint8Array(0)].map((root) => ({ ...claim, root })),
    'a hash too many': (claim) => [{ ...claim, path: [...claim.path, garbage] }, { ...claim, path: [garbage, ...claim.path] }, { ...claim, path: [...claim.path, claim.root] }],
    'a hash too few': (claim) => claim.path.map((_, at) => ({ ...claim, path: claim.path.toSpliced(at, 1) })),
    'a hash of the wrong length': (claim) => claim.path.map((hash, at) => ({ ...claim, path: claim.path.with(at, hash.subarray(1)) })),
    'an impossible number': (claim) => [-1, 0.5, NaN, Infinity].flatMap((odd) => [{ ...claim, index: odd }, { ...claim, size: odd }]),
  };

  test.each(Object.keys(mutations))('are refused with %s', (kind) => {
    for (let size = 1; size <= 20; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const claim = { index, size, leaf: large.node(0, index), path: inclusionPath(large, index, size), root: treeRoot(large, size) };
        for (const changed of mutations[kind]!(claim)) expect(verifyInclusion(changed)).toBe(false);
      }
    }
  });
});

describe('false consistency proofs', () => {
  const mutations: Record<string, (claim: ConsistencyClaim) => ConsistencyClaim[]> = {
    'a changed hash in the path': (claim) => claim.path.map((hash, at) => ({ ...claim, path: claim.path.with(at, flipped(hash)) })),
    'another root': (claim) => [{ ...claim, fromRoot: flipped(claim.fromRoot) }, { ...claim, toRoot: flipped(claim.toRoot) }, { ...claim, toRoot: garbage }],
    'the roots swapped': (claim) => [{ ...claim, fromRoot: claim.toRoot, toRoot: claim.fromRoot }],
    'a hash too many': (claim) => [{ ...claim, path: [...claim.path, garbage] }, { ...claim, path: [garbage, ...claim.path] }],
    'a hash too few': (claim) => claim.path.map((_, at) => ({ ...claim, path: claim.path.toSpliced(at, 1) })),
    'sizes the wrong way round': (claim) => [{ ...claim, from: claim.to, to: claim.from }],
    'an impossible number': (claim) => [-1, 0.5, NaN].flatMap((odd) => [{ ...claim, from: odd }, { ...claim, to: odd }]),
  };

  test.each(Object.keys(mutations))('are refused with %s', (kind) => {
    for (let to = 2; to <= 20; to += 1) {
      for (let from = 1; from < to; from += 1) {
        const claim = { from, to, path: consistencyPath(large, from, to), fromRoot: treeRoot(large, from), toRoot: treeRoot(large, to) };
        for (const changed of mutations[kind]!(claim)) expect(verifyConsistency(changed)).toBe(false);
      }
    }
  });
});
