import type { DocumentKind } from '../../shared/case-model/document.ts';
import { kindOfIsoBrands, kindsOfExtensions, signatures, textKinds } from './kind-signatures.ts';
import { looksLikeText } from './text-encoding.ts';

const headBytes = 65_536;

/**
 * Finds the kind of a file by its content; the name decides only between kinds of plain text. `bytes` may be the whole file or its head
 * (64 KiB are enough, but a ZIP is told from an office file more surely by the whole). Never fails: what nothing fits is `unknown`.
 */
export function detectKind(bytes: Uint8Array, name = ''): DocumentKind {
  const head = latin1(bytes.subarray(0, headBytes));
  const signature = signatures.find(({ starts, at = 0 }) => head.startsWith(starts, at));
  if (signature !== undefined) return signature.kind;
  // Before a PDF: one that is stored as it is in an archive begins within the archive's first bytes.
  if (/^(PK\x03\x04|PK\x05\x06|PK\x07\x08)/.test(head)) return kindOfZip(bytes);
  // ISO 32000-2 allows the header anywhere in the first 1024 bytes, and readers accept it.
  if (head.slice(0, 1029).includes('%PDF-')) return 'pdf';
  if (head.startsWith('RIFF')) return kindOfRiff(head);
  if (head.startsWith('ftyp', 4)) return kindOfIsoBrands(isoBrands(head));
  if (head.startsWith('moov', 4) || head.startsWith('mdat', 4)) return 'video';
  if (head.startsWith('OggS')) return /\x01video|theora/.test(head.slice(0, 512)) ? 'video' : 'audio';
  if (head.startsWith('BM') && isBitmap(bytes)) return 'bmp';
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return kindOfOle(bytes);
  if (isMpegAudio(bytes)) return 'audio';
  if (bytes.byteLength > 0 && looksLikeText(bytes.subarray(0, headBytes))) return kindOfText(head.replace(/^\xef\xbb\xbf/, ''), name);
  return 'unknown';
}

/** The kind that a file's name promises; undefined where it promises none. */
export function kindOfName(name: string): DocumentKind | undefined {
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(kindsOfExtensions, extension) ? kindsOfExtensions[extension] : undefined;
}

/** Whether a file's name promises another kind than its content is. */
export function kindContradictsName(kind: DocumentKind, name: string): boolean {
  const promised = kindOfName(name);
  if (promised === undefined || promised === kind) return false;
  return !(textKinds.has(promised) && textKinds.has(kind));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function kindOfRiff(head: string): DocumentKind {
  const form = head.slice(8, 12);
  if (form === 'WEBP') return 'webp';
  if (form === 'WAVE') return 'audio';
  return form === 'AVI ' ? 'video' : 'unknown';
}

function isoBrands(head: string): string[] {
  const end = Math.min(head.length, Math.max(16, ((head.charCodeAt(2) & 0xff) << 8) | head.charCodeAt(3)));
  const brands = [head.slice(8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.slice(at, at + 4));
  return brands;
}

function isBitmap(bytes: Uint8Array): boolean {
  if (bytes.byteLength < 30) return false;
  const headerSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(14, true);
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(headerSize);
}

function kindOfZip(bytes: Uint8Array): DocumentKind {
  const start = latin1(bytes.subarray(0, headBytes));
  if (/mimetypeapplication\/vnd\.oasis\.opendocument/.test(start.slice(0, 200))) return 'office';
  // The names of an OOXML package's parts stand in its local headers and again in the central directory at its end.
  const names = start + latin1(bytes.subarray(Math.max(0, bytes.byteLength - headBytes)));
  return names.includes('[Content_Types].xml') && /(word|xl|ppt)\/[\w/.-]+/.test(names) ? 'office' : 'zip';
}

function kindOfOle(bytes: Uint8Array): DocumentKind {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (name: string): boolean => text.includes(Buffer.from(name, 'utf16le'));
  if (holds('__substg1.0_') || holds('__properties_version1.0')) return 'outlook';
  return holds('EncryptedPackage') || holds('WordDocument') || holds('Workbook') || holds('Book') || holds('PowerPoint Document') ? 'office' : 'unknown';
}

function isMpegAudio(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  // Frame sync, a layer that exists, a bit rate and a sampling rate that exist (ISO/IEC 11172-3); or ADTS (ISO/IEC 13818-7).
  if (first !== 0xff) return false;
  if ((second & 0xf6) === 0xf0) return true;
  return (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 && (second & 0x18) !== 0x08 && third >> 4 !== 0x0f && third >> 4 !== 0 && (third & 0x0c) !== 0x0c;
}

const mailHeader = /^(?:from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version|x-[\w-]+|dkim-signature|reply-to|content-type|content-transfer-encoding|sender|arc-[\w-]+|authentication-results|in-reply-to|references|list-[\w-]+|thread-[\w-]+|importance|user-agent|envelope-to|delivery-date|bcc)[ \t]*:/i;
const tellingHeader = /^(?:from|received|message-id|return-path|mime-version|delivered-to|date)[ \t]*:/im;

function kindOfText(head: string, name: string): DocumentKind {
  const text = head.includes('\0') ? head.replaceAll('\0', '') : head;
  const promised = kindOfName(name);
  if (/^From \S+.*\d{4}.*\r?\n[\w-]+:/.test(text)) return 'mbox';
  if (isMailHead(text) || (promised === 'email' && mailHeader.test(text))) return 'email';
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype html|<html|<head|<body)/i.test(text)) return 'html';
  if (promised === 'csv' || promised === 'html') return promised;
  return 'text';
}

function isMailHead(text: string): boolean {
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = head.split(/\r?\n/).filter((line) => line !== '' && !/^[ \t]/.test(line));
  return lines.length >= 2 && lines.every((line) => /^[!-9;-~]+[ \t]*:/.test(line)) && lines.filter((line) => mailHeader.test(line)).length >= 2 && tellingHeader.test(head);
}
