import { rm } from 'node:fs/promises';

/** Notes in the case what was just written for others. Where that throws, on a full disk for one, the file goes again: nothing is handed out that the case does not know of. */
export async function recordOrRemove(written: string, record: () => void): Promise<void> {
  try {
    record();
  } catch (error) {
    await rm(written, { force: true });
    throw error;
  }
}
