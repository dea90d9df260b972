const lineFeed = 0x0a;
const from = Buffer.from('From ', 'latin1');

/** Splits an mbox file at its `From ` lines (RFC 4155) and takes the quoting `>` of `>From ` lines away again (mboxrd). At most `limit` messages. */
export function splitMailbox(bytes: Uint8Array, limit: number): Uint8Array[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts: number[] = [];
  for (let at = file.indexOf(from); at >= 0 && starts.length < limit; at = file.indexOf(from, at + 1)) {
    if (isBoundary(file, at)) starts.push(at);
  }
  return starts.map((start, index) => {
    const headerStart = file.indexOf(lineFeed, start) + 1;
    const end = starts[index + 1] ?? file.byteLength;
    return unquote(file.subarray(headerStart, end));
  });
}

/** A `From ` line opens a message at the start of the file or after an empty line, and a header follows it. */
function isBoundary(file: Buffer, at: number): boolean {
  const before = file.subarray(Math.max(0, at - 3), at).toString('latin1');
  if (at !== 0 && !before.endsWith('\n\n') && !before.endsWith('\n\r\n')) return false;
  const lineEnd = file.indexOf(lineFeed, at);
  return lineEnd > 0 && /^>?[!-9;-~]+[ \t]*:/.test(file.subarray(lineEnd + 1, lineEnd + 200).toString('latin1'));
}

function unquote(message: Buffer): Uint8Array {
  if (!message.includes('>From ')) return message;
  return Buffer.from(message.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1');
}
