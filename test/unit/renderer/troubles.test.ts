import { expect, test } from 'vitest';
import { stillOpen, troublesOf } from '../../../renderer/read-model/troubles.ts';
import type { TroubleRow } from '../../../renderer/read-model/database.ts';
import type { JobEnded } from '../../../shared/ipc/jobs.ts';

const failure = { code: 'document-damaged' } as const;
const row = (kind: TroubleRow['kind'], ...names: readonly (string | undefined)[]): TroubleRow => ({ job: `${kind} ${names.join()}`, kind, endedAt: 1, troubles: names.map((name) => (name === undefined ? { failure } : { name, failure })) });
const ended = (kind: string, value: object): JobEnded => ({ job: 'j', kind, ok: true, value }) as unknown as JobEnded;
const open = (rows: readonly TroubleRow[]): (string | undefined)[] => rows.flatMap(({ troubles }) => troubles.map(({ name }) => name));

test('a job that failed as a whole is settled by the next of its kind that ends well, and by no other', () => {
  const rows = [row('makeRelease', undefined), row('buildEdition', undefined)];
  expect(stillOpen(rows, ended('makeRelease', {}), new Set()).map(({ kind, troubles }) => [kind, troubles.length])).toEqual([['makeRelease', 0], ['buildEdition', 1]]);
  expect(stillOpen(rows, { job: 'j', kind: 'makeRelease', ok: false, failure: { code: 'cancelled' } }, new Set()).every(({ troubles }) => troubles.length === 1)).toBe(true);
});

test('a document that could not be read stays until it is read, though others are', () => {
  const rows = [row('readDocuments', 'd-1', 'd-2', 'd-3')];
  const done = ended('readDocuments', { pages: 4, failed: [{ document: 'd-3', failure }] });
  expect(open(stillOpen(rows, done, new Set(['d-2', 'd-3'])))).toEqual(['d-2']);
  expect(troublesOf(done)).toEqual([{ name: 'd-3', failure }]);
});

test('a file that was refused is settled once it is taken in, also from inside another', () => {
  const rows = [row('addFiles', 'locked.pdf', 'mail.eml › scan.pdf', 'broken.pdf')];
  expect(open(stillOpen(rows, ended('addFiles', { documents: [{ name: 'locked.pdf' }, { name: 'scan.pdf' }], refused: [], findings: [] }), new Set()))).toEqual(['broken.pdf']);
});
