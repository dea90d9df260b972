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

/** Reads what a picture says about its own making: time, place and device (Exif 3.0), and whether it carries a C2PA manifest. Never fails: unreadable records are none. */
export async function readImageFacts(bytes: Uint8Array): Promise<IntakeFacts> {
  const facts: Record<string, string | number | boolean> = {};
  if (hasContentCredentials(bytes)) facts['c2pa'] = true;
  let read: Record<string, unknown> | undefined;
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

/** `2026:03:01 10:00:00` as `2026-03-01T10:00:00`: local time, as the device kept it. */
function isoTime(text: string): string {
  return text.replace(/^(\d{4}):(\d\d):(\d\d)(?= |$)/, '$1-$2-$3').replace(/^(\d{4}-\d\d-\d\d) (?=\d\d:)/, '$1T');
}

/** Whether a JUMBF box of C2PA stands in the file (C2PA 2.1, 11.3): its superbox type and label in one of the first megabytes. */
function hasContentCredentials(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 8 * 2 ** 20));
  return head.includes('jumb') && head.includes('c2pa');
}
