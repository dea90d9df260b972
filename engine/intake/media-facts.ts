import type { IntakeFacts } from './rendition.ts';

/** What the head of a recording says of itself: container, codec and length, where its format is read here. Never fails. */
export function readMediaFacts(bytes: Uint8Array): IntakeFacts {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (file.toString('latin1', 0, 4) === 'RIFF') return riffFacts(file);
    if (['ftyp', 'moov', 'mdat'].includes(file.toString('latin1', 4, 8))) return isoFacts(file);
    if (file.toString('latin1', 0, 4) === 'fLaC') return flacFacts(file);
    if (file.toString('latin1', 0, 4) === 'OggS') return oggFacts(file);
    if (file.toString('latin1', 0, 3) === 'ID3' || (file[0] === 0xff && ((file[1] ?? 0) & 0xe0) === 0xe0)) return mpegFacts(file);
    if (file.readUInt32BE(0) === 0x1a45dfa3) return { container: file.subarray(0, 64).includes('webm') ? 'WebM' : 'Matroska' };
  } catch {
    return {}; // a truncated head says nothing; the file is kept all the same
  }
  return {};
}

function withSeconds(facts: Record<string, string | number>, seconds: number): IntakeFacts {
  return Number.isFinite(seconds) && seconds > 0 ? { ...facts, durationS: Math.round(seconds * 100) / 100 } : facts;
}

const waveCodecs: Readonly<Record<number, string>> = { 1: 'PCM', 3: 'PCM (floating point)', 6: 'A-law', 7: 'µ-law', 0x11: 'IMA ADPCM', 0x31: 'GSM 6.10', 0x55: 'MP3', 0xfffe: 'PCM (extensible)' };

function riffFacts(file: Buffer): IntakeFacts {
  if (file.toString('latin1', 8, 12) === 'AVI ') {
    const header = file.indexOf('avih');
    const seconds = header < 0 ? NaN : (file.readUInt32LE(header + 8) * file.readUInt32LE(header + 24)) / 1e6;
    const stream = file.indexOf('strh');
    return withSeconds({ container: 'AVI', ...(stream < 0 ? {} : { codec: file.toString('latin1', stream + 12, stream + 16).trim() }) }, seconds);
  }
  let codec = '';
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= file.byteLength; at += 8 + file.readUInt32LE(at + 4) + (file.readUInt32LE(at + 4) & 1)) {
    const chunk = file.toString('latin1', at, at + 4);
    if (chunk === 'fmt ') {
      codec = waveCodecs[file.readUInt16LE(at + 8)] ?? `WAVE format ${file.readUInt16LE(at + 8)}`;
      bytesPerSecond = file.readUInt32LE(at + 16);
    }
    if (chunk === 'data') return withSeconds({ container: 'WAVE', codec }, file.readUInt32LE(at + 4) / bytesPerSecond);
  }
  return { container: 'WAVE', ...(codec === '' ? {} : { codec }) };
}

/** ISO/IEC 14496-12: `mvhd` holds time scale and duration, each `stsd` a track's codec. */
function isoFacts(file: Buffer): IntakeFacts {
  const facts: Record<string, string | number> = { container: file.toString('latin1', 4, 8) === 'ftyp' ? `ISO media (${file.toString('latin1', 8, 12).trim()})` : 'QuickTime' };
  const codecs = new Set<string>();
  let seconds = NaN;
  walkBoxes(file, { from: 0, to: file.byteLength, depth: 0 }, (type, at) => {
    if (type === 'mvhd') {
      const wide = file[at] === 1;
      seconds = wide ? Number(file.readBigUInt64BE(at + 24)) / file.readUInt32BE(at + 20) : file.readUInt32BE(at + 16) / file.readUInt32BE(at + 12);
      const created = wide ? Number(file.readBigUInt64BE(at + 4)) : file.readUInt32BE(at + 4);
      // Seconds since 1904-01-01.
      if (created > 2_082_844_800) facts['recordedAt'] = new Date((created - 2_082_844_800) * 1000).toISOString();
    }
    if (type === 'stsd') codecs.add(file.toString('latin1', at + 12, at + 16).trim());
  });
  if (codecs.size > 0) facts['codec'] = [...codecs].join(', ');
  return withSeconds(facts, seconds);
}

const boxesWithBoxes = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

function walkBoxes(file: Buffer, { from, to, depth }: { from: number; to: number; depth: number }, visit: (type: string, contentAt: number) => void): void {
  for (let at = from; at + 8 <= to;) {
    let size = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    let content = at + 8;
    if (size === 1) {
      size = Number(file.readBigUInt64BE(at + 8));
      content += 8;
    }
    if (size === 0) size = to - at;
    if (size < 8) return;
    visit(type, content);
    if (boxesWithBoxes.has(type) && depth < 8) walkBoxes(file, { from: content, to: Math.min(to, at + size), depth: depth + 1 }, visit);
    at += size;
  }
}

function flacFacts(file: Buffer): IntakeFacts {
  const rate = file.readUIntBE(18, 3) >> 4;
  const samples = (file.readUInt8(21) & 0x0f) * 2 ** 32 + file.readUInt32BE(22);
  return withSeconds({ container: 'FLAC', codec: 'FLAC' }, samples / rate);
}

function oggFacts(file: Buffer): IntakeFacts {
  const last = file.lastIndexOf('OggS');
  const position = Number(file.readBigInt64LE(last + 6));
  const opus = file.indexOf('OpusHead');
  if (opus >= 0 && opus < 200) return withSeconds({ container: 'Ogg', codec: 'Opus' }, (position - file.readUInt16LE(opus + 10)) / 48_000);
  const vorbis = file.indexOf('\x01vorbis');
  if (vorbis >= 0 && vorbis < 200) return withSeconds({ container: 'Ogg', codec: 'Vorbis' }, position / file.readUInt32LE(vorbis + 12));
  return { container: 'Ogg' };
}

const bitRates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const bitRatesLow = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const sampleRates = [44_100, 48_000, 32_000];

/** ISO/IEC 11172-3 layer III: the frames of a Xing or VBRI header, else length by bit rate. */
function mpegFacts(file: Buffer): IntakeFacts {
  let at = file.toString('latin1', 0, 3) === 'ID3' ? 10 + (((file[6] ?? 0) << 21) | ((file[7] ?? 0) << 14) | ((file[8] ?? 0) << 7) | (file[9] ?? 0)) : 0;
  while (at + 4 < file.byteLength && !(file[at] === 0xff && ((file[at + 1] ?? 0) & 0xe0) === 0xe0)) at++;
  const second = file.readUInt8(at + 1);
  if ((second & 0xf6) === 0xf0) return { container: 'ADTS', codec: 'AAC' };
  const third = file.readUInt8(at + 2);
  const versionOne = (second & 0x18) === 0x18;
  const layer = 4 - ((second >> 1) & 3);
  const rate = (sampleRates[(third >> 2) & 3] ?? NaN) / (versionOne ? 1 : (second & 0x18) === 0x10 ? 2 : 4);
  const facts = { container: 'MPEG audio', codec: layer === 3 ? 'MP3' : `MPEG layer ${layer}` };
  const head = file.subarray(at, at + 200);
  const xing = Math.max(head.indexOf('Xing'), head.indexOf('Info'));
  if (xing > 0 && (head.readUInt32BE(xing + 4) & 1) === 1) return withSeconds(facts, (head.readUInt32BE(xing + 8) * (versionOne ? 1152 : 576)) / rate);
  const kbps = (versionOne ? bitRates : bitRatesLow)[third >> 4] ?? 0;
  return withSeconds(facts, layer === 3 ? ((file.byteLength - at) * 8) / (kbps * 1000) : NaN);
}
