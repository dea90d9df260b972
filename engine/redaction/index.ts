export { redactPdf, type RedactInput, type Redacted, type RedactOptions } from './redact-pdf.ts';
export { proveRedaction, type ProveInput } from './prove-redaction.ts';
export { zonesForMentions, type MentionPlace } from './zones-for-mentions.ts';
export { proofCheck, type ProofCheck, type ProofEngine } from './proof-checks.ts';
export { carriesSecret } from './carries-secret.ts';
export { beforeDecision, decideZone, decideZones, isHidden, needsReissue, possibleActions, undoDecision, type Decision, type WorkflowAction, type WorkflowState, type WorkflowZone } from './zone-workflow.ts';
export { parseCodeSet, redactionCodeSets, type RedactionCodeSet } from './redaction-codes.ts';
export { redactionLog, type LogEntry, type LogInput, type RedactionLog } from './redaction-log.ts';
