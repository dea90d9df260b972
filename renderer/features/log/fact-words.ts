import { useTranslation } from 'react-i18next';
import { documentKinds } from '../../../shared/case-model/document.ts';
import { exhibitStatuses } from '../../../shared/case-model/exhibit.ts';
import { redactionMethods } from '../../../shared/case-model/redaction.ts';
import { failureExitCodes, type FailureCode } from '../../../shared/failure.ts';
import { useFormats } from '../../i18n/format.ts';
import { sourceFields } from '../../read-model/source-fields.ts';
import { useEditionName } from '../../session/edition-switch.tsx';

const knownFacts = [
  'pages', 'recognised', 'original', 'edition', 'zones', 'documents', 'bytes', 'exhibits', 'recipients', 'kind', 'language', 'page', 'translations', 'decision', 'release', 'positions', 'remarks', 'method',
  'checks', 'files', 'version', 'what', 'by', 'from', 'to', 'holds', 'broken', 'carried', 'again', 'corrected', 'size', 'replaced', 'address', 'sentences', 'tool', 'model', 'compartments', 'after',
  'afterCrash', 'orphans', 'fields',
] as const;
const knownValues = ['backup', 'epoch', 'key-store', 'passphrase', 'recovery-sheet', 'recovery-shares', 'sheet', 'shares'] as const;

const plainFields = ['title', 'exhibit', 'language', 'confidentiality'] as const;

type Fact = string | number | boolean;

function among<T extends string>(known: readonly T[], value: Fact): T | undefined {
  return known.find((name) => name === value);
}

const failureCodes = Object.keys(failureExitCodes) as FailureCode[];

/** The reason of an event: as somebody wrote it, or why a file was refused. */
export function useReasonWords(): (action: string, reason: string) => string {
  const { t } = useTranslation();
  return (action, reason) => {
    const code = action === 'document-refused' ? failureCodes.find((known) => known === reason) : undefined;
    return code === undefined ? reason : t(`failure.${code}.what`);
  };
}

/** A fact of an event in the window's language; a rare one by the name and the value that it has in the log itself. */
export function useFactWords(): (name: string, value: Fact) => string {
  const { t } = useTranslation();
  const { bytes, language, number } = useFormats();
  const nameOfEdition = useEditionName();
  const fieldName = (field: string): string => {
    const [plain, source] = [among(plainFields, field), among(sourceFields, field)];
    return plain !== undefined ? t(`documents.columns.${plain}`) : source === undefined ? field : t(`documents.source.${source}`);
  };
  const said = (name: string, value: Fact): string => {
    if (typeof value === 'boolean') return t(value ? 'log.values.yes' : 'log.values.no');
    if (typeof value === 'number') return name === 'bytes' ? bytes(value) : number(value);
    const [kind, status, method, known] = [among(documentKinds, value), among(exhibitStatuses, value), among(redactionMethods, value), among(knownValues, value)];
    if (name === 'edition') return nameOfEdition(value);
    if (name === 'fields') return value.split(' ').map(fieldName).join(', ');
    if (name === 'language') return language(value);
    if (name === 'kind' && kind !== undefined) return t(`documents.kinds.${kind}`);
    if (name === 'method' && method !== undefined) return t(`redactions.methods.${method}`);
    if ((name === 'from' || name === 'to') && status !== undefined) return t(`exhibits.statuses.${status}`);
    return known === undefined ? value : t(`log.values.${known}`);
  };
  return (name, value) => {
    const fact = among(knownFacts, name);
    return `${fact === undefined ? name : t(`log.facts.${fact}`)}: ${said(name, value)}`;
  };
}
