import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LockKeyhole, Pencil, Trash2, Undo2 } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Screen } from '../../components/screen.tsx';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { ConsentsSection } from './consents-section.tsx';
import { MeasuresSection } from './measures-section.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { RecordFacts } from './record-facts.tsx';
import { TryNames } from './try-names.tsx';
import type { OpenRecord, PersonRecord } from './use-open-record.ts';

export interface RecordViewProps {
  readonly opened: OpenRecord;
  readonly record: PersonRecord;
  /** The other pseudonyms of the register. */
  readonly others: readonly string[];
  readonly readOnly: boolean;
}

function Openings({ record }: { readonly record: PersonRecord }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  return (
    <div className="card stack-tight">
      <h2 id="record-openings">{t('people.openings.title')}</h2>
      {record.openings.length === 0 ? <p className="quiet">{t('people.openings.none')}</p> : (
        <div className="plain-table-box" tabIndex={0} role="region" aria-labelledby="record-openings">
          <table className="plain-table">
            <thead><tr><th>{t('people.openings.when')}</th><th>{t('people.openings.who')}</th><th>{t('reason.label')}</th></tr></thead>
            <tbody>{[...record.openings].reverse().map(({ at, by, reason }) => <tr key={at}><td className="number">{dateTime(at)}</td><td><bdi>{by}</bdi></td><td dir="auto">{reason}</td></tr>)}</tbody>
          </table>
        </div>
      )}
      <p className="quiet small">{t('people.openings.means')}</p>
    </div>
  );
}

/** One record with names, measures and consents; it closes when one leaves it and when the case is locked. */
export function RecordView({ opened, record, others, readOnly }: RecordViewProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { person } = record;
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const last = record.openings.at(-1);
  const close = (): void => { setDialog(null); };
  const remove = async (reason: string): Promise<ToldFailure | null> => {
    const result = await call('removePerson', { pseudonym: person.pseudonym, reason });
    if (!result.ok) return result.failure;
    showToast({ tone: 'success', title: t('people.removed', { name: person.pseudonym }) });
    opened.close();
    return null;
  };
  return (
    <Screen
      help="people" title={person.pseudonym}
      actions={(
        <>
          <IconButton label={t('common.undo')} icon={Undo2} isDisabled={readOnly || !opened.canUndo} onPress={() => { void opened.undo().then(setFailure); }} />
          <Button icon={Trash2} isDisabled={readOnly} onPress={() => { setDialog('remove'); }}>{t('people.removeRecord')}</Button>
          <Button icon={Pencil} isDisabled={readOnly} onPress={() => { setDialog('edit'); }}>{t('people.editRecord')}</Button>
          <Button kind="primary" icon={LockKeyhole} autoFocus onPress={opened.close}>{t('people.closeRecord')}</Button>
        </>
      )}
    >
      <div className="record">
        <Notice tone="warning" title={t('people.openNow')}>
          {last?.reason === undefined || readOnly ? null : <p>{t('people.openedFor', { time: dateTime(last.at) })} <q dir="auto">{last.reason}</q></p>}
          <p>{t('people.closesItself')}</p>
        </Notice>
        {failure === null ? null : <FailureNotice failure={failure} />}
        <div className="row-wrap">
          {person.protected ? <Badge tone="accent">{t('people.protected')}</Badge> : <Badge>{t('people.notProtected')}</Badge>}
          {person.child ? <Badge tone="danger">{t('people.child')}</Badge> : null}
        </div>
        <div className="record-panes">
          <div className="stack">
            <RecordFacts person={person} />
            <section className="card stack-tight" aria-labelledby="record-try">
              <h2 id="record-try">{t('people.try.title')}</h2>
              <TryNames
                pseudonym={person.pseudonym} forms={person}
                onAdd={readOnly ? undefined : (spelling) => opened.savePerson({ ...person, spellings: [...(person.spellings ?? []), spelling] })}
              />
            </section>
          </div>
          <div className="stack">
            <MeasuresSection record={record} opened={opened} readOnly={readOnly} />
            <ConsentsSection record={record} opened={opened} readOnly={readOnly} />
          </div>
        </div>
        <Openings record={record} />
      </div>
      {dialog === 'edit' ? <PersonDialog person={person} others={others} onClose={close} onSave={opened.savePerson} /> : null}
      {dialog === 'remove' ? (
        <ReasonDialog danger title={t('people.remove', { name: person.pseudonym })} hint={t('people.reasonHint')} submitLabel={t('people.removeRecord')} onClose={close} onReason={remove}>
          <p>{t('people.removeMeans')}</p>
        </ReasonDialog>
      ) : null}
    </Screen>
  );
}
