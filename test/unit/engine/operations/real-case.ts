import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { openCase } from '../../../../engine/operations/open-case.ts';
import { runPlan, type RanPlan } from '../../../../engine/operations/run-plan.ts';
import { formatIdentity, formatRecipient, generateIdentity } from '../../../../engine/release/index.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { Result } from '../../../../shared/result.ts';
import { success } from '../../../../shared/result.ts';

export const passphrase = 'correct horse battery staple';

/** What a result holds; throws its failure. */
export function must<T>(result: Result<T, { readonly code: string; readonly message?: string }>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message ?? ''}`);
  return result.value;
}

/** A small case as the application makes it from a plan: a statement, its translation, a note to be redacted for the defence, a sealed item; one release for the defence. */
export interface RealCase {
  readonly engine: Engine;
  readonly folder: string;
  readonly caseFolder: string;
  /** `defence.tar.age`. */
  readonly release: string;
  /** File with the recipient's secret key. */
  readonly identityFile: string;
  readonly identity: string;
  readonly recipient: string;
  readonly ran: RanPlan;
  /** The case, opened for writing. */
  open(): Promise<Vault>;
  close(): void;
}

async function pdfOf(lines: readonly (readonly string[])[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const page of lines) {
    const sheet = document.addPage([595, 842]);
    page.forEach((line, index) => sheet.drawText(line, { x: 60, y: 760 - index * 20, size: 11, font }));
  }
  return document.save();
}

/** Makes the case and its release; `close` takes everything away. */
export async function makeRealCase(): Promise<RealCase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-real-'));
  const at = (...names: string[]): string => path.join(folder, ...names);
  mkdirSync(at('evidence'));
  writeFileSync(at('evidence/statement.pdf'), await pdfOf([['Statement of the first of March.', 'I saw the white van at 10.30.'], ['It stood there until noon.', 'Signed at the station.']]));
  writeFileSync(at('evidence/translation.pdf'), await pdfOf([['Translation of the statement.', 'I saw the white van at 10.30.']]));
  writeFileSync(at('evidence/note.pdf'), await pdfOf([['A note of the office.', 'The keeper is Nobody Realperson of Harbour Street.']]));
  writeFileSync(at('evidence/sealed.pdf'), await pdfOf([['A sealed paper.']]));
  const pair = generateIdentity();
  const [identity, recipient] = [formatIdentity(pair), formatRecipient(pair.recipient)];
  writeFileSync(at('key.txt'), `${identity}\n`, { mode: 0o600 });
  writeFileSync(at('plan.yaml'), `custodia: 1
case: { title: "Prosecutor v. Example", reference: T20261234, court: plain, languages: [en], by: "Office of the Prosecutor" }
persons:
  - { pseudonym: "Witness A", names: ["Nobody Realperson"], protected: true }
documents:
  - { id: statement, file: evidence/statement.pdf, title: "Statement", exhibit: P-1, language: en }
  - { id: translation, file: evidence/translation.pdf, title: "Statement (translation)", exhibit: P-1T, language: en, translationOf: statement, translator: { name: "A. Translator", certifiedAt: 2026-03-05 } }
  - { id: note, file: evidence/note.pdf, title: "Note", exhibit: P-2 }
  - { id: paper, file: evidence/sealed.pdf, title: "Paper", exhibit: P-3, confidentiality: sealed }
redactions:
  - { edition: defence, persons: ["Witness A"], ground: "Order of 2026-02-01" }
bundle: { title: "Trial bundle", sections: [{ title: "A. Statements", entries: [statement, note, paper] }] }
releases:
  - { edition: defence, recipients: [${recipient}], out: defence.tar.age }
`);
  const engine = createEngine();
  const caseFolder = at('case');
  const ran = must(await runPlan(engine, { planFile: at('plan.yaml'), caseFolder, outFolder: folder, passphrase: () => Promise.resolve(success(passphrase)) }));
  return {
    engine, folder, caseFolder, release: at('defence.tar.age'), identityFile: at('key.txt'), identity, recipient, ran,
    open: async () => must(await openCase({ folder: caseFolder, passphrase })),
    close: () => {
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
