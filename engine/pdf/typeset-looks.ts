import { PDFStream } from '@cantoo/pdf-lib';
import type { AppendedUpdate } from './appended-update.ts';
import { keyOf, type TypesetLooks } from './field-looks.ts';
import { key } from './known-name.ts';
import { ObjectCopy } from './object-copy.ts';
import { parseOnDemand } from './parse-on-demand.ts';
import { listSourcePages } from './source-pages.ts';
import type { TypesetFields } from './typeset-fields.ts';

/** Takes the typeset text of fields into an update, each as a form XObject. */
export function typesetLooks({ fields, pdf }: TypesetFields, update: AppendedUpdate): TypesetLooks {
  const source = parseOnDemand(pdf);
  const copy = new ObjectCopy(source.context, pdf, update.reserve(), () => undefined);
  const looks = new Map<string, string>();
  for (const [index, { box, dict, resources }] of listSourcePages(source).entries()) {
    const [field, content] = [fields[index], source.context.lookup(dict.get(key('Contents')))];
    if (field === undefined || !(content instanceof PDFStream)) continue;
    const number = copy.reserve();
    copy.writeStreamCopy(number, content, { Type: '/XObject', Subtype: '/Form', BBox: `[${box.join(' ')}]`, Resources: resources === undefined ? '<<>>' : copy.textOf(resources) });
    looks.set(keyOf(field), `${number} 0 R`);
  }
  update.take(copy.finish(), pdf);
  return looks;
}
