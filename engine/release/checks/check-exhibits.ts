import { z } from 'zod';
import { payloadFolder } from '../bag.ts';
import { exhibitListPath, type ReleaseContents } from '../release-contents.ts';
import type { ReleaseStatement } from '../release-statement.ts';
import { proofRecordFaults } from './check-proof-records.ts';
import { checkOf, say, type Check, type Fault } from './check.ts';

/** What of the exhibit list is compared with the statement; more may stand beside it. */
const listed = z.object({ exhibits: z.array(z.object({ number: z.string(), sha256: z.string().nullish() })) });

/** Checks each exhibit's file, the exhibit list against the signed statement, redaction proofs and translation links. */
export function checkExhibits(contents: ReleaseContents, statement: ReleaseStatement): Check[] {
  const exhibits = statement.exhibits.flatMap((exhibit) => {
    const sound = contents.files.get(payloadFolder + exhibit.file)?.sha256 === exhibit.sha256;
    const nativeSound = exhibit.native === undefined || contents.files.get(payloadFolder + exhibit.native.file)?.sha256 === exhibit.native.sha256;
    const check: Check = sound && nativeSound
      ? { name: 'exhibit', holds: true, subject: exhibit.number, ...say('exhibit-same', { number: exhibit.number }) }
      : { name: 'exhibit', holds: false, subject: exhibit.number, ...say('exhibit-other', { number: exhibit.number }) };
    return [check];
  });
  return [
    ...exhibits,
    ...checkOf('exhibit-list', listFaults(contents, statement), say('list-agrees', { count: statement.exhibits.length })),
    ...checkOf('redaction-proof', [...redactionFaults(statement), ...proofRecordFaults(contents, statement)], say('redactions-proved', { count: statement.redactions.length })),
    ...checkOf('translation-link', translationFaults(statement), say('translations-bound')),
  ];
}

function listFaults(contents: ReleaseContents, statement: ReleaseStatement): Fault[] {
  const list = readList(contents.texts.get(exhibitListPath));
  if (list === undefined) return [{ subject: exhibitListPath, ...say('list-wrong') }];
  const released = new Map(list.exhibits.flatMap(({ number, sha256 }) => (typeof sha256 === 'string' ? [[number, sha256] as const] : [])));
  const signed = new Map(statement.exhibits.map(({ number, sha256 }) => [number, sha256]));
  const numbers = new Set([...released.keys(), ...signed.keys()]);
  return [...numbers].filter((number) => released.get(number) !== signed.get(number)).map((number) => ({ subject: number, ...say('list-differs', { number }) }));
}

function readList(bytes: Buffer | undefined): z.infer<typeof listed> | undefined {
  try {
    return listed.safeParse(JSON.parse(bytes?.toString('utf8') ?? '')).data;
  } catch {
    return undefined; // not JSON
  }
}

function redactionFaults(statement: ReleaseStatement): Fault[] {
  const released = new Map(statement.exhibits.map((exhibit) => [exhibit.number, exhibit.sha256]));
  const recorded = new Set(statement.redactions.map(({ number }) => number));
  // Only what is withheld in part has its original as a commitment.
  const unproved = statement.exhibits.filter(({ number, original }) => 'commitment' in original && !recorded.has(number)).map(({ number }) => ({ subject: number, ...say('redaction-unrecorded', { number }) }));
  const faults = statement.redactions.flatMap(({ number, proof, sha256 }) => {
    if (proof.length === 0 || proof.some((guarantee) => !guarantee.holds)) return [{ subject: number, ...say('redaction-unproved', { number }) }];
    return released.get(number) === sha256 ? [] : [{ subject: number, ...say('redaction-of-another', { number }) }];
  });
  return [...unproved, ...faults];
}

function translationFaults(statement: ReleaseStatement): Fault[] {
  const originals = new Map(statement.exhibits.map((exhibit) => [exhibit.number, JSON.stringify(exhibit.original)]));
  const sealed = new Set(statement.sealed.map((item) => item.number));
  return statement.exhibits.flatMap(({ number, translationOf }) => {
    if (translationOf === undefined || sealed.has(translationOf.number)) return [];
    const original = originals.get(translationOf.number);
    if (original === undefined) return [{ subject: number, ...say('translation-of-absent', { number, of: translationOf.number }) }];
    return original === JSON.stringify(translationOf.original) ? [] : [{ subject: number, ...say('translation-of-another', { number, of: translationOf.number }) }];
  });
}
