const [zero, nine, blank] = [0x30, 0x39, 0x20];
const marker = Buffer.from(' obj');
const whiteSpace = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, blank]);

/**
 * Whether a file defines an object more than once. Which definition counts is for its cross-reference table to say: a parser that reads the objects as they
 * lie may take another one than readers show.
 */
export function definesObjectsTwice(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seen = new Set<string>();
  for (let at = file.indexOf(marker); at >= 0; at = file.indexOf(marker, at + marker.length)) {
    const generation = digitsBefore(file, at);
    const number = generation === at ? at : digitsBefore(file, generation - 1);
    const isObject = generation < at && file[generation - 1] === blank && number < generation - 1 && (number === 0 || whiteSpace.has(file[number - 1] ?? 0));
    if (!isObject) continue;
    const name = file.toString('latin1', number, at);
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}

// Where the digits that end here begin.
function digitsBefore(file: Buffer, end: number): number {
  let at = end;
  while (at > 0 && (file[at - 1] ?? 0) >= zero && (file[at - 1] ?? 0) <= nine) at--;
  return at;
}
