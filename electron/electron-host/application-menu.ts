import type { MenuItemConstructorOptions } from 'electron';
import type { EventValue } from '../../shared/ipc/contract.ts';

type Command = EventValue<'menuChosen'>['command'];

/** Words of the menu, in the user's language. */
export type MenuWords = Readonly<Record<Command | 'file' | 'edit' | 'view' | 'window' | 'help', string>>;

export const englishMenu: MenuWords = {
  file: 'File', edit: 'Edit', view: 'View', window: 'Window', help: 'Help',
  'new-case': 'New case…', 'open-case': 'Open case…', 'open-release': 'Open release…', verify: 'Verify release…', 'add-files': 'Add documents…', lock: 'Lock now',
  'close-case': 'Close case', settings: 'Settings…', guide: 'Guide', find: 'Find…', 'zoom-in': 'Larger', 'zoom-out': 'Smaller', 'zoom-reset': 'Actual size',
};

/** The menu: commands go to the window as events; nothing in it reloads the window, opens developer tools or leaves the application. */
export function menuTemplate(choose: (command: Command) => void, options: { readonly mac: boolean; readonly words?: MenuWords }): MenuItemConstructorOptions[] {
  const { mac, words = englishMenu } = options;
  const item = (command: Command, accelerator?: string): MenuItemConstructorOptions => ({ label: words[command], ...(accelerator === undefined ? {} : { accelerator }), click: () => choose(command) });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: words.file,
      submenu: [
        item('new-case', 'CmdOrCtrl+N'), item('open-case', 'CmdOrCtrl+O'), item('open-release'), item('verify'), separator, item('add-files', 'CmdOrCtrl+I'), separator,
        item('lock', 'CmdOrCtrl+L'), item('close-case', 'CmdOrCtrl+W'), separator, item('settings', 'CmdOrCtrl+,'), ...(mac ? [] : [separator, { role: 'quit' as const }]),
      ],
    },
    {
      label: words.edit,
      submenu: [{ role: 'undo' }, { role: 'redo' }, separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }, separator, item('find', 'CmdOrCtrl+F')],
    },
    { label: words.view, submenu: [item('zoom-in', 'CmdOrCtrl+Plus'), item('zoom-out', 'CmdOrCtrl+-'), item('zoom-reset', 'CmdOrCtrl+0'), separator, { role: 'togglefullscreen' }] },
    { label: words.window, role: 'windowMenu' },
    { label: words.help, role: 'help', submenu: [item('guide', 'F1')] },
  ];
}
