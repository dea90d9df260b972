import { emptyRoot, nodeHash } from './merkle-hash.ts';

/**
 * Where a tree's complete nodes are kept: `node(level, index)` is the root of the complete subtree over the leaves
 * `index * 2^level … (index + 1) * 2^level - 1`; level 0 are the leaf hashes.
 */
export interface MerkleNodes {
  node(level: number, index: number): Uint8Array;
  putNode(level: number, index: number, hash: Uint8Array): void;
}

/** Keeps the nodes of a tree in memory. */
export function nodesInMemory(): MerkleNodes {
  const levels: Uint8Array[][] = [];
  return {
    node(level, index) {
      const hash = levels[level]?.[index];
      if (hash === undefined) throw new RangeError(`no node ${index} at level ${level}`);
      return hash;
    },
    putNode(level, index, hash) {
      (levels[level] ??= [])[index] = hash;
    },
  };
}

/** Appends a leaf hash to a tree of `size` leaves, and with it every subtree that it completes. */
export function appendLeaf(nodes: MerkleNodes, size: number, leaf: Uint8Array): void {
  let hash = leaf;
  let index = size;
  nodes.putNode(0, index, hash);
  for (let level = 0; index % 2 === 1; level += 1) {
    hash = nodeHash(nodes.node(level, index - 1), hash);
    index = (index - 1) / 2;
    nodes.putNode(level + 1, index, hash);
  }
}

/** Root of the first `size` leaves (RFC 6962, section 2.1). */
export function treeRoot(nodes: MerkleNodes, size: number): Uint8Array {
  return size === 0 ? emptyRoot() : rangeRoot(nodes, 0, size);
}

/** Audit path of leaf `index` in the tree of `size` leaves, from the leaf up (RFC 6962, section 2.1.1). */
export function inclusionPath(nodes: MerkleNodes, index: number, size: number): Uint8Array[] {
  if (index < 0 || index >= size) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const path: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      path.push(rangeRoot(nodes, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(nodes, start, middle));
      start = middle;
    }
  }
  return path.reverse();
}

/** Proof that the tree of `from` leaves is a prefix of the tree of `to` leaves (RFC 6962, section 2.1.2). */
export function consistencyPath(nodes: MerkleNodes, from: number, to: number): Uint8Array[] {
  if (from < 0 || from > to) throw new RangeError(`a tree of ${from} is no prefix of a tree of ${to}`);
  if (from === 0 || from === to) return [];
  const path: Uint8Array[] = [];
  let start = 0;
  let end = to;
  let whole = true;
  while (from !== end) {
    const middle = start + largestPowerBelow(end - start);
    if (from <= middle) {
      path.push(rangeRoot(nodes, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(nodes, start, middle));
      start = middle;
      whole = false;
    }
  }
  if (!whole) path.push(rangeRoot(nodes, start, end));
  return path.reverse();
}

/** Root over leaves `start … end - 1`, where `start` is a multiple of the least power of two not below the length. */
function rangeRoot(nodes: MerkleNodes, start: number, end: number): Uint8Array {
  const length = end - start;
  const level = Math.log2(length);
  if (Number.isInteger(level)) return nodes.node(level, start / length);
  const middle = start + largestPowerBelow(length);
  return nodeHash(rangeRoot(nodes, start, middle), rangeRoot(nodes, middle, end));
}

/** The largest power of two that is smaller than `length`, for a length above 1. */
function largestPowerBelow(length: number): number {
  return 2 ** Math.floor(Math.log2(length - 1));
}
