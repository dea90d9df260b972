// A QR code, model 2, of exactly 64 bytes (ISO/IEC 18004): version 5, error correction M, mask 3. One fixed size makes it some thirty times quicker
// than a general encoder, which a bundle of a thousand exhibits feels.
const size = 37;
const [dataBytes, blocks, checkBytes] = [86, 2, 24];
const [alignment, darkRow] = [30, 29];

/** Modules of a side. */
export const hashCodeSize = size;

/** Rows of the code of a SHA-256 in hexadecimal, one bit a module from the left, 1 for dark, each row in five bytes. Throws for any other text. */
export function hashCode(sha256: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new RangeError('not a SHA-256');
  const rows = Uint8Array.from(frame.dark);
  const bits = withCorrection(dataOf(sha256));
  const { places, masked } = frame;
  for (let index = 0; index < places.length; index++) {
    const bit = ((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
    const place = places[index] ?? 0;
    if (bit !== masked[index]) rows[place >> 3] = (rows[place >> 3] ?? 0) | (0x80 >> (place & 7));
  }
  return rows;
}

const rowBytes = Math.ceil(size / 8);

function setDark(rows: Uint8Array, row: number, column: number): void {
  const at = row * rowBytes + (column >> 3);
  rows[at] = (rows[at] ?? 0) | (0x80 >> (column & 7));
}

// Byte mode (0100), the count in eight bits, the bytes, an end of four bits, then padding.
function dataOf(text: string): Uint8Array {
  const data = new Uint8Array(dataBytes);
  data[0] = 0x40 | (text.length >> 4);
  data[1] = (text.length & 15) << 4;
  for (let index = 0; index < text.length; index++) {
    const byte = text.charCodeAt(index);
    data[index + 1] = (data[index + 1] ?? 0) | (byte >> 4);
    data[index + 2] = (byte & 15) << 4;
  }
  for (let at = text.length + 2; at < dataBytes; at++) data[at] = (at - text.length) % 2 === 0 ? 0xec : 0x11;
  return data;
}

const exponent = new Uint8Array(512);
const logarithm = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  exponent[power] = exponent[power + 255] = value;
  logarithm[value] = power;
  value = value & 0x80 ? (value << 1) ^ 0x11d : value << 1;
}
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : (exponent[(logarithm[a] ?? 0) + (logarithm[b] ?? 0)] ?? 0));
const generator = Array.from({ length: checkBytes }, (_, root) => root).reduce<number[]>((product, root) => [...product, 0].map((value, at) => value ^ times(product[at - 1] ?? 0, exponent[root] ?? 0)), [1]);

// Each byte with each term of the generator.
const products = Uint8Array.from({ length: 256 * checkBytes }, (_, at) => times(generator[(at % checkBytes) + 1] ?? 0, Math.floor(at / checkBytes)));

// Reed–Solomon over each half of the data; both halves are then interleaved, byte by byte.
function withCorrection(data: Uint8Array): Uint8Array {
  const length = dataBytes / blocks;
  const out = new Uint8Array(dataBytes + checkBytes * blocks + 1);
  for (let block = 0; block < blocks; block++) {
    const part = data.subarray(block * length, (block + 1) * length);
    const rest = new Uint8Array(checkBytes);
    for (const byte of part) {
      const row = (byte ^ (rest[0] ?? 0)) * checkBytes;
      for (let at = 0; at < checkBytes; at++) rest[at] = (rest[at + 1] ?? 0) ^ (products[row + at] ?? 0);
    }
    part.forEach((byte, at) => (out[at * blocks + block] = byte));
    rest.forEach((byte, at) => (out[dataBytes + at * blocks + block] = byte));
  }
  return out;
}

const frame = drawFrame();

// Finders, timing, alignment and format are the same in every code; `places` are those of the data in the order of its bits, as bits of the rows, and `masked` is 1 where the mask turns one.
function drawFrame(): { readonly dark: Uint8Array; readonly places: Uint16Array; readonly masked: Uint8Array } {
  const dark = new Uint8Array(rowBytes * size);
  const taken = new Uint8Array(size * size);
  const set = (row: number, column: number, isDark: boolean): void => {
    if (row < 0 || column < 0 || row >= size || column >= size) return;
    taken[row * size + column] = 1;
    if (isDark) setDark(dark, row, column);
  };
  const ring = (row: number, column: number): number => Math.max(Math.abs(row), Math.abs(column));
  for (const [top, left] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) {
    for (let row = -4; row <= 4; row++) for (let column = -4; column <= 4; column++) set(top + row, left + column, ring(row, column) !== 2 && ring(row, column) !== 4);
  }
  for (let row = -2; row <= 2; row++) for (let column = -2; column <= 2; column++) set(alignment + row, alignment + column, ring(row, column) !== 1);
  for (let at = 8; at < size - 8; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  drawFormat(set);
  set(darkRow, 8, true);
  const order: number[] = [];
  for (let right = size - 1, upwards = true; right > 0; right -= 2, upwards = !upwards) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) if (taken[row * size + column] === 0) order.push(row * size + column);
    }
  }
  return {
    dark, places: Uint16Array.from(order, (at) => Math.floor(at / size) * rowBytes * 8 + (at % size)),
    masked: Uint8Array.from(order, (at) => ((Math.floor(at / size) + (at % size)) % 3 === 0 ? 1 : 0)),
  };
}

// Level M (00) and mask 3 (011) with their BCH code.
function drawFormat(set: (row: number, column: number, dark: boolean) => void): void {
  let code = 0b00011 << 10;
  for (let bit = 14; bit >= 10; bit--) if ((code >> bit) & 1) code ^= 0b10100110111 << (bit - 10);
  const format = ((0b00011 << 10) | code) ^ 0b101010000010010;
  for (let bit = 0; bit < 15; bit++) {
    const dark = ((format >> bit) & 1) === 1;
    set(bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit, 8, dark);
    set(8, bit < 8 ? size - 1 - bit : bit < 9 ? 15 - bit : 14 - bit, dark);
  }
}
