/*
 * The proof vectors of transparency-dev/merkle: five true inclusion and five true consistency proofs, each with the false ones that the project
 * publishes as a file for each (`testdata/{inclusion,consistency}/N/*.json`), and those for empty and single trees. The files are made from the true
 * proofs by fixed rules, under the names used here; these are the same values, made by the same rules. The true proofs are stored.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { appendLeaf, emptyRoot, inclusionPath, leafHash, nodesInMemory, treeRoot, verifyConsistency, verifyInclusion, type ConsistencyClaim, type InclusionClaim } from '../../../../engine/integrity/index.ts';

interface Published {
  leaves: string[];
  roots: Record<string, string>;
  consistency: { from: number; to: number; path: string[] }[];
}

const published = JSON.parse(readFileSync(new URL('../../../vectors/merkle/transparency-dev.json', import.meta.url), 'utf8')) as Published;
const base64 = (text: string): Uint8Array => Buffer.from(text, 'base64');
const nodes = nodesInMemory();
published.leaves.forEach((leaf, index) => appendLeaf(nodes, index, leafHash(Buffer.from(leaf, 'hex'))));
const rootOf = (size: number): Uint8Array => base64(published.roots[size] ?? '');
const someHash = Buffer.from('abacaba000000000000000000000000000000000000000000060061e00123456', 'hex');
const nothing = new Uint8Array(0);

function bitChanged(hash: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(hash);
  changed[0] = changed[0]! ^ bit;
  return changed;
}

function falseInclusions(claim: InclusionClaim): [string, InclusionClaim][] {
  const { index, size, path, root } = claim;
  return [
    ['leafIndex - 1', { ...claim, index: index - 1 }], ['leafIndex + 1', { ...claim, index: index + 1 }], ['leafIndex ^ 2', { ...claim, index: index ^ 2 }],
    ['treeSize * 2', { ...claim, size: size * 2 }], ['treeSize div 2', { ...claim, size: Math.floor(size / 2) }],
    ['wrong leaf', { ...claim, leaf: Buffer.from('WrongLeaf') }], ['empty root', { ...claim, root: emptyRoot() }], ['random root', { ...claim, root: someHash }],
    ['trailing garbage', { ...claim, path: [...path, nothing] }], ['trailing root', { ...claim, path: [...path, root] }],
    ['preceding garbage', { ...claim, path: [nothing, ...path] }], ['preceding root', { ...claim, path: [root, ...path] }],
    ...path.map((hash, at): [string, InclusionClaim] => [`modified proof[${at}] bit 3`, { ...claim, path: path.with(at, bitChanged(hash, 8)) }]),
    ...(path.length > 0 ? [['removed component', { ...claim, path: path.slice(0, -1) }] satisfies [string, InclusionClaim]] : []),
    ...(path.length > 1 ? [['inserted component', { ...claim, path: [path[0]!, someHash, ...path.slice(1)] }] satisfies [string, InclusionClaim]] : []),
  ];
}

function falseConsistencies(claim: ConsistencyClaim): [string, ConsistencyClaim][] {
  const { from, to, fromRoot, toRoot, path } = claim;
  return [
    ['size1 - 1', { ...claim, from: from - 1 }], ['size1 + 1', { ...claim, from: from + 1 }], ['size1 ^ 2', { ...claim, from: from ^ 2 }],
    ['size2 * 2', { ...claim, to: to * 2 }], ['size2 div 2', { ...claim, to: Math.floor(to / 2) }],
    ['wrong root1', { ...claim, fromRoot: Buffer.from('WrongRoot') }], ['wrong root2', { ...claim, toRoot: Buffer.from('WrongRoot') }], ['swapped roots', { ...claim, fromRoot: toRoot, toRoot: fromRoot }],
    ['empty proof', { ...claim, path: [] }],
    ['trailing garbage', { ...claim, path: [...path, nothing] }], ['trailing root1', { ...claim, path: [...path, fromRoot] }], ['trailing root2', { ...claim, path: [...path, toRoot] }],
    ['preceding garbage', { ...claim, path: [nothing, ...path] }], ['preceding root1', { ...claim, path: [fromRoot, ...path] }], ['preceding root2', { ...claim, path: [toRoot, ...path] }],
    ['preceding proof[0]', { ...claim, path: [path[0]!, ...path] }], ['truncated proof', { ...claim, path: path.slice(0, -1) }],
    ...path.map((hash, at): [string, ConsistencyClaim] => [`modified proof[${at}] bit 4`, { ...claim, path: path.with(at, bitChanged(hash, 16)) }]),
  ];
}

describe('published inclusion proofs', () => {
  test.each([[0, 1], [0, 8], [5, 8], [2, 3], [1, 5]])('of leaf %i of %i: the true one is taken, each false one refused', (index, size) => {
    const claim: InclusionClaim = { index, size, leaf: nodes.node(0, index), path: inclusionPath(nodes, index, size), root: rootOf(size) };
    expect(Buffer.from(treeRoot(nodes, size))).toEqual(rootOf(size));
    expect(verifyInclusion(claim)).toBe(true);
    const cases = falseInclusions(claim);
    expect(cases.length).toBeGreaterThanOrEqual(12);
    expect(cases.filter(([, wrong]) => verifyInclusion(wrong)).map(([name]) => name)).toEqual([]);
  });

  test.each([[0, 0], [0, 1], [1, 0], [2, 1]])('of leaf %i of %i are refused with an empty root, a random leaf, or both', (index, size) => {
    for (const [leaf, root] of [[someHash, nothing], [nothing, emptyRoot()], [someHash, emptyRoot()]] as const) expect(verifyInclusion({ index, size, leaf, path: [], root })).toBe(false);
  });

  test('of the only leaf are empty, and refused with an empty leaf or root', () => {
    const hash = leafHash(Buffer.from('data'));
    expect(verifyInclusion({ index: 0, size: 1, leaf: hash, path: [], root: hash })).toBe(true);
    for (const [leaf, root] of [[nothing, hash], [hash, nothing], [nothing, nothing]] as const) expect(verifyInclusion({ index: 0, size: 1, leaf, path: [], root })).toBe(false);
  });
});

describe('published consistency proofs', () => {
  test.each(published.consistency.map(({ from, to, path }) => [from, to, path] as const))('from %i to %i: the true one is taken, each false one refused', (from, to, path) => {
    const claim: ConsistencyClaim = { from, to, fromRoot: rootOf(from), toRoot: rootOf(to), path: path.map(base64) };
    expect(verifyConsistency(claim)).toBe(true);
    const cases = falseConsistencies(claim);
    expect(cases.length).toBeGreaterThanOrEqual(19);
    expect(cases.filter(([, wrong]) => verifyConsistency(wrong)).map(([name]) => name)).toEqual([]);
  });

  test('of empty and single trees are as published; of an empty tree we ask for its root too, where the published verifier takes any', () => {
    const other = leafHash(Buffer.from('another'));
    const taken = (from: number, to: number, fromRoot: Uint8Array, toRoot: Uint8Array, path: readonly Uint8Array[]): boolean => verifyConsistency({ from, to, fromRoot, toRoot, path });
    expect(taken(0, 0, emptyRoot(), emptyRoot(), [])).toBe(true);
    expect(taken(1, 1, other, other, [])).toBe(true);
    expect(taken(0, 1, emptyRoot(), other, [])).toBe(true);
    expect(taken(0, 1, someHash, other, [])).toBe(false);
    for (const [from, to] of [[0, 0], [1, 1], [1, 0], [2, 1], [1, 2]] as const) expect(taken(from, to, someHash, other, []), `${from} to ${to}`).toBe(false);
    for (const [from, to] of [[0, 0], [0, 1], [1, 1]] as const) expect(taken(from, to, emptyRoot(), emptyRoot(), [emptyRoot()]), `${from} to ${to}`).toBe(false);
  });
});
