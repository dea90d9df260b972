import QRCode from 'qrcode';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { typesetSecretPages } from '../pdf/generated-pages.ts';
import type { RecoverySheet, RecoveryShares, Vault } from '../vault/index.ts';
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
export function printRecoverySheet(vault: Vault, { out }: { readonly out: string }): Promise<Result<PrintedRecovery, Failure>> {
  return writeNewFile(out, async (write) => {
    const made = await vault.makeRecoverySheet(async (sheet) => writePages([await sheetPage(sheet)], write));
    return made.ok ? success({ out, pages: 1 }) : made;
  });
}

/**
 * Makes recovery shares, of which `needed` together open the case, and writes them as one PDF with a page for each institution. Codes: as above, and
 * `usage` for numbers that cannot be.
 */
export function printRecoveryShares(vault: Vault, { out, needed, of }: { readonly out: string; readonly needed: number; readonly of: number }): Promise<Result<PrintedRecovery, Failure>> {
  return writeNewFile(out, async (write) => {
    const made = await vault.makeRecoveryShares({ needed, of }, async (set) => writePages(await Promise.all(set.shares.map((_, index) => sharePage(set, index))), write));
    return made.ok ? success({ out, pages: of }) : made;
  });
}

async function writePages(pages: readonly unknown[], write: (chunk: Uint8Array) => Promise<void>): Promise<Result<undefined, Failure>> {
  const pdf = await typesetSecretPages('recovery.typ', { pages });
  if (!pdf.ok) return pdf;
  await write(pdf.value);
  pdf.value.fill(0);
  return success(undefined);
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Enough to know which case a sheet belongs to, for whoever has the case folder: its id stands in `keyring.json`. */
function caseFacts(caseId: string): [string, string][] {
  return [['Case', (caseId.match(/.{4}/gu) ?? []).join(' ')], ['Made on', today()]];
}

function qrCode(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'Q', margin: 4 });
}

async function sheetPage({ caseId, words, qr }: RecoverySheet): Promise<unknown> {
  return {
    title: 'Recovery sheet',
    warning: 'Whoever holds this sheet and a copy of the case can open all of it. It stands in for the passphrase.',
    facts: caseFacts(caseId), words, qr: await qrCode(qr), qrLabel: 'QR code with the 24 words in one line',
    use: [
      'Have the case folder, or a backup of it, and Custodia.',
      'Type the 24 words in the order of their numbers, or scan the code: custodia recover CASE --words-file FILE, or "Recover" where the case asks for its passphrase.',
      'Choose a new passphrase. The recovery is written into the log of the case.',
      'Make a new sheet afterwards. This one then opens the case no longer.',
    ],
    keep: [
      'Print it once, on paper, and delete the PDF. Do not photograph, scan or send it.',
      'Close it into an envelope, sign over the flap, and keep it in a safe, away from the computer and from every copy of the case.',
      'If it is lost, or the envelope was opened: make a new sheet at once, which ends this one, and tell whoever is responsible for the security of the case.',
    ],
    lines: ['Closed into the envelope on, by', 'Kept at'],
  };
}

async function sharePage({ caseId, needed, set, shares }: RecoveryShares, index: number): Promise<unknown> {
  const share = shares[index] ?? '';
  return {
    title: `Recovery share ${index + 1} of ${shares.length}`,
    warning: `Any ${needed} of these ${shares.length} shares together open the case. ${needed === 2 ? 'One alone tells nothing' : `Fewer than ${needed} tell nothing`}.`,
    facts: [...caseFacts(caseId), ['Set', set]], groups: share.match(/.{1,8}/gu) ?? [], qr: await qrCode(share), qrLabel: `QR code with share ${index + 1}`,
    use: [
      `Bring ${needed} shares of set ${set} together, with the case folder or a backup of it, and Custodia.`,
      'Type each share, without its spaces, or scan its code: custodia recover CASE --share-file FILE for each of them, or "Recover" where the case asks for its passphrase.',
      'Choose a new passphrase. The recovery is written into the log of the case.',
      'Make new shares afterwards. These then open the case no longer.',
    ],
    keep: [
      'Hold it on behalf of your institution. Give it to nobody but those who recover the case with you, in person.',
      'Close it into an envelope, sign over the flap, and keep it in a safe. No two shares belong in the same place.',
      'If it is lost, or the envelope was opened: tell the maker of the case, who makes a new set, which ends this one.',
    ],
    lines: ['Held by (institution)', 'Received on, by'],
  };
}
