import { SaxesParser } from 'saxes';

/** One property of an XMP record (ISO 16684-1), lists flattened. */
export interface XmpProperty {
  /** With its usual prefix, or the prefix that the record gives it. */
  readonly name: string;
  readonly value: string;
  /** Written by the program about itself and the file's making, not about its content. */
  readonly byProgram: boolean;
}

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const usualPrefixes: Readonly<Record<string, string>> = {
  'http://purl.org/dc/elements/1.1/': 'dc', 'http://ns.adobe.com/xap/1.0/': 'xmp', 'http://ns.adobe.com/pdf/1.3/': 'pdf', 'http://ns.adobe.com/xap/1.0/mm/': 'xmpMM',
  'http://www.aiim.org/pdfa/ns/id/': 'pdfaid', 'http://www.aiim.org/pdfua/ns/id/': 'pdfuaid', 'http://ns.adobe.com/pdfx/1.3/': 'pdfx', 'http://ns.adobe.com/photoshop/1.0/': 'photoshop',
  'http://ns.adobe.com/xap/1.0/t/pg/': 'xmpTPg', 'http://ns.adobe.com/xap/1.0/g/': 'xmpG', 'http://www.npes.org/pdfx/ns/id/': 'pdfxid',
};
/** Whole vocabularies about the making of a file. */
const programVocabularies = /^(?:pdfaid|pdfuaid|pdfxid|pdfaExtension|pdfaSchema|pdfaProperty|pdfaType|pdfaField|xmpTPg|xmpG|stFnt|stEvt|stRef|stDim|pdfd|pdfe):/;
const programProperties = new Set([
  'dc:format', 'dc:date', 'dc:language', 'dc:type', 'xmp:CreatorTool', 'xmp:CreateDate', 'xmp:ModifyDate', 'xmp:MetadataDate', 'xmp:Thumbnails', 'pdf:Producer', 'pdf:PDFVersion', 'pdf:Trapped',
  'xmpMM:DocumentID', 'xmpMM:InstanceID', 'xmpMM:OriginalDocumentID', 'xmpMM:RenditionClass', 'xmpMM:VersionID', 'xmpMM:RenditionOf', 'xmpMM:History', 'pdfx:PTEX.Fullbanner', 'pdfx:PXCViewerInfo', 'xmpMM:subject',
]);

/** Reads the properties of an XMP record; what is no sound XML gives the properties before the fault. */
export function readXmpProperties(bytes: Uint8Array): XmpProperty[] {
  const properties: XmpProperty[] = [];
  const path: { name: string; ofRdf: boolean }[] = [];
  const parser = new SaxesParser({ xmlns: true });
  let text = '';
  const nameOf = (uri: string, prefix: string, local: string): string => `${usualPrefixes[uri] ?? prefix}:${local}`;
  const property = (): string | undefined => path.find(({ ofRdf, name }) => !ofRdf && name !== 'x:xmpmeta')?.name;
  const add = (name: string | undefined, value: string): void => {
    if (name !== undefined && value.trim() !== '') properties.push({ name, value, byProgram: programProperties.has(name) || programVocabularies.test(name) });
  };
  parser.on('error', () => undefined);
  parser.on('opentag', (tag) => {
    text = '';
    path.push({ name: nameOf(tag.uri, tag.prefix, tag.local), ofRdf: tag.uri === rdf });
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri === rdf || attribute.uri === '' || attribute.prefix === 'xmlns' || attribute.prefix === 'xml' || attribute.prefix === 'x') continue;
      add(property() ?? nameOf(attribute.uri, attribute.prefix, attribute.local), attribute.value);
    }
  });
  parser.on('text', (value) => {
    text += value;
  });
  parser.on('closetag', () => {
    add(property(), text);
    text = '';
    path.pop();
  });
  try {
    parser.write(Buffer.from(bytes).toString('utf8').replace(/^\ufeff/, '')).close();
  } catch {
    return properties;
  }
  return properties;
}
