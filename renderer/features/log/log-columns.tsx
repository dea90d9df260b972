import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/grid-row.tsx';
import { useActionName } from '../../i18n/action-name.ts';
import { useFormats } from '../../i18n/format.ts';
import { useEditionName } from '../../session/edition-switch.tsx';
import { placeOfEvent } from '../../session/place-of-event.ts';
import { useFactWords, useReasonWords } from './fact-words.ts';
import type { LogEvent, LogRow } from './use-log.ts';

/** What each event of the log tells; a line that has not come yet shows its place. `titles`: of the documents, by id. */
export function useLogColumns(titles: ReadonlyMap<string, string>, onOpen: (row: LogRow) => void): readonly Column<LogRow>[] {
  const { t } = useTranslation();
  const { dateTime, number } = useFormats();
  const nameOfAction = useActionName();
  const factWords = useFactWords();
  const reasonWords = useReasonWords();
  const nameOfEdition = useEditionName();
  const concerned = (row: LogRow & { readonly event: LogEvent }) => {
    const { object = '' } = row.event;
    const title = titles.get(object);
    const name = <bdi>{title ?? nameOfEdition(object)}</bdi>;
    if (object === '' || placeOfEvent(row.event, title !== undefined) === undefined) return name;
    return <button type="button" tabIndex={-1} className="grid-link" onClick={() => { onOpen(row); }}>{name}</button>;
  };
  const told = ({ action, facts, reason, sha256 }: LogEvent): string => [
    reason === undefined ? undefined : reasonWords(action, reason), ...Object.entries(facts ?? {}).map(([name, value]) => factWords(name, value)), sha256 === undefined ? undefined : `SHA-256 ${sha256.slice(0, 12)}…`,
  ].filter((part) => part !== undefined).join(' · ');
  const column = (id: 'index' | 'at' | 'action' | 'object' | 'facts', width: string, render: (row: LogRow & { readonly event: LogEvent }) => React.ReactNode): Column<LogRow> => ({
    id, title: t(`log.columns.${id}`), width, alignEnd: id === 'index', isRowHeader: id === 'action',
    render: ({ position, event }) => (event === undefined ? (id === 'index' ? '…' : null) : render({ position, event })),
  });
  return [
    column('index', '4.5rem', ({ event }) => number(event.index + 1)),
    column('at', '11rem', ({ event }) => dateTime(event.at)),
    column('action', 'minmax(10rem, 1fr)', ({ event }) => <strong>{nameOfAction(event.action)}</strong>),
    column('object', 'minmax(10rem, 1.5fr)', concerned),
    column('facts', 'minmax(10rem, 1.5fr)', ({ event }) => <span className="small quiet">{told(event)}</span>),
  ];
}
