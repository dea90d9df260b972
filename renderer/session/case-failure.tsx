import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FileText, Languages } from 'lucide-react';
import type { ToldFailure } from '../../shared/failure.ts';
import { Button } from '../components/button.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { useDocuments } from '../read-model/use-case.ts';
import { useNavigation } from './navigation.tsx';

// What these are about is decided on the page, with the tools for it.
const redacting = new Set<ToldFailure['code']>(['redactions-undecided', 'redaction-not-proved', 'leak-found']);

/** A refusal in the open case: a document that it is about by its title, and the way there. */
export function CaseFailure({ failure, actions }: { readonly failure: ToldFailure; readonly actions?: ReactNode }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const documents = useDocuments() ?? [];
  const { code, subject } = failure;
  const about = subject === undefined ? undefined : documents.find(({ id }) => id === subject);
  if (about === undefined) return <FailureNotice failure={failure} actions={actions} />;
  const label = about.exhibit === undefined ? about.title : `${about.exhibit} · ${about.title}`;
  return (
    <FailureNotice
      failure={{ ...failure, subject: label }}
      actions={(
        <>
          {code === 'translation-stale'
            ? <Button icon={Languages} onPress={() => { go({ screen: 'translations' }); }}>{t('case.screens.translations')}</Button>
            : <Button icon={FileText} onPress={() => { go({ screen: 'document', document: about.id, ...(redacting.has(code) ? { mode: 'redact' as const } : {}) }); }}>{t('failureNotice.toDocument')}</Button>}
          {actions}
        </>
      )}
    />
  );
}
