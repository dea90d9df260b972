import { examineMachine } from '../../engine/operations/examine-machine.ts';
import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';

const hosts = { electron: 'Electron', chromium: 'the system\'s Chromium', none: 'none: the terminal only' } as const;

export const command: Command = {
  summary: 'what this machine has: host, languages, fonts, outside programs',
  usage: '',
  words: [0, 0],
  run() {
    const found = examineMachine();
    const lines = [
      `Custodia ${found.version}, Node ${found.node}, ${found.platform}, ${found.cores} cores, ${found.memoryMb} MB of memory`,
      `Window: ${hosts[found.host]}`,
      `Text recognition: ${found.ocrLanguages.join(', ')}`,
      `Fonts for generated pages: ${found.fonts.join(', ')}`,
      `Court profiles: ${found.courts.join(', ')}`,
      ...found.programs.map((program) => `${program.found ? 'found    ' : 'not found'}  ${program.name} (${program.for})`),
    ];
    return Promise.resolve(success({ json: found, words: lines.join('\n') }));
  },
};
