import type { DocumentKind } from '../../shared/case-model/document.ts';

/** Bytes that open a file of a kind, as its format's own specification gives them. */
export interface Signature {
  readonly kind: DocumentKind;
  /** Latin-1 text of the bytes. */
  readonly starts: string;
  readonly at?: number;
}

/** Signatures that are certain by themselves. Containers (RIFF, ISO media, ZIP, OLE) are told apart by what they hold. */
export const signatures: readonly Signature[] = [
  { kind: 'jpeg', starts: '\xff\xd8\xff' },
  { kind: 'png', starts: '\x89PNG\r\n\x1a\n' },
  { kind: 'tiff', starts: 'II*\0' },
  { kind: 'tiff', starts: 'MM\0*' },
  { kind: 'tiff', starts: 'II+\0' },
  { kind: 'tiff', starts: 'MM\0+' },
  { kind: 'gif', starts: 'GIF87a' },
  { kind: 'gif', starts: 'GIF89a' },
  { kind: 'office', starts: '{\\rtf' },
  { kind: 'audio', starts: 'ID3' },
  { kind: 'audio', starts: 'fLaC' },
  { kind: 'audio', starts: '#!AMR' },
  { kind: 'audio', starts: 'caff' },
  { kind: 'video', starts: '\x1a\x45\xdf\xa3' },
  { kind: 'video', starts: 'FLV\x01' },
  { kind: 'video', starts: '\0\0\x01\xba' },
  { kind: 'video', starts: '\0\0\x01\xb3' },
  { kind: 'video', starts: '\x30\x26\xb2\x75\x8e\x66\xcf\x11' },
];

/** Kinds by the major and compatible brands of an ISO base media file (ISO/IEC 14496-12, `ftyp`). */
export function kindOfIsoBrands(brands: readonly string[]): DocumentKind {
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  if (brands.some((brand) => ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'].includes(brand))) return 'heic';
  return brands[0]?.startsWith('M4A') === true || brands[0]?.startsWith('M4B') === true ? 'audio' : 'video';
}

/** Kinds that the end of a file's name promises. */
export const kindsOfExtensions: Readonly<Record<string, DocumentKind>> = {
  pdf: 'pdf', jpg: 'jpeg', jpeg: 'jpeg', jpe: 'jpeg', png: 'png', tif: 'tiff', tiff: 'tiff', webp: 'webp', gif: 'gif', bmp: 'bmp', dib: 'bmp',
  heic: 'heic', heif: 'heic', avif: 'avif', txt: 'text', text: 'text', log: 'text', md: 'text', csv: 'csv', tsv: 'csv', htm: 'html', html: 'html', xhtml: 'html',
  eml: 'email', msg: 'outlook', mbox: 'mbox', mbx: 'mbox', zip: 'zip', doc: 'office', docx: 'office', docm: 'office', dot: 'office', dotx: 'office', odt: 'office',
  rtf: 'office', xls: 'office', xlsx: 'office', xlsm: 'office', ods: 'office', ppt: 'office', pptx: 'office', odp: 'office', mp3: 'audio', m4a: 'audio', wav: 'audio',
  ogg: 'audio', oga: 'audio', opus: 'audio', flac: 'audio', amr: 'audio', aac: 'audio', wma: 'audio', mp4: 'video', m4v: 'video', mov: 'video', avi: 'video', mkv: 'video',
  webm: 'video', '3gp': 'video', mpg: 'video', mpeg: 'video', wmv: 'video', flv: 'video',
};

/** Kinds of plain text that only their words and their name tell apart: none of them contradicts another. */
export const textKinds: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['text', 'csv', 'html', 'email', 'mbox']);
