import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { nextStepOf } from './version-way.ts';
import type { Version } from './version-way.ts';

/** Which dialog is open. */
export type TranslationDialog =
  | { readonly kind: 'request'; readonly original?: string; readonly language?: string }
  | { readonly kind: 'describe'; readonly version: Version }
  | { readonly kind: 'send' | 'return' | 'certificate' | 'settle'; readonly version: Version }
  | { readonly kind: 'step'; readonly version: Version; readonly to: Version['state'] }
  | { readonly kind: 'replace'; readonly original: string }
  | { readonly kind: 'carry'; readonly original: string; readonly translation: string }
  | { readonly kind: 'pair' };

/** Something that was just done and can be taken back. */
export interface Undoable {
  readonly title: string;
  readonly undo: () => void;
}

export interface VersionActions {
  readonly dialog: TranslationDialog | null;
  readonly open: (dialog: TranslationDialog | null) => void;
  readonly failure: ToldFailure | null;
  readonly undoable: Undoable | null;
  readonly forgetUndo: () => void;
  /** Begins the next step: by a dialog, a file chooser, or at once. */
  readonly goOn: (version: Version) => void;
  readonly takeStep: (version: Version, to: Version['state']) => void;
  /** Asks for a translation at once; what is missing is said later. */
  readonly request: (original: string, language: string) => void;
  readonly remove: (version: Version) => void;
  readonly unpair: (version: Version) => void;
  /** Takes a signed certificate in. */
  readonly attach: (version: Version) => void;
  /** Does one step whose reason is known by now. */
  readonly move: (version: Version, to: Version['state'], reason?: string) => Promise<ToldFailure | null>;
  readonly confirm: (version: Version, reason: string) => Promise<ToldFailure | null>;
}

/** What a person can do with versions of translations. */
export function useVersionActions(): VersionActions {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { chooseFiles } = useChooser();
  const [dialog, open] = useState<TranslationDialog | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [undoable, setUndoable] = useState<Undoable | null>(null);

  const done = async <T>(work: Promise<Result<T, ToldFailure>>): Promise<T | undefined> => {
    const result = await work;
    setFailure(result.ok ? null : result.failure);
    setUndoable(null);
    return result.ok ? result.value : undefined;
  };
  const move = async (version: Version, to: Version['state'], reason?: string): Promise<ToldFailure | null> => {
    const moved = await call('moveTranslation', { version: version.id, to, ...(reason === undefined ? {} : { reason }) });
    if (!moved.ok) return moved.failure;
    setFailure(null);
    setUndoable(null);
    showToast({ tone: 'success', title: t(`translations.moved.${to}`) });
    return null;
  };
  const takeStep = (version: Version, to: Version['state']): void => {
    if (to === 'received' && version.translation === undefined) open({ kind: 'return', version });
    else if (to === 'certified' && version.translator === undefined) open({ kind: 'describe', version });
    else if (to === 'superseded' || (version.state === 'received' && to === 'sent') || (version.state === 'reviewed' && to === 'received')) open({ kind: 'step', version, to });
    else void move(version, to).then(setFailure);
  };
  const requestAs = async (original: string, language: string, of: Pick<Version, 'translator' | 'deadline' | 'note'>): Promise<Version | undefined> => {
    const { translator, deadline, note } = of;
    const asked = await done(call('requestTranslation', {
      original: original as DocumentId, language, ...(translator === undefined ? {} : { translator }), ...(deadline === undefined ? {} : { deadline }), ...(note === undefined ? {} : { note }),
    }));
    if (asked !== undefined) go({ screen: 'translations', version: asked.version.id });
    return asked?.version;
  };
  const remove = async (version: Version): Promise<void> => {
    if (await done(call('removeTranslationRequest', { version: version.id })) === undefined) return;
    go({ screen: 'translations' });
    setUndoable({ title: t('translations.removed'), undo: () => { void requestAs(version.original, version.language, version); } });
  };
  const request = async (original: string, language: string): Promise<void> => {
    const asked = await requestAs(original, language, {});
    if (asked !== undefined) setUndoable({ title: t('translations.requested'), undo: () => { void remove(asked); } });
  };
  const unpair = async (version: Version): Promise<void> => {
    const { translation, original, translator } = version;
    if (translation === undefined || await done(call('unpairTranslation', { translation })) === undefined) return;
    go({ screen: 'translations' });
    setUndoable({ title: t('translations.unpaired'), undo: () => { void done(call('pairTranslation', { original, translation, ...(translator === undefined ? {} : { translator }) })); } });
  };
  const attach = async (version: Version): Promise<void> => {
    const [file] = await chooseFiles('documents', false);
    if (file === undefined) return;
    if (await done(call('attachCertificate', { version: version.id, file: file.token })) !== undefined) showToast({ tone: 'success', title: t('translations.certificates.attached') });
  };
  const goOn = (version: Version): void => {
    const next = nextStepOf(version);
    switch (next) {
      case 'send': open({ kind: 'send', version }); break;
      case 'take-in': open({ kind: 'return', version }); break;
      case 'review': go({ screen: 'translations', sentences: version.translation ?? '' }); break;
      case 'certificate': open({ kind: 'certificate', version }); break;
      case 'attach': void attach(version); break;
      case 'certify': takeStep(version, 'certified'); break;
      case 'settle': open({ kind: 'settle', version }); break;
      case 'request-again': open({ kind: 'request', original: version.original, language: version.language }); break;
      case 'none': break;
    }
  };
  return {
    dialog, open, failure, undoable, goOn, takeStep, move,
    forgetUndo: () => { setUndoable(null); },
    request: (original, language) => { void request(original, language); },
    remove: (version) => { void remove(version); },
    unpair: (version) => { void unpair(version); },
    attach: (version) => { void attach(version); },
    confirm: async (version, reason) => {
      const confirmed = await call('confirmTranslation', { version: version.id, reason });
      if (!confirmed.ok) return confirmed.failure;
      setFailure(null);
      showToast({ tone: 'success', title: t('translations.confirmed') });
      return null;
    },
  };
}
