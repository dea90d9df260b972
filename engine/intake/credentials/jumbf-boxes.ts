/** A superbox (ISO/IEC 19566-5): its label and what is in it. */
export interface SuperBox {
  readonly label: string;
  readonly boxes: readonly SuperBox[];
  /** Content boxes by their type: `cbor`, `json`, … */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

const deepest = 16;
const mostBoxes = 5_000;

/** Reads a superbox and all in it; undefined where the bytes are no such box. Boxes that are cut off are left out. */
export function readSuperBox(bytes: Uint8Array): SuperBox | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  const read = (from: number, to: number, depth: number): SuperBox | undefined => {
    let label = '';
    const boxes: SuperBox[] = [];
    const contents = new Map<string, Uint8Array>();
    for (const { type, content, end } of boxesIn(file, from, to)) {
      if (++count > mostBoxes) return undefined;
      if (type === 'jumd') label = labelOf(file.subarray(content, end));
      else if (type !== 'jumb') contents.set(type, file.subarray(content, end));
      else if (depth < deepest) {
        const inner = read(content, end, depth + 1);
        if (inner !== undefined) boxes.push(inner);
      }
    }
    return { label, boxes, contents };
  };
  const [outer] = boxesIn(file, 0, file.byteLength);
  return outer?.type === 'jumb' ? read(outer.content, outer.end, 0) : undefined;
}

function boxesIn(file: Buffer, from: number, to: number): { readonly type: string; readonly content: number; readonly end: number }[] {
  const found = [];
  for (let at = from; at + 8 <= to;) {
    const short = file.readUInt32BE(at);
    const wide = short === 1 && at + 16 <= to;
    const size = wide ? Number(file.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    const content = at + (wide ? 16 : 8);
    if (size < content - at || at + size > to) break;
    found.push({ type: file.toString('latin1', at + 4, at + 8), content, end: at + size });
    at += size;
  }
  return found;
}

/** A description box: type (16 bytes), what follows (1 byte), then a label that ends in zero. */
function labelOf(description: Buffer): string {
  const labelled = ((description[16] ?? 0) & 2) !== 0;
  const end = description.indexOf(0, 17);
  return labelled && end > 17 ? description.toString('utf8', 17, end).slice(0, 300) : '';
}
