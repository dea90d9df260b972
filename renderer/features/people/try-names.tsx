import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleCheck, Plus } from 'lucide-react';
import type { ProtectedPerson } from '../../../shared/case-model/protected-person.ts';
import { formsOfPerson } from '../../../shared/case-model/protected-person.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';

type Matches = CallOutput<'tryNames'>['matches'];
const settleMs = 200;
const longestSpelling = 200;
const certainFrom = 0.8;

export interface TryNamesProps {
  /** The opened record; everybody, without names, where absent. */
  readonly pseudonym?: string;
  readonly forms?: ProtectedPerson;
  /** Adds what was typed to the known spellings. */
  readonly onAdd?: ((spelling: string) => Promise<ToldFailure | null>) | undefined;
}

/** Says of a pasted spelling whether the search would find it, whom, and why. */
export function TryNames({ pseudonym, forms, onAdd }: TryNamesProps) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const [tried, setTried] = useState<{ readonly text: string; readonly matches: Matches } | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const known = forms === undefined ? '' : formsOfPerson(forms).join('\n');
  useEffect(() => {
    if (text.trim() === '') {
      setTried(null);
      return undefined;
    }
    let stale = false;
    const wait = setTimeout(() => {
      void call('tryNames', { text, ...(pseudonym === undefined ? {} : { pseudonym }) }).then((result) => {
        if (stale) return;
        setFailure(result.ok ? null : result.failure);
        if (result.ok) setTried({ text, matches: result.value.matches });
      });
    }, settleMs);
    return () => {
      stale = true;
      clearTimeout(wait);
    };
  }, [text, pseudonym, known]);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  const spelling = text.trim().normalize('NFC');
  return (
    <div className="stack-tight">
      <TextField label={t('people.try.label')} hint={pseudonym === undefined ? t('people.try.hintAll') : t('people.try.hint')} lines={2} maxLength={2000} value={text} onChange={setText} />
      {failure === null ? null : <FailureNotice failure={failure} />}
      {tried === null ? null : tried.matches.length === 0 ? (
        <Notice
          tone="warning" live title={t('people.try.none')}
          actions={onAdd === undefined || spelling.length > longestSpelling || spelling.includes('\n') ? undefined : <Button icon={Plus} onPress={() => { void onAdd(spelling).then(setFailure); }}>{t('people.try.add')}</Button>}
        >{t('people.try.noneMeans')}</Notice>
      ) : (
        <ul className="tried" role="status">
          {tried.matches.map(({ pseudonym: whose, text: found, form, how, whole, confidence }, index) => (
            <li key={index} className="tried-one" data-certain={confidence >= certainFrom || undefined}>
              <CircleCheck size={17} aria-hidden />
              <div className="grow stack-tight">
                <div className="row-wrap"><mark dir="auto">{found}</mark>{pseudonym === undefined ? <Badge tone="accent"><bdi>{whose}</bdi></Badge> : null}<Badge tone={confidence >= certainFrom ? 'success' : 'warning'}>{t('people.try.certain', { percent: percent.format(confidence) })}</Badge></div>
                <p className="small">{whole ? t('people.try.whole') : t('people.try.part')} {t(`people.try.how.${how}`)}{form === undefined ? null : <> {t('people.try.form')} <bdi dir="auto">{form}</bdi></>}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The same over everybody in the register, without telling a name. */
export function TryNamesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return <Dialog isOpen title={t('people.try.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}><TryNames /></Dialog>;
}
