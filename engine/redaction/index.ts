export { redactPdf, type RedactInput, type Redacted, type RedactionMethod, type RedactOptions } from './redact-pdf.ts';
export { proveRedaction, type ProveInput } from './prove-redaction.ts';
export { zonesForMentions, type MentionPlace } from './zones-for-mentions.ts';
export { tightBoxes, type TightBox } from './tight-boxes.ts';
export { carriesSecret } from './carries-secret.ts';
