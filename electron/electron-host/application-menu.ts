import type { MenuItemConstructorOptions } from 'electron';
import type { EventValue } from '../../shared/ipc/contract.ts';

type Command = EventValue<'menuChosen'>['command'];

/** Words of the menu, in the user's language. */
export type MenuWords = Readonly<Record<Command | 'file' | 'edit' | 'view' | 'window' | 'help' | 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'select-all' | 'quit' | 'full-screen', string>>;

export const englishMenu: MenuWords = {
  file: 'File', edit: 'Edit', view: 'View', window: 'Window', help: 'Help',
  'new-case': 'New case…', 'open-case': 'Open case…', 'open-release': 'Open release…', verify: 'Verify release…', 'add-files': 'Add documents…', lock: 'Lock now',
  'close-case': 'Close case', settings: 'Settings…', guide: 'Guide', find: 'Find…', 'zoom-in': 'Larger', 'zoom-out': 'Smaller', 'zoom-reset': 'Actual size',
  undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', 'select-all': 'Select all', quit: 'Quit', 'full-screen': 'Full screen',
};

/** The menu: commands go to the window as events; nothing in it reloads the window, opens developer tools or leaves the application. */
export function menuTemplate(choose: (command: Command) => void, options: { readonly mac: boolean; readonly words?: MenuWords }): MenuItemConstructorOptions[] {
  const { mac, words = englishMenu } = options;
  const item = (command: Command, accelerator?: string): MenuItemConstructorOptions => ({ label: words[command], ...(accelerator === undefined ? {} : { accelerator }), click: () => choose(command) });
  const role = (name: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll' | 'quit' | 'togglefullscreen', label: string): MenuItemConstructorOptions => ({ role: name, label });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: words.file,
      submenu: [
        item('new-case', 'CmdOrCtrl+N'), item('open-case', 'CmdOrCtrl+O'), item('open-release'), item('verify'), separator, item('add-files', 'CmdOrCtrl+I'), separator,
        item('lock', 'CmdOrCtrl+L'), item('close-case', 'CmdOrCtrl+W'), separator, item('settings', 'CmdOrCtrl+,'), ...(mac ? [] : [separator, role('quit', words.quit)]),
      ],
    },
    {
      label: words.edit,
      submenu: [role('undo', words.undo), role('redo', words.redo), separator, role('cut', words.cut), role('copy', words.copy), role('paste', words.paste), role('selectAll', words['select-all']), separator, item('find', 'CmdOrCtrl+F')],
    },
    { label: words.view, submenu: [item('zoom-in', 'CmdOrCtrl+Plus'), item('zoom-out', 'CmdOrCtrl+-'), item('zoom-reset', 'CmdOrCtrl+0'), separator, role('togglefullscreen', words['full-screen'])] },
    { label: words.window, role: 'windowMenu' },
    { label: words.help, role: 'help', submenu: [item('guide', 'F1')] },
  ];
}
