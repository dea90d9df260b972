/** The metadata of a generated PDF as an XMP packet (ISO 16684-1): title, language, maker, nothing of the sources; with `archival` it declares PDF/A-2b (ISO 19005-2, 6.6.4). */
export function xmpPacket({ title, language, createdAt, archival }: { readonly title: string; readonly language: string; readonly createdAt?: string; readonly archival: boolean }): string {
  const date = createdAt === undefined ? '' : `<xmp:CreateDate>${escapeXml(createdAt)}</xmp:CreateDate>`;
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">',
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>`,
    `<dc:language><rdf:Bag><rdf:li>${escapeXml(language)}</rdf:li></rdf:Bag></dc:language>`,
    `<dc:format>application/pdf</dc:format><pdf:Producer>Custodia</pdf:Producer>${date}`,
    '</rdf:Description>',
    ...(archival ? ['<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>'] : []),
    '</rdf:RDF></x:xmpmeta>', '<?xpacket end="r"?>',
  ].join('\n');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu, '');
}
