import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { withDistinctNames } from './mail-message.ts';
import { splitMailbox } from './mailbox-messages.ts';
import { decodeTextAs } from './text-encoding.ts';
import { openProtectedEntries } from './protected-entries.ts';
import type { ChildFile, IntakeFinding, LockedFile } from './rendition.ts';
import { safeChildName } from './safe-name.ts';

export interface OpenedArchive {
  readonly children: readonly ChildFile[];
  /** Files that a password protects and none given opened. */
  readonly locked: readonly LockedFile[];
  readonly findings: readonly IntakeFinding[];
}

/** Bounds past which an archive is a bomb, not evidence. */
const limits = {
  entries: 10_000,
  /** All entries together, unfolded. */
  bytes: 1024 * 2 ** 20,
  /** Unfolded to folded, of entries larger than `ratioFromBytes`. Deflate cannot pass 1,032. */
  ratio: 250,
  ratioFromBytes: 20 * 2 ** 20,
};

const bomb = (why: string): Failure => failure('document-hostile', 'The archive {{why}} and was not unfolded. It is kept as it came.', { values: { why } });

interface ZipToOpen {
  readonly bytes: Uint8Array;
  readonly language?: string;
  readonly password?: string;
}

/** Unfolds a ZIP (APPNOTE 6.3.10) within the limits. Fails with `document-damaged` or `document-hostile`; entries that cannot be read become findings. */
async function openZip({ bytes, language, password }: ZipToOpen): Promise<Result<OpenedArchive, Failure>> {
  let zip: yauzl.ZipFile;
  try {
    zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { strictFileNames: false, validateEntrySizes: true, decodeStrings: false });
  } catch {
    return refusal(failure('document-damaged', 'The archive is damaged: it cannot be opened.'));
  }
  if (zip.entryCount > limits.entries) return refusal(bomb(`holds more than ${limits.entries.toLocaleString('en')} files`));
  const children: ChildFile[] = [];
  const locked: LockedFile[] = [];
  const findings: IntakeFinding[] = [];
  const unlocked = password === undefined ? undefined : await openProtectedEntries(bytes, password);
  let unfolded = 0;
  let place = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const givenName = entryName(entry, language);
      if (givenName.endsWith('/')) continue;
      const { compressedSize, uncompressedSize } = entry;
      unfolded += uncompressedSize;
      if (unfolded > limits.bytes) return refusal(bomb(`unfolds to more than ${limits.bytes / 2 ** 20} MB`));
      if (uncompressedSize > limits.ratioFromBytes && uncompressedSize > compressedSize * limits.ratio) return refusal(bomb(`holds a file that unfolds to more than ${limits.ratio} times its size`));
      place++;
      const name = safeChildName(givenName, `file-${place}`);
      if (name !== givenName.normalize('NFC')) findings.push({ code: 'name-made-safe', message: 'A file of the archive has a name that would leave its folder or hides characters. It was given a safe one.' });
      if (entry.isEncrypted()) {
        const content = await unlocked?.read(entry.relativeOffsetOfLocalHeader, uncompressedSize);
        if (content === undefined) {
          locked.push({ name, place });
          findings.push({ code: 'entry-encrypted', message: 'A file of the archive is protected by a password and could not be taken out.' });
        } else children.push({ name, bytes: content, place });
        continue;
      }
      try {
        children.push({ name, bytes: await buffer(await zip.openReadStreamPromise(entry)), place });
      } catch {
        findings.push({ code: 'entry-unreadable', message: 'A file of the archive is damaged or compressed in an unknown way and could not be taken out.' });
      }
    }
  } catch {
    if (children.length === 0) return refusal(failure('document-damaged', 'The archive is damaged: its list of files cannot be read.'));
    findings.push({ code: 'archive-damaged', message: 'The archive is damaged: the files after the damage could not be taken out.' });
  }
  return success({ children: withDistinctNames(children), locked, findings });
}

const utf8Flag = 0x800;

/** The name of an entry: in UTF-8 where the archive says so or where it is, else in the encoding likely for the language. */
function entryName(entry: yauzl.Entry, language: string | undefined): string {
  return decodeTextAs(entry.fileNameRaw, (entry.generalPurposeBitFlag & utf8Flag) === 0 ? undefined : 'utf-8', language).text;
}

const maximumMessages = 50_000;

/** Splits a mailbox (RFC 4155) into its messages. Fails with `document-hostile` past the limit. */
function openMailbox({ bytes }: { readonly bytes: Uint8Array }): Result<OpenedArchive, Failure> {
  const messages = splitMailbox(bytes, maximumMessages + 1);
  if (messages.length > maximumMessages) return refusal(failure('document-hostile', 'The mailbox holds more than {{messages}} messages and was not unfolded.', { values: { messages: maximumMessages.toLocaleString('en') } }));
  return success({ children: messages.map((message, index) => ({ name: `message-${index + 1}.eml`, bytes: message })), locked: [], findings: [] });
}

/** Opening of what holds other files. */
export const tasks = { openZip, openMailbox };
