import exifr from 'exifr';
import type { IntakeFacts } from './rendition.ts';

const wanted = [
  'Make', 'Model', 'LensModel', 'BodySerialNumber', 'SerialNumber', 'CameraOwnerName', 'Software', 'Artist', 'Copyright', 'ImageDescription', 'DateTimeOriginal', 'CreateDate', 'ModifyDate',
  'OffsetTimeOriginal', 'OffsetTime', 'GPSLatitude', 'GPSLongitude', 'GPSLatitudeRef', 'GPSLongitudeRef', 'GPSAltitude', 'GPSDateStamp', 'GPSTimeStamp', 'Orientation',
];
const names: Readonly<Record<string, string>> = {
  Make: 'deviceMake', Model: 'deviceModel', LensModel: 'lens', BodySerialNumber: 'deviceSerial', SerialNumber: 'deviceSerial', CameraOwnerName: 'deviceOwner', Software: 'software', Artist: 'artist',
  Copyright: 'copyright', ImageDescription: 'description', DateTimeOriginal: 'takenAt', CreateDate: 'digitisedAt', ModifyDate: 'changedAt', OffsetTimeOriginal: 'takenAtOffset', OffsetTime: 'changedAtOffset',
  latitude: 'latitude', longitude: 'longitude', GPSAltitude: 'altitudeM', GPSDateStamp: 'gpsDate', Orientation: 'exifOrientation',
};

/** Reads what a picture says about its own making: time, place and device (Exif 3.0). Never fails: unreadable records are none. */
export async function readImageFacts(bytes: Uint8Array): Promise<IntakeFacts> {
  const facts: Record<string, string | number | boolean> = {};
  let read: Record<string, unknown> | undefined;
  if (endsBeforeRecords(bytes)) return { exifDamaged: true };
  try {
    read = (await exifr.parse(bytes, { pick: wanted, gps: true, translateValues: false, reviveValues: false })) as Record<string, unknown> | undefined;
  } catch {
    facts['exifDamaged'] = true;
  }
  for (const [key, value] of Object.entries(read ?? {})) {
    const name = Object.hasOwn(names, key) ? names[key] : undefined;
    if (name === undefined || facts[name] !== undefined) continue;
    if (typeof value === 'number' && Number.isFinite(value)) facts[name] = value;
    else if (typeof value === 'string' && value.replaceAll('\0', '').trim() !== '') facts[name] = isoTime(value.replaceAll('\0', '').trim().slice(0, 500));
  }
  return facts;
}

/** Whether a box of ISO media (HEIC, AVIF) has no length before `meta`, where the records are: the reader of records would look for it for ever. */
function endsBeforeRecords(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 4, 8) !== 'ftyp') return false;
  for (let at = 0; at + 8 <= file.byteLength;) {
    const short = file.readUInt32BE(at);
    const size = short === 1 && at + 16 <= file.byteLength ? Number(file.readBigUInt64BE(at + 8)) : short;
    if (file.toString('latin1', at + 4, at + 8) === 'meta') return false;
    if (size < 8) return true;
    at += size;
  }
  return false;
}

/** `2026:03:01 10:00:00` as `2026-03-01T10:00:00`: local time, as the device kept it. */
function isoTime(text: string): string {
  return text.replace(/^(\d{4}):(\d\d):(\d\d)(?= |$)/, '$1-$2-$3').replace(/^(\d{4}-\d\d-\d\d) (?=\d\d:)/, '$1T');
}
