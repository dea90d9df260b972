import type { BrowserWindow, Dialog, FileFilter, OpenDialogOptions } from 'electron';
import type { NativeDialogs } from '../../engine/serving/serving-context.ts';

const release: FileFilter = { name: 'Custodia release', extensions: ['age', 'tar'] };
const pdf: FileFilter = { name: 'PDF', extensions: ['pdf'] };
const everything: FileFilter = { name: '*', extensions: ['*'] };

const openFilters: Readonly<Record<string, FileFilter[]>> = {
  documents: [everything], release: [release, everything], pdf: [pdf], identity: [everything], plan: [{ name: 'YAML', extensions: ['yaml', 'yml'] }],
};

/** The system's own dialogs. `dontAddToRecent` keeps what is chosen out of the system's list of recent files. */
export function createNativeDialogs(dialog: Dialog, window: () => BrowserWindow | undefined): NativeDialogs {
  const open = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const parent = window();
    const chosen = parent === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
    return chosen.canceled ? [] : chosen.filePaths;
  };
  return {
    pickFiles: ({ purpose, many }) => open({ filters: openFilters[purpose] ?? [everything], properties: ['openFile', 'dontAddToRecent', ...(many ? (['multiSelections'] as const) : [])] }),
    async pickPlace({ purpose, suggestedName }) {
      if (purpose === 'case' || purpose === 'folder') return (await open({ properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'] }))[0];
      const options = {
        ...(suggestedName === undefined ? {} : { defaultPath: suggestedName }), filters: purpose === 'save-pdf' ? [pdf] : purpose === 'save-release' ? [release] : [],
        properties: ['createDirectory' as const, 'dontAddToRecent' as const],
      };
      const parent = window();
      const chosen = parent === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options);
      return chosen.canceled || chosen.filePath === '' ? undefined : chosen.filePath;
    },
  };
}
