import { createContext, use, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ChosenFile } from '../../shared/ipc/bridge.ts';
import { call } from '../engine-client.ts';
import { PlaceDialog } from './place-dialog.tsx';
import type { PlaceRequest } from './place-dialog.tsx';

export type FilePurpose = 'documents' | 'release' | 'pdf' | 'identity' | 'plan';

export interface Chooser {
  /** An existing folder; null when the user gives up. */
  readonly chooseFolder: (purpose: 'case' | 'folder') => Promise<ChosenFile | null>;
  /** Where a new folder or file is to be written; null when the user gives up. */
  readonly chooseNew: (purpose: 'new-case' | 'save-pdf' | 'save-release' | 'save-file', suggestedName: string) => Promise<ChosenFile | null>;
  /** Existing files. */
  readonly chooseFiles: (purpose: FilePurpose, many: boolean) => Promise<readonly ChosenFile[]>;
}

const ChooserContext = createContext<Chooser | null>(null);

/** How the user chooses files and folders: by the system's dialogs where the host has them, by the window's own where not. */
export function useChooser(): Chooser {
  const chooser = use(ChooserContext);
  if (chooser === null) throw new Error('No place chooser above this component.');
  return chooser;
}

function chooseByInput(many: boolean): Promise<readonly ChosenFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = many;
    input.hidden = true;
    input.dataset['chooser'] = 'files';
    document.body.append(input);
    const finish = (files: readonly File[]): void => {
      // Before anything waits: the next choice may begin.
      input.remove();
      void (files.length === 0 ? Promise.resolve([]) : window.custodia.tokensFor(files)).then(resolve);
    };
    input.addEventListener('change', () => { finish([...(input.files ?? [])]); });
    input.addEventListener('cancel', () => { finish([]); });
    input.click();
  });
}

interface Pending {
  readonly request: PlaceRequest;
  readonly settle: (place: ChosenFile | null) => void;
}

export interface ChooserProviderProps {
  readonly dialogs: 'native' | 'window';
  readonly children: ReactNode;
}

/** Gives `useChooser` to what is below it. */
export function ChooserProvider({ dialogs, children }: ChooserProviderProps) {
  const [pending, setPending] = useState<Pending | null>(null);
  const askInWindow = useCallback((request: PlaceRequest) => new Promise<ChosenFile | null>((settle) => { setPending({ request, settle }); }), []);
  const chooser = useMemo<Chooser>(() => ({
    chooseFolder: async (purpose) => {
      if (dialogs === 'window') return askInWindow({ kind: 'folder', purpose });
      const result = await call('pickPlace', { purpose });
      return result.ok ? result.value.place : null;
    },
    chooseNew: async (purpose, suggestedName) => {
      if (dialogs === 'window') return askInWindow({ kind: 'new', purpose, suggestedName });
      const result = await call('pickPlace', { purpose, suggestedName });
      return result.ok ? result.value.place : null;
    },
    chooseFiles: async (purpose, many) => {
      if (dialogs === 'window') return chooseByInput(many);
      const result = await call('pickFiles', { purpose, many });
      return result.ok ? result.value.files : [];
    },
  }), [dialogs, askInWindow]);
  return (
    <ChooserContext value={chooser}>
      {children}
      {pending === null ? null : (
        <PlaceDialog
          request={pending.request}
          onEnd={(place) => {
            pending.settle(place);
            setPending(null);
          }}
        />
      )}
    </ChooserContext>
  );
}
