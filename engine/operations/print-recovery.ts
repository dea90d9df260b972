import QRCode from 'qrcode';
import type { Failure } from '../../shared/failure.ts';
import { fillWords } from '../../shared/fill-words.ts';
import type { WindowLanguage } from '../../shared/languages.ts';
import { success, type Result } from '../../shared/result.ts';
import { typesetSecretPages } from '../pdf/generated-pages.ts';
import type { RecoverySheet, RecoveryShares, Vault } from '../vault/index.ts';
import { recoveryPageWords, type RecoveryPageWords } from './recovery-page-words.ts';
import { writeNewFile } from './write-new-file.ts';

export interface PrintedRecovery {
  /** The PDF. It opens the case: it is to be printed and then deleted. */
  readonly out: string;
  readonly pages: number;
}

/**
 * Makes a recovery sheet and writes it as a PDF to be printed, to the path that the user named. Neither title, office nor people stand on it.
 * Until the PDF is written an earlier sheet stays good. Codes: those of `makeRecoverySheet` and of writing a file.
 */
export function printRecoverySheet(vault: Vault, { out, language }: { readonly out: string; readonly language: WindowLanguage }): Promise<Result<PrintedRecovery, Failure>> {
  return writeNewFile(out, async (write) => {
    const made = await vault.makeRecoverySheet(async (sheet) => writePages([await sheetPage(sheet, language)], language, write));
    return made.ok ? success({ out, pages: 1 }) : made;
  });
}

export interface SharesAsked {
  readonly out: string;
  readonly language: WindowLanguage;
  readonly needed: number;
  readonly of: number;
}

/**
 * Makes recovery shares, of which `needed` together open the case, and writes them as one PDF with a page for each institution. Codes: as above, and
 * `usage` for numbers that cannot be.
 */
export function printRecoveryShares(vault: Vault, { out, language, needed, of }: SharesAsked): Promise<Result<PrintedRecovery, Failure>> {
  return writeNewFile(out, async (write) => {
    const made = await vault.makeRecoveryShares({ needed, of }, async (set) => writePages(await Promise.all(set.shares.map((_, index) => sharePage(set, index, language))), language, write));
    return made.ok ? success({ out, pages: of }) : made;
  });
}

async function writePages(pages: readonly unknown[], language: WindowLanguage, write: (chunk: Uint8Array) => Promise<void>): Promise<Result<undefined, Failure>> {
  const { document, recoverTitle, keepTitle } = recoveryPageWords(language);
  const pdf = await typesetSecretPages('recovery.typ', { pages, language, document, recoverTitle, keepTitle });
  if (!pdf.ok) return pdf;
  await write(pdf.value);
  pdf.value.fill(0);
  return success(undefined);
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Enough to know which case a sheet belongs to, for whoever has the case folder: its id stands in `keyring.json`. */
function caseFacts(id: string, { caseId, madeOn }: RecoveryPageWords): [string, string][] {
  return [[caseId, (id.match(/.{4}/gu) ?? []).join(' ')], [madeOn, today()]];
}

function qrCode(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'Q', margin: 4 });
}

async function sheetPage({ caseId, words, qr }: RecoverySheet, language: WindowLanguage): Promise<unknown> {
  const said = recoveryPageWords(language);
  return { ...said.sheet, facts: caseFacts(caseId, said), words, qr: await qrCode(qr), qrLabel: said.qrLabel };
}

async function sharePage({ caseId, needed, set, shares }: RecoveryShares, index: number, language: WindowLanguage): Promise<unknown> {
  const share = shares[index] ?? '';
  const said = recoveryPageWords(language);
  const values = { number: index + 1, of: shares.length, needed, set };
  const filled = (text: string): string => fillWords(text, values);
  return {
    ...said.share, title: filled(said.share.title), warning: filled(said.share.warning), use: said.share.use.map(filled),
    facts: [...caseFacts(caseId, said), [said.set, set]], groups: share.match(/.{1,8}/gu) ?? [], qr: await qrCode(share), qrLabel: said.qrLabel,
  };
}
