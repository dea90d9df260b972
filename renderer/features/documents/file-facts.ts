import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format.ts';

const known = [
  'deviceMake', 'deviceModel', 'lens', 'deviceSerial', 'deviceOwner', 'software', 'artist', 'copyright', 'description', 'takenAt', 'digitisedAt', 'changedAt', 'takenAtOffset', 'changedAtOffset', 'latitude', 'longitude',
  'altitudeM', 'gpsDate', 'exifOrientation', 'exifDamaged', 'messageId', 'inReplyTo', 'sentAt', 'messageClass', 'entries', 'container', 'codec', 'durationS', 'recordedAt', 'encoding', 'characters', 'rows', 'columns', 'widthPx', 'heightPx',
] as const;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u;

/** What a file says about its own making, in the window's language; a rare fact by the name and the value that it has in the file. A time without a zone is left as the device wrote it. */
export function useFileFacts(): (facts: Readonly<Record<string, string | number | boolean>>) => readonly { readonly name: string; readonly value: string }[] {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const said = (value: string | number | boolean): string => {
    if (typeof value === 'boolean') return t(value ? 'log.values.yes' : 'log.values.no');
    return typeof value === 'string' && moment.test(value) ? dateTime(value) : String(value);
  };
  return (facts) => Object.entries(facts).map(([name, value]) => {
    const fact = known.find((one) => one === name);
    return { name: fact === undefined ? name : t(`documents.factNames.${fact}`), value: said(value) };
  });
}
