import { eld } from 'eld/small';
import { success, type Result } from '../../shared/result.ts';

/** ISO 639-1 language of each text, empty where it cannot be told. */
function detect({ texts }: { readonly texts: readonly string[] }): Result<string[], never> {
  return success(texts.map((text) => {
    const found = eld.detect(text.normalize('NFC'));
    return found.isReliable() ? found.language : '';
  }));
}

/** Language detection: in a worker, because its tables take two seconds to load. */
export const tasks = { detect };
