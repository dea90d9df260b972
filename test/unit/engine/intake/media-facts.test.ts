import { describe, expect, it } from 'vitest';
import { readMediaFacts } from '../../../../engine/intake/media-facts.ts';

function wave(seconds: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt32LE(16_000, 28);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(16_000 * seconds, 40);
  return header;
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.byteLength, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function mp4(): Buffer {
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(3_850_000_000, 4);
  mvhd.writeUInt32BE(1000, 12);
  mvhd.writeUInt32BE(65_500, 16);
  const stsd = box('stsd', Buffer.alloc(8), box('avc1', Buffer.alloc(8)));
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isom')), box('moov', box('mvhd', mvhd), box('trak', box('mdia', box('minf', box('stbl', stsd)))))]);
}

describe('the facts of a recording', () => {
  it('give container, codec, length and time', () => {
    expect(readMediaFacts(wave(90))).toEqual({ container: 'WAVE', codec: 'PCM', durationS: 90 });
    expect(readMediaFacts(mp4())).toEqual({ container: 'ISO media (isom)', codec: 'avc1', durationS: 65.5, recordedAt: new Date((3_850_000_000 - 2_082_844_800) * 1000).toISOString() });
  });

  it('are none where the file is cut off or lies about its parts', () => {
    expect(readMediaFacts(Buffer.from('RIF'))).toEqual({});
    const looping = mp4();
    looping.writeUInt32BE(0xffffffff, 16);
    expect(() => readMediaFacts(looping)).not.toThrow();
  });
});
