import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { ArrowUp, Briefcase, File, Folder, PackageCheck } from 'lucide-react';
import type { ChosenFile } from '../../shared/ipc/bridge.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../shared/failure.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { TextField } from '../components/field.tsx';
import { call } from '../engine-client.ts';
import './place-dialog.css';

export type PlaceRequest =
  | { readonly kind: 'folder'; readonly purpose: 'case' | 'folder' }
  | { readonly kind: 'new'; readonly purpose: 'new-case' | 'save-pdf' | 'save-release' | 'save-file'; readonly suggestedName: string };

type Listing = CallOutput<'browsePlace'>;
const icons = { folder: Folder, case: Briefcase, release: PackageCheck, file: File } as const;

function useListing(): { readonly listing: Listing | null; readonly failure: ToldFailure | null; readonly go: (folder: string | undefined) => void } {
  const [listing, setListing] = useState<Listing | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const go = (folder: string | undefined): void => {
    void call('browsePlace', { show: 'folders', ...(folder === undefined ? {} : { folder }) }).then((result) => {
      setFailure(result.ok ? null : result.failure);
      if (!result.ok) return;
      const [only, ...more] = result.value.entries;
      if (folder === undefined && only !== undefined && more.length === 0) go(only.token);
      else setListing(result.value);
    });
  };
  useEffect(() => { go(undefined); }, []);
  return { listing, failure, go };
}

/** The window's own chooser for a folder or a place to write to, where the host has no system dialogs. */
export function PlaceDialog({ request, onEnd }: { readonly request: PlaceRequest; readonly onEnd: (place: ChosenFile | null) => void }) {
  const { t } = useTranslation();
  const { listing, failure, go } = useListing();
  const [name, setName] = useState(request.kind === 'new' ? request.suggestedName : '');
  const [exists, setExists] = useState(false);
  const [refused, setRefused] = useState<ToldFailure | null>(null);
  const [selected, setSelected] = useState<ChosenFile | null>(null);
  const here = listing?.here ?? null;

  const finish = async (): Promise<void> => {
    if (request.kind === 'folder') {
      onEnd(selected ?? here);
      return;
    }
    const folder = here ?? selected;
    if (folder === null) return;
    const result = await call('placeIn', { folder: folder.token, name: name.trim() });
    if (!result.ok) setRefused(result.failure);
    else if (result.value.exists) setExists(true);
    else onEnd(result.value.place);
  };
  const enter = (entry: ChosenFile): void => {
    setSelected(null);
    if (entry.kind === 'case' && request.kind === 'folder' && request.purpose === 'case') onEnd(entry);
    else go(entry.token);
  };
  const entries = (listing?.entries ?? []).filter(({ kind }) => kind === 'folder' || kind === 'case');
  const canFinish = request.kind === 'folder' ? (selected ?? here) !== null : (here ?? selected) !== null && name.trim() !== '';

  return (
    <Dialog
      isOpen wide title={request.kind === 'new' ? t('places.save') : t('places.chooseFolder')} closeLabel={t('common.close')} onClose={() => { onEnd(null); }}
      actions={(
        <>
          <Button onPress={() => { onEnd(null); }}>{t('common.cancel')}</Button>
          <Button kind="primary" isDisabled={!canFinish} onPress={() => { void finish(); }}>{request.kind === 'new' ? t('places.saveHere') : selected?.kind === 'case' ? t('places.chooseThis') : t('places.choose')}</Button>
        </>
      )}
    >
      {request.kind === 'new' ? (
        <TextField
          label={request.purpose === 'new-case' ? t('places.folderName') : t('places.fileName')} value={name} autoFocus
          {...(request.purpose === 'new-case' ? { hint: t('places.newFolderHint') } : {})} error={exists ? t('places.exists') : undefined}
          onChange={(next) => {
            setName(next);
            setExists(false);
          }}
        />
      ) : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {refused === null ? null : <FailureNotice failure={refused} />}
      <div className="place-head" aria-busy={listing === null && failure === null}>
        <IconButton label={t('places.up')} icon={ArrowUp} isDisabled={here === null} onPress={() => { go(listing?.up ?? undefined); }} />
        <span className="truncate">{here === null ? t('places.start') : <>{t('places.here')} <strong><bdi>{here.name}</bdi></strong></>}</span>
      </div>
      <ListBox
        className="place-list" aria-label={t('places.list')} items={entries.map((entry) => ({ id: entry.token, entry }))} selectionMode="single" selectionBehavior="replace"
        renderEmptyState={() => (listing === null ? null : <p className="quiet place-empty">{t('places.empty')}</p>)}
        onAction={(key) => {
          const entry = entries.find(({ token }) => token === key);
          if (entry !== undefined) enter(entry);
        }}
        onSelectionChange={(keys) => { setSelected(keys === 'all' ? null : entries.find(({ token }) => keys.has(token)) ?? null); }}
      >
        {({ entry }) => {
          const Icon = icons[entry.kind];
          return (
            <ListBoxItem className="list-box-item" textValue={entry.name}>
              <Icon size={17} aria-hidden />
              <span className="grow truncate"><bdi>{entry.name}</bdi></span>
              {entry.kind === 'case' ? <span className="quiet small">{t('places.case')}</span> : null}
            </ListBoxItem>
          );
        }}
      </ListBox>
      {listing?.truncated === true ? <p className="quiet small">{t('places.truncated')}</p> : null}
    </Dialog>
  );
}
