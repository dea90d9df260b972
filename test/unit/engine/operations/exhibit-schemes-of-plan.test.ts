import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { builtBundles } from '../../../../engine/operations/exhibits/exhibit-records.ts';
import { openCase } from '../../../../engine/operations/open-case.ts';
import { runPlan, type RanPlan } from '../../../../engine/operations/run-plan.ts';
import { success } from '../../../../shared/result.ts';
import { must, passphrase } from './real-case.ts';

let engine: Engine;
let folder = '';
const at = (...names: string[]): string => path.join(folder, ...names);

const mail = (attachment: string): string => ['From: a@example.org', 'Subject: Two papers', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x', '', '--x', 'Content-Type: text/plain', '', 'See what is attached.', '--x',
  'Content-Type: text/plain; name=one.txt', 'Content-Disposition: attachment; filename=one.txt', '', attachment, '--x--', ''].join('\r\n');

const plan = (late: string, entries: string): string => `custodia: 1
case: { title: "Prosecutor v. Example", court: plain, languages: [en] }
documents:
  - { id: mail, file: mail.eml, title: "A message", party: prosecution }
  - { id: note, file: note.txt, title: "A note", party: defence, status: contested }
  - { id: fixed, file: fixed.txt, title: "A paper", exhibit: P-5 }
${late}exhibits:
  schemes:
    - { party: prosecution, format: "P-{n}", sub: letter }
    - { party: defence, format: "D-{n:3}", first: 20, last: 21 }
bundle: { title: "Bundle", late: end, sections: [{ title: "A", entries: [${entries}] }] }
releases:
  - { edition: court, out: court.tar }
`;

beforeAll(() => {
  engine = createEngine();
  folder = mkdtempSync(path.join(tmpdir(), 'custodia-schemes-'));
  mkdirSync(at('out'));
  writeFileSync(at('mail.eml'), mail('The attached words.'));
  for (const name of ['note', 'fixed', 'late']) writeFileSync(at(`${name}.txt`), `The words of ${name}.${name === 'late' ? ' See exhibit P-77.' : ''}\n`);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

let findings: RanPlan['findings'] = [];

const run = async (text: string): Promise<string[]> => {
  writeFileSync(at('plan.yaml'), text);
  ({ findings } = must(await runPlan(engine, { planFile: at('plan.yaml'), caseFolder: at('case'), outFolder: at('out'), passphrase: () => Promise.resolve(success(passphrase)) })));
  const vault = must(await openCase({ folder: at('case'), passphrase }));
  try {
    return (builtBundles(vault, 'court').at(-1)?.entries ?? []).map(({ exhibit, firstLabel }) => `${exhibit ?? ''} p. ${firstLabel}`);
  } finally {
    await vault.close();
  }
};

it('numbers the documents of a plan by the schemes of their parties, and keeps every number and page when one comes late', async () => {
  // What stays free below a number that was given is not used up: a number must never have been another's.
  expect(await run(plan('', 'mail, note, fixed'))).toEqual(['P-6 p. 2', 'P-6a p. 3', 'D-020 p. 4', 'P-5 p. 5']);
  const late = '  - { id: late, file: late.txt, title: "Came late", party: defence }\n';
  expect(await run(plan(late, 'late, mail, note, fixed'))).toEqual(['P-6 p. 2', 'P-6a p. 3', 'D-020 p. 4', 'P-5 p. 5', 'D-021 p. 6']);
  // What its bundle tells about a document is told with the release.
  expect(findings.map(({ document, code, page }) => [document, code, page])).toContainEqual(['late', 'reference-nowhere', 1]);
}, 300_000);
