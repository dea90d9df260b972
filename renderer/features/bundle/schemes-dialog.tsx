import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Plus, Trash2 } from 'lucide-react';
import { subExhibitForms } from '../../../shared/case-model/exhibit.ts';
import type { ExhibitScheme, SubExhibitForm } from '../../../shared/case-model/exhibit.ts';
import { exhibitNumber, isSchemeFormat, subExhibit } from '../../../shared/case-model/exhibit-scheme.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { showToast } from '../../components/toast.tsx';
import { usePartyName, usualParties } from './use-party-name.ts';

export interface SchemesDialogProps {
  readonly schemes: readonly ExhibitScheme[];
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

interface Row {
  readonly key: number;
  readonly party: string;
  readonly format: string;
  readonly first: string;
  readonly last: string;
  readonly sub: SubExhibitForm;
}

const highest = 999_999_999;

const rowOf = ({ party, format, first, last, sub }: ExhibitScheme, key: number): Row => ({ key, party, format, first: String(first), last: last === undefined ? '' : String(last), sub });
const numberOf = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);

function schemeOf({ party, format, first, last, sub }: Row): ExhibitScheme {
  return { party: party.trim(), format: format.trim(), first: numberOf(first), sub, ...(last.trim() === '' ? {} : { last: numberOf(last) }) };
}

/** What is wrong with a row, as the field that it is about. */
function faultOf(row: Row, all: readonly Row[]): { readonly field: 'party' | 'format' | 'first' | 'last'; readonly fault: 'partyMissing' | 'partyTwice' | 'formatWrong' | 'formatTwice' | 'firstWrong' | 'lastWrong' } | undefined {
  const scheme = schemeOf(row);
  const others = all.filter(({ key }) => key !== row.key).map(schemeOf);
  if (scheme.party === '') return { field: 'party', fault: 'partyMissing' };
  if (others.some(({ party }) => party === scheme.party)) return { field: 'party', fault: 'partyTwice' };
  if (!isSchemeFormat(scheme.format)) return { field: 'format', fault: 'formatWrong' };
  if (others.some((other) => exhibitNumber(other, 1) === exhibitNumber(scheme, 1))) return { field: 'format', fault: 'formatTwice' };
  if (!(scheme.first >= 0 && scheme.first <= highest)) return { field: 'first', fault: 'firstWrong' };
  if (scheme.last !== undefined && !(scheme.last >= scheme.first)) return { field: 'last', fault: 'lastWrong' };
  return undefined;
}

/** How each party's exhibits are numbered, with what the first ones will be called. */
export function SchemesDialog({ schemes, readOnly, onClose }: SchemesDialogProps) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const [rows, setRows] = useState<readonly Row[]>(schemes.map(rowOf));
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const set = (key: number, change: Partial<Row>): void => { setRows(rows.map((row) => (row.key === key ? { ...row, ...change } : row))); };
  const ready = !readOnly && rows.length > 0 && rows.every((row) => faultOf(row, rows) === undefined);
  const save = async (): Promise<void> => {
    const result = await call('saveExhibitSchemes', { schemes: rows.map(schemeOf) });
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    showToast({ tone: 'success', title: t('exhibits.schemes.saved') });
    onClose();
  };
  return (
    <FormDialog wide title={t('exhibits.schemes.title')} ready={ready} failure={failure} onSave={save} onClose={onClose}>
      <p className="quiet">{t('exhibits.schemes.means')}</p>
      {rows.map((row) => {
        const wrong = faultOf(row, rows);
        const error = (field: string): string | undefined => (wrong?.field === field ? t(`exhibits.schemes.faults.${wrong.fault}`) : undefined);
        const scheme = schemeOf(row);
        const usual = usualParties.find((party) => party === row.party);
        const title = usual === undefined ? row.party : nameOf(usual);
        return (
          <fieldset key={row.key} className="scheme">
            <legend className="visually-hidden">{title === '' ? t('exhibits.schemes.newParty') : title}</legend>
            <div className="scheme-fields">
              {usual === undefined ? <TextField label={t('exhibits.party')} error={error('party')} maxLength={500} value={row.party} onChange={(party) => { set(row.key, { party }); }} /> : <div className="scheme-party"><span className="field-label">{t('exhibits.party')}</span><strong>{nameOf(usual)}</strong></div>}
              <TextField label={t('exhibits.schemes.format')} error={error('format')} mono maxLength={60} value={row.format} onChange={(format) => { set(row.key, { format }); }} />
              <TextField label={t('exhibits.schemes.first')} error={error('first')} inputMode="numeric" maxLength={9} value={row.first} onChange={(first) => { set(row.key, { first }); }} />
              <TextField label={t('exhibits.schemes.last')} error={error('last')} inputMode="numeric" maxLength={9} value={row.last} onChange={(last) => { set(row.key, { last }); }} />
              <SelectField label={t('exhibits.schemes.sub')} value={row.sub} onChange={(sub) => { set(row.key, { sub }); }} choices={subExhibitForms.map((id) => ({ id, label: subExhibit('3', 0, id) }))} />
              <IconButton label={t('exhibits.schemes.remove', { party: title })} icon={Trash2} isDisabled={readOnly || rows.length === 1} onPress={() => { setRows(rows.filter(({ key }) => key !== row.key)); }} />
            </div>
            {wrong === undefined || wrong.field === 'last' ? (
              <p className="small quiet">{t('exhibits.schemes.example')} <bdi className="scheme-example">{[exhibitNumber(scheme, scheme.first), exhibitNumber(scheme, scheme.first + 1), subExhibit(exhibitNumber(scheme, scheme.first), 0, row.sub)].join(' · ')}</bdi></p>
            ) : null}
          </fieldset>
        );
      })}
      <div><Button icon={Plus} isDisabled={readOnly} onPress={() => { setRows([...rows, { key: Math.max(0, ...rows.map(({ key }) => key)) + 1, party: '', format: '-{n}', first: '1', last: '', sub: 'dot' }]); }}>{t('exhibits.schemes.add')}</Button></div>
      <p className="field-hint">{t('exhibits.schemes.formatHint')}</p>
    </FormDialog>
  );
}
