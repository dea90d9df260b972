import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pencil, Trash2, UserRoundPlus, UserRoundX } from 'lucide-react';
import type { Failure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge, EmptyState, Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { call } from '../../engine-client.ts';
import type { Person } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { usePersons } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { PersonDialog } from './person-dialog.tsx';
import './people.css';

/** Protected persons: the pseudonym that stands in every release, and every form of the name that must not. */
export function PeopleScreen() {
  const { t } = useTranslation();
  const { readOnly } = useOpenCase();
  const persons = usePersons();
  const [editing, setEditing] = useState<{ readonly person: Person | null } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const save = async (next: readonly Person[]): Promise<Failure | null> => {
    const result = await call('savePersons', { persons: next.map((person) => ({ ...person, names: [...person.names] })) });
    if (!result.ok) return result.failure;
    await Promise.all([refreshPart('persons'), refreshPart('editions')]);
    return null;
  };
  const known = persons ?? [];
  const add = <Button kind="primary" icon={UserRoundPlus} isDisabled={readOnly} onPress={() => { setEditing({ person: null }); }}>{t('people.add')}</Button>;
  return (
    <Screen help="people" title={t('people.title')} actions={known.length === 0 ? null : add}>
      {persons !== undefined && known.length === 0 ? <EmptyState icon={UserRoundX} title={t('people.empty.title')} actions={add}>{t('people.empty.what')}</EmptyState> : (
        <div className="screen-column">
          <Notice tone="info" title={t('people.compartment')}>{t('people.compartmentMeans')}</Notice>
          {failure === null ? null : <FailureNotice failure={failure} />}
          <ul className="people">
            {known.map((person) => (
              <li key={person.pseudonym} className="card person">
                <div className="stack-tight grow">
                  <div className="row-wrap"><h2><bdi>{person.pseudonym}</bdi></h2>{person.protected ? <Badge tone="accent">{t('people.protected')}</Badge> : null}{person.child ? <Badge tone="danger">{t('people.child')}</Badge> : null}</div>
                  <p className="person-names">{person.names.map((name) => <bdi key={name} dir="auto">{name}</bdi>)}</p>
                </div>
                <div className="row">
                  <IconButton label={t('people.edit', { name: person.pseudonym })} icon={Pencil} isDisabled={readOnly} onPress={() => { setEditing({ person }); }} />
                  <IconButton label={t('people.remove', { name: person.pseudonym })} icon={Trash2} isDisabled={readOnly} onPress={() => { void save(known.filter((other) => other !== person)).then(setFailure); }} />
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
      {editing === null ? null : (
        <PersonDialog
          person={editing.person} taken={known.filter((other) => other !== editing.person).map(({ pseudonym }) => pseudonym)} onClose={() => { setEditing(null); }}
          onSave={(next) => save(editing.person === null ? [...known, next] : known.map((other) => (other === editing.person ? next : other)))}
        />
      )}
    </Screen>
  );
}
