import { Uint8ArrayReader, ZipReader, type Entry, type FileEntry } from '@zip.js/zip.js';

/** Files of a ZIP that are protected by a password (ZipCrypto and AES: APPNOTE 6.3.10, sections 6 and 7; WinZip AE-1 and AE-2), opened with one. */
export interface ProtectedEntries {
  /** The bytes of the entry whose local header lies at this place; undefined where the password does not open it or it is damaged. At most `bytes` are unfolded. */
  read(place: number, bytes: number): Promise<Uint8Array | undefined>;
}

/** Opens the protected files of a ZIP with a password; undefined where the list of files cannot be read. */
export async function openProtectedEntries(zip: Uint8Array, password: string): Promise<ProtectedEntries | undefined> {
  const options = { password, useWebWorkers: false, checkSignature: true };
  let entries: Entry[];
  try {
    entries = await new ZipReader(new Uint8ArrayReader(zip), options).getEntries();
  } catch {
    return undefined;
  }
  return {
    async read(place, bytes) {
      const entry = entries.find((candidate): candidate is FileEntry => candidate.offset === place && !candidate.directory);
      if (entry === undefined) return undefined;
      const chunks: Uint8Array[] = [];
      let length = 0;
      const sink = new WritableStream<Uint8Array>({
        write(chunk) {
          length += chunk.byteLength;
          if (length > bytes) throw new Error('an entry larger than it claims');
          chunks.push(chunk);
        },
      });
      try {
        await entry.getData(sink, options);
        return length === bytes ? Buffer.concat(chunks) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
