import { describe, expect, it } from 'vitest';
import { detectKind, kindContradictsName } from '../../../../engine/intake/index.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('the kind of a file', () => {
  it.each([
    ['pdf', '\n\n%PDF-1.4\n'], ['jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'], ['png', '\x89PNG\r\n\x1a\n'], ['tiff', 'II*\0'], ['tiff', 'MM\0*'], ['gif', 'GIF89a'], ['webp', 'RIFF\0\0\0\0WEBPVP8 '],
    ['audio', 'RIFF\0\0\0\0WAVEfmt '], ['video', 'RIFF\0\0\0\0AVI LIST'], ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'], ['avif', '\0\0\0\x1cftypavif\0\0\0\0avifmif1'],
    ['video', '\0\0\0\x18ftypisom\0\0\0\0isommp42'], ['audio', '\0\0\0\x18ftypM4A \0\0\0\0M4A mp42'], ['audio', 'ID3\x03\0'], ['audio', '\xff\xfb\x90\x64\0'], ['audio', 'OggS\0\x02OpusHead'], ['office', '{\\rtf1\\ansi'],
    ['zip', 'PK\x03\x04\x14\0\0\0\0\0photo.jpg'], ['office', 'PK\x03\x04\x14\0[Content_Types].xml word/document.xml'], ['office', 'PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text'],
    ['zip', 'PK\x03\x04\x14\0\0\0\0\0statement.pdf%PDF-1.7\n'], ['unknown', '\0\x01\x02\x03\x04\x05'], ['text', 'Dear Sir,\r\nthe meeting is on Monday: bring the list.'],
    ['email', 'Received: from a\r\n by b\r\nFrom: x@example.org\r\nSubject: y\r\n\r\nHello'], ['mbox', 'From x@example.org Mon Mar  2 10:00:00 2026\nFrom: x@example.org\n\nHello'], ['html', '\n<!DOCTYPE html><p>Hello'],
  ])('is %s by its content', (kind, content) => {
    expect(detectKind(bytes(content), 'file')).toBe(kind);
  });

  it('is found by content where the name says otherwise', () => {
    expect(detectKind(bytes('\xff\xd8\xff\xe0'), 'statement.pdf')).toBe('jpeg');
    expect(kindContradictsName('jpeg', 'statement.pdf')).toBe(true);
    expect(kindContradictsName('jpeg', 'photo.JPG')).toBe(false);
    expect(kindContradictsName('text', 'notes.csv')).toBe(false);
  });

  it('takes text in any encoding for text', () => {
    expect(detectKind(Buffer.from('Свідок розповіла про поїздку.', 'utf16le'), 'a.txt')).toBe('text');
    expect(detectKind(Buffer.from('Свідок розповіла', 'utf8'), 'a')).toBe('text');
    expect(detectKind(Buffer.from([0xd1, 0xe2, 0xb3, 0xe4, 0xee, 0xea, 0x20, 0x31]), 'a.txt')).toBe('text');
  });
});
