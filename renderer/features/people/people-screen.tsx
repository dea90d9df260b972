import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FolderLock, LockKeyholeOpen, SearchCheck, UserRoundPlus, UserRoundX } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { SearchField } from '../../components/field.tsx';
import { Badge, EmptyState, Notice } from '../../components/notice.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Screen } from '../../components/screen.tsx';
import { useGrowing } from '../../components/use-growing.tsx';
import { call } from '../../engine-client.ts';
import type { PersonCard } from '../../read-model/database.ts';
import { foldForFilter, matchesFilter } from '../../../shared/fold-for-filter.ts';
import { usePart } from '../../read-model/use-case.ts';
import { useOpenCase, useSession } from '../../session/case-session.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { RecordView } from './record-view.tsx';
import { TryNamesDialog } from './try-names.tsx';
import { plainPerson, useOpenRecord } from './use-open-record.ts';
import './people.css';

const filteredFrom = 9;

/** One person of the register, without a name. */
function Card({ card, onOpen }: { readonly card: PersonCard; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { pseudonym, forms, measures, consents, withdrawn, risk } = card;
  return (
    <li className="card person" data-person={pseudonym}>
      <div className="row-wrap">
        <h2><bdi>{pseudonym}</bdi></h2>
        {card.protected ? <Badge tone="accent">{t('people.protected')}</Badge> : null}
        {card.child ? <Badge tone="danger">{t('people.child')}</Badge> : null}
        {risk === 'high' || risk === 'extreme' ? <Badge tone="danger">{t(`people.risks.${risk}`)}</Badge> : risk === 'unknown' ? null : <Badge>{t(`people.risks.${risk}`)}</Badge>}
        {withdrawn ? <Badge tone="warning">{t('people.consentWithdrawn')}</Badge> : null}
      </div>
      <ul className="person-counts quiet small">
        <li>{t('people.forms', { count: forms })}</li><li>{t('people.measuresInForce', { count: measures })}</li><li>{t('people.consentsGiven', { count: consents })}</li>
      </ul>
      <div><Button icon={LockKeyholeOpen} onPress={onOpen} aria-label={t('people.openOf', { name: pseudonym })}>{t('people.open')}</Button></div>
    </li>
  );
}

function Cards({ cards, onOpen }: { readonly cards: readonly PersonCard[]; readonly onOpen: (pseudonym: string) => void }) {
  const { shown, more } = useGrowing(cards.length);
  return (
    <>
      <ul className="people">{cards.slice(0, shown).map((card) => <Card key={card.pseudonym} card={card} onOpen={() => { onOpen(card.pseudonym); }} />)}</ul>
      {more}
    </>
  );
}

/** Protected persons: a list without names, and the record of the one that somebody gave a reason for. */
export function PeopleScreen() {
  const { t } = useTranslation();
  const { readOnly } = useOpenCase();
  const { current } = useSession();
  // A received case is read only too, but keeps a log.
  const keepsNoTrace = current.state === 'open' && current.case.readOnly;
  const cards = usePart('persons');
  const opened = useOpenRecord();
  const [dialog, setDialog] = useState<{ readonly kind: 'add' | 'try' } | { readonly kind: 'open'; readonly pseudonym: string } | null>(null);
  const [query, setQuery] = useState('');
  const close = (): void => { setDialog(null); };
  const known = cards ?? [];
  const add = <Button kind="primary" icon={UserRoundPlus} isDisabled={readOnly} onPress={() => { setDialog({ kind: 'add' }); }}>{t('people.add')}</Button>;
  if (opened.record !== null) return <RecordView opened={opened} record={opened.record} others={known.map(({ pseudonym }) => pseudonym).filter((pseudonym) => pseudonym !== opened.record?.person.pseudonym)} readOnly={readOnly} />;
  const shown = query.trim() === '' ? known : known.filter(({ pseudonym }) => matchesFilter(foldForFilter(pseudonym), query));
  return (
    <Screen
      help="people" title={t('people.title')}
      actions={known.length === 0 ? null : <><Button icon={SearchCheck} onPress={() => { setDialog({ kind: 'try' }); }}>{t('people.try.title')}</Button>{add}</>}
    >
      {cards === null ? <EmptyState icon={FolderLock} title={t('people.closed.title')}>{t('people.closed.what')}</EmptyState>
        : cards !== undefined && known.length === 0 ? <EmptyState icon={UserRoundX} title={t('people.empty.title')} actions={add}>{t('people.empty.what')}</EmptyState> : (
          <div className="screen-column people-column">
            <Notice tone="info" title={t('people.noNames')}>{t(keepsNoTrace ? 'people.noNamesReadOnly' : 'people.noNamesMeans')}</Notice>
            {known.length < filteredFrom ? null : <SearchField label={t('people.filter')} clearLabel={t('common.clear')} value={query} onChange={setQuery} />}
            <Cards cards={shown} onOpen={(pseudonym) => { setDialog({ kind: 'open', pseudonym }); }} />
          </div>
        )}
      {dialog?.kind === 'add' ? (
        <PersonDialog
          person={null} others={known.map(({ pseudonym }) => pseudonym)} onClose={close}
          onSave={async (person) => {
            const result = await call('savePerson', { person: plainPerson(person) });
            return result.ok ? null : result.failure;
          }}
        />
      ) : null}
      {dialog?.kind === 'open' ? <ReasonDialog title={t('people.openOf', { name: dialog.pseudonym })} hint={t(keepsNoTrace ? 'people.reasonReadOnly' : 'people.reasonHint')} submitLabel={t('people.openSubmit')} onClose={close} onReason={(reason) => opened.open(dialog.pseudonym, reason)} /> : null}
      {dialog?.kind === 'try' ? <TryNamesDialog onClose={close} /> : null}
    </Screen>
  );
}
