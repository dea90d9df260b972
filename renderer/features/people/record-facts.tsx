import { useTranslation } from 'react-i18next';
import type { ProtectedPerson } from '../../../shared/case-model/protected-person.ts';
import { Badge } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';

function Forms({ title, forms }: { readonly title: string; readonly forms: readonly string[] }) {
  if (forms.length === 0) return null;
  return <div className="stack-tight"><h3>{title}</h3><ul className="person-names">{forms.map((form) => <li key={form}><bdi dir="auto">{form}</bdi></li>)}</ul></div>;
}

/** Who the person is and how to deal with them. */
export function RecordFacts({ person }: { readonly person: ProtectedPerson }) {
  const { t } = useTranslation();
  const { language: languageName } = useFormats();
  const { risk = 'unknown', riskNote, language, interpreter, contactWishes, relations = [] } = person;
  const facts = [
    [t('people.language'), language === undefined ? undefined : languageName(language)], [t('people.interpreter'), interpreter], [t('people.contactWishes'), contactWishes], [t('people.riskNote'), riskNote],
  ] as const;
  return (
    <>
      <section className="card stack" aria-labelledby="record-names">
        <h2 id="record-names">{t('people.names')}</h2>
        <Forms title={t('people.nameList')} forms={person.names} />
        <Forms title={t('people.aliases')} forms={person.aliases ?? []} />
        <Forms title={t('people.spellings')} forms={person.spellings ?? []} />
      </section>
      <section className="card stack-tight" aria-labelledby="record-care">
        <h2 id="record-care">{t('people.care')}</h2>
        <dl className="record-facts">
          <dt>{t('people.risk')}</dt><dd><Badge tone={risk === 'high' || risk === 'extreme' ? 'danger' : risk === 'medium' ? 'warning' : undefined}>{t(`people.risks.${risk}`)}</Badge></dd>
          {facts.map(([name, value]) => (value === undefined || value === '' ? null : <div key={name} className="record-fact"><dt>{name}</dt><dd dir="auto">{value}</dd></div>))}
          {relations.length === 0 ? null : <div className="record-fact"><dt>{t('people.relations')}</dt><dd>{relations.map(({ to, how }) => <p key={`${how} ${to}`}><bdi>{how}</bdi> <bdi>{to}</bdi></p>)}</dd></div>}
        </dl>
      </section>
    </>
  );
}
