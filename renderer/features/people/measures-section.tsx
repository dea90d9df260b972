import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Gavel, GitBranch, Pencil, Plus } from 'lucide-react';
import { inForce } from '../../../shared/case-model/protected-person.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Badge } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { MeasureDialog } from './measure-dialog.tsx';
import type { MeasureFields } from './measure-dialog.tsx';
import { today } from './today.ts';
import type { Measure, OpenRecord, PersonRecord } from './use-open-record.ts';

type Editing = { readonly how: 'new' } | { readonly how: 'change' | 'vary'; readonly measure: Measure };

function standing(measure: Measure): 'inForce' | 'varied' | 'ended' | 'later' {
  if (measure.variedBy !== undefined) return 'varied';
  if (inForce(measure, today())) return 'inForce';
  return measure.from > today() ? 'later' : 'ended';
}

const tones = { inForce: 'success', varied: undefined, ended: undefined, later: 'info' } as const;

/** Orders of a court that protect the person: which are in force today, which ended or were varied. */
export function MeasuresSection({ record, opened, readOnly }: { readonly record: PersonRecord; readonly opened: OpenRecord; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const [editing, setEditing] = useState<Editing | null>(null);
  const { pseudonym } = record.person;
  const put = async (fields: MeasureFields, id?: string): Promise<{ readonly id: string } | ToldFailure> => {
    const { to, variedBy, ...rest } = fields;
    const result = await call('saveMeasure', { ...(id === undefined ? {} : { id }), measure: { pseudonym, ...rest, ...(to === undefined ? {} : { to }), ...(variedBy === undefined ? {} : { variedBy }) } });
    return result.ok ? result.value : result.failure;
  };
  const save = async (fields: MeasureFields): Promise<ToldFailure | null> => {
    const changed = editing?.how === 'change' ? editing.measure : undefined;
    const saved = await put({ ...fields, ...(changed?.variedBy === undefined ? {} : { variedBy: changed.variedBy }) }, changed?.id);
    if ('code' in saved) return saved;
    const now: Measure = { id: saved.id, pseudonym, ...fields, ...(changed?.variedBy === undefined ? {} : { variedBy: changed.variedBy }) };
    if (editing?.how !== 'vary') {
      opened.change({ measures: changed === undefined ? [...record.measures, now] : record.measures.map((known) => (known.id === now.id ? now : known)) });
      return null;
    }
    const { id, order, scope, from, to } = editing.measure;
    const varied = await put({ order, scope, from, ...(to === undefined ? {} : { to }), variedBy: now.id }, id);
    opened.change({ measures: [...record.measures.map((known) => (known.id === id && !('code' in varied) ? { ...known, variedBy: now.id } : known)), now] });
    return 'code' in varied ? varied : null;
  };
  return (
    <section className="card stack" aria-labelledby="record-measures">
      <div className="row-wrap"><h2 id="record-measures" className="grow">{t('people.measures.title')}</h2><Button icon={Plus} isDisabled={readOnly} onPress={() => { setEditing({ how: 'new' }); }}>{t('people.measures.add')}</Button></div>
      {record.measures.length === 0 ? <p className="quiet">{t('people.measures.none')}</p> : (
        <ul className="record-list">
          {record.measures.map((measure) => {
            const stands = standing(measure);
            const by = record.measures.find(({ id }) => id === measure.variedBy);
            return (
              <li key={measure.id} className="record-item" data-past={stands === 'varied' || stands === 'ended' || undefined}>
                <Gavel size={17} aria-hidden />
                <div className="grow stack-tight">
                  <div className="row-wrap"><Badge tone={tones[stands]}>{t(`people.measures.standing.${stands}`)}</Badge><strong dir="auto">{measure.scope}</strong></div>
                  <p className="small" dir="auto">{measure.order}</p>
                  <p className="small quiet">{measure.to === undefined ? t('people.measures.since', { from: date(measure.from) }) : t('people.measures.span', { from: date(measure.from), to: date(measure.to) })}{by === undefined ? null : <> · {t('people.measures.variedBy')} <bdi>{by.order}</bdi></>}</p>
                </div>
                {stands === 'varied' ? null : <IconButton small label={t('people.measures.vary', { scope: measure.scope })} icon={GitBranch} isDisabled={readOnly} onPress={() => { setEditing({ how: 'vary', measure }); }} />}
                <IconButton small label={t('people.measures.change', { scope: measure.scope })} icon={Pencil} isDisabled={readOnly} onPress={() => { setEditing({ how: 'change', measure }); }} />
              </li>
            );
          })}
        </ul>
      )}
      {editing === null ? null : <MeasureDialog how={editing.how} measure={editing.how === 'new' ? null : editing.measure} onSave={save} onClose={() => { setEditing(null); }} />}
    </section>
  );
}
