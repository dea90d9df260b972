import type { CallOutput } from '../../shared/ipc/contract.ts';
import { examineMachine } from '../operations/examine-machine.ts';

/** What this machine has for the application, as a list to show. */
export function machineChecks(): CallOutput<'doctor'>['checks'] {
  const { version, node, platform, cores, memoryMb, host, ocrLanguages, fonts, programs } = examineMachine();
  return [
    { name: 'version', holds: true, detail: version },
    { name: 'system', holds: true, detail: `${platform}, Node ${node}, ${String(cores)} cores, ${String(memoryMb)} MB` },
    { name: 'window', holds: host !== 'none', detail: host },
    { name: 'ocr-languages', holds: ocrLanguages.length > 0, detail: ocrLanguages.join(', ') },
    { name: 'fonts', holds: fonts.length > 0, detail: fonts.join(', ') },
    ...programs.map((program) => ({ name: program.name, holds: program.found, detail: program.for })),
  ];
}
