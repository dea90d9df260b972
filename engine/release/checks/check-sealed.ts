import { verifyCommitment } from '../../integrity/index.ts';
import type { Sha256 } from '../../../shared/identifiers.ts';
import type { ReleaseStatement } from '../release-statement.ts';
import { checkOf, say, type Check, type Fault } from './check.ts';

/** Checks the sealed items that a release lists, and those that it opens: each is the item that was committed to, and is among the exhibits. */
export function checkSealed(statement: ReleaseStatement): Check[] {
  const faults = [...listFaults(statement), ...(statement.opened ?? []).flatMap((item) => openedFaults(statement, item))];
  const opened = statement.opened?.length ?? 0;
  return checkOf('sealed-item', faults, say('sealed-listed', { count: statement.sealed.length, opened }));
}

function listFaults(statement: ReleaseStatement): Fault[] {
  const shown = new Set(statement.exhibits.map((exhibit) => exhibit.number));
  const seen = new Set<string>();
  return statement.sealed.flatMap(({ number, sizeClass }) => {
    const twice = seen.has(number) || shown.has(number);
    seen.add(number);
    if (twice) return [{ subject: number, ...say('sealed-twice', { number }) }];
    return Number.isInteger(Math.log2(sizeClass)) ? [] : [{ subject: number, ...say('sealed-size', { number }) }];
  });
}

function openedFaults(statement: ReleaseStatement, { number, commitment, salt, sha256 }: NonNullable<ReleaseStatement['opened']>[number]): Fault[] {
  const exhibit = statement.exhibits.find((one) => one.number === number);
  const present = exhibit !== undefined && 'sha256' in exhibit.original && exhibit.original.sha256 === sha256;
  if (!present) return [{ subject: number, ...say('opened-without-original', { number }) }];
  const same = verifyCommitment(Buffer.from(sha256, 'hex'), { salt, commitment: commitment as Sha256 });
  return same ? [] : [{ subject: number, ...say('opened-is-another', { number }) }];
}
