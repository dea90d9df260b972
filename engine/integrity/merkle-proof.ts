import { timingSafeEqual } from 'node:crypto';
import { emptyRoot, nodeHash } from './merkle-hash.ts';

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether a leaf is at `index` in the tree of `size` leaves with that root (RFC 9162, section 2.1.3.2). Never throws on bad input. */
export function verifyInclusion({ index, size, leaf, path, root }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !isHash(leaf) || !isHash(root) || !path.every(isHash)) return false;
  let node = BigInt(index);
  let last = BigInt(size - 1);
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0n) return false;
    if ((node & 1n) === 1n || node === last) {
      hash = nodeHash(sibling, hash);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameHash(hash, root);
}

export interface ConsistencyClaim {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Whether the tree of `from` leaves is a prefix of the tree of `to` leaves (RFC 9162, section 2.1.4.2). Never throws on bad input. */
export function verifyConsistency({ from, to, fromRoot, toRoot, path }: ConsistencyClaim): boolean {
  if (!isCount(from) || !isCount(to) || from > to || !isHash(fromRoot) || !isHash(toRoot) || !path.every(isHash)) return false;
  if (from === to) return path.length === 0 && sameHash(fromRoot, toRoot);
  if (from === 0) return path.length === 0 && sameHash(fromRoot, emptyRoot());
  let node = BigInt(from - 1);
  let last = BigInt(to - 1);
  while ((node & 1n) === 1n) {
    node >>= 1n;
    last >>= 1n;
  }
  const [seed, ...rest] = node === 0n ? [fromRoot, ...path] : path;
  if (seed === undefined) return false;
  let first = seed;
  let second = seed;
  for (const sibling of rest) {
    if (last === 0n) return false;
    if ((node & 1n) === 1n || node === last) {
      first = nodeHash(sibling, first);
      second = nodeHash(sibling, second);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      second = nodeHash(second, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameHash(first, fromRoot) && sameHash(second, toRoot);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === 32;
}

function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
